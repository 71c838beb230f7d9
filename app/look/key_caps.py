"""A key, drawn as its cap."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from app.look import fonts, theme

HEIGHT_PX = 18


def width(key: str) -> float:
    """How wide the cap of a key is, in px."""
    return max(20.0, QFontMetrics(fonts.interface(11)).horizontalAdvance(key) + 10.0)


def paint(painter: QPainter, key: str, left: float, middle: float) -> float:
    """Draws the cap of a key.

    Args:
        painter: of the widget
        key: its name
        left: where the cap begins, in px
        middle: its height, in px

    Returns:
        where it ends
    """
    colours = theme.current()
    cap = QRectF(left + 0.5, round(middle - HEIGHT_PX / 2) + 0.5, width(key) - 1, HEIGHT_PX - 1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.edge), 1))
    painter.drawRoundedRect(cap, 4, 4)
    painter.setFont(fonts.interface(11))
    painter.setPen(QColor(colours.ink2))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    return left + width(key)
