"""The line that is the voice."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.dictation.voice_line import HIGHEST_PX, POINT_EVERY_PX, TRAVEL_S, VoiceLine

START_X, END_X = 128.0, 1280.0


def offsets(line: VoiceLine) -> list[float]:
    return [offset for _, offset in line.points(START_X, END_X)]


def speak(line: VoiceLine, dbfs: float, duration_s: float) -> None:
    for _ in range(round(duration_s / 0.033)):
        line.accept(dbfs, 0.033)


def test_without_sound_the_line_is_straight() -> None:
    line = VoiceLine()
    assert set(offsets(line)) == {0.0}
    speak(line, -70.0, 3.0)
    assert set(offsets(line)) == {0.0}


def test_a_silent_room_moves_it_less_than_its_own_thickness() -> None:
    line = VoiceLine()
    speak(line, -47.0, 6.0)
    assert max(map(abs, offsets(line))) < 2.0


def test_the_loudest_sound_stays_within_its_height_and_dies_away_to_the_right() -> None:
    line = VoiceLine()
    speak(line, 0.0, 7.0)
    shape = offsets(line)
    n = len(shape)
    assert 15.0 < max(map(abs, shape)) <= HIGHEST_PX
    assert max(map(abs, shape[: n // 3])) > max(map(abs, shape[-n // 3 :]))
    assert abs(shape[-1]) < 0.2


def test_there_is_a_point_every_three_pixels() -> None:
    xs = [x for x, _ in VoiceLine().points(START_X, END_X)]
    assert xs[0] == START_X
    assert {after - before for before, after in pairwise(xs)} == {POINT_EVERY_PX}


def test_a_word_has_travelled_half_way_after_three_seconds() -> None:
    line = VoiceLine()
    speak(line, -15.0, 0.5)
    speak(line, -70.0, TRAVEL_S / 2)
    moved = [x for x, offset in line.points(START_X, END_X) if abs(offset) > 1.0]
    middle = (START_X + END_X) / 2
    # The release of 180 ms draws the word out a little behind it.
    assert middle - 60 < min(moved) < max(moved) < middle + 120


def test_a_new_dictation_begins_with_a_straight_line() -> None:
    line = VoiceLine()
    speak(line, -20.0, 2.0)
    line.clear()
    assert set(offsets(line)) == {0.0}


def test_the_path_spans_the_window_about_its_rest() -> None:
    line = VoiceLine()
    speak(line, -10.0, 6.0)
    box = line.path(START_X, END_X, 28.0).boundingRect()
    assert box.left() == 0.0
    assert box.right() == pytest.approx(END_X)
    assert 28.0 - HIGHEST_PX <= box.top() < 28.0 < box.bottom() <= 28.0 + HIGHEST_PX
