"""Escape closes what has the focus, before the key that the window has for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def is_claimed(event: QEvent) -> bool:
    """Claims Escape for the widget that gets this event, which then gets the key itself; whether it was that."""
    is_it = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
    if is_it:
        event.accept()
    return is_it
