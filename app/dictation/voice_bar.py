"""The bar at the window's foot: the line that is the voice, the button on it, and what is going on in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.core.durations import clock_text
from app.dictation.controller import FINISHING, LISTENING, LOADING, NO_MICROPHONE, OPENING, READY, STOPPED
from app.dictation.dictate_button import DIAMETER_PX, NARROW_DIAMETER_PX, DictateButton
from app.dictation.help_line import HelpLine
from app.dictation.microphone import Microphone
from app.dictation.microphone_picker import MicrophonePicker
from app.dictation.voice_line import HIGHEST_PX, VoiceLine
from app.look import fonts, motion, theme
from app.look.words import tr

LINE_Y = 28
HEIGHT_PX = 112
NARROW_HEIGHT_PX = 128
NARROW_UNDER_PX = 900
_UNPLUGGED_GAP_PX = 64
_STEADY_PX = 120
_STEADY_INTERVAL_S = 0.2
_GAP_PX = 20


@dataclass(frozen=True, slots=True)
class _Measures:
    """Where things lie, in px from the bar's top left, rows by their middle."""

    height: int
    button_x: int
    button_px: int
    text_x: int
    right_margin: int
    state_y: int
    help_y: int
    facts_y: int
    highest: float


_WIDE = _Measures(HEIGHT_PX, 100, DIAMETER_PX, 148, 72, 60, 82, 60, HIGHEST_PX)
_LOW = _Measures(68, 60, NARROW_DIAMETER_PX, 104, 24, 48, 48, 48, 14.0)
_NARROW = _Measures(NARROW_HEIGHT_PX, 60, NARROW_DIAMETER_PX, 104, 24, 54, 76, 101, 16.0)


class VoiceBar(QWidget):
    """Shows what dictation does and takes the person's presses; it decides nothing.

    Args:
        key: the dictation key as people read it.
        parent: the window.
    """

    pressed = Signal()  # the button went down: `Dictation.press`
    released = Signal()
    microphone_chosen = Signal(str)
    menu_opened = Signal()  # a good moment to look for microphones

    def __init__(self, key: str = "F9", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._state = LOADING
        self._line = VoiceLine()
        self._shown_s = -1
        self._duration_s = 0.0
        self._is_saved = False
        self._steady_s = 0.0
        self._steady_level = 0.0
        self._microphones: tuple[Microphone, ...] = ()
        self._chosen = ""
        self._count_text = self._saved_text = ""
        self._measures, self._is_low = _WIDE, False
        self.button = DictateButton(self)
        self.button.pressed.connect(self.pressed)
        self.button.released.connect(self.released)
        self._state_label = QLabel(self)
        self._clock_label = QLabel(self)
        self._help = HelpLine(self)
        self._count_label = QLabel(self)
        self._fact_label = QLabel(self)
        self.picker = MicrophonePicker(self)
        self.picker.microphone_chosen.connect(self.microphone_chosen)
        self.picker.menu_opened.connect(self.menu_opened)
        self._beside: list[QWidget] = []
        self.refresh_look()
        self.show_state(LOADING)

    # ---- what it shows ------------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        return self._state

    def show_state(self, state: str) -> None:
        """One of the states of `Dictation`."""
        if state == LISTENING and self._state != LISTENING:
            self._line.clear()
            self._steady_level = 0.0
            self.show_duration(0.0)
        self._state = state
        self._write()
        self.update()

    def show_level(self, dbfs: float, duration_s: float = 0.033) -> None:
        """The next stretch of sound has come: its level, and how long it lasted."""
        self._line.accept(dbfs, duration_s)
        if not motion.is_reduced():
            self.update(self._strip())
            return
        self._steady_s += duration_s
        if self._steady_s >= _STEADY_INTERVAL_S:
            self._steady_s = 0.0
            self._steady_level = self._line.level
            self.update(self._strip())

    def show_duration(self, duration_s: float) -> None:
        """How long the dictation has lasted; the label changes once a second."""
        self._duration_s = duration_s
        if int(duration_s) != self._shown_s:
            self._shown_s = int(duration_s)
            self._write()

    def show_saved(self, is_saved: bool) -> None:
        """Whether the sound of this dictation goes to disk."""
        if is_saved != self._is_saved:
            self._is_saved = is_saved
            self._write()

    def show_word_count(self, n_words: int) -> None:
        """How many words the sheet has; nothing for none."""
        text = tr("1 word") if n_words == 1 else tr("{n} words").format(n=n_words)
        self._count_text = text if n_words else ""
        self._write()

    def show_keys_saved(self, n_saved: int, n_written: int) -> None:
        """How many keys suggestions have saved, of all that the text would have taken; 0 of 0 says nothing."""
        total = n_saved + n_written
        self._saved_text = tr("{n} % of keys saved").format(n=round(100 * n_saved / total)) if total else ""
        self._write()

    def use_key(self, key: str) -> None:
        """The dictation key is another one."""
        self._key = key
        self._write()

    def show_microphones(self, microphones: tuple[Microphone, ...], chosen: str) -> None:
        """The microphones there are, and the chosen one's name ("" for the default one)."""
        self._microphones, self._chosen = microphones, chosen
        self._write()

    def add_beside_fact(self, widget: QWidget) -> None:
        """Put another small widget between word count and fact, such as a switch."""
        widget.setParent(self)
        self._beside.append(widget)
        widget.show()
        self._arrange()

    def refresh_look(self) -> None:
        """Take colours and faces from the theme; the window calls it when the theme changes."""
        colours = theme.current()
        self._state_label.setFont(fonts.interface(15, semibold=True))
        self._clock_label.setFont(fonts.interface(15))
        for label, colour in (
            (self._state_label, colours.ink),
            (self._clock_label, colours.ink),
            (self._count_label, colours.ink2),
            (self._fact_label, colours.ink2),
        ):
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            label.setPalette(palette)
        for label in (self._count_label, self._fact_label):
            label.setFont(fonts.interface(13))
        self._arrange()
        self.update()

    # ---- words --------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        self._state_label.setText(self._state_text())
        is_listening = self._state == LISTENING
        self._clock_label.setText(clock_text(self._duration_s) if is_listening else "")
        self._help.set_texts(*self._help_texts())
        self._fact_label.setText(self._fact_text())
        # Who speaks looks at the words, not at their number.
        facts = "   ".join(text for text in (self._saved_text, self._count_text) if text)
        self._count_label.setText(facts if self._state in (LOADING, READY, NO_MICROPHONE, STOPPED) else "")
        self.picker.show_microphones(self._microphones, self._chosen, self._state != NO_MICROPHONE)
        self.button.show_as(is_listening, self._state in (LOADING, OPENING, NO_MICROPHONE, STOPPED))
        self.button.setAccessibleName(tr("Stop dictation") if is_listening else tr("Dictate"))
        self.button.setAccessibleDescription(self._state_text())
        self._arrange()

    def _state_text(self) -> str:
        return {
            LOADING: tr("Getting ready to listen"),
            READY: tr("Ready"),
            OPENING: tr("Opening the microphone"),
            LISTENING: tr("Listening"),
            FINISHING: tr("Writing down the last words"),
            NO_MICROPHONE: tr("No microphone"),
            STOPPED: tr("Listening has stopped"),
        }[self._state]

    def _help_texts(self) -> tuple[str, ...]:
        texts = {
            LOADING: (tr("You can type already"),),
            READY: (
                tr("Press [{key}] to dictate, or hold it while you speak"),
                tr("Press [{key}] to dictate"),
            ),
            OPENING: (tr("Speak when it says that it listens"),),
            LISTENING: (
                tr("[{key}] stops and keeps the text   [Esc] cancels, and you can still bring it back"),
                tr("[{key}] stops and keeps the text   [Esc] cancels"),
            ),
            FINISHING: (tr("You can go on typing"),),
            NO_MICROPHONE: (
                tr("You can go on typing; plug it in again and press [{key}]"),
                tr("Plug it in again and press [{key}]"),
            ),
            STOPPED: (tr("You can go on typing; [{key}] says why"),),
        }[self._state]
        return tuple(text.format(key=self._key) for text in texts)

    def _fact_text(self) -> str:
        if self._state in (LISTENING, FINISHING):
            return tr("Sound is being saved") if self._is_saved else tr("Sound is not being saved")
        if self._state == NO_MICROPHONE and self._duration_s >= 1.0 and self._is_saved:
            return tr("{seconds} s of sound saved").format(seconds=int(self._duration_s))
        return tr("Works on this computer, offline")

    # ---- places -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        super().resizeEvent(event)

    def use_low(self, is_low: bool) -> None:
        """In a low window there is one row, and what the keys do is left to the help."""
        self._is_low = is_low
        self._measure()

    def _measure(self) -> None:
        self._measures = _LOW if self._is_low else _NARROW if self.width() < NARROW_UNDER_PX else _WIDE
        self.setFixedHeight(self._measures.height)
        self.button.set_diameter(self._measures.button_px)
        self._help.setVisible(not self._is_low)
        self._arrange()

    def _arrange(self) -> None:
        measures = self._measures
        self.button.move(measures.button_x - self.button.width() // 2, LINE_Y - self.button.height() // 2)
        self._place(self._state_label, measures.text_x, measures.state_y)
        clock_x = self._state_label.geometry().right() + 14
        self._place(self._clock_label, clock_x, measures.state_y)
        left = self._arrange_facts()
        is_narrow = measures is _NARROW
        room = self.width() - measures.right_margin - measures.text_x if is_narrow else left - measures.text_x
        # Beside the facts the help has a row of its own; only its last part could run under them.
        self._help.setFixedWidth(
            max(0, room if is_narrow else self.width() - measures.right_margin - measures.text_x)
        )
        self._help.move(measures.text_x, measures.help_y - self._help.height() // 2)

    def _arrange_facts(self) -> int:
        """Lay the facts out from the right; what has no room is left out. Returns where they begin."""
        measures = self._measures
        self.picker.resize(self.picker.sizeHint())
        if measures is _NARROW:
            self._place(self.picker, measures.text_x - 6, measures.facts_y)
            x = self.width() - measures.right_margin
            limit = self.picker.geometry().right() + _GAP_PX
            row: list[QWidget] = [*self._beside[::-1], self._count_label]
            self._fact_label.hide()
        else:
            x = self.width() - measures.right_margin - self.picker.width() + 6
            self._place(self.picker, x, measures.facts_y)
            limit = self._clock_label.geometry().right() + _GAP_PX
            row = [self._fact_label, *self._beside[::-1], self._count_label]
            if measures is _LOW and self._state not in (LISTENING, FINISHING):
                row = [*self._beside[::-1], self._count_label, self._fact_label]  # while one speaks, its sound comes first
            x -= _GAP_PX - 6
        for widget in row:
            width = widget.sizeHint().width()
            is_empty = isinstance(widget, QLabel) and not widget.text()
            fits = not is_empty and x - width >= limit
            widget.setVisible(fits)
            if fits:
                self._place(widget, x - width, measures.facts_y)
                x -= width + _GAP_PX
        return x

    @staticmethod
    def _place(widget: QWidget, x: int, middle_y: int) -> None:
        size = widget.sizeHint()
        widget.setGeometry(x, middle_y - size.height() // 2, size.width(), size.height())

    # ---- painting -----------------------------------------------------------------------------------------------

    def _strip(self) -> QRect:
        reach = int(HIGHEST_PX) + 4
        return QRect(0, LINE_Y - reach, self.width(), 2 * reach)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours.paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = self._path()
        painter.fillPath(self._desk(path), QColor(colours.desk))
        if self._state == NO_MICROPHONE:
            self._stroke_unplugged(painter, path)
        elif self._state in (LISTENING, FINISHING):
            painter.strokePath(path, _pen(colours.voice, 2.0))
            if motion.is_reduced():
                painter.strokePath(
                    self._straight(0, _STEADY_PX), _pen(colours.voice, 2.0 + 4.0 * self._steady_level)
                )
        else:
            painter.fillRect(QRect(0, LINE_Y, self.width(), 1), QColor(colours.edge))
        painter.end()

    def _path(self) -> QPainterPath:
        has_wave = self._state in (LISTENING, FINISHING, NO_MICROPHONE) and not motion.is_reduced()
        if not has_wave:
            return self._straight(0, self.width())
        start = self._measures.button_x + self._measures.button_px / 2
        if self._state == NO_MICROPHONE:
            start += _UNPLUGGED_GAP_PX
        return self._line.path(start, float(self.width()), float(LINE_Y), self._measures.highest)

    def _straight(self, from_x: int, to_x: int) -> QPainterPath:
        path = QPainterPath()
        path.moveTo(from_x, LINE_Y)
        path.lineTo(to_x, LINE_Y)
        return path

    def _desk(self, line: QPainterPath) -> QPainterPath:
        desk = QPainterPath(line)
        desk.lineTo(self.width(), self.height())
        desk.lineTo(0, self.height())
        desk.closeSubpath()
        return desk

    def _stroke_unplugged(self, painter: QPainter, path: QPainterPath) -> None:
        """The line stands still and has a gap where the microphone was."""
        colours = theme.current()
        button_right = self._measures.button_x + self._measures.button_px // 2
        painter.fillRect(QRect(0, LINE_Y, self._measures.button_x, 1), QColor(colours.edge))
        painter.save()
        painter.setClipRect(button_right + _UNPLUGGED_GAP_PX, 0, self.width(), self.height())
        painter.strokePath(path, _pen(colours.ink2, 2.0))
        painter.restore()


def _pen(colour: QColor | str, width_px: float) -> QPen:
    pen = QPen(QColor(colour), width_px)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
