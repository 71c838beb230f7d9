from __future__ import annotations

import pytest

from app.core.time_left import duration_words, time_left_s
from app.recordings.time_words import time_left_words


def test_the_rest_takes_as_long_as_the_pace_says() -> None:
    assert time_left_s(done_s=60.0, total_s=180.0, elapsed_s=4.0) == 8.0
    assert time_left_s(done_s=200.0, total_s=180.0, elapsed_s=4.0) == 0.0


@pytest.mark.parametrize(("done_s", "total_s", "elapsed_s"), [(0.0, 9.0, 5.0), (5.0, 0.0, 5.0), (5.0, 9.0, 1.0)])
def test_nothing_is_said_before_the_pace_is_known(done_s: float, total_s: float, elapsed_s: float) -> None:
    assert time_left_s(done_s, total_s, elapsed_s) is None


@pytest.mark.parametrize(
    ("left_s", "words"),
    [
        (None, ""),
        (1.0, "a few seconds left"),
        (22.0, "about 20 seconds left"),
        (50.0, "about 1 minute left"),
        (125.0, "about 2 minutes left"),
        (3600.0, "about 1 hour left"),
        (5500.0, "about 1.5 hours left"),
    ],
)
def test_time_left_is_said_as_a_person_says_it(left_s: float | None, words: str) -> None:
    assert time_left_words(left_s) == words


def test_durations_grow_coarser_as_they_grow_longer() -> None:
    assert [duration_words(s) for s in (0.84, 58.2, 120.0, 185.0)] == ["0.8 s", "58 s", "2 min", "3 min 5 s"]
