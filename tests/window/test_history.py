"""The page of the past, driven with keys and buttons."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.preferences import Preferences, written
from app.dictation.heard_store import append_heard
from app.dictation.sound_store import FINISHED, SessionFile, read_note, write_note
from app.engine_client import EngineClient
from app.look import theme
from app.window import MainWindow
from engine.contract.types import Heard, Word
from engine.service import EngineOptions


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


def _dictated(data: Path, text: str, days_ago: float = 0.0) -> Path:
    session = SessionFile(data / "dictations", 16_000)
    session.append(np.zeros(16_000, dtype=np.float32))
    words = tuple(Word(word, 0.0, 0.5, 0.9) for word in text.split())
    append_heard(session.folder, Heard(1, 1, words, len(words), True, 0.0, 1.0))
    session.close(FINISHED)
    note = read_note(session.folder)
    assert note is not None
    write_note(session.folder, type(note)(note.sample_rate_hz, time.time() - days_ago * 86_400, FINISHED, 1.0))
    return session.folder


def test_a_text_that_gives_way_is_found_again_and_put_back(qtbot: QtBot, window: MainWindow) -> None:
    window.editor.insertPlainText("A letter to Marta about the lemon tree")
    qtbot.keyClick(window.editor, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.editor.toPlainText() == ""
    qtbot.keyClick(window.editor, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    page = window.history
    assert page.isVisible() and page.list.count() == 1 and not page.hear.isVisible()
    page.take.click()
    assert window.editor.toPlainText() == "A letter to Marta about the lemon tree"
    window.editor.undo()
    window.editor.undo()
    assert window.editor.toPlainText() == "A letter to Marta about the lemon tree", "and undo knows it too"


def test_words_lead_to_the_dictation_that_holds_them(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    _dictated(tmp_path, "we walked along the river", 1)
    _dictated(tmp_path, "the train was late", 2)
    window.open_history()
    assert window.history.list.count() == 2
    qtbot.keyClicks(window.history.search, "RIVER")
    assert window.history.list.count() == 1 and window.history.text.toPlainText() == "We walked along the river"
    assert window.history.hear.isVisible()
    window.history.search.setText("zebra")
    assert window.history.list.count() == 0 and "Nothing" in window.history.fact


def test_hearing_it_opens_the_recording(window: MainWindow, tmp_path: Path) -> None:
    folder = _dictated(tmp_path, "the train was late")
    opened: list[Path] = []
    window.history.recording_opened.connect(opened.append)
    window.open_history()
    window.history.hear.click()
    assert opened == [folder / "sound.wav"] and window.recordings.isVisible()


def test_what_is_deleted_is_gone_from_the_disk(window: MainWindow, tmp_path: Path) -> None:
    folder = _dictated(tmp_path, "forget this")
    window.open_history()
    window.history.delete.click()
    assert not folder.exists() and window.history.list.count() == 0


def test_what_is_too_old_goes_when_the_window_opens_and_when_less_is_to_be_kept(qtbot: QtBot, tmp_path: Path) -> None:
    old, new = _dictated(tmp_path, "a month ago", 31), _dictated(tmp_path, "two days ago", 2)
    (tmp_path / "settings.json").write_text(written(Preferences(keep_days=30)))
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: not old.exists())
    assert new.exists()
    window.settings.set(keep_days=1)
    assert not new.exists()
    window.close()


def test_nothing_stays_after_closing_when_nothing_is_to_be_kept(window: MainWindow, tmp_path: Path) -> None:
    window.settings.set(keep_days=0)
    folder = _dictated(tmp_path, "just now")
    window.close()
    assert not folder.exists()


def test_the_empty_page_says_what_will_be_there(window: MainWindow) -> None:
    window.open_history()
    assert window.history.fact == "Nothing yet"
    assert not window.history.take.isVisible()


def test_its_buttons_follow_when_the_colours_change(window: MainWindow) -> None:
    try:
        for colours in (theme.DARK, theme.LIGHT):
            theme.choose(colours)
            window.refresh_look()
            buttons = (window.history.take, window.history.hear, window.history.delete, window.self_check.again)
            assert all(f"color: {colours.ink};" in button.styleSheet() for button in buttons)
    finally:
        theme.choose(None)
        window.refresh_look()
