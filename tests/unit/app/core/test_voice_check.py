"""What a person is told of voice, room and microphone."""

from __future__ import annotations

import random

import pytest

from app.core import voice_check
from app.core.voice_check import verdict


def _levels(room: float, voice: float, share: float = 0.6, n_levels: int = 120) -> list[float]:
    draw = random.Random(1)
    return [(voice if draw.random() < share else room) + draw.uniform(-2, 2) for _ in range(n_levels)]


@pytest.mark.parametrize(
    ("room", "voice", "wanted"),
    [
        (-95.0, -92.0, voice_check.SILENT), (-60.0, -25.0, voice_check.CLEAR), (-65.0, -52.0, voice_check.FAINT),
        (-50.0, -3.0, voice_check.LOUD), (-30.0, -24.0, voice_check.NOISY),
    ],
)  # fmt: skip
def test_each_trouble_is_told_apart(room: float, voice: float, wanted: str) -> None:
    assert verdict(_levels(room, voice)) == wanted


def test_nothing_is_said_before_enough_was_heard() -> None:
    assert verdict([-20.0] * (voice_check.ENOUGH - 1)) == voice_check.LISTENING
