"""The page of the past: a list to look through, and what one chooses from it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.core.doubt import changed_words
from app.core.durations import clock_text
from app.editor.segment_words import joined
from app.history.adapting import SPEECH, TEXT, AdaptingLine
from app.history.anew import Anew, light_changes
from app.history.entries import Entries, Entry, matching
from app.look import fonts, scroll_bars, theme
from app.look.moments import moment_text
from app.look.page import Page
from app.look.room import is_low
from app.look.rows import button, label, style_field
from app.transcription import Recording, State, TranscriptionQueue
from engine.contract.messages import AdaptedFound, FromEngine, RequestFailed
from engine.contract.types import Segment

_ROW_PX = 68
_TIGHT_UNDER_PX = 600


class HistoryPage(Page):
    """Past dictations and texts.

    Args:
        entries: what is kept
        queue: has the engine hear a dictation once more
        parent: the window
    """

    taken = Signal(object)  # Entry to be put on the sheet
    deleted = Signal()  # entries are gone, with their sound
    recording_opened = Signal(object)  # Path, to be heard and written down anew

    def __init__(self, entries: Entries, queue: TranscriptionQueue, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("History"), self.tr("Close the history (Esc)"), parent)
        self._entries, self._queue = entries, queue
        self._segments: tuple[Segment, ...] = ()  # as they were heard again
        self._all: list[Entry] = []
        self._keep_days = 7
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Look for words"))
        self.search.setAccessibleName(self.tr("Look for words in the history"))
        self.search.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Past dictations and texts"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setItemDelegate(_Row(self.list))
        self.list.currentItemChanged.connect(self._on_current)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.document().setDocumentMargin(0)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # lines are wrapped
        self.text.setAccessibleName(self.tr("What was said or written"))
        self._when = label("", 13, quiet=True)
        self.take = button(self.tr("Put it on the sheet"))
        self.hear = button(self.tr("Hear it"))
        self.delete = button(self.tr("Delete"))
        self.learning = {kind: AdaptingLine(kind) for kind in (SPEECH, TEXT)}
        self.take.clicked.connect(self._on_take)
        self.hear.clicked.connect(self._on_hear)
        self.delete.clicked.connect(self._on_delete)
        self._columns = QHBoxLayout()
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        for line in self.learning.values():
            left.addWidget(line)
        right.setSpacing(12)
        self.again = button(self.tr("Write it down anew"))
        self.again.clicked.connect(self._on_again)
        self.anew = Anew()
        self.anew.taken.connect(self._on_anew_taken)
        self.anew.left.connect(self._forget_anew)
        queue.changed.connect(self._on_hearing)
        queue.failed.connect(self._on_failed)
        queue.warned.connect(lambda _, sentence: self.anew.fact.setText(sentence))
        self._top = QHBoxLayout()
        self._top.addWidget(self._when, 1)
        right.addLayout(self._top)
        right.addWidget(self.text, 1)
        right.addWidget(self.anew, 1)
        self._actions = QGridLayout()
        self._actions.setSpacing(8)
        self._arrange_actions(True)
        right.addLayout(self._actions)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        self.body.addLayout(self._columns, 1)
        self.refresh_look()

    def use_retention(self, keep_days: int) -> None:
        """So long entries stay."""
        self._keep_days = keep_days
        if self._entries.prune(keep_days):
            self.deleted.emit()
        if self.isVisible():
            self.look()

    def on_received(self, message: FromEngine) -> None:
        """What the engine says of models that are adapted to the person."""
        if isinstance(message, AdaptedFound):
            for line in self.learning.values():
                line.tell(message)

    def _show_learning(self) -> None:
        """In a low window there is room for one line, of the voice if there is something to say of it."""
        voice, text = self.learning[SPEECH], self.learning[TEXT]
        text.setVisible(text.has_something and not (voice.has_something and is_low(self)))

    def stop_learning(self) -> None:
        """The window closes."""
        for line in self.learning.values():
            line.adapting.stop()

    def look(self) -> None:
        """Reads anew what is kept."""
        self._all = self._entries.all()
        n_utterances, dictations, n_words, texts = self._entries.to_learn_from()
        self.learning[SPEECH].offer(n_utterances, [dictations])
        self.learning[TEXT].offer(n_words, texts)
        self._show_learning()
        self._fill()

    @property
    def current(self) -> Entry | None:
        """The chosen entry."""
        item = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, Entry) else None

    def _fill(self) -> None:
        self.list.clear()
        found = matching(self._all, self.search.text())
        for entry in found:
            item = QListWidgetItem(entry.text)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{when(entry)}. {entry.text}")
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)
        self._on_current()
        if not self._all:
            self.show_fact(self.tr("Nothing yet"))
        elif not found:
            self.show_fact(self.tr("Nothing holds these words"))
        else:
            kept = self.tr("kept for good") if self._keep_days >= 36_500 else self._kept()
            n_all = len(self._all)
            self.show_fact(self.tr("1 entry, {0}").format(kept) if n_all == 1 else self.tr("{0} entries, {1}").format(n_all, kept))

    def _kept(self) -> str:
        return self.tr("kept for a day") if self._keep_days == 1 else self.tr("kept for {0} days").format(self._keep_days)

    def _on_current(self) -> None:
        entry = self.current
        self._forget_anew()
        for one in (self.take, self.hear, self.delete, self.text):
            one.setVisible(entry is not None)
        for one in (self.hear, self.again):
            one.setVisible(entry is not None and entry.sound is not None)
        top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        self._when.setAlignment(top if entry is None else middle)  # nothing stands beneath it
        if entry is None:
            self._when.setText(self.tr("What you dictate, and texts that give way to others, are found here again."))
            self.text.clear()
        else:
            self._when.setText(when(entry))
            self.text.setPlainText(entry.text or self.tr("There were no words in this recording."))
        self.take.setEnabled(entry is not None and bool(entry.text))

    def _on_take(self) -> None:
        entry = self.current
        if entry is not None:
            self.taken.emit(entry)
            self.closed.emit()

    def _on_hear(self) -> None:
        entry = self.current
        if entry is not None and entry.sound is not None:
            self.recording_opened.emit(Path(entry.sound))

    def _on_again(self) -> None:
        entry = self.current
        if entry is not None and entry.sound is not None:
            self._queue.clear()
            self._queue.add(entry.sound)

    def _on_hearing(self, recording: Recording) -> None:
        if recording.state is State.WRITING:
            self.anew.show_share(recording.done_s / recording.duration_s if recording.duration_s else 0.0)
        elif recording.state is State.WRITTEN:
            self._on_heard_again(recording.transcript.segments)
        else:
            self.anew.hide()

    def _on_failed(self, _recording: Recording, failure: RequestFailed) -> None:
        self.anew.show_trouble(f"{failure.message} {failure.remedy}".strip())

    def _on_heard_again(self, segments: tuple[Segment, ...]) -> None:
        entry, self._segments = self.current, segments
        if entry is not None:
            text, _ = joined(segments, entry.sound)
            self.anew.show_text(text, entry.text)
            self._light(entry.text, text)

    def _light(self, old: str, new: str) -> None:
        """Lights the words of the old text that the new one has otherwise."""
        light_changes(self.text, changed_words(new, old))

    def _on_anew_taken(self) -> None:
        entry, row = self.current, self.list.currentRow()
        if entry is None:
            return
        try:
            self._entries.keep_anew(entry, self._segments)
        except OSError as error:
            self.anew.show_trouble(self.tr("It could not be written: {0}. The text is as it was.").format(error.strerror))
            return
        self.look()
        self.list.setCurrentRow(row)

    def _forget_anew(self) -> None:
        self._queue.clear()
        self._segments = ()
        self.anew.hide()
        light_changes(self.text, [])

    def _on_delete(self) -> None:
        entry, row = self.current, self.list.currentRow()
        if entry is not None:
            self._entries.delete(entry)
            self.deleted.emit()
            self.look()
            self.list.setCurrentRow(min(row, self.list.count() - 1))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide, is_tight = self.margin_px > 36, self.width() < _TIGHT_UNDER_PX
        side = 20 if is_tight else self.margin_px
        self._columns.setContentsMargins(side, self.top_px, side, 12 if is_low(self) else 28)
        self._columns.setSpacing(112 if is_wide else 20 if is_tight else 36)
        self._arrange_actions(is_wide)
        self._show_learning()

    def _arrange_actions(self, is_wide: bool) -> None:
        """In one row, or two by two; one who hears anew finds it at the top where there is room."""
        for one in (self.take, self.hear, self.delete, self.again):
            self._actions.removeWidget(one)
        self._top.removeWidget(self.again)
        self._actions.setColumnStretch(2, 1 if is_wide else 0)
        places = [(self.take, 0, 0), (self.hear, 0, 1)]
        if is_wide:
            self._top.addWidget(self.again)
            places.append((self.delete, 0, 3))
        else:
            places += [(self.again, 1, 0), (self.delete, 1, 1)]
        for one, row, column in places:
            self._actions.addWidget(one, row, column)

    def refresh_look(self) -> None:
        super().refresh_look()
        colours = theme.current()
        style_field(self.search)
        for view in (self.list, self.text, self.anew.text):
            palette = view.palette()
            palette.setColor(QPalette.ColorRole.Base, QColor(colours.paper))
            palette.setColor(QPalette.ColorRole.Text, QColor(colours.ink))
            view.setPalette(palette)
            view.verticalScrollBar().setStyleSheet(scroll_bars.style())
        self.text.setFont(fonts.text(20))
        self.anew.text.setFont(fonts.text(20))
        quiet = self._when.palette()
        quiet.setColor(QPalette.ColorRole.WindowText, QColor(colours.ink2))
        self._when.setPalette(quiet)


def when(entry: Entry) -> str:
    """When it was, and how long, as a person says it."""
    said = moment_text(entry.started_at_s)
    return f"{said} \u00b7 {clock_text(entry.duration_s)}" if entry.duration_s else said


class _Row(QStyledItemDelegate):
    """When above, the first words below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry, colours = index.data(Qt.ItemDataRole.UserRole), theme.current()
        place = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(QPen(QColor(colours.ink), 2) if theme.wants_contrast() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.desk))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 8, 8)
        inside = place.adjusted(12, 10, -12, -10)
        painter.setPen(QColor(colours.ink2))
        painter.setFont(fonts.interface(13))
        said = painter.fontMetrics().elidedText(when(entry), Qt.TextElideMode.ElideRight, int(inside.width()))
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, said)
        painter.setPen(QColor(colours.ink))
        painter.setFont(fonts.text(17))
        first = painter.fontMetrics().elidedText(" ".join(entry.text[:300].split()), Qt.TextElideMode.ElideRight, int(inside.width()))
        painter.drawText(inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, first)
        painter.restore()
