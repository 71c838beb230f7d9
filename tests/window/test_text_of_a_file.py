"""A text that is of a file is still of it after the window was closed, and the head says what the file has of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.engine_client import EngineClient
from app.window import MainWindow
from engine.service import EngineOptions
from tests.support.open_window import before_me


def opened(qtbot: QtBot, folder: Path) -> MainWindow:
    return before_me(qtbot, MainWindow(EngineClient(EngineOptions(networks=())), folder))


def test_after_closing_the_text_is_still_of_its_file(qtbot: QtBot, tmp_path: Path) -> None:
    letter, data = tmp_path / "letter.txt", tmp_path / "data"
    data.mkdir()
    letter.write_bytes(b"Dear Ana\r\n")
    window = opened(qtbot, data)
    window.open_path(letter)
    qtbot.waitUntil(lambda: window.header.fact == "Saved on this computer")
    qtbot.keyClicks(window.editor, "My ")
    qtbot.waitUntil(lambda: window.header.fact == "Kept here, not yet in the file")
    window.close()
    assert letter.read_bytes() == b"Dear Ana\r\n"

    window = opened(qtbot, data)
    assert window.header.title == "letter" and window.header.fact == "Kept here, not yet in the file"
    qtbot.keyClick(window.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert letter.read_bytes() == b"My Dear Ana\r\n" and window.header.fact == "Saved"
    window.close()

    letter.write_bytes(b"Theirs")
    window = opened(qtbot, data)
    qtbot.keyClick(window.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert letter.read_bytes() == b"Theirs" and window.notices.isVisible(), "what came in between is not written over"
    window.close()

    letter.unlink()
    window = opened(qtbot, data)
    assert window.header.title == "Untitled" and window.editor.toPlainText() == "My Dear Ana\n"
    window.close()


def test_a_long_name_is_shortened_in_a_narrow_window_and_told_when_it_is_pointed_at(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    window.resize(480, 500)
    letter = tmp_path / "A letter to Marta with quite a long name.txt"
    letter.write_text("Dear Marta.")
    window.open_path(letter)
    title = window.header._title
    qtbot.waitUntil(lambda: title.shown().endswith("\u2026"))
    assert title.toolTip() == letter.stem
    assert all(button.geometry().right() < window.width() for button in window.header.buttons.values())
    window.resize(1400, 700)
    qtbot.waitUntil(lambda: title.shown() == letter.stem and title.toolTip() == "")
    window.close()


def test_a_file_that_is_left_without_the_last_changes_is_told_and_they_are_in_the_history(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("Dear Ana.")
    second.write_text("Dear Luis.")
    window = opened(qtbot, tmp_path)
    window.open_path(first)
    window.open_path(second)
    assert not window.notices.isVisible(), "nothing was left behind"
    qtbot.keyClicks(window.editor, "My ")
    window.come_forward([first])  # as by a double click in the file manager
    assert window.header.title == "first" and window.editor.toPlainText() == "Dear Ana."
    assert window.notices.isVisible() and second.read_text() == "Dear Luis."
    window.open_history()
    assert "My Dear Luis." in [entry.text for entry in window.entries.all()]
    window.close()
