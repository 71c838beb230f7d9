"""The lower edge of the sheet while a recording is open: its line, its button, and how it is heard."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QWidget

from app.core.durations import clock_text
from app.look import fonts
from app.look.selector import Selector
from app.look.switch import Switch
from app.look.words import tr
from app.recordings.look import colours, draw_focus_ring, quiet_button
from app.recordings.time_words import time_left_words
from app.recordings.waveform import HEIGHT_PX, LINE_Y_PX, Waveform

BAR_PX, LOW_BAR_PX, BAR_LINE_PX = 140, 118, 44
BUTTON_PX, BUTTON_LEFT_PX, NARROW_LEFT_PX = 56, 72, 16
SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)


class PlayButton(QAbstractButton):
    """A round button: play, pause, or stop while the recording is being written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = "play"
        self.setFixedSize(BUTTON_PX, BUTTON_PX)
        self.show_shape("play", tr("Play"))

    def show_shape(self, shape: str, name: str) -> None:
        """`shape` is "play", "pause" or "stop"; `name` is said by screen readers."""
        self._shape = shape
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        shades, middle = colours(), BUTTON_PX / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        outline = shades.ink if self.isEnabled() else shades.edge
        painter.setPen(QPen(outline, 1))
        painter.setBrush(shades.hair if self.isDown() else shades.paper)
        painter.drawEllipse(room)
        if self.hasFocus():
            draw_focus_ring(painter, room.adjusted(2, 2, -2, -2), BUTTON_PX / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(outline)
        if self._shape == "pause":
            painter.drawRect(QRectF(middle - 5, middle - 7, 2.5, 14))
            painter.drawRect(QRectF(middle + 2.5, middle - 7, 2.5, 14))
        elif self._shape == "stop":
            painter.drawRoundedRect(QRectF(middle - 6, middle - 6, 12, 12), 2, 2)
        else:
            painter.drawPolygon(QPolygonF([room.center() + QPointF(x, y) for x, y in ((-5, -8), (8, 0), (-5, 8))]))


class RecordingBar(QWidget):
    """Line and button above, place and switches below. Knows nothing of files; the pane tells it what to show."""

    button_pressed = Signal()
    moved = Signal(float)  # seconds
    repeat_asked = Signal()
    follow_changed = Signal(bool)
    speed_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(BAR_PX)
        self.waveform = Waveform(self)
        self.button = PlayButton(self)
        self.place = QLabel()
        self.place.setFont(fonts.interface(15, semibold=True))
        self.note = QLabel()
        self.note.setFont(fonts.interface(14))
        self.repeat = quiet_button(tr("Repeat segment  (R)"))
        self.follow = Switch(tr("Follow the sound"))
        self.follow.setChecked(True)
        self.speed = Selector(tr("Speed"), [(speed, tr("Speed {0}").format(f"{speed:g}")) for speed in SPEEDS])
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self._foot = QWidget(self)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.place)
        row.addWidget(self.note)
        row.addStretch()
        for control in (self.repeat, self.follow, self.speed):
            control.setFont(fonts.interface(14))
            row.addWidget(control)
        self.repeat.setAccessibleName(tr("Repeat segment"))
        self.follow.setAccessibleName(tr("Follow the sound"))
        self.button.clicked.connect(self.button_pressed)
        self.waveform.moved.connect(self.moved)
        self.repeat.clicked.connect(self.repeat_asked)
        self.follow.toggled.connect(self.follow_changed)
        self.speed.currentIndexChanged.connect(lambda index: self.speed_changed.emit(SPEEDS[index]))

    def use_low(self, is_low: bool) -> None:
        """The place and the switches come closer to the line."""
        self.setFixedHeight(LOW_BAR_PX if is_low else BAR_PX)

    def sizeHint(self) -> QSize:
        return QSize(800, BAR_PX)

    def show_writing(self, done_s: float, duration_s: float, left_s: float | None, is_waiting: bool) -> None:
        """How far the writing has come; `left_s` as from `time_left_s`."""
        self._show_controls(False)
        self.waveform.set_movable(False)
        self.waveform.show_duration(duration_s)
        self.waveform.show_position(done_s)
        self.button.setEnabled(True)
        self.button.show_shape("stop", tr("Stop writing"))
        self.place.setText(clock_text(done_s))
        words = tr("waiting for its turn") if is_waiting else time_left_words(left_s) or tr("being written")
        self.note.setText(tr("of {0}, {1}").format(clock_text(duration_s), words) if duration_s else words)

    def show_playing(self, position_s: float, duration_s: float, is_playing: bool, can_play: bool) -> None:
        """Where the hearing is."""
        self._show_controls(True)
        self.waveform.set_movable(can_play)
        self.waveform.show_duration(duration_s)
        self.waveform.show_position(position_s)
        self.button.setEnabled(can_play)
        self.button.show_shape("pause" if is_playing else "play", tr("Pause") if is_playing else tr("Play"))
        self.place.setText(clock_text(position_s))
        self.note.setText(tr("of {0}").format(clock_text(duration_s)))
        for control in (self.repeat, self.follow, self.speed):
            control.setEnabled(can_play)

    def _show_controls(self, is_shown: bool) -> None:
        for control in (self.repeat, self.follow, self.speed):
            control.setVisible(is_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.repeat.setText(tr("Repeat  (R)") if self.width() < 720 else tr("Repeat segment  (R)"))
        self.follow.setText(tr("Follow") if self.width() < 720 else tr("Follow the sound"))
        left = NARROW_LEFT_PX if self.width() < 720 else BUTTON_LEFT_PX
        self.button.move(left, BAR_LINE_PX - BUTTON_PX // 2)
        beside = left + BUTTON_PX + 8
        self.waveform.setGeometry(beside, BAR_LINE_PX - LINE_Y_PX, self.width() - beside - left, HEIGHT_PX)
        foot_left = left if self.width() < 720 else left + BUTTON_PX + 20
        self._foot.setGeometry(foot_left, self.height() - (42 if self.height() < BAR_PX else 56), self.width() - foot_left - left, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), BAR_LINE_PX, colours().paper)
        painter.fillRect(0, BAR_LINE_PX, self.width(), self.height() - BAR_LINE_PX, colours().desk)
        painter.setPen(QPen(colours().edge, 1))
        painter.drawLine(0, BAR_LINE_PX, self.width(), BAR_LINE_PX)
