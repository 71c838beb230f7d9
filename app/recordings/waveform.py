"""A recording drawn as the line: bars about the sheet's edge, what was heard in voice, and a playhead to move."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.durations import clock_text
from app.look.words import tr
from app.recordings.look import colours, draw_focus_ring
from app.recordings.loudness import heights

HEIGHT_PX = 76
LINE_Y_PX = 38
BAR_STEP_PX, BAR_WIDTH_PX = 4, 2
HIGHEST_PX = 27.0
REST_PX = 2.0
KNOB_PX = 10
STEP_S = 5.0


class Waveform(QWidget):
    """Shows where in a recording one is, and goes elsewhere by click, drag or arrow keys.

    While a recording is being written, `position_s` is how far the writing has come; then nothing can be moved.
    """

    moved = Signal(float)  # the person chose another place, in seconds from the start

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._power: NDArray[np.float64] = np.zeros(1)
        self._duration_s = 0.0
        self._position_s = 0.0
        self._is_movable = False
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Place in the recording"))

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT_PX)

    @property
    def duration_s(self) -> float:
        return self._duration_s

    def show_power(self, power: NDArray[np.float64]) -> None:
        """Draw the loudness, float64 [n_stretches], mean square, nan where not known yet."""
        self._power = power
        self.update()

    def show_duration(self, duration_s: float) -> None:
        self._duration_s = duration_s
        self.update()

    def show_position(self, position_s: float) -> None:
        """Draw the playhead (or the edge of the written part) here, in seconds."""
        if position_s != self._position_s:
            before_x, self._position_s = self._x_of(self._position_s), position_s
            after_x = self._x_of(position_s)
            left = min(before_x, after_x) - KNOB_PX
            self.update(int(left), 0, int(abs(after_x - before_x)) + 2 * KNOB_PX + 1, HEIGHT_PX)
            self.setAccessibleDescription(f"{clock_text(position_s)} of {clock_text(self._duration_s)}")

    def set_movable(self, is_movable: bool) -> None:
        """Whether the playhead is there and can be moved."""
        self._is_movable = is_movable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_movable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_movable else Qt.CursorShape.ArrowCursor)
        self.update()

    # ---- places -------------------------------------------------------------------------------------------------

    def _x_of(self, position_s: float) -> float:
        share = position_s / self._duration_s if self._duration_s > 0 else 0.0
        return KNOB_PX / 2 + min(1.0, max(0.0, share)) * (self.width() - KNOB_PX)

    def _time_of(self, x: float) -> float:
        share = (x - KNOB_PX / 2) / max(1, self.width() - KNOB_PX)
        return min(1.0, max(0.0, share)) * self._duration_s

    # ---- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        played_x = self._x_of(self._position_s)
        self._paint_bars(painter, event.rect().left(), event.rect().right(), played_x)
        if self._is_movable:
            self._paint_playhead(painter, round(played_x))
            if self.hasFocus():
                draw_focus_ring(painter, QRectF(played_x - 8, 0, 16, 16), 8)

    def _paint_bars(self, painter: QPainter, left: int, right: int, played_x: float) -> None:
        n_bars = max(1, (self.width() - KNOB_PX) // BAR_STEP_PX)
        shades = colours()
        painter.setPen(Qt.PenStyle.NoPen)
        for number, height in enumerate(heights(self._power, n_bars)):
            x = KNOB_PX // 2 + number * BAR_STEP_PX
            if x + BAR_STEP_PX < left or x > right:
                continue
            half = max(REST_PX, float(height) * HIGHEST_PX)
            painter.setBrush(shades.voice if x < played_x else shades.edge)
            painter.drawRoundedRect(QRectF(x, LINE_Y_PX - half, BAR_WIDTH_PX, 2 * half), 1, 1)

    def _paint_playhead(self, painter: QPainter, x: int) -> None:
        ink = colours().ink
        painter.setPen(QPen(ink, 2))
        painter.drawLine(x, KNOB_PX, x, HEIGHT_PX - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QRectF(x - KNOB_PX / 2, 0, KNOB_PX, KNOB_PX))

    # ---- moving -------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._is_movable and event.button() == Qt.MouseButton.LeftButton:
            self.moved.emit(self._time_of(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_movable and event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(self._time_of(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places_s = {
            Qt.Key.Key_Left: self._position_s - STEP_S,
            Qt.Key.Key_Right: self._position_s + STEP_S,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self._duration_s,
        }
        place_s = places_s.get(Qt.Key(event.key()))
        if place_s is None or not self._is_movable:
            super().keyPressEvent(event)
        else:
            self.moved.emit(min(max(0.0, place_s), self._duration_s))
