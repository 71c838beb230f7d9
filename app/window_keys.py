"""The keys that every window of a system has: quit, full screen, larger and smaller text."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.look.text_size import SIZES
from app.settings.store import Store

# Each by its standard name, and its key where a system has none for it.
_ELSEWHERE = {"Quit": "Ctrl+Q", "FullScreen": "F11", "ZoomIn": "Ctrl++", "ZoomOut": "Ctrl+-"}


class WindowKeys(QObject):
    """Gives a window these keys, on whichever page it is.

    Args:
        window: that has them
        settings: hold the text's size
    """

    def __init__(self, window: QWidget, settings: Store) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        for name, slot in (
            ("Quit", window.close), ("FullScreen", self.toggle_full_screen), ("ZoomIn", lambda: self.zoom(1)),
            ("ZoomOut", lambda: self.zoom(-1)),
        ):  # fmt: skip
            standard = QKeySequence.keyBindings(QKeySequence.StandardKey[name])
            shortcut = QShortcut(window)
            shortcut.setKeys(standard or [QKeySequence(_ELSEWHERE[name])])
            shortcut.activated.connect(slot)

    def toggle_full_screen(self) -> None:
        """Over the whole screen, or back."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def zoom(self, step: int) -> None:
        """The text so many sizes larger."""
        now = self._settings.current.text_px
        at = max((n for n, size in enumerate(SIZES) if size <= now), default=0)
        self._settings.set(text_px=SIZES[min(max(at + step, 0), len(SIZES) - 1)])
