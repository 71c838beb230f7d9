"""The words of a recording with their times in the gutter: click one to hear it, read along while it sounds."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.core.durations import clock_text
from app.core.transcript import Change, TimedTranscript, WordPlace, word_at_offset, word_span
from app.look import fonts
from app.look.words import tr
from app.recordings.look import colours

GUTTER_PX, GUTTER_RIGHT_PX, NARROW_GUTTER_PX = 72, 56, 60
COLUMN_PX, LINE_PX, SEGMENT_GAP_PX = 620, 32, 10


class TranscriptView(QTextEdit):
    """A read-only text, one segment a paragraph. Words can be selected and copied as in any text."""

    word_chosen = Signal(object)  # WordPlace: hear it from there
    segment_chosen = Signal(int)  # hear this segment
    play_asked = Signal()  # Space
    repeat_asked = Signal()  # R

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transcript = TimedTranscript()
        self._place: WordPlace | None = None
        self._segment: int | None = None
        self._pressed_at: QPointF | None = None
        self.follows = True
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Transcript"))
        self.setAccessibleDescription(tr("Arrows go by word and segment, Enter plays from there, Space plays or pauses"))
        self.setMinimumWidth(240)
        self.viewport().setMouseTracking(True)
        self.setFont(fonts.text())
        self.document().setDefaultFont(fonts.text())
        self.document().setDocumentMargin(0)

    @property
    def segment(self) -> int | None:
        """The segment that was heard last."""
        return self._segment

    def sizeHint(self) -> QSize:
        return QSize(700, 400)

    # ---- what is written ----------------------------------------------------------------------------------------

    def show_transcript(self, transcript: TimedTranscript) -> None:
        """Show another recording's words."""
        self._transcript = transcript
        self._place = self._segment = None
        self.clear()
        self._insert(0, [segment.written_text for segment in transcript.segments])
        self._lay_out()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def apply(self, changes: list[Change]) -> None:
        """Bring the text up to date after these changes, without moving what the reader looks at."""
        scrolled = self.verticalScrollBar().value()
        for change in changes:
            self._remove(change.first, change.n_removed)
            added = self._transcript.segments[change.first : change.first + change.n_added]
            self._insert(change.first, [segment.written_text for segment in added])
        if self._place is not None and not self._transcript.holds(self._place):
            self._place = self._segment = None
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def _is_empty(self) -> bool:
        return self.document().characterCount() <= 1

    def _block_format(self) -> QTextBlockFormat:
        block_format = QTextBlockFormat()
        block_format.setLineHeight(LINE_PX, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block_format.setBottomMargin(SEGMENT_GAP_PX)
        return block_format

    def _insert(self, number: int, texts: list[str]) -> None:
        cursor = QTextCursor(self.document())
        for offset, text in enumerate(texts):
            at = number + offset
            char_format = QTextCharFormat()
            if self._is_empty():
                cursor.setBlockFormat(self._block_format())
            elif at < self.document().blockCount():
                cursor.setPosition(self.document().findBlockByNumber(at).position())
                cursor.insertBlock(self._block_format())
                cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            else:
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.insertBlock(self._block_format())
            cursor.insertText(text, char_format)

    def _remove(self, number: int, n_blocks: int) -> None:
        for _ in range(n_blocks):
            cursor = QTextCursor(self.document().findBlockByNumber(number))
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.removeSelectedText()
            if number == 0 and self.document().blockCount() > 1:
                cursor.deleteChar()

    # ---- what is heard ------------------------------------------------------------------------------------------

    def show_heard(self, time_s: float) -> None:
        """Mark the word and the segment that are heard at a time, and follow them when asked to."""
        place = self._transcript.place_at(time_s)
        segment = self._transcript.segment_at(time_s)
        if (place, segment) == (self._place, self._segment):
            return
        self._place, self._segment = place, segment
        self.viewport().update()
        if self.follows and place is not None:
            self._follow(place)

    def _follow(self, place: WordPlace) -> None:
        room = self._word_rectangle(place)
        if room.top() < 0 or room.bottom() > self.viewport().height() - LINE_PX:
            bar = self.verticalScrollBar()
            wanted = bar.value() + room.top() - self.viewport().height() / 3
            bar.setValue(round(wanted / LINE_PX) * LINE_PX)

    def _word_rectangle(self, place: WordPlace) -> QRectF:
        """Where a word stands in the viewport; empty when it is not laid out."""
        block = self.document().findBlockByNumber(place.segment)
        start, end = _utf16_span(block.text(), *word_span(self._transcript.segments[place.segment], place.word))
        line = block.layout().lineForTextPosition(start)
        if not line.isValid():
            return QRectF()
        left, right = _x(line.cursorToX(start)), _x(line.cursorToX(end))
        corner = self.document().documentLayout().blockBoundingRect(block).topLeft()
        return QRectF(
            corner.x() + left, corner.y() + line.y() - self.verticalScrollBar().value(), right - left, line.height()
        )

    # ---- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._place is not None:
            self._paint_heard_word(painter, self._word_rectangle(self._place))
        self._paint_gutter(painter)
        painter.end()
        super().paintEvent(event)

    def _paint_heard_word(self, painter: QPainter, room: QRectF) -> None:
        room = room.adjusted(-2, 0, 2, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours().english_tint)
        painter.drawRoundedRect(room, 3, 3)
        painter.fillRect(QRectF(room.left(), room.bottom() - 2, room.width(), 2), colours().english)

    def _paint_gutter(self, painter: QPainter) -> None:
        right = self._text_left() - (GUTTER_PX - GUTTER_RIGHT_PX)
        layout, scrolled = self.document().documentLayout(), self.verticalScrollBar().value()
        block = self._block_at(0)
        while block.isValid() and block.blockNumber() < len(self._transcript.segments):
            top = layout.blockBoundingRect(block).top() - scrolled
            if top > self.viewport().height():
                break
            number = block.blockNumber()
            is_heard = number == self._segment
            painter.setFont(fonts.interface(13, semibold=is_heard))
            painter.setPen(colours().ink if is_heard else colours().ink2)
            room = QRectF(0, top + 4, right, LINE_PX)  # on the text's baseline
            text = clock_text(self._transcript.segments[number].start_s)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            if is_heard:
                width = painter.fontMetrics().horizontalAdvance(text)
                painter.setPen(QPen(colours().voice, 2))
                painter.drawLine(QPointF(right - width, top + 33), QPointF(right, top + 33))
            block = block.next()

    def _text_left(self) -> int:
        return NARROW_GUTTER_PX if self.viewport().width() < 600 else GUTTER_PX

    def _lay_out(self) -> None:
        frame = self.document().rootFrame()
        frame_format = frame.frameFormat()
        left = self._text_left()
        frame_format.setLeftMargin(left)
        frame_format.setRightMargin(max(16, self.viewport().width() - left - COLUMN_PX))
        frame_format.setBottomMargin(3 * LINE_PX)
        frame.setFrameFormat(frame_format)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # ---- mouse and keys -----------------------------------------------------------------------------------------

    def _block_at(self, y: float) -> QTextBlock:
        return self.cursorForPosition(QPointF(self._text_left() + 1, y).toPoint()).block()

    def place_of_cursor(self) -> WordPlace | None:
        """The word at the text cursor."""
        return self._place_of(self.textCursor())

    def _place_of(self, cursor: QTextCursor) -> WordPlace | None:
        number = cursor.blockNumber()
        if number >= len(self._transcript.segments):
            return None
        offset = len(cursor.block().text().encode("utf-16-le")[: 2 * cursor.positionInBlock()].decode("utf-16-le"))
        return WordPlace(number, word_at_offset(self._transcript.segments[number], offset))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_gutter = event.position().x() < self._text_left()
        shape = Qt.CursorShape.PointingHandCursor if is_gutter else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed_at, self._pressed_at = self._pressed_at, None
        is_click = pressed_at is not None and (event.position() - pressed_at).manhattanLength() < 4
        if not is_click or event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        place = self._place_of(self.cursorForPosition(event.position().toPoint()))
        if place is None:
            return
        if event.position().x() < self._text_left():
            self.segment_chosen.emit(place.segment)
        else:
            self.word_chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
            return
        key, place = event.key(), self.place_of_cursor()
        if key == Qt.Key.Key_Space:
            self.play_asked.emit()
        elif key == Qt.Key.Key_R:
            self.repeat_asked.emit()
        elif place is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.word_chosen.emit(place)
        elif place is not None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go_to(self._transcript.moved(place, 1 if key == Qt.Key.Key_Right else -1))
        elif place is not None and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go_to(self._transcript.moved_segment(place, 1 if key == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def _go_to(self, place: WordPlace) -> None:
        block = self.document().findBlockByNumber(place.segment)
        start, _ = _utf16_span(block.text(), *word_span(self._transcript.segments[place.segment], place.word))
        cursor = self.textCursor()
        cursor.setPosition(block.position() + start)
        self.setTextCursor(cursor)


def _utf16_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The same span counted in Qt's UTF-16 units."""
    first = len(text[:start].encode("utf-16-le")) // 2
    return first, first + len(text[start:end].encode("utf-16-le")) // 2


def _x(answer: object) -> float:
    """Qt gives back the place with the offset it belongs to; only the place is wanted."""
    return float(answer[0] if isinstance(answer, tuple) else answer)  # type: ignore[arg-type]
