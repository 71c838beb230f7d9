"""The colours and faces that the recordings' own painting uses: the tokens of the look, light and dark.

These belong in `app.look.theme`; this file is the one place to change when the pane is moved over to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPalette, QPen

TEXT_FACE, INTERFACE_FACE = "Gentium Book Plus", "Lato"


@dataclass(frozen=True, slots=True)
class Colours:
    paper: QColor
    desk: QColor
    raised: QColor
    ink: QColor
    ink2: QColor
    edge: QColor
    hair: QColor
    english: QColor
    english_tint: QColor
    voice: QColor


def _colours(*names: str) -> Colours:
    return Colours(*map(QColor, names))


LIGHT = _colours(
    "#FBFAF6", "#EFECE4", "#FFFFFF", "#1E2227", "#565B62", "#8E8778", "#DDD8CC", "#235A94", "#DFE9F3", "#BF3A1E"
)
DARK = _colours(
    "#1C1D1F", "#141516", "#26282B", "#ECE8E0", "#ADABA5", "#74777D", "#35373B", "#8DB8EA", "#263A50", "#F4805F"
)


def colours() -> Colours:
    """The colours that fit the application's palette now."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def interface_font(size_px: int, semibold: bool = False) -> QFont:
    """The interface's face, with figures of equal width and no ligatures."""
    font = QFont(INTERFACE_FACE)
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("liga"), 0)
    return font


def text_font(size_px: int = 20) -> QFont:
    """The face of the text on the sheet."""
    font = QFont(TEXT_FACE)
    font.setPixelSize(size_px)
    return font


def draw_focus_ring(painter: QPainter, room: QRectF, radius_px: float) -> None:
    """A ring about what has the keyboard."""
    painter.setPen(QPen(colours().english, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room, radius_px, radius_px)
