"""Triolet's mark: a line for English, a wave for Spanish, the trace of a voice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.look import theme


class Mark(QWidget):
    """The mark, 24 px, in the theme's colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(24, 24)
        self.setAccessibleName("Triolet")

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        line, wave, voice = QPainterPath(), QPainterPath(), QPainterPath()
        line.moveTo(2, 4)
        line.lineTo(22, 4)
        wave.moveTo(2, 13)
        wave.cubicTo(5.3, 9, 8.7, 9, 12, 12)
        wave.cubicTo(15.3, 15, 18.7, 15, 22, 11)
        voice.moveTo(2, 20)
        voice.lineTo(5, 20)
        voice.cubicTo(7.6, 20, 7.2, 17, 9.5, 17)
        voice.cubicTo(12, 17, 11.6, 23, 14.2, 23)
        voice.cubicTo(16.4, 23, 16.2, 20, 18.6, 20)
        voice.lineTo(22, 20)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for path, colour in ((line, colours.english), (wave, colours.spanish), (voice, colours.voice)):
            pen = QPen(QColor(colour), 2.25)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.strokePath(path, pen)
        painter.end()
