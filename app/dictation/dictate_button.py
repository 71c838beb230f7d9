"""The round button on the line."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.look import icons, theme

DIAMETER_PX = 56
NARROW_DIAMETER_PX = 52
_RING_PX = 4  # room for the focus ring: 2 px wide, 2 px outside
_STOP_PX = 14
_ICON_PX = 24


class DictateButton(QAbstractButton):
    """Microphone when idle, filled with a stop square while it listens, dashed when it cannot.

    Args:
        parent: the bar it lies on.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._diameter_px = DIAMETER_PX
        self._is_listening = False
        self._is_dashed = True
        self._shows_focus = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.resize(self.sizeHint())

    @property
    def diameter_px(self) -> int:
        return self._diameter_px

    def set_diameter(self, diameter_px: int) -> None:
        """56 px, 52 in a narrow window."""
        self._diameter_px = diameter_px
        self.resize(self.sizeHint())
        self.update()

    def show_as(self, is_listening: bool, is_dashed: bool) -> None:
        """Filled and to stop, or with a microphone, its outline dashed where dictation cannot begin."""
        self._is_listening, self._is_dashed = is_listening, is_dashed
        self.update()

    def sizeHint(self) -> QSize:
        side = self._diameter_px + 2 * _RING_PX
        return QSize(side, side)

    def hitButton(self, position: QPoint) -> bool:
        centre = QPointF(self.width() / 2, self.height() / 2)
        offset = QPointF(position) - centre
        return math.hypot(offset.x(), offset.y()) <= self._diameter_px / 2

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._shows_focus = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(_RING_PX, _RING_PX, self._diameter_px, self._diameter_px)
        if self.hasFocus() and self._shows_focus:
            painter.setPen(QPen(QColor(colours.english), 2))
            painter.setBrush(QColor(colours.paper))
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._is_listening:
            self._paint_stop(painter, circle)
        else:
            self._paint_microphone(painter, circle)
        painter.end()

    def _paint_stop(self, painter: QPainter, circle: QRectF) -> None:
        colours = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.voice))
        painter.drawEllipse(circle)
        painter.setBrush(QColor(colours.on_voice))
        square = QRectF(0, 0, _STOP_PX, _STOP_PX)
        square.moveCenter(circle.center())
        painter.drawRoundedRect(square, 3, 3)

    def _paint_microphone(self, painter: QPainter, circle: QRectF) -> None:
        colours = theme.current()
        ink = QColor(colours.ink2 if self._is_dashed else colours.ink)
        pen = QPen(ink, 1.0)
        if self._is_dashed:
            pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(self._fill())
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        target = QRectF(0, 0, _ICON_PX, _ICON_PX)
        target.moveCenter(circle.center())
        icons.paint(painter, "microphone", target, ink)

    def _fill(self) -> QColor:
        colours = theme.current()
        if self.isDown() and not self._is_dashed:
            return QColor(colours.hair)
        return QColor(colours.desk if self.underMouse() and not self._is_dashed else colours.paper)
