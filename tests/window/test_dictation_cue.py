"""The sound that says: now it listens."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from app.dictation.cue import Cue
from app.dictation.microphones import Microphones
from tests.support.sound_system import FakeSoundSystem

SHIPPED = Path(__file__).parents[2] / "assets" / "sounds" / "listening.wav"


def test_the_shipped_cue_is_short_soft_and_ends_in_silence(qtbot: QtBot) -> None:
    system = FakeSoundSystem()
    microphones = Microphones(system)
    Cue(microphones, SHIPPED).play()
    qtbot.waitUntil(lambda: len(system.played) == 1)
    (samples,) = system.played
    assert 0.02 < len(samples) / 48000 < 0.15
    assert 0.01 < np.max(np.abs(samples)) < 0.2
    assert abs(samples[0]) < 1e-3 and abs(samples[-1]) < 1e-3
    microphones.end()


def test_a_cue_that_is_off_or_missing_stays_silent(qtbot: QtBot, tmp_path: Path) -> None:
    system = FakeSoundSystem()
    microphones = Microphones(system)
    off = Cue(microphones, SHIPPED)
    off.is_on = False
    off.play()
    Cue(microphones, tmp_path / "nowhere.wav").play()
    with qtbot.waitSignal(microphones.looked_anew):
        microphones.look(anew=True)
    assert system.played == []
    microphones.end()
