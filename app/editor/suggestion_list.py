"""A small list of suggestions under the caret, for those who want to choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.look import fonts, key_caps, theme

_ROW_PX = 40
_PADDING_PX = 8
_CAP_PX = 18
_SHARE_PX = 48


class SuggestionList(QWidget):
    """Shows a few texts with their numbers and how likely they are; it takes no keys itself.

    Args:
        editor: under whose caret it opens
    """

    chosen = Signal(int)

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._rows: tuple[tuple[str, float], ...] = ()
        self.current = 0
        self.setAccessibleName(self.tr("Suggestions"))
        self.hide()

    def open(self, rows: Sequence[tuple[str, float]]) -> None:
        """Shows texts with their probabilities."""
        self._rows, self.current = tuple(rows), 0
        self.resize(self.sizeHint())
        self.place()
        self.show()
        self.raise_()
        self._describe()

    def place(self) -> None:
        """Under the caret, or above it where there is no room beneath."""
        caret = self._editor.cursorRect()
        origin = self._editor.viewport().pos()
        x = min(origin.x() + caret.left(), max(0, self._editor.width() - self.width() - 4))
        y = origin.y() + caret.bottom() + 8
        if y + self.height() > self._editor.height():
            y = max(0, origin.y() + caret.top() - 8 - self.height())
        self.move(x, y)

    def step(self, by: int) -> None:
        """Goes up or down."""
        self.current = (self.current + by) % max(1, len(self._rows))
        self._describe()
        self.update()

    def __len__(self) -> int:
        return len(self._rows) if self.isVisible() else 0

    def _describe(self) -> None:
        text, share = self._rows[self.current]
        self.setAccessibleDescription(self.tr("{0}, {1} per cent").format(text.strip(), round(100 * share)))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(fonts.text(20))
        widest = max((metrics.horizontalAdvance(text.strip()) for text, _ in self._rows), default=0)
        width = _PADDING_PX * 2 + 12 + _CAP_PX + 12 + widest + 20 + _SHARE_PX + 12
        return QSize(min(width, max(200, self._editor.width() - 8)), len(self._rows) * _ROW_PX + 2 * _PADDING_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int((event.position().y() - _PADDING_PX) // _ROW_PX)
        if 0 <= row < len(self._rows):
            self.chosen.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        for number, (text, share) in enumerate(self._rows):
            row = QRectF(_PADDING_PX, _PADDING_PX + number * _ROW_PX, self.width() - 2 * _PADDING_PX, _ROW_PX)
            if number == self.current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.desk))
                painter.drawRoundedRect(row, 8, 8)
            cap = QRectF(row.left() + 12, row.center().y() - _CAP_PX / 2, _CAP_PX, _CAP_PX)
            key_caps.paint(painter, str(number + 1), cap.left(), cap.center().y())
            painter.setPen(QColor(colours.ink2))
            painter.setFont(fonts.interface(13))
            painter.drawText(
                row.adjusted(0, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{100 * share:.0f} %"
            )
            painter.setFont(fonts.text(20))
            painter.setPen(QColor(colours.ink))
            place = QRectF(cap.right() + 12, row.top(), row.right() - cap.right() - 24 - _SHARE_PX, row.height())
            shown = painter.fontMetrics().elidedText(text.strip(), Qt.TextElideMode.ElideRight, int(place.width()))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
