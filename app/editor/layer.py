"""Text that is drawn in a document and is no part of it: the layout's preedit area, one a block."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit


def utf16_length(text: str) -> int:
    """Qt counts in these units."""
    return len(text.encode("utf-16-le")) // 2


def in_units(text: str) -> str:
    """The text with one character for each of Qt's units, for places that Qt tells; halves of characters are no letters."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return text
    return "".join(map(chr, memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")))


def code_points(text: str, n_units: int) -> int:
    """How many code points the beginning of a text has that takes so many of Qt's units."""
    return len(text.encode("utf-16-le")[: 2 * n_units].decode("utf-16-le", "ignore"))


class TextLayer:
    """Shows a text at a place of the document; nothing in the document is touched.

    Args:
        editor: whose document it lies over
    """

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor
        self._block: QTextBlock | None = None
        self.text = ""

    def show(
        self, place: QTextCursor, text: str, form: QTextCharFormat, tail: tuple[int, QTextCharFormat] | None = None
    ) -> None:
        """Draws the text at a place, instead of where it was.

        Args:
            place: in the document
            text: what is drawn
            form: how
            tail: from which code point on it is drawn otherwise, and how
        """
        self.clear()
        block, at = place.block(), place.positionInBlock()
        span = QTextLayout.FormatRange()
        span.start, span.length, span.format = at, utf16_length(text), form
        spans = [span]
        if tail is not None and tail[0] < len(text):
            span.length = utf16_length(text[: tail[0]])
            rest = QTextLayout.FormatRange()
            rest.start, rest.length, rest.format = at + span.length, utf16_length(text[tail[0] :]), tail[1]
            spans.append(rest)
        block.layout().setPreeditArea(at, text)
        block.layout().setFormats(spans)
        self._block, self.text = block, text
        self._redraw(block)

    def clear(self) -> None:
        """Takes the text away."""
        block, self._block, self.text = self._block, None, ""
        if block is not None and block.isValid() and block.layout() is not None:
            block.layout().setPreeditArea(-1, "")
            block.layout().clearFormats()
            self._redraw(block)

    def end_rectangle(self) -> QRect | None:
        """Where the text ends, as `cursorRect` would say it; None when nothing is shown."""
        if self._block is None or not self._block.isValid():
            return None
        layout = self._block.layout()
        end = layout.preeditAreaPosition() + utf16_length(self.text)
        line, first = layout.lineForTextPosition(end), layout.lineAt(0)
        if not line.isValid():
            return None
        found: Any = line.cursorToX(end)  # a pair, of which the stubs know nothing
        x = float(found[0] if isinstance(found, tuple) else found)
        start = self._editor.cursorRect(QTextCursor(self._block))
        first_x: Any = first.cursorToX(0)
        left = start.left() - round(float(first_x[0] if isinstance(first_x, tuple) else first_x))
        top = start.top() + round(line.y() - first.y())
        return QRect(left + round(x), top, start.width(), round(line.height()))

    def _redraw(self, block: QTextBlock) -> None:
        self._editor.document().markContentsDirty(block.position(), block.length())
        self._editor.viewport().update()
