"""A recording's words and beside them their translation: the sheet that one writes on, here to be read and heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.core.durations import clock_text
from app.core.pairs import Pair, linked_words
from app.core.transcript import TimedTranscript
from app.engine_client import EngineClient
from app.look import fonts, text_size
from app.look.words import tr
from app.recordings.look import colours
from app.recordings.transcript_view import TranscriptView
from app.timers import single_shot
from app.translation.column import ROOM_PX
from app.translation.set_text import word_at
from app.translation.sheet import Sheet

_COUNT_AFTER_MS = 200
_TIME_GAP_PX = 16  # between the times and the text


class TranscriptSheet(Sheet):
    """Both languages of a recording, its times in the margin.

    Args:
        client: the door to the engine
        ids: numbers no other request has
        parent: the pane
    """

    word_chosen = Signal(object)  # WordPlace: hear it from there, on whichever side it was clicked
    segment_chosen = Signal(int)  # hear this segment

    def __init__(self, client: EngineClient, ids: Iterator[int], parent: QWidget | None = None) -> None:
        self.view = TranscriptView()
        super().__init__(self.view, client, ids, parent, is_fixed=True)
        self.view.is_lit_elsewhere = lambda: self.links.pair is not None
        self.view.clicked_elsewhere = self._on_viewport
        self.view.word_chosen.connect(self.word_chosen)
        self.view.heard_moved.connect(self._on_heard)
        self.column.clicked.connect(self._on_translation)
        self._count = single_shot(self, self._say, _COUNT_AFTER_MS)  # of a long recording it takes time, and many come at once
        for changed in (self.follower.pair_changed, self.follower.changed):
            changed.connect(lambda *_: self._count.isActive() or self._count.start())
        self.heads.show_source_fact(tr("Heard"))

    def show_transcript(self, transcript: TimedTranscript, path: Path) -> None:
        """Another recording's words."""
        self.view.show_transcript(transcript, path)
        self.follower.look()

    @property
    def n_translated(self) -> tuple[int, int]:
        """How many sentences have their translation, and how many there are."""
        pairs = list(self.follower.paired.pairs())
        return sum(pair.own is not None or pair.is_current for pair in pairs), len(pairs)

    def resting_fact(self) -> str:
        n_translated, n_sentences = self.n_translated
        if n_translated < n_sentences:
            return tr("{0} of {1} sentences translated").format(n_translated, n_sentences)
        return tr("Translated") if n_sentences else ""

    # ---- hearing ------------------------------------------------------------------------------------------------

    def _on_heard(self) -> None:
        """Lights the heard word and its counterparts."""
        if self.view.place is not None:
            block, start, _ = self.view.span_of(self.view.place)
            self.source_links.light_at(block, start)
        else:
            self.links.clear()
        self.update()

    def _on_translation(self, pair: Pair, offset: int) -> None:
        """A word of the translation was clicked: what it came from is heard, or its sentence from the start."""
        block = self.follower.block_of(pair)
        if block is None:
            return
        start, translation = pair.start, pair.translation
        if translation is not None and pair.is_current and pair.own is None:
            word = word_at(translation.target_words, offset)
            sources = linked_words(translation, word, from_source=False) if word >= 0 else []
            if sources:
                start += translation.source_words[sources[0]].start
        place = self.view.word_at(block.blockNumber(), start)
        if place is not None:
            self.word_chosen.emit(place)

    def _on_viewport(self, place: QPointF) -> bool:
        """A click on a translation that stands beneath its sentence."""
        if not (self.is_narrow and self.is_open):
            return False
        for shown in self.column.beneath():
            if shown.top <= place.y() < shown.top + shown.text.height_px:
                self._on_translation(shown.pair, shown.text.offset_at(place.x(), place.y() - shown.top))
                return True
        return False

    # ---- the margin ---------------------------------------------------------------------------------------------

    def paint_gutter(self, painter: QPainter) -> None:
        """The time of each segment; that of the one that is heard has a line under it."""
        right = self.view.x() + ROOM_PX - _TIME_GAP_PX
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(0, self.view.y(), self.width(), self.view.height())
        for number, top in self._segment_tops():
            is_heard = number == self.view.segment
            painter.setFont(fonts.interface(13, semibold=is_heard))
            painter.setPen(colours().ink if is_heard else colours().ink2)
            room = QRectF(0, top + 2, right, text_size.line_px())  # on the text's baseline
            text = clock_text(self.view.segments[number].start_s)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            if is_heard:
                width = painter.fontMetrics().horizontalAdvance(text)
                painter.setPen(QPen(colours().voice, 2))
                painter.drawLine(QPointF(right - width, room.bottom() - 1), QPointF(right, room.bottom() - 1))

    def _segment_tops(self) -> Iterator[tuple[int, float]]:
        """The segments on the screen, and where each begins, in px of the sheet."""
        block = self.view.firstVisibleBlock()
        while block.isValid() and block.blockNumber() < len(self.view.segments):
            top = self.view.blockBoundingGeometry(block).translated(self.view.contentOffset()).top()
            if top > self.view.height():
                break
            yield block.blockNumber(), self.view.y() + top
            block = block.next()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position()
        if event.button() == Qt.MouseButton.LeftButton and place.x() < self.view.x() + ROOM_PX:
            found = [number for number, top in self._segment_tops() if top <= place.y()]
            if found:
                self.segment_chosen.emit(found[-1])
