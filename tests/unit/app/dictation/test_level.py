"""From samples to decibels to the height of the line."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dictation.level import (
    LevelFollower,
    SilenceWatch,
    level_dbfs,
    level_fraction,
    line_height,
)
from tests.support.sound_system import tone


def test_a_sine_of_full_scale_has_minus_three_decibels() -> None:
    assert level_dbfs(tone(1.0, peak=1.0)) == pytest.approx(-3.01, abs=0.01)


def test_silence_and_no_samples_have_the_lowest_level() -> None:
    assert level_dbfs(np.zeros(320, dtype=np.float32)) == -120.0
    assert level_dbfs(np.zeros(0, dtype=np.float32)) == -120.0


@pytest.mark.parametrize(("dbfs", "fraction"), [(-120, 0.0), (-60, 0.0), (-36, 0.5), (-12, 1.0), (0, 1.0)])
def test_the_line_spans_minus_sixty_to_minus_twelve(dbfs: float, fraction: float) -> None:
    assert level_fraction(dbfs) == fraction


def test_a_silent_room_leaves_the_line_within_its_own_thickness() -> None:
    assert 22 * line_height(level_fraction(-47.0)) < 2.0
    assert 22 * line_height(level_fraction(-24.0)) > 11.0
    assert line_height(1.0) == 1.0


def test_the_level_rises_within_30_ms_and_falls_within_180_ms() -> None:
    follower = LevelFollower()
    assert follower.accept(-12.0, 0.030) == pytest.approx(1 - np.exp(-1))
    follower.accept(-12.0, 1.0)
    assert follower.accept(-60.0, 0.180) == pytest.approx(np.exp(-1))


@given(st.lists(st.tuples(st.floats(-120, 0), st.floats(0, 0.2)), max_size=40))
def test_the_smoothed_level_stays_between_nothing_and_all(steps: list[tuple[float, float]]) -> None:
    follower = LevelFollower()
    for dbfs, duration_s in steps:
        assert 0.0 <= follower.accept(dbfs, duration_s) <= 1.0


def test_two_seconds_of_nothing_from_the_start_are_a_muted_microphone() -> None:
    watch = SilenceWatch(16000)
    muted = np.full(16000, 0.0009, dtype=np.float32)
    assert not watch.accept(muted)
    assert watch.accept(muted)


def test_a_silent_room_is_not_a_muted_microphone() -> None:
    watch = SilenceWatch(16000)
    assert not any(watch.accept(tone(1.0, peak=0.017)) for _ in range(10))


def test_a_pause_after_speech_is_given_more_time() -> None:
    watch = SilenceWatch(16000)
    watch.accept(tone(0.5))
    silence = np.zeros(16000, dtype=np.float32)
    assert [watch.accept(silence) for _ in range(9)] == [False] * 7 + [True, True]
    assert not watch.accept(tone(0.1))
