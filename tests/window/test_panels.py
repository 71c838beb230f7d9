"""Panels over the sheet go when they are sent away, and when what they tell of is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.dictation.microphone import MicrophoneTrouble, Trouble
from tests.support.staged_window import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.end()


def test_escape_closes_a_panel_in_the_window_which_has_an_escape_of_its_own(qtbot: QtBot, stage: Stage) -> None:
    window = stage.window
    stage.grab("doubtful-word")
    window.correction.popover.setFocus()
    assert window.correction.popover.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.correction.popover.isVisible() and window.editor.hasFocus()
    stage.grab("writing")
    window.sheet.open_picture()
    assert window.sheet.attention.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.sheet.attention.isVisible() and window.editor.hasFocus()
    window.sheet.write_own_at_caret()
    assert window.sheet.own_words.hasFocus()
    qtbot.keyClick(window.sheet.own_words, Qt.Key.Key_Escape)
    assert not window.sheet.own_words.isVisible() and window.editor.hasFocus()


def test_the_picture_of_a_sentence_goes_with_its_sentence(qtbot: QtBot, stage: Stage) -> None:
    stage.grab("writing")
    stage.window.sheet.open_picture()
    stage.window.filing.begin_anew()
    stage.wait(lambda: not stage.window.sheet.attention.isVisible())


def test_who_dictates_without_a_microphone_finds_no_place_left_for_words_that_will_not_come(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = stage.window
    stage.grab("empty")
    trouble = MicrophoneTrouble(Trouble.MISSING, "Built-in microphone")

    def refuse(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(window.microphones._system, "open", refuse)
    window.dictation.press()
    assert window.editor.is_dictating
    stage.wait(lambda: window.notices.isVisible())
    stage.wait(lambda: window.dictation.state in ("no_microphone", "ready"))
    assert not window.editor.is_dictating


def test_recordings_under_a_page_are_there_again_when_it_is_closed(qtbot: QtBot, stage: Stage) -> None:
    window = stage.window
    stage.grab("recording")
    assert window.pages.name == "recordings"
    for open_page, name in ((window.open_history, "history"), (window.open_settings, "settings")):
        open_page()
        assert window.pages.name == name
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert window.pages.name == "recordings"
    window.open_settings()
    window.recordings.close_all()
    assert window.pages.name == "settings", "recordings that end under a page take nobody from it"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.pages.name == "sheet" and window.editor.hasFocus()
