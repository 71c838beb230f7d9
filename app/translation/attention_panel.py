"""Where each word came from: the attention picture below its sentence, and what could stand there instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from app.core.pairs import Direction, Pair
from app.core.wordings import OtherWording, other_wordings
from app.look import fonts, scroll_bars, theme
from app.look.ask_where import ask_where
from app.look.raised import TAIL_PX, RaisedPanel
from app.timers import single_shot
from app.translation.attention_picture import HEAD_PX, ROW_PX, AttentionPicture
from engine.contract.types import Wording

_CHROME_PX = 36 + 8 + 2 * TAIL_PX + 20  # head, space and margins
_OTHERS_PX = 320
_ASK_AFTER_MS = 150
_ROOM_UNDER_PX = 28  # the voice's line lies there


class AttentionPanel(RaisedPanel):
    """The picture of one pair; the row of a word is pointed out by mouse or arrow keys.

    Args:
        parent: the sheet
    """

    row_chosen = Signal(object, int)  # Pair, number of the word in the translation
    wordings_wanted = Signal(object, str)  # Pair, the translation before the word
    wording_chosen = Signal(object, str)  # Pair, the whole sentence
    saved = Signal(str)  # name of the file
    failed = Signal(str)  # a sentence

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.say(self.tr("Where each word came from"), self.tr("A larger square means more attention. Numbers are per cent."))
        self.pair: Pair | None = None
        self.picture: AttentionPicture | None = None
        self.view = _View(self)
        self.others = _Others(self)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.view)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setCornerWidget(QWidget())  # the style's own is a mark without meaning
        for bar in (self._scroll.verticalScrollBar(), self._scroll.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _: self.view.update())  # its words stay where they are seen
        self.save_button = self.quiet_button(self.tr("Save the picture"))
        self.save_button.clicked.connect(self.save)
        self.head.insertWidget(2, self.save_button)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._scroll, 1)
        row.addWidget(self.others)
        self.body.addLayout(row, 1)
        self.view.row_changed.connect(self._on_row)
        self.view.row_reached.connect(self._bring_into_sight)
        self.view.number_pressed.connect(self._on_number)
        self.others.chosen.connect(self._on_chosen)
        self._ask = single_shot(self, self._on_ask, _ASK_AFTER_MS)

    def refresh_look(self) -> None:
        super().refresh_look()
        for bar in (self._scroll.verticalScrollBar(), self._scroll.horizontalScrollBar()):
            bar.setStyleSheet(scroll_bars.style())

    def show_pair(self, pair: Pair, direction: Direction, row: int = 0) -> None:
        """Opens the picture of a pair that has a translation, with one word pointed out."""
        if pair.translation is None or not pair.translation.attention:
            return
        self.pair, self.picture = pair, AttentionPicture(pair.text, pair.translation, direction)
        self.refresh_look()
        self.view.show_picture(self.picture)
        self.show()
        self.raise_()
        self.view.setFocus()
        row = min(row, len(self.picture.target) - 1)
        self.view.point_out(row)
        QTimer.singleShot(0, self, lambda: self._bring_into_sight(row))  # when it has its place

    def show_wordings(self, pair: Pair, before: str, wordings: Sequence[Wording]) -> None:
        """What could stand in the place of the pointed word."""
        if pair is self.pair and self.picture is not None and before == self._before():
            self.others.show_others(other_wordings(self.picture.target[self.view.row], before, wordings))

    def place_beside(self, sentence: QRectF, left: int, width: int) -> None:
        """Lies below its sentence, or above where there is more room; never over it.

        Args:
            sentence: its place on the sheet, in px
            left: where the panel begins
            width: how wide it is
        """
        if self.picture is None:
            return
        sheet = self.parentWidget()
        assert sheet is not None
        wanted = _CHROME_PX + max(self.picture.size.height(), 220) + 4
        below, above = sheet.height() - _ROOM_UNDER_PX - round(sentence.bottom()), round(sentence.top())
        is_above = below < min(wanted, above)
        height = min(wanted, above if is_above else below)
        top = round(sentence.top()) - height if is_above else round(sentence.bottom())
        self.setGeometry(QRect(left, top, width, max(height, _CHROME_PX + 3 * ROW_PX)))
        self.others.setVisible(width > 900)
        self.point_at(sentence.center().x() - left, is_above)

    def save(self) -> None:
        """Asks for a name and writes the picture there."""
        path = ask_where(self, self.tr("Save the picture"), {".png": "PNG", ".svg": "SVG"})
        if path is None or self.picture is None:
            return
        if self.picture.save(str(path)):
            self.saved.emit(str(path))
        else:
            self.failed.emit(self.tr("The picture could not be written there."))

    def leave(self) -> None:
        super().leave()
        self.pair = self.picture = None
        self._ask.stop()

    def _before(self) -> str:
        if self.picture is None or self.view.row < 0:
            return ""
        return self.picture.translation.text[: self.picture.translation.target_words[self.view.row].start]

    def _on_row(self, row: int) -> None:
        picture = self.picture
        if picture is None or self.pair is None:
            return
        said = picture.sentence(row)
        self.view.setAccessibleDescription(said)
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self.view, said)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(event)
        self.others.wait_for(picture.target[row])
        self.row_chosen.emit(self.pair, row)
        self._ask.start()

    def _bring_into_sight(self, row: int) -> None:
        """Row and the square of the word it leans on most, beside the words and below those at the top."""
        if self.picture is not None and 0 <= row < len(self.picture.target):
            place = self.picture.place_of(row)
            self._scroll.ensureVisible(round(place.right()), round(place.center().y()), 40, HEAD_PX + ROW_PX)
            self._scroll.ensureVisible(round(place.left()), round(place.center().y()), self.picture.labels_px, HEAD_PX + ROW_PX)

    def _on_ask(self) -> None:
        if self.pair is not None:
            self.wordings_wanted.emit(self.pair, self._before())

    def _on_number(self, number: int) -> None:
        if number <= len(self.others.others):
            self._on_chosen(self.others.others[number - 1])

    def _on_chosen(self, one: OtherWording) -> None:
        if self.pair is not None:
            pair = self.pair
            self.leave()
            self.wording_chosen.emit(pair, one.whole)


class _View(QWidget):
    """The picture on the screen."""

    row_changed = Signal(int)
    row_reached = Signal(int)  # by a key
    number_pressed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Attention, a row a word of the translation; arrow keys go from row to row"))
        self.row = -1
        self._picture: AttentionPicture | None = None

    def show_picture(self, picture: AttentionPicture) -> None:
        self._picture, self.row = picture, -1
        self.setFixedSize(picture.size)
        self.update()

    def point_out(self, row: int) -> None:
        if self._picture is not None and row != self.row and 0 <= row < len(self._picture.target):
            self.row = row
            self.update()
            self.row_changed.emit(row)

    def sizeHint(self) -> QSize:
        return self._picture.size if self._picture is not None else QSize()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._picture is not None:
            self.point_out(self._picture.row_at(event.position().y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.point_out(self.row + step)
            self.row_reached.emit(self.row)
        elif event.text() in ("1", "2", "3", "4"):
            self.number_pressed.emit(int(event.text()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is not None:
            painter = QPainter(self)
            self._picture.paint(painter, self.row, QPointF(-self.pos()))
            painter.end()


class _Others(QWidget):
    """What could stand there instead, each with its key and how likely it is."""

    chosen = Signal(object)  # OtherWording

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(_OTHERS_PX)
        self.others: list[OtherWording] = []
        self._word, self._is_waiting = "", True
        self.setAccessibleName(self.tr("Other wordings"))

    def wait_for(self, word: str) -> None:
        self._word, self.others, self._is_waiting = word, [], True
        self.update()

    def show_others(self, others: list[OtherWording]) -> None:
        self.others, self._is_waiting = others[:4], False
        self.setAccessibleDescription(", ".join(f"{n} {one.rest}" for n, one in enumerate(self.others, start=1)))
        self.update()

    def _row(self, number: int) -> QRectF:
        return QRectF(24, 36 + 40 * number, self.width() - 24, 40)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, one in enumerate(self.others):
            if self._row(number).contains(event.position()):
                self.chosen.emit(one)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, 0, 1, self.height(), QColor(colours.hair))
        painter.setFont(fonts.interface(13))
        painter.setPen(QColor(colours.ink2))
        title = self.tr("Instead of \u201c{0}\u201d") if self.others or self._is_waiting else self.tr("Nothing else was likely here")
        painter.drawText(QRectF(24, 4, self.width() - 24, 24), Qt.AlignmentFlag.AlignVCenter, title.format(self._word))
        for number, one in enumerate(self.others):
            self._paint_one(painter, self._row(number), number + 1, one)
        if self.others:
            painter.setFont(fonts.interface(13))
            painter.setPen(QColor(colours.ink2))
            place = self._row(len(self.others))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.tr("The rest of the sentence follows your choice."))
        painter.end()

    def _paint_one(self, painter: QPainter, place: QRectF, number: int, one: OtherWording) -> None:
        colours, middle = theme.current(), place.center().y()
        cap = QRectF(place.left() + 0.5, middle - 9, 19, 18)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(fonts.interface(11))
        painter.setPen(QColor(colours.ink2))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, str(number))
        painter.setFont(fonts.text(20))
        painter.setPen(QColor(colours.ink))
        words = QRectF(cap.right() + 14, place.top(), place.width() - 150, place.height())
        rest = painter.fontMetrics().elidedText(one.rest, Qt.TextElideMode.ElideRight, round(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, rest)
        left = place.right() - 108
        painter.fillRect(QRectF(left, middle - 0.5, 66, 1), QColor(colours.edge))
        painter.fillRect(QRectF(left, middle - 2, 66 * one.share, 4), QColor(colours.ink))
        painter.setFont(fonts.interface(13))
        painter.setPen(QColor(colours.ink2))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, right, f"{100 * one.share:.0f} %")
