"""The doubtful word's panel: what may have been said, how likely, and what each would become in the other language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from app.core.doubt import Reading, part_seen
from app.look import fonts, icons, key_caps, language_mark, theme
from app.look.raised import TAIL_PX, RaisedPanel
from app.translation.set_text import SetText
from engine.contract.types import TextSpan

WIDTH_PX = 568
_ROW_PX, _LOW_ROW_PX = 64, 36
_HEAD_PX = 32 + 16
_SIDE_PX = 10
_TRACK_PX = 66


@dataclass(slots=True)
class Row:
    """One thing that may have been said.

    Args:
        reading: the word and how likely it is
        translation: of the sentence with it, "" while it is not known
        lit: what is other in it than in the translation that stands there
    """

    reading: Reading
    translation: str = ""
    lit: list[TextSpan] = field(default_factory=list)


class DoubtPopover(RaisedPanel):
    """What may have been said in the place of a word.

    Args:
        parent: what it lies over
    """

    chosen = Signal(int)  # number of the row, from 0
    sound_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.next_key, self._has_sound = "F8", False
        self.play = _PlayButton(self.tr("Play sound"))
        self.play.setFixedHeight(32)
        self.play.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.play.clicked.connect(self.sound_wanted)
        self._close.hide()
        self.head.insertWidget(2, self.play)
        self.rows = _Rows(self)
        self.rows.pressed.connect(self.chosen)
        self._foot = _Foot(self)
        self.body.setContentsMargins(_SIDE_PX + 1, TAIL_PX + 12, _SIDE_PX + 1, TAIL_PX + 1)
        self.head.setContentsMargins(12, 0, 6, 0)
        self.body.addWidget(self.rows)
        self.body.addWidget(self._foot)
        self.refresh_look()

    def refresh_look(self) -> None:
        super().refresh_look()
        colours = theme.current()
        self._title.setFont(fonts.interface(13))
        self._title.setStyleSheet(f"color: {colours.ink2}")
        self.play.setIcon(icons.icon("sound", colours.ink, 16))
        self.play.setIconSize(QSize(16, 16))
        self.play.setStyleSheet(
            f"QPushButton {{ border: 1px solid {colours.edge}; border-radius: 8px; padding: 0 42px 0 12px;"
            f" color: {colours.ink}; background: {colours.raised}; }} QPushButton:hover {{ background: {colours.paper}; }}"
        )

    def show_rows(self, said: str, rows: Sequence[Row], language: str, has_sound: bool) -> None:
        """Opens it.

        Args:
            said: when it was heard, in a sentence
            rows: what stands in the text first
            language: of the translations
            has_sound: whether the word can be heard again
        """
        self.say(said, "")
        self._has_sound = has_sound
        self.rows.show_rows(list(rows), language)
        self._foot.word = rows[0].reading.text
        self._foot.n_rows, self._foot.next_key = len(rows), self.next_key
        self.refresh_look()
        self.show()
        self.raise_()
        self.setFocus()

    def wanted_height(self) -> int:
        """How tall it is with the rows it has, in px."""
        return 2 * TAIL_PX + 12 + _HEAD_PX + _ROW_PX * len(self.rows.rows) + _Foot.HEIGHT_PX + 2

    def place_by(self, sentence: QRect, word_x: int, left: int, width: int, height: int) -> None:
        """Lies below its sentence, or above it where there is no room; never over it.

        Args:
            sentence: its place in the parent, in px
            word_x: the middle of the word
            left: where the panel begins
            width: how wide it may be
            height: of the parent
        """
        self.rows.use_row(_ROW_PX)
        wanted = self.wanted_height()
        self._foot.setVisible(wanted <= height)  # in a low window the readings are what is needed
        if wanted > height:
            wanted -= _Foot.HEIGHT_PX
        if wanted > height:
            self.rows.use_row(_LOW_ROW_PX)
            wanted -= (_ROW_PX - _LOW_ROW_PX) * len(self.rows.rows)
        has_head = wanted <= height
        self._title.setVisible(has_head)
        self.play.setVisible(has_head and self._has_sound)
        if not has_head:
            wanted -= _HEAD_PX
        is_above = sentence.bottom() + wanted > height and sentence.top() > wanted
        top = sentence.top() - wanted if is_above else min(sentence.bottom() + 2, max(0, height - wanted))
        self.setGeometry(left, top, min(WIDTH_PX, width), wanted)
        is_over = not is_above and top < sentence.bottom()  # in a low window there is no place beside the sentence
        self.point_at(-1 if is_over else word_x - left, is_above)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        number = key - Qt.Key.Key_1
        if 0 <= number < len(self.rows.rows):
            self.chosen.emit(number)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.rows.current)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.rows.move_on(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_P:
            self.sound_wanted.emit()
        else:
            super().keyPressEvent(event)


class _PlayButton(QPushButton):
    """With the cap of its key."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        key_caps.paint(painter, "P", self.width() - 32.0, self.height() / 2)
        painter.end()


class _Rows(QWidget):
    """The readings, one below the other."""

    pressed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.current = 0
        self._language = "es"
        self._row_px = _ROW_PX
        self.setMouseTracking(True)

    def show_rows(self, rows: list[Row], language: str) -> None:
        self.rows, self.current, self._language = rows, 0, language
        self.use_row(self._row_px)
        self._describe()
        self.update()

    def use_row(self, height_px: int) -> None:
        """How tall a row is; a low one has the word's likelihood beside it, not beneath."""
        self._row_px = height_px
        self.setFixedHeight(height_px * len(self.rows))

    def move_on(self, step: int) -> None:
        """Points out the next row, or the one before."""
        self.current = (self.current + step) % max(1, len(self.rows))
        self._describe()
        self.update()

    def _describe(self) -> None:
        if self.rows:
            row = self.rows[self.current]
            said = self.tr("{0}, {1} per cent").format(row.reading.text, round(100 * row.reading.share))
            self.setAccessibleName(f"{said}. {row.translation}")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().y() // self._row_px)
        if number != self.current and 0 <= number < len(self.rows):
            self.current = number
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().y() // self._row_px)
        if 0 <= number < len(self.rows):
            self.pressed.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widest = max((QFontMetrics(fonts.text(20)).horizontalAdvance(row.reading.text) for row in self.rows), default=0)
        low = self._row_px < _ROW_PX
        middle = 46 + (widest + 44 if low else max(widest, _TRACK_PX + 44)) + 20.0
        for number, row in enumerate(self.rows):
            place = QRectF(0, number * self._row_px, self.width(), self._row_px)
            if number == self.current:
                painter.setPen(QPen(QColor(colours.ink), 2) if theme.wants_contrast() else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.desk))
                painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 8, 8)
            key_caps.paint(painter, str(number + 1), 12, place.center().y())
            painter.setPen(QColor(colours.ink))
            painter.setFont(fonts.text(20))
            word = QRectF(46, place.top() + (3 if low else 8), middle - 56, 30)
            painter.drawText(word, Qt.AlignmentFlag.AlignVCenter, row.reading.text)
            if low:
                self._paint_per_cent(painter, row.reading.share, 46 + widest + 12, place.center().y())
            else:
                self._paint_share(painter, row.reading.share, place.top() + 45)
            self._paint_translation(painter, row, middle, place)
        painter.end()

    def _paint_share(self, painter: QPainter, share: float, y: float) -> None:
        colours = theme.current()
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.drawLine(QPointF(46, y), QPointF(46 + _TRACK_PX, y))
        painter.setPen(QPen(QColor(colours.ink), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(48, y), QPointF(48 + max(0.0, share * (_TRACK_PX - 4)), y))
        self._paint_per_cent(painter, share, 46 + _TRACK_PX + 8, y)

    @staticmethod
    def _paint_per_cent(painter: QPainter, share: float, x: float, y: float) -> None:
        painter.setPen(QColor(theme.current().ink2))
        painter.setFont(fonts.interface(13))
        painter.drawText(QRectF(x, y - 10, 44, 20), Qt.AlignmentFlag.AlignVCenter, f"{100 * share:.0f} %")

    def _paint_translation(self, painter: QPainter, row: Row, left: float, place: QRectF) -> None:
        if not row.translation:
            return
        language_mark.paint(painter, self._language, left, place.center().y(), 16)
        room = self.width() - left - 36
        font, n_lines = fonts.text(17), 1 if self._row_px < _ROW_PX else 2
        shown, lit = part_seen(row.translation, row.lit, lambda part: SetText(part, font, room, 24).height_px <= 24 * n_lines)
        lines = SetText(shown, font, room, 24)
        lines.draw(
            painter, QPointF(left + 26, place.center().y() - lines.height_px / 2), QColor(theme.current().ink), lit,
            language_mark.colour(self._language), language_mark.tint(self._language),
        )  # fmt: skip


class _Foot(QWidget):
    """What the keys do."""

    HEIGHT_PX = 46

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.word, self.n_rows, self.next_key = "", 3, "F8"
        self.setFixedHeight(self.HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().hair), 1))
        painter.drawLine(QPointF(-_SIDE_PX, 0.5), QPointF(self.width() + _SIDE_PX, 0.5))
        middle, x = self.HEIGHT_PX / 2, 12.0
        for number in range(self.n_rows):
            x = key_caps.paint(painter, str(number + 1), x, middle) + 4
        x = self._say(painter, self.tr("choose"), x, middle) + 16
        for key, text in (
            (self.tr("Enter"), self.tr("keep \u201c{0}\u201d").format(self.word)), (self.tr("Esc"), self.tr("decide later")),
        ):  # fmt: skip
            x = self._say(painter, text, key_caps.paint(painter, key, x, middle) + 4, middle) + 16
        text = self.tr("next")
        right = self.width() - 12.0 - QFontMetrics(fonts.interface(13)).horizontalAdvance(text)
        if right - 48 > x:
            key_caps.paint(painter, self.next_key, right - 6 - key_caps.width(self.next_key), middle)
            self._say(painter, text, right, middle)
        painter.end()

    @staticmethod
    def _say(painter: QPainter, text: str, x: float, middle: float) -> float:
        painter.setFont(fonts.interface(13))
        painter.setPen(QColor(theme.current().ink2))
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QRectF(x, middle - 10, width + 2, 20), Qt.AlignmentFlag.AlignVCenter, text)
        return x + width
