"""A switch with its name: filled with the knob at the right when it is on, an outline with the knob left when off."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.look import fonts, theme

_WIDTH_PX, _HEIGHT_PX = 28, 16
_GAP_PX = 8


class Switch(QAbstractButton):
    """Something that is on or off.

    Args:
        text: its name
        parent: the owner
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFont(fonts.interface(13))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + _GAP_PX + _WIDTH_PX + 4, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.ink2))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        track = QRectF(self.width() - _WIDTH_PX - 2, (self.height() - _HEIGHT_PX) / 2, _WIDTH_PX, _HEIGHT_PX)
        painter.setPen(QPen(QColor(colours.ink2), 1.5))
        painter.setBrush(QColor(colours.ink2) if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), 7.25, 7.25)
        left = track.right() - 13 if self.isChecked() else track.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.paper if self.isChecked() else colours.ink2))
        painter.drawEllipse(QRectF(left, track.top() + 3, 10, 10))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.english), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()
