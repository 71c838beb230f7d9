"""Ghost text: a suggestion drawn after the caret as a layer of the block's layout, never characters in the document."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextCharFormat, QTextCursor, QTextLayout, QTextLine
from PySide6.QtWidgets import QPlainTextEdit

from app.look import fonts, theme


def utf16_length(text: str) -> int:
    """Qt counts in these units."""
    return len(text.encode("utf-16-le")) // 2


def cursor_x(line: QTextLine, position: int) -> float:
    """Where a position of a line stands, in pixels from the line's left."""
    found: Any = line.cursorToX(position)  # a pair, of which the stubs know nothing
    return float(found[0] if isinstance(found, tuple) else found)


class GhostLayer:
    """Shows one suggestion at the caret.

    Args:
        editor: whose document it lies over
    """

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor
        self._block: QTextBlock | None = None
        self.text = ""
        self.with_key = True  # the key cap beside it

    def show(self, text: str) -> None:
        """Draws a suggestion at the caret, in place of what was there."""
        self.clear()
        caret = self._editor.textCursor()
        block = caret.block()
        form = QTextCharFormat()
        form.setForeground(QColor(theme.current().ghost))
        span = QTextLayout.FormatRange()
        span.start, span.length, span.format = caret.positionInBlock(), utf16_length(text), form
        block.layout().setPreeditArea(caret.positionInBlock(), text)
        block.layout().setFormats([span])
        self._block, self.text = block, text
        self._redraw(block)

    def clear(self) -> None:
        """Takes it away; the document was never touched."""
        block, self._block, self.text = self._block, None, ""
        if block is not None and block.isValid() and block.layout() is not None:
            block.layout().setPreeditArea(-1, "")
            block.layout().clearFormats()
            self._redraw(block)

    def paint_key(self, painter: QPainter) -> None:
        """The key cap that says how to take it."""
        place = self._end()
        if not self.text or not self.with_key or place is None:
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

    def _end(self) -> QRect | None:
        if self._block is None or not self._block.isValid():
            return None
        layout = self._block.layout()
        position = layout.preeditAreaPosition() + utf16_length(self.text)
        line = layout.lineForTextPosition(position)
        if not line.isValid():
            return None
        x = cursor_x(line, position)
        cursor = QTextCursor(self._block)
        top = self._editor.cursorRect(cursor).top()
        first = layout.lineAt(0)
        left = self._editor.cursorRect(cursor).left() - round(first.x())
        return QRect(left + round(x), top + round(line.y() - first.y()), 1, round(line.height()))

    def _redraw(self, block: QTextBlock) -> None:
        self._editor.document().markContentsDirty(block.position(), block.length())
        self._editor.viewport().update()
