"""A recording through the real engine process, with the shipped model and the shipped samples."""

from __future__ import annotations

import itertools
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.engine_client import EngineClient
from app.recordings.pane import RecordingPane
from app.transcription import State

SAMPLES = Path(__file__).resolve().parents[2] / "assets" / "samples"
SOUND_SUFFIXES = {".wav", ".flac", ".ogg", ".opus", ".mp3"}


def test_a_dropped_recording_is_written_with_its_times(qtbot: QtBot) -> None:
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix in SOUND_SUFFIXES)
    assert samples, "assets/samples holds no recording"
    client = EngineClient()
    pane = RecordingPane(client, itertools.count(1))
    qtbot.addWidget(pane, before_close_func=lambda each: each.close_all())
    client.start()
    try:
        pane.open(samples[0])
        (recording,) = pane.queue.recordings
        qtbot.waitUntil(lambda: recording.state is State.WRITTEN, timeout=60_000)
    finally:
        client.shutdown()
    words = [word for segment in recording.transcript.segments for word in segment.words]
    assert words
    assert all(0.0 <= word.start_s < word.end_s <= recording.duration_s + 0.1 for word in words)
    assert pane.view.toPlainText() == recording.transcript.text
