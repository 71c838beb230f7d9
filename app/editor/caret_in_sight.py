"""Keeps the place where somebody writes in sight when what stands beneath the text pushes it away."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit


class CaretInSight(QObject):
    """Knows whether the person looks at the caret, or has scrolled elsewhere.

    Args:
        editor: whose caret it is
    """

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._is_wanted = True
        editor.cursorPositionChanged.connect(self._on_moved)
        editor.verticalScrollBar().actionTriggered.connect(self._on_scrolled)

    def keep(self) -> None:
        """Something was laid anew."""
        if self._is_wanted:
            self._editor.ensureCursorVisible()

    def _on_moved(self) -> None:
        self._is_wanted = True

    def _on_scrolled(self, _action: int) -> None:
        self._is_wanted = False
