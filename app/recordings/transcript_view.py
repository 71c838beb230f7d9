"""The words of a recording: click one to hear it, read along while it sounds, go from word to word with the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QWidget

from app.core.transcript import Change, TimedTranscript, WordPlace, word_at_offset, word_span
from app.editor.layer import code_points, utf16_length
from app.editor.segment_words import words_in
from app.editor.surface import Editor
from app.look import text_size
from app.look.words import tr
from app.recordings.look import colours
from engine.contract.types import Segment


class TranscriptView(Editor):
    """A read-only text, one segment a paragraph. Words can be selected and copied as in any text."""

    word_chosen = Signal(object)  # WordPlace: hear it from there
    play_asked = Signal()  # Space
    repeat_asked = Signal()  # R
    heard_moved = Signal()  # another word or segment is heard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transcript, self._path = TimedTranscript(), Path()
        self._heard: WordPlace | None = None
        self._segment: int | None = None
        self._pressed_at: QPointF | None = None
        self.follows = True
        self.is_lit_elsewhere: Callable[[], bool] = lambda: False  # whether a layer marks what is heard already
        self.clicked_elsewhere: Callable[[QPointF], bool] = lambda place: False  # whether a click was on a translation
        self.setPlaceholderText("")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Transcript"))
        self.setAccessibleDescription(tr("Arrows go by word and segment, Enter plays from there, Space plays or pauses"))
        self.setMinimumWidth(240)

    @property
    def segment(self) -> int | None:
        """The segment that was heard last."""
        return self._segment

    @property
    def place(self) -> WordPlace | None:
        """The word that is heard."""
        return self._heard

    @property
    def segments(self) -> Sequence[Segment]:
        """What stands there."""
        return self._transcript.segments

    def sizeHint(self) -> QSize:
        return QSize(700, 400)

    # ---- what is written ----------------------------------------------------------------------------------------

    def show_transcript(self, transcript: TimedTranscript, path: Path) -> None:
        """Show another recording's words."""
        self._transcript, self._path = transcript, path
        self._heard = self._segment = None
        self.spoken.forget()
        self.clear()
        self._write(0, transcript.segments)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.heard_moved.emit()

    def apply(self, changes: list[Change]) -> None:
        """Bring the text up to date after these changes, without moving what the reader looks at."""
        scrolled = self.verticalScrollBar().value()
        for change in changes:
            self._take_out(change.first, change.n_removed)
            self._write(change.first, self._transcript.segments[change.first : change.first + change.n_added])
        if self._heard is not None and not self._transcript.holds(self._heard):
            self._heard = self._segment = None
        self.verticalScrollBar().setValue(scrolled)
        self.heard_moved.emit()

    def _write(self, number: int, segments: Sequence[Segment]) -> None:
        cursor = QTextCursor(self.document())
        for offset, segment in enumerate(segments):
            if number + offset < self.document().blockCount() and not self.document().isEmpty():
                cursor.setPosition(self.document().findBlockByNumber(number + offset).position())
                cursor.insertBlock()
                cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            elif not self.document().isEmpty():
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.insertBlock()
            text = segment.written_text
            self.spoken.insert(cursor, text, words_in(text, segment, self._path))

    def _take_out(self, number: int, n_blocks: int) -> None:
        for _ in range(n_blocks):
            cursor = QTextCursor(self.document().findBlockByNumber(number))
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.removeSelectedText()
            if number == 0 and self.document().blockCount() > 1:
                cursor.deleteChar()

    # ---- what is heard ------------------------------------------------------------------------------------------

    def show_time(self, time_s: float) -> None:
        """Mark the word and the segment that are heard at a time, and follow them when asked to."""
        place = self._transcript.place_at(time_s)
        segment = self._transcript.segment_at(time_s)
        if (place, segment) == (self._heard, self._segment):
            return
        self._heard, self._segment = place, segment
        self.viewport().update()
        if self.follows and place is not None:
            self._scroll_to(place)
        self.heard_moved.emit()

    def follow(self, is_wanted: bool) -> None:
        """Keep what is heard on the screen, or let the reader scroll."""
        self.follows = is_wanted

    def _scroll_to(self, place: WordPlace) -> None:
        room = self._word_rectangle(place)
        if room.top() < 0 or room.bottom() > self.viewport().height() - text_size.line_px():
            block, start, _ = self.span_of(place)
            line = block.layout().lineForTextPosition(start)
            n_above = round(self.viewport().height() / 3 / text_size.line_px())
            self.verticalScrollBar().setValue(max(0, block.firstLineNumber() + line.lineNumber() - n_above))

    def span_of(self, place: WordPlace) -> tuple[QTextBlock, int, int]:
        """Where a word stands: its paragraph, and its first and last place in it in UTF-16 units."""
        block = self.document().findBlockByNumber(place.segment)
        start, end = word_span(self._transcript.segments[place.segment], place.word)
        return block, utf16_length(block.text()[:start]), utf16_length(block.text()[:end])

    def _word_rectangle(self, place: WordPlace) -> QRectF:
        """Where a word stands in the viewport; empty when it is not laid out."""
        block, start, end = self.span_of(place)
        room = self.blockBoundingGeometry(block).translated(self.contentOffset())
        line = block.layout().lineForTextPosition(start)
        if not line.isValid():
            return QRectF()
        left, right = _x(line.cursorToX(start)), _x(line.cursorToX(end))
        return QRectF(room.left() + left, room.top() + line.y(), right - left, line.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._heard is not None and not self.is_lit_elsewhere():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            room = self._word_rectangle(self._heard).adjusted(-2, 0, 2, 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours().english_tint)
            painter.drawRoundedRect(room, 3, 3)
            painter.fillRect(QRectF(room.left(), room.bottom() - 2, room.width(), 2), colours().english)
            painter.end()
        super().paintEvent(event)

    # ---- mouse and keys -----------------------------------------------------------------------------------------

    def place_of_cursor(self) -> WordPlace | None:
        """The word at the text cursor."""
        return self._place_of(self.textCursor())

    def _place_of(self, cursor: QTextCursor) -> WordPlace | None:
        return self.word_at(cursor.blockNumber(), code_points(cursor.block().text(), cursor.positionInBlock()))

    def word_at(self, number: int, offset: int) -> WordPlace | None:
        """The word at a place of a segment's text, in code points; None where there is no segment."""
        if not 0 <= number < len(self._transcript.segments):
            return None
        return WordPlace(number, word_at_offset(self._transcript.segments[number], offset))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed_at, self._pressed_at = self._pressed_at, None
        is_click = pressed_at is not None and (event.position() - pressed_at).manhattanLength() < 4
        if not is_click or event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if not self.clicked_elsewhere(event.position()):
            place = self._place_of(self.cursorForPosition(event.position().toPoint()))
            if place is not None:
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
        block, start, _ = self.span_of(place)
        cursor = self.textCursor()
        cursor.setPosition(block.position() + start)
        self.setTextCursor(cursor)


def _x(answer: object) -> float:
    """Qt gives back the place with the offset it belongs to; only the place is wanted."""
    return float(answer[0] if isinstance(answer, tuple) else answer)  # type: ignore[arg-type]
