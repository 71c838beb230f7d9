"""Lines of a plain text that begin anew with each sentence, and rows as tall as what stands beside or beneath them.

The breaks and the space are layout only: text, copy, undo and positions know nothing of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

from app.editor.layer import utf16_length
from app.look import text_size

EMPTY_PX = 28  # a line without text stands between paragraphs
SENTENCE_GAP_PX = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of a paragraph, for its layout.

    Args:
        end: where the next one begins, in UTF-16 units of the paragraph
        beside_px: as tall as this at least
        beneath_px: so much room is left under its lines
    """

    end: int
    beside_px: float = 0.0
    beneath_px: float = 0.0


class SentenceLayout(QPlainTextDocumentLayout):
    """The layout of a `QPlainTextEdit`'s document.

    Args:
        document: the editor's
        width_px: how wide a line may be, asked whenever lines are made
    """

    def __init__(self, document: QTextDocument, width_px: Callable[[], float]) -> None:
        super().__init__(document)
        self._width_px = width_px
        self._rows: Callable[[QTextBlock], Sequence[Row]] = lambda block: ()
        self.paragraph_gap_px = 0  # below each paragraph that has text

    def follow(self, rows: Callable[[QTextBlock], Sequence[Row]]) -> None:
        """Asks for the rows of each paragraph from now on; none of them lets it flow."""
        self._rows = rows

    def tell_height(self) -> None:
        """Rows have grown or shrunk though their lines are as many as before: whoever scrolls counts anew."""
        self.documentSizeChanged.emit(self.documentSize())

    def documentSize(self) -> QSizeF:
        size = super().documentSize()
        # A space at the end of a line hangs over its edge; nobody needs to scroll to it.
        return QSizeF(min(size.width(), self._width_px()), size.height())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        layout = block.layout()
        # A paragraph that was changed by itself is laid by Qt, which lets it flow; such lines have their leading included.
        if layout.lineCount() == 0 or layout.lineAt(0).leadingIncluded():
            self._lay(block, layout)
        margin = self.document().documentMargin()
        last = layout.lineAt(layout.lineCount() - 1)
        is_empty = not block.text() and not layout.preeditAreaText()
        top = last.y() - (text_size.line_px() - last.height()) / 2
        lines_px = top + text_size.line_px() + self._space_after(block, layout)
        height = EMPTY_PX if is_empty else lines_px + self.paragraph_gap_px
        width = max(layout.boundingRect().right(), last.naturalTextWidth()) + margin
        return QRectF(0.0, 0.0, width, height + (margin if block == self.document().lastBlock() else 0.0))

    def row_tops(self, block: QTextBlock) -> list[float]:
        """Where each sentence's row begins, in px below the paragraph's top."""
        self.blockBoundingRect(block)
        layout, tops, start = block.layout(), [], 0
        for row in self._rows(block):
            line = layout.lineForTextPosition(_with_layer(start, layout))
            tops.append(line.y() - (text_size.line_px() - line.height()) / 2 if line.isValid() else 0.0)
            start = row.end
        return tops

    def text_height(self, block: QTextBlock, number: int) -> float:
        """How tall the lines of a sentence are, in px, without what is beneath them."""
        layout, rows = block.layout(), self._rows(block)
        start = rows[number - 1].end if number else 0
        first = layout.lineForTextPosition(_with_layer(start, layout)).lineNumber()
        if number == len(rows) - 1:
            return float((layout.lineCount() - first) * text_size.line_px())  # with a layer that is drawn behind its end
        n_lines = 0
        for at in range(first, layout.lineCount()):
            if layout.lineAt(at).textStart() >= _with_layer(rows[number].end, layout) and at > first:
                break
            n_lines += 1
        return float(n_lines * text_size.line_px())

    def _space_after(self, block: QTextBlock, layout: QTextLayout) -> float:
        """What the last row needs beyond its last line."""
        rows = self._rows(block)
        if not rows:
            return 0.0
        height = self.text_height(block, len(rows) - 1)
        return max(rows[-1].beside_px, height + rows[-1].beneath_px) - height

    def _lay(self, block: QTextBlock, layout: QTextLayout) -> None:
        margin = self.document().documentMargin()
        option = QTextOption(self.document().defaultTextOption())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        room = max(40.0, self._width_px() - 2 * margin)
        rows = list(self._rows(block)) or [Row(utf16_length(block.text()))]
        layout.beginLayout()
        y, n_lines = 0.0, 0
        for number, row in enumerate(rows):
            is_last = number == len(rows) - 1
            end = _with_layer(row.end, layout)
            top = y
            while True:
                line = layout.createLine()
                if not line.isValid():
                    break
                line.setLineWidth(room)
                n_columns = end - line.textStart()
                while not is_last and line.textLength() > end - line.textStart() and n_columns > 0:
                    line.setNumColumns(n_columns, room)  # Qt may let a word of one letter in beyond them
                    n_columns -= 1
                line.setPosition(QPointF(margin, y + (text_size.line_px() - line.height()) / 2))
                y += text_size.line_px()
                n_lines += 1
                if not is_last and line.textStart() + line.textLength() >= end:
                    break
            y = top + max(row.beside_px, y - top + row.beneath_px) + SENTENCE_GAP_PX
        layout.endLayout()
        if block.lineCount() != n_lines:
            block.setLineCount(max(1, n_lines))
            self.documentSizeChanged.emit(self.documentSize())


def _with_layer(position: int, layout: QTextLayout) -> int:
    """A position of the paragraph's text, counted with the layer that is drawn in it."""
    at, text = layout.preeditAreaPosition(), layout.preeditAreaText()
    return position + utf16_length(text) if text and 0 <= at < position else position
