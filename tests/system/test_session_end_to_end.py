"""A whole session with the real engine: said, put right, translated, saved, and all of it taken back."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
import soundfile
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import filing
from app.engine_client import EngineClient
from app.window import MainWindow
from engine.training.own_speech import find_pieces
from tests.support.virtual_microphone import VirtualMicrophone

SOUND = Path(__file__).resolve().parents[1] / "data" / "sound" / "2300-131720-0000.opus"
READY_MS = 120_000

pytestmark = pytest.mark.skipif(
    shutil.which("pulseaudio") is None and "CI" not in os.environ, reason="needs pulseaudio"
)


def pairs(window: MainWindow) -> list[tuple[str, str]]:
    return [(pair.text, pair.shown) for pair in window.sheet.follower.paired.pairs()]


def is_translated(window: MainWindow) -> bool:
    paired = window.sheet.follower.paired
    return paired.is_complete and all(pair.shown for pair in paired.pairs())


def test_from_speech_through_a_correction_to_both_languages_and_back(
    qtbot: QtBot, microphone: VirtualMicrophone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    window = MainWindow(EngineClient(), data)
    qtbot.addWidget(window)
    window.completion.switch(False)
    window.show()
    qtbot.waitUntil(lambda: window.dictation.state == "ready" and window.sheet.follower.is_ready, timeout=READY_MS)
    editor, spoken = window.editor, window.editor.spoken

    # Said.
    samples, _ = soundfile.read(SOUND, dtype="float32")
    qtbot.keyClick(editor, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.dictation.state == "listening", timeout=20_000)
    microphone.begin(samples).wait()
    qtbot.waitUntil(lambda: len(editor.toPlainText().split()) > 6, timeout=60_000)
    qtbot.keyClick(editor, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.dictation.state == "ready", timeout=60_000)
    heard = editor.toPlainText()
    words = spoken.in_text()
    assert len(words) > 6 and all(word.spoken.kept_sound is not None for word in words)
    qtbot.waitUntil(lambda: is_translated(window), timeout=READY_MS)
    as_heard = pairs(window)

    # Put right: a doubtful word by its panel, as F8 opens it.
    if not spoken.doubtful():
        pytest.fail("the recording has words that are heard with doubt")
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    qtbot.keyClick(editor, Qt.Key.Key_F8)
    panel = window.correction.popover
    assert panel.isVisible() and len(panel.rows.rows) > 1
    before, after = (row.reading.text for row in panel.rows.rows[:2])
    n_doubtful = len(spoken.doubtful())
    qtbot.keyClick(panel, Qt.Key.Key_2)
    right = editor.toPlainText()
    assert right == heard.replace(before, after, 1) != heard and len(spoken.doubtful()) == n_doubtful - 1
    qtbot.waitUntil(lambda: is_translated(window) and " ".join(text for text, _ in pairs(window)) in right, timeout=READY_MS)
    as_right = pairs(window)
    window.put_right.note()
    (piece,) = find_pieces(data / "dictations")
    assert after.lower() in piece.text.split(), "what was put right can be learnt from"

    # Saved.
    for suffix in (".srt", ".json"):
        monkeypatch.setattr(filing, "ask_where", lambda *_, suffix=suffix: tmp_path / f"both{suffix}")
        qtbot.keyClick(editor, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    saved = json.loads((tmp_path / "both.json").read_text(encoding="utf-8"))["sentences"]
    assert [(one["en"], one["es"]) for one in saved] == as_right
    assert all(one["is_spoken"] for one in saved) and saved[-1]["end_s"] <= len(samples) / 16_000 + 3.0
    assert as_right[0][1] in (tmp_path / "both.srt").read_text(encoding="utf-8")

    # Taken back, step by step, in all three at once.
    editor.undo()
    assert editor.toPlainText() == heard
    assert [word.spoken.word for word in spoken.in_text()] == [word.spoken.word for word in words]
    qtbot.waitUntil(lambda: pairs(window) == as_heard, timeout=READY_MS)
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.toPlainText() == "" and spoken.in_text() == [] and pairs(window) == []
    while editor.document().isRedoAvailable():
        editor.redo()
    assert editor.toPlainText() == right and len(spoken.in_text()) == len(words)
    qtbot.waitUntil(lambda: pairs(window) == as_right, timeout=READY_MS)
    window.close()
