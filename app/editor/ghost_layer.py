"""Ghost text: a suggestion drawn after the caret, and the key that takes it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from app.editor.layer import TextLayer
from app.look import key_caps, theme


class GhostLayer:
    """Shows one suggestion at the caret.

    Args:
        editor: whose document it lies over
    """

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor
        self._layer = TextLayer(editor)
        self.with_key = True  # the key cap beside it

    @property
    def text(self) -> str:
        """What is shown, "" when nothing is."""
        return self._layer.text

    def show(self, text: str) -> None:
        """Draws a suggestion at the caret, in place of what was there."""
        form = QTextCharFormat()
        form.setForeground(QColor(theme.current().ghost))
        self._layer.show(self._editor.textCursor(), text, form)

    def clear(self) -> None:
        """Takes it away."""
        self._layer.clear()

    def paint_key(self, painter: QPainter) -> None:
        """The key cap that says how to take it, where it lies over no text."""
        place = self._layer.end_rectangle()
        if not self.with_key or place is None or not self._editor.textCursor().atBlockEnd():
            return
        left = place.left() + 8.0
        if left + key_caps.width("Tab") <= self._editor.viewport().width():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            key_caps.paint(painter, "Tab", left, place.center().y())
