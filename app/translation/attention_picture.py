"""Where each word of a translation came from, as squares: the area of each is the attention it stands for."""

from __future__ import annotations

import math
from typing import cast

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSaveFile, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtSvg import QSvgGenerator

from app.core.pairs import Direction, linked_words
from app.look import fonts, language_mark, theme
from app.look.words import quoted
from engine.contract.types import Translation

ROW_PX, HEAD_PX = 26, 40
_FULL_PX = 21  # the side of the square of a word that came from one word alone
_LABEL_PX = 17
_LEAST_COLUMN_PX = 46
_DOT_UNDER = 0.05
_NUMBER_FROM = 0.1
_MARGIN_PX = 4


class AttentionPicture:
    """The picture of one sentence.

    Args:
        text: the sentence
        translation: with its words and attention
        direction: of the translation
    """

    def __init__(self, text: str, translation: Translation, direction: Direction) -> None:
        self.translation, self._direction = translation, direction
        self.source = [text[span.start : span.end] for span in translation.source_words]
        self.target = [translation.text[span.start : span.end] for span in translation.target_words]
        self._font = fonts.text(_LABEL_PX)
        measure = QFontMetricsF(self._font)
        self._left = _MARGIN_PX + max((measure.horizontalAdvance(word) for word in self.target), default=0) + 26
        self._widths = [max(_LEAST_COLUMN_PX, measure.horizontalAdvance(word) + 20) for word in self.source]

    @property
    def size(self) -> QSize:
        """Of the whole picture, in px."""
        return QSize(math.ceil(self._left + sum(self._widths)) + _MARGIN_PX, HEAD_PX + ROW_PX * len(self.target) + _MARGIN_PX)

    def row_at(self, y: float) -> int:
        """Which word of the translation lies at a height; -1 for none."""
        row = math.floor((y - HEAD_PX) / ROW_PX)
        return row if 0 <= row < len(self.target) else -1

    def row_top(self, row: int) -> int:
        """Where a word's row begins, in px."""
        return HEAD_PX + row * ROW_PX

    def sentence(self, row: int) -> str:
        """A row in numbers, for those who do not see it."""
        shares = self.translation.attention[row]
        parts = [
            f"{quoted(self.source[at])} {100 * share:.0f} %"
            for at, share in sorted(enumerate(shares), key=lambda one: -one[1])
            if share >= _NUMBER_FROM
        ]
        return f"{quoted(self.target[row])}: {', '.join(parts)}"

    def place_of(self, row: int) -> QRectF:
        """Where the word that a row leans on most has its square, in px."""
        shares = self.translation.attention[row]
        at = max(range(len(shares)), key=lambda n: shares[n])
        return QRectF(self._left + sum(self._widths[:at]), self.row_top(row), self._widths[at], ROW_PX)

    @property
    def labels_px(self) -> int:
        """How wide the words at the left are, with the space after them."""
        return math.ceil(self._left)

    def paint(self, painter: QPainter, row: int = -1, corner: QPointF | None = None) -> None:
        """Draws it from the painter's origin on, one row pointed out or none.

        Args:
            painter: of the widget or file
            row: the one that is pointed out
            corner: where what is seen of it begins, in px: the words of both languages stay in sight there
        """
        colours, x, y = theme.current(), corner.x() if corner else 0.0, corner.y() if corner else 0.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint, pointed = language_mark.tint(self._direction.target), QRectF(x, self.row_top(row), self.size.width(), ROW_PX)
        if row >= 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(pointed, 3, 3)
        for number in range(len(self.target)):
            self._paint_row(painter, number, self.row_top(number) + ROW_PX / 2, number == row)
        if x > 0:
            painter.fillRect(QRectF(x, 0, self._left, self.size.height()), QColor(colours.raised))
            if row >= 0:
                painter.fillRect(QRectF(x, pointed.top(), self._left, ROW_PX), tint)
        self._paint_target(painter, row, x)
        if y > 0:
            painter.fillRect(QRectF(0, y, self.size.width(), HEAD_PX - 2), QColor(colours.raised))
        self._paint_source(painter, row, y)
        if x > 0:
            painter.fillRect(QRectF(x, y, self._left, HEAD_PX - 2), QColor(colours.raised))

    def _paint_source(self, painter: QPainter, row: int, y: float) -> None:
        colours, x = theme.current(), self._left
        linked = linked_words(self.translation, row, from_source=False) if row >= 0 else []
        painter.setFont(self._font)
        for at, (word, width) in enumerate(zip(self.source, self._widths, strict=True)):
            painter.setPen(QColor(colours.ink if at in linked else colours.ink2))
            painter.drawText(QRectF(x, y, width, HEAD_PX - 8), Qt.AlignmentFlag.AlignCenter, word)
            if at in linked:
                line = QRectF(x + 4, y + HEAD_PX - 8, width - 8, 2)
                painter.fillRect(line, language_mark.colour(self._direction.source))
            x += width

    def _paint_target(self, painter: QPainter, row: int, x: float) -> None:
        colours = theme.current()
        painter.setFont(self._font)
        for number, word in enumerate(self.target):
            painter.setPen(QColor(colours.ink if number == row else colours.ink2))
            place = QRectF(x, self.row_top(number), self._left - 26, ROW_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, word)

    def _paint_row(self, painter: QPainter, number: int, middle: float, is_pointed: bool) -> None:
        colours, x = theme.current(), self._left
        colour = language_mark.colour(self._direction.target) if is_pointed else QColor(colours.ink)
        painter.save()
        for share, width in zip(self.translation.attention[number], self._widths, strict=False):
            centre = QPointF(x + width / 2, middle)
            painter.setPen(Qt.PenStyle.NoPen)
            if share < _DOT_UNDER:
                painter.setBrush(QColor(colours.edge))
                painter.drawEllipse(centre, 1.0, 1.0)
            else:
                side = _FULL_PX * math.sqrt(min(1.0, share))
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side), 2, 2)
                if is_pointed and share >= _NUMBER_FROM:
                    painter.setPen(QPen(QColor(colours.ink)))
                    painter.setFont(fonts.interface(11))
                    place = QRectF(centre.x() + side / 2 + 3, middle - ROW_PX / 2, 24, ROW_PX)
                    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, f"{100 * share:.0f}")
            x += width
        painter.restore()

    # ---- as a file ----------------------------------------------------------------------------------------------

    def png(self) -> bytes:
        """The picture in twice its size."""
        image = QImage(self.size * 2, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2.0)
        image.fill(QColor(theme.current().paper))
        painter = QPainter(image)
        self.paint(painter)
        painter.end()
        buffer = _opened()
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return _bytes(buffer)

    def svg(self) -> bytes:
        """The picture as lines and letters."""
        buffer = _opened()
        made = QSvgGenerator()
        made.setOutputDevice(buffer)
        made.setSize(self.size)
        made.setViewBox(QRectF(0, 0, self.size.width(), self.size.height()))
        made.setTitle(self.translation.text)
        painter = QPainter(made)
        painter.fillRect(QRectF(0, 0, self.size.width(), self.size.height()), QColor(theme.current().paper))
        self.paint(painter)
        painter.end()
        return _bytes(buffer)

    def save(self, path: str) -> bool:
        """Writes it whole or not at all, as SVG where the name ends so, else as PNG; whether that went well."""
        file = QSaveFile(path)
        if not file.open(QIODevice.OpenModeFlag.WriteOnly):
            return False
        file.write(QByteArray(self.svg() if path.lower().endswith(".svg") else self.png()))
        return file.commit()


def _opened() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _bytes(buffer: QBuffer) -> bytes:
    return cast(bytes, buffer.data().data())
