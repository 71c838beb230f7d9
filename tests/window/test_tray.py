"""Dictating to the clipboard, as from the tray."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.engine_client import EngineClient
from app.window import MainWindow
from engine.contract.types import Heard, Word
from engine.service import EngineOptions


def _heard(text: str, utterance_id: int, is_final: bool = True) -> Heard:
    return Heard(1, utterance_id, tuple(Word(word, 0.0, 0.5, 0.9) for word in text.split()), 0, is_final, 0.0, 1.0)


def test_what_is_dictated_from_the_tray_goes_to_the_clipboard_and_not_on_the_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    window.show()
    toggled: list[bool] = []
    window.tray.dictation_asked.disconnect()
    window.tray.dictation_asked.connect(lambda: toggled.append(True))
    window.tray.toggle()
    window.dictation.state_changed.emit("listening")
    window.dictation.heard.emit(_heard("good mor", 1, is_final=False))
    window.dictation.heard.emit(_heard("good morning", 1))
    window.dictation.heard.emit(_heard("how are you", 2))
    window.tray.toggle()
    window.dictation.stopped.emit()
    assert len(toggled) == 2
    assert QGuiApplication.clipboard().text() == "Good morning how are you"
    assert window.editor.toPlainText() == "" and not window.tray.is_dictating
    window.dictation.state_changed.emit("listening")
    window.dictation.heard.emit(_heard("back to the sheet", 3))
    assert window.editor.toPlainText() == "Back to the sheet"
    window.close()


def test_the_window_comes_forward_with_what_it_is_asked_to_open(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Marta")
    window.showMinimized()
    window.come_forward([letter])
    assert window.isVisible() and not window.isMinimized()
    assert window.editor.toPlainText() == "Dear Marta"
    window.close()
