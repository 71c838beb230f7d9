"""Speech that is written: signs and capitals reach the text, commands act on it, and both can be switched off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.engine_client import EngineClient
from app.look import theme
from app.window import MainWindow
from engine.contract.types import COMMANDS, NEW_LINE, NEW_PARAGRAPH, SCRATCH_THAT, Heard, Word, WrittenToken


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(EngineClient, "start", lambda self: None)
    monkeypatch.setattr(EngineClient, "send", lambda self, message: None)
    window = MainWindow(EngineClient(), tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.editor.begin_dictation()
    yield window
    theme.choose(None)


class Speaker:
    """Says utterances that are final, through the dictation's signal."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._n = window, 0

    def say(self, text: str) -> None:
        self._n += 1
        spoken = tuple(Word(word.lower().strip(".,?"), 0.0, 0.5, 0.9) for word in text.split())
        is_command = text in COMMANDS
        tokens = () if is_command else tuple(WrittenToken(word, n, 1) for n, word in enumerate(text.split()))
        command = text if is_command else ""
        heard = Heard(1, self._n, spoken, len(spoken), True, 0.0, 1.0, tokens, command)
        self._window.dictation.heard.emit(heard)


def test_a_dictated_utterance_comes_out_written(window: MainWindow) -> None:
    speaker = Speaker(window)
    speaker.say("we met Dr. Smith at 3:30.")
    speaker.say("was it nice?")
    assert window.editor.toPlainText() == "We met Dr. Smith at 3:30. Was it nice?"


def test_partial_words_stay_as_they_are_said(window: MainWindow) -> None:
    words = (Word("doctor", 0.0, 0.5, 0.9), Word("smith", 0.5, 1.0, 0.9))
    window.dictation.heard.emit(Heard(1, 1, words, 0, False, 0.0, 1.0))
    assert window.editor.partial_text == "doctor smith" and window.editor.toPlainText() == ""


def test_scratch_that_takes_the_last_utterance_back(window: MainWindow) -> None:
    speaker, editor = Speaker(window), window.editor
    for text in ("one thing.", "another thing.", SCRATCH_THAT):
        speaker.say(text)
    assert editor.toPlainText() == "One thing."
    editor.undo()
    assert editor.toPlainText() == "One thing. Another thing."
    editor.redo()
    speaker.say(SCRATCH_THAT)
    assert editor.toPlainText() == ""
    speaker.say(SCRATCH_THAT)
    speaker.say("a new one.")
    assert editor.toPlainText() == "A new one."


def test_scratch_that_finds_its_utterance_when_text_was_typed_before_it(window: MainWindow) -> None:
    speaker, editor = Speaker(window), window.editor
    speaker.say("spoken words.")
    caret = editor.textCursor()
    caret.movePosition(QTextCursor.MoveOperation.Start)
    caret.insertText("Typed. ")
    speaker.say(SCRATCH_THAT)
    assert editor.toPlainText() == "Typed. "


def test_scratch_that_leaves_what_a_person_has_changed(window: MainWindow) -> None:
    speaker, editor = Speaker(window), window.editor
    speaker.say("spoken words.")
    caret = editor.textCursor()
    caret.setPosition(3)
    caret.insertText("typed")
    speaker.say(SCRATCH_THAT)
    assert editor.toPlainText() == "Spotypedken words."


def test_an_utterance_that_was_undone_is_not_scratched_again(window: MainWindow) -> None:
    speaker, editor = Speaker(window), window.editor
    speaker.say("one thing.")
    speaker.say("another thing.")
    editor.undo()
    speaker.say(SCRATCH_THAT)
    assert editor.toPlainText() == ""


def test_new_lines_and_paragraphs_are_one_step_each(window: MainWindow) -> None:
    speaker, editor = Speaker(window), window.editor
    for text in ("dear Anna,", NEW_PARAGRAPH, "we met.", NEW_LINE, "yours"):
        speaker.say(text)
    assert editor.toPlainText() == "Dear Anna,\n\nWe met.\nYours"
    editor.undo()
    editor.undo()
    assert editor.toPlainText() == "Dear Anna,\n\nWe met."
    speaker.say(SCRATCH_THAT)
    editor.undo()
    assert editor.toPlainText() == "Dear Anna,\n\nWe met."


def test_both_can_be_switched_off_in_the_settings(window: MainWindow) -> None:
    options = window.dictation._engine.options
    assert options.written_form and options.spoken_commands
    window.open_settings()
    for name in ("written_form", "spoken_commands"):
        window.settings_page.switches[name].click()
    options = window.dictation._engine.options
    assert not options.written_form and not options.spoken_commands
    assert not window.recordings.queue.options.written_form
