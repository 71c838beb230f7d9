"""A sentence set in lines of one height, drawn and pointed at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from app.editor.layer import code_points, utf16_length
from engine.contract.types import TextSpan


class SetText:
    """A text in lines.

    Args:
        text: one sentence
        font: its face
        width_px: how wide a line may be
        line_px: from line to line
    """

    def __init__(self, text: str, font: QFont, width_px: float, line_px: int) -> None:
        self.text = text
        self._layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        y = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(40.0, width_px))
            line.setPosition(QPointF(0.0, y + (line_px - line.height()) / 2))
            y += line_px
        self._layout.endLayout()
        self.height_px = y

    def draw(
        self, painter: QPainter, place: QPointF, colour: QColor, lit: Sequence[TextSpan] = (),
        lit_colour: QColor | None = None, tint: QColor | None = None,
    ) -> None:  # fmt: skip
        """Draws it.

        Args:
            painter: of the widget
            place: of its top left corner
            colour: of the letters
            lit: words that are lit, in code points
            lit_colour: of the line under them
            tint: behind them
        """
        formats = []
        for span in lit:
            form = QTextCharFormat()
            if tint is not None:
                form.setBackground(tint)
            if lit_colour is not None:
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
                form.setUnderlineColor(lit_colour)
            part = QTextLayout.FormatRange()
            part.start = utf16_length(self.text[: span.start])
            part.length = utf16_length(self.text[span.start : span.end])
            part.format = form
            formats.append(part)
        painter.setPen(colour)
        self._layout.draw(painter, place, formats)

    def offset_at(self, x: float, y: float) -> int:
        """Which code point lies at a point, in px from the top left corner; -1 for none."""
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            if line.y() - 6 <= y < line.y() + line.height() + 6:
                if x > line.naturalTextWidth() + 4:
                    return -1
                units = line.xToCursor(x)
                return code_points(self.text, units)
        return -1

    def end(self) -> QPointF:
        """Where the text ends, from the top left corner."""
        line = self._layout.lineAt(self._layout.lineCount() - 1)
        return QPointF(line.naturalTextWidth(), line.y())


def word_at(spans: Sequence[TextSpan], offset: int) -> int:
    """The number of the word that holds a code point, -1 for none."""
    return next((number for number, span in enumerate(spans) if span.start <= offset < span.end), -1)
