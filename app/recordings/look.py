"""The theme's tokens as colours to paint with, and the ring about what has the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QPushButton

from app.look import fonts, theme


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


def colours() -> Colours:
    """The colours to paint with now."""
    tokens = theme.current()
    return Colours(*(QColor(getattr(tokens, field.name)) for field in fields(Colours)))


def draw_focus_ring(painter: QPainter, room: QRectF, radius_px: float) -> None:
    """A ring about what has the keyboard."""
    painter.setPen(QPen(colours().english, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room, radius_px, radius_px)


def quiet_button(text: str) -> QPushButton:
    """A button of text alone."""
    button = QPushButton(text)
    button.setFont(fonts.interface(14))
    button.setFixedHeight(36)
    style_quiet(button)
    return button


def style_quiet(button: QPushButton) -> None:
    """Gives a quiet button the theme's colours."""
    tokens = theme.current()
    button.setStyleSheet(
        f"QPushButton {{ border: 0; border-radius: 8px; padding: 0 12px; color: {tokens.ink}; background: transparent; }}"
        f"QPushButton:hover {{ background: {tokens.desk}; }}"
        f"QPushButton:disabled {{ color: {tokens.ghost}; }}"
        f"QPushButton:focus {{ border: 2px solid {tokens.english}; padding: 0 10px; }}"
    )
