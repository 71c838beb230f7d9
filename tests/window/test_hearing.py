"""Hearing the text from the caret, with a loudspeaker that does as the test says."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from app.correction.hearing import Hearing
from app.editor.surface import Editor
from app.recordings.playback import Playback
from app.translation.sheet import Sheet
from engine.contract.messages import EngineReady, TranslationAsked, TranslationMade
from engine.contract.types import Heard, TextSpan, Translation, Word


class Client(QObject):
    """Translates every word into capitals, at once."""

    received = Signal(object)
    restarted = Signal()

    def send(self, message: object) -> None:
        if isinstance(message, TranslationAsked):
            text, at, spans = message.sentence.text, 0, list[TextSpan]()
            for word in text.split():
                at = text.index(word, at)
                spans.append(TextSpan(at, at + len(word)))
                at += len(word)
            rows = tuple(tuple(float(a == b) for a in range(len(spans))) for b in range(len(spans)))
            made = Translation(text.upper(), -1.0, tuple(spans), tuple(spans), rows)
            self.received.emit(TranslationMade(message.request_id, message.sentence_id, made))


def test_words_light_up_in_both_languages_as_they_are_heard(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, editor, playback = Client(), Editor(), Playback()
    sheet = Sheet(editor, client, itertools.count(1))  # type: ignore[arg-type]
    qtbot.addWidget(sheet)
    hearing = Hearing(sheet, playback)
    notices: list[object] = []
    hearing.trouble_occurred.connect(notices.append)
    sheet.resize(1280, 600)
    sheet.show()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    editor.setFocus()
    client.received.emit(EngineReady("translator", "fake", "cpu", 0.1))
    qtbot.keyClick(editor, Qt.Key.Key_F7)
    assert len(notices) == 1, "nothing was spoken yet"

    soundfile.write(tmp_path / "sound.wav", np.zeros(48_000, dtype=np.float32), 16_000)
    editor.begin_dictation()
    editor.sound = tmp_path / "sound.wav"
    words = tuple(Word(word, n * 0.5, n * 0.5 + 0.4, 0.95) for n, word in enumerate("we walk on home".split()))
    editor.show_heard(Heard(1, 1, words, 4, True, 0.0, 2.0))
    editor.end_dictation()
    sheet.follower.look()
    caret = editor.textCursor()
    caret.setPosition(4)
    editor.setTextCursor(caret)
    played: list[tuple[float, float]] = []
    monkeypatch.setattr(playback, "play", lambda start, end: played.append((start, end)))
    qtbot.keyClick(editor, Qt.Key.Key_F7)
    assert played == [(pytest.approx(0.45), pytest.approx(2.1))]
    for time_s, word in ((0.5, "walk"), (1.2, "on"), (1.6, "home")):
        playback.moved.emit(time_s)
        pair = sheet.links.pair
        assert pair is not None
        (source,), (target,) = sheet.links.lit_words(pair, True), sheet.links.lit_words(pair, False)
        assert pair.text[source.start : source.end] == word
        assert pair.shown[target.start : target.end] == word.upper()
    playback.playing_changed.emit(False)
    assert sheet.links.pair is None
