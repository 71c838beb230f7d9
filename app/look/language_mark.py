"""How a language shows itself: English is the straight stroke, Spanish the wave; never by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.look import theme

WIDTH_PX, HEIGHT_PX = 24, 10


def colour(language: str) -> QColor:
    """Of its name, mark and underlines."""
    colours = theme.current()
    return QColor(colours.english if language == "en" else colours.spanish)


def tint(language: str) -> QColor:
    """Behind words that are lit."""
    colours = theme.current()
    return QColor(colours.english_tint if language == "en" else colours.spanish_tint)


def paint(painter: QPainter, language: str, left: float, middle: float, width: float = WIDTH_PX - 2.0) -> None:
    """Draws the mark.

    Args:
        painter: of the widget
        language: "en" or "es"
        left: where it begins, in px
        middle: its height, in px
        width: how long it is, in px
    """
    path = QPainterPath(QPointF(left, middle))
    if language == "en":
        path.lineTo(left + width, middle)
    else:
        path.cubicTo(left + width * 0.17, middle - 5, left + width * 0.33, middle - 5, left + width / 2, middle)
        path.cubicTo(left + width * 0.67, middle + 5, left + width * 0.83, middle + 5, left + width, middle - 1)
    pen = QPen(colour(language), 2.25)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, pen)
    painter.restore()
