"""One line of help with the keys it speaks of drawn as key caps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from app.look import fonts, theme

CAP_HEIGHT_PX = 18
_CAP_PADDING_PX = 6.0
_CAP_RADIUS_PX = 4.0
_GAP_PX = 4.0
_WIDE_GAP_PX = 13.0
_PARTS = re.compile(r"\[([^\]]+)\]|([^\[]+)")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    is_cap: bool
    x: float
    width: float


class HelpLine(QLabel):
    """Text in which `[F9]` stands for a key; three spaces part one hint from the next.

    A screen reader hears the text without the brackets. Being a label it needs no focus and takes no clicks.

    Args:
        parent: the widget it lies on.

    Example:
        HelpLine().set_texts("Press [F9] to dictate, or hold it while you speak", "Press [F9] to dictate")
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self.setFixedHeight(CAP_HEIGHT_PX + 2)

    def set_texts(self, *texts: str) -> None:
        """The help, the fullest wording first; the first that fits is shown."""
        self._texts = texts
        self.setAccessibleName(re.sub(r"[\[\]]", "", texts[0]) if texts else "")
        self.setToolTip("")
        self.update()

    def text_shown(self) -> str:
        """The wording there is room for."""
        for text in self._texts:
            if self._extent(self._pieces(text)) <= self.width():
                return text
        return self._texts[-1] if self._texts else ""

    def sizeHint(self) -> QSize:
        text = self._texts[0] if self._texts else ""
        return QSize(int(self._extent(self._pieces(text))) + 1, CAP_HEIGHT_PX + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, CAP_HEIGHT_PX + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for piece in self._pieces(self.text_shown()):
            box = QRectF(piece.x, 0.5, piece.width, CAP_HEIGHT_PX)
            if piece.is_cap:
                painter.setPen(QPen(QColor(colours.edge), 1))
                painter.setBrush(QColor(colours.paper))
                painter.drawRoundedRect(box.adjusted(0.5, 0.0, -0.5, 0.0), _CAP_RADIUS_PX, _CAP_RADIUS_PX)
            painter.setFont(_cap_font() if piece.is_cap else _text_font())
            painter.setPen(QColor(colours.ink2))
            alignment = Qt.AlignmentFlag.AlignCenter if piece.is_cap else Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, alignment, piece.text)
        painter.end()

    def _pieces(self, text: str) -> list[_Piece]:
        pieces: list[_Piece] = []
        x = 0.0
        text_metrics, cap_metrics = QFontMetricsF(_text_font()), QFontMetricsF(_cap_font())
        for cap, words in _PARTS.findall(text):
            if cap:
                width = max(cap_metrics.horizontalAdvance(cap) + 2 * _CAP_PADDING_PX, CAP_HEIGHT_PX)
                pieces.append(_Piece(cap, True, x, width))
            else:
                width = text_metrics.horizontalAdvance(words.strip())
                pieces.append(_Piece(words.strip(), False, x, width))
            parts_hints = words.endswith("   ")
            x += width + (_WIDE_GAP_PX if parts_hints else _GAP_PX)
        return pieces

    @staticmethod
    def _extent(pieces: list[_Piece]) -> float:
        return pieces[-1].x + pieces[-1].width if pieces else 0.0


def _text_font() -> QFont:
    return fonts.interface(13)


def _cap_font() -> QFont:
    return fonts.interface(11)
