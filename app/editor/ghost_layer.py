"""Ghost text: a suggestion drawn after the caret, and the key that takes it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from app.editor.layer import TextLayer
from app.look import fonts, theme


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
        """The key cap that says how to take it."""
        place = self._layer.end_rectangle()
        if not self.with_key or place is None:
            return
        colours = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.interface(11))
        width = painter.fontMetrics().horizontalAdvance("Tab") + 10
        cap = QRect(place.left() + 8, place.center().y() - 8, width, 17)
        if cap.right() > self._editor.viewport().width():
            return
        painter.setPen(QColor(colours.edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(colours.ink2))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, "Tab")
