"""Icons drawn in the colour asked for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from engine.contract.assets import asset

_SCALES = (1, 2, 3, 4)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = asset("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


def paint(painter: QPainter, name: str, target: QRectF, colour: QColor | str) -> None:
    """Draws an icon of assets/icons into a rectangle."""
    _renderer(name, QColor(colour).name()).render(painter, target)


def icon(name: str, colour: str, size_px: int = 20) -> QIcon:
    """The icon for a button, sharp on screens of every scale up to four."""
    made = QIcon()
    for scale in _SCALES:
        pixmap = QPixmap(scale * size_px, scale * size_px)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        paint(painter, name, QRectF(0, 0, scale * size_px, scale * size_px), colour)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        made.addPixmap(pixmap)
    return made
