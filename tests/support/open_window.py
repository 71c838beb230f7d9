"""A window as a person has it before them: shown, active, ready to be written in."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.window import MainWindow


def before_me(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """Shows a window and waits until it takes keys."""
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.editor.setFocus()
    return window
