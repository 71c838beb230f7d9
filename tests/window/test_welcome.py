"""The first start as a person meets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.engine_client import EngineClient
from app.window import MainWindow
from engine.contract.types import Heard, Word
from engine.service import EngineOptions


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(EngineClient(EngineOptions(networks=("recognizer",))), tmp_path)
    qtbot.addWidget(window)
    window.open_welcome()
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


def _heard(text: str, is_final: bool, utterance_id: int = 1) -> Heard:
    return Heard(1, utterance_id, tuple(Word(word, 0.0, 0.5, 0.9) for word in text.split()), 0, is_final, 0.0, 1.0)


def test_words_said_here_are_shown_here_and_do_not_reach_the_sheet(window: MainWindow) -> None:
    window.dictation.state_changed.emit("listening")
    window.dictation.heard.emit(_heard("the lemon tree", False))
    assert window.welcome.heard.text() == "The lemon tree"
    window.dictation.heard.emit(_heard("the lemon tree is", True))
    window.dictation.heard.emit(_heard("still alive", False, 2))
    assert window.welcome.heard.text() == "The lemon tree is still alive"
    assert window.editor.toPlainText() == "" and not window.editor.is_dictating


def test_the_microphone_is_judged_in_words(window: MainWindow) -> None:
    window.dictation.state_changed.emit("listening")
    for _ in range(60):
        window.dictation.level_changed.emit(-95.0)
    assert window.welcome.said.text == "The microphone gives only silence. Is it muted?"
    window.dictation.state_changed.emit("listening")
    for number in range(120):
        window.dictation.level_changed.emit(-25.0 if number % 3 else -60.0)
    assert window.welcome.said.text == "Your voice is clear and the room is quiet."


def test_without_a_microphone_a_recorded_sample_is_written_down_by_the_real_engine(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.dictation.state != "loading", timeout=120_000)
    window.welcome._playback.play = lambda *_: None  # type: ignore[method-assign]
    window.welcome.sample.click()
    qtbot.waitUntil(lambda: "Written down in" in window.welcome.said.text, timeout=60_000)
    assert "popular contrivance" in window.welcome.heard.text().lower() or len(window.welcome.heard.text().split()) > 3


@pytest.mark.parametrize("way", ["button", "esc"])
def test_it_leads_to_the_sheet_and_does_not_come_again(qtbot: QtBot, window: MainWindow, way: str) -> None:
    if way == "button":
        window.welcome.start.click()
    else:
        qtbot.keyClick(window.welcome.start, Qt.Key.Key_Escape)
    assert window.sheet.isVisible() and not window.welcome.isVisible()
    assert window.settings.current.is_welcomed


def test_the_dictation_key_works_here(qtbot: QtBot, window: MainWindow) -> None:
    pressed: list[bool] = []
    window.dictation.press = lambda: pressed.append(True)  # type: ignore[method-assign]
    qtbot.keyPress(window.welcome.start, Qt.Key.Key_F9)
    assert pressed


def test_it_fits_a_narrow_window(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(480, 700)
    qtbot.waitUntil(lambda: window.welcome._scroll.horizontalScrollBar().maximum() == 0)
