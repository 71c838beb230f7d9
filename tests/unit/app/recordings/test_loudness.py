from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.recordings.loudness import LoudnessWorker, heights, n_stretches


def test_a_recording_is_cut_into_stretches_of_ten_milliseconds_or_more() -> None:
    assert [n_stretches(length_s) for length_s in (0.0, 0.005, 1.0, 36000.0)] == [1, 1, 100, 2048]


def test_bars_are_as_high_as_their_sound_is_loud() -> None:
    power = np.array([0.0, 1e-2, 1e-4, np.nan])
    assert heights(power, 4) == pytest.approx([0.0, (-20 + 54) / 42, (-40 + 54) / 42, 0.0])


def test_there_can_be_fewer_and_more_bars_than_stretches() -> None:
    power = np.array([1e-2, 1e-2, 0.0, 0.0])
    assert heights(power, 2) == pytest.approx([(-20 + 54) / 42, 0.0])
    assert len(heights(power, 11)) == 11
    assert heights(np.array([1e-2]), 3) == pytest.approx([(-20 + 54) / 42] * 3)


def test_a_recording_is_measured_from_end_to_end(qtbot: QtBot, recording: Path) -> None:
    worker = LoudnessWorker(recording)
    seen: list[np.ndarray] = []
    files: list[object] = []
    worker.measured.connect(seen.append)
    worker.became_playable.connect(files.append)
    with qtbot.waitSignal(worker.finished):
        worker.start()
    worker.stop()
    bars = heights(seen[-1], 3)
    assert bars[0] == 0.0
    assert bars[1] == pytest.approx((20 * np.log10(0.2 / np.sqrt(2)) + 54) / 42, abs=0.02)
    assert bars[2] == pytest.approx((20 * np.log10(0.01 / np.sqrt(2)) + 54) / 42, abs=0.02)
    assert [file.path for file in files] == [recording]


def test_what_cannot_be_heard_says_so(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    broken = tmp_path / "broken.m4a"
    broken.write_bytes(b"no sound at all")
    worker = LoudnessWorker(broken)
    with qtbot.waitSignal(worker.became_silent) as signal:
        worker.start()
    worker.stop()
    assert "ffmpeg is not installed" in signal.args[0].message
