"""The editor: plain text, and speech that goes in at a place of its own which moves with the text.

Partial speech is a layer over the document (the layout's preedit area), never characters in it: it is not saved,
copied, counted or undone. Only final words become text, one undo step an utterance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.doubt import doubtful
from app.core.insertion import fitted, placed, settled_length, spelled
from app.editor.ghost_layer import GhostLayer
from app.editor.layer import TextLayer
from app.editor.spoken_texts import SpokenTexts
from app.editor.spoken_words import PlacedWord, Spoken, SpokenWords, TextWord
from app.look import fonts, scroll_bars, text_size, theme
from app.timers import single_shot
from engine.contract.types import NEW_LINE, NEW_PARAGRAPH, SCRATCH_THAT, Heard, Segment

_LINE_BREAKS = {NEW_LINE: "\n", NEW_PARAGRAPH: "\n\n"}

_LONG_TEXT = 200_000  # characters: to read through them all takes long enough to be felt at a key
_COUNT_PAUSE_MS = 300


class Editor(QPlainTextEdit):
    """A sheet to write and speak on."""

    words_counted = Signal(int)
    partial_shown = Signal()  # words are arriving: other layers step back
    words_looked_at = Signal()  # less doubt is left than before, in the same text

    PASTED = 1  # the user state of a block that holds text from elsewhere

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Text"))
        self._show_example()
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setCursorWidth(2)
        self.setTabChangesFocus(False)
        self.ghost = GhostLayer(self)
        self.underlays: list[Callable[[QPainter], None]] = []  # what others draw on the viewport
        self.spoken = SpokenWords(self.document())
        self.own_phrases: tuple[str, ...] = ()  # words and names that the person spells in a way of their own
        self.sound: Path | None = None  # of the dictation that goes on
        self._place: QTextCursor | None = None
        self._gives_way: QTextCursor | None = None  # what was selected when the dictation began
        self._partial: Heard | None = None
        self._speech = TextLayer(self)
        self._final_utterance = 0
        self._texts = SpokenTexts()
        self._follow = single_shot(self, self._show_partial)
        self.document().contentsChange.connect(self._on_contents_change)
        self._count = single_shot(self, self.count_words, _COUNT_PAUSE_MS)
        self.textChanged.connect(self._count_soon)
        self.refresh_look()

    def refresh_look(self) -> None:
        """Takes face and colours from the theme."""
        self.setFont(fonts.text(text_size.text_px()))
        self.setPalette(theme.palette())
        self.verticalScrollBar().setStyleSheet(scroll_bars.style())

    @property
    def is_dictating(self) -> bool:
        """Whether there is a place where speech goes in."""
        return self._place is not None

    @property
    def partial_text(self) -> str:
        """What is being heard and not yet text."""
        return self._partial.text if self._partial else ""

    def begin_dictation(self) -> None:
        """Speech goes in where the caret is now; what is selected gives way to the first words, as to a key."""
        self._place = QTextCursor(self.textCursor())
        self._place.setPosition(self._place.selectionEnd())
        self._gives_way = QTextCursor(self.textCursor()) if self.textCursor().hasSelection() else None
        self.setPlaceholderText("")  # an empty sheet's example would stand under the partial words
        self._final_utterance = 0
        self._texts.forget()

    def end_dictation(self) -> None:
        """No more speech comes; the place is given up."""
        self._drop_layer()
        self._place = None
        self._show_example()

    def _show_example(self) -> None:
        self.setPlaceholderText(
            self.tr(
                "Write here, or press F9 and say it.\n\n"
                "Drop a recording anywhere on the sheet, and it is written down with its times."
            )
        )

    def show_heard(self, heard: Heard) -> None:
        """Partial words as a layer, final words as text."""
        if self._place is None or heard.utterance_id <= self._final_utterance:
            return
        self._drop_layer()
        if heard.is_final:
            self._final_utterance = heard.utterance_id
            step = QTextCursor(self._place)
            step.beginEditBlock()
            if heard.command:
                self._obey(heard.command)
            else:
                self._make_way(heard.written_text)
                self._insert(heard.written_text, heard)
            step.endEditBlock()
        else:
            self._partial = heard
            self._show_partial()

    def drop_partial(self, utterance_id: int) -> None:
        """Forgets what was shown of an utterance that will not become text."""
        if self._partial is not None and self._partial.utterance_id == utterance_id:
            self._drop_layer()

    def toPlainText(self) -> str:
        """The text as it is; Qt's own gives no-break spaces as plain ones, and a file would be saved without them."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def restore(self, text: str, words: Sequence[TextWord] = ()) -> None:
        """A text that was on the sheet before the program was closed; there is nothing before it that undo could bring back.

        Args:
            text: the whole of it
            words: those of it that were spoken, in order
        """
        self.document().setUndoRedoEnabled(False)
        self.setPlainText("")
        self.spoken.insert(QTextCursor(self.document()), text, words)
        self.document().setUndoRedoEnabled(True)
        self.document().setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def replace_all(self, text: str, words: Sequence[TextWord] = ()) -> None:
        """Another text in place of this one, as one undo step: what was there can be brought back."""
        everything = QTextCursor(self.document())
        everything.beginEditBlock()
        everything.select(QTextCursor.SelectionType.Document)
        everything.removeSelectedText()
        self.spoken.insert(everything, text, words)
        everything.endEditBlock()
        self._mark_pasted(self.document().firstBlock(), self.document().lastBlock())
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def insert_segments(self, segments: Sequence[Segment], sound: Path | None) -> None:
        """What was said in a recording, at the caret as one undo step, each word with what is known of it.

        Args:
            segments: in order
            sound: the recording; None when it is not kept
        """
        going_on = self._place, self.sound, self._texts  # somebody may be dictating meanwhile
        self._place, self.sound, self._texts = QTextCursor(self.textCursor()), sound, SpokenTexts()
        self._place.setPosition(self._place.selectionEnd())
        whole = QTextCursor(self._place)
        whole.beginEditBlock()
        for number, one in enumerate(segments):
            heard = Heard(0, number, one.words, len(one.words), True, one.start_s, one.end_s, one.written)
            self._insert(heard.written_text, heard)
        whole.endEditBlock()
        self._place, self.sound, self._texts = going_on

    def insert_written(self, text: str, words: Sequence[TextWord] = ()) -> None:
        """A text as it is, at the caret as one undo step, with what is known of its spoken words."""
        caret = self.textCursor()
        caret.beginEditBlock()
        caret.removeSelectedText()
        self.spoken.insert(caret, text, words)
        caret.endEditBlock()
        self.setTextCursor(caret)

    def _make_way(self, text: str) -> None:
        """Takes out what was selected when the dictation began, if it still is."""
        selected, caret = self._gives_way, self.textCursor()
        self._gives_way = None
        if text and selected is not None and (selected.anchor(), selected.position()) == (caret.anchor(), caret.position()):
            selected.removeSelectedText()

    def _obey(self, command: str) -> None:
        """What a person commands by voice, as one undo step."""
        if command == SCRATCH_THAT:
            self._texts.take_back()
        elif command in _LINE_BREAKS:
            self._put(_LINE_BREAKS[command], None)

    def _insert(self, text: str, heard: Heard | None = None) -> None:
        if self._place is not None and text:
            block, at = self._place.block().text(), self._place.positionInBlock()
            self._put(fitted(spelled(text, self.own_phrases), block[:at], block[at:]), heard)

    def _put(self, text: str, heard: Heard | None) -> None:
        """Spoken text at the place of speech; a caret that stands there goes with it."""
        place = self._place
        if place is None or not text:
            return
        caret = self.textCursor()
        caret_was_here = caret.position() == place.position() and not caret.hasSelection()
        start = place.position()
        place.beginEditBlock()
        if heard is not None:
            text = self._put_words(place, text, heard)
        place.insertText(text, QTextCharFormat())
        place.endEditBlock()
        self._texts.remember(self.document(), start, place.position())
        if caret_was_here:
            caret.setPosition(place.position())
            self.setTextCursor(caret)
            self.ensureCursorVisible()

    def _put_words(self, place: QTextCursor, text: str, heard: Heard) -> str:
        """Inserts the words that stand in the text as they were heard, each with what is known of it; gives the rest."""
        unsure, done = doubtful(heard.words), 0
        for number, start, end in placed(text, heard.words, heard.written):
            place.insertText(text[done:start], QTextCharFormat())
            place.insertText(text[start:end], self.spoken.form(Spoken(heard.words[number], self.sound, number in unsure)))
            done = end
        return text[done:]

    def settle_spoken(self, word: PlacedWord) -> None:
        """A person has looked at a word: there is no doubt any more."""
        self.spoken.settle(word.number)
        self.words_looked_at.emit()

    def replace_spoken(self, word: PlacedWord, text: str) -> None:
        """Another word in the place of a spoken one, as one undo step; it keeps its sound."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(word.start)
        cursor.setPosition(word.end, QTextCursor.MoveMode.KeepAnchor)
        heard = replace(word.spoken.word, text=text, confidence=1.0)
        cursor.insertText(text, self.spoken.form(replace(word.spoken, word=heard, is_doubtful=False)))

    def _show_partial(self) -> None:
        if self._partial is None or self._place is None:
            return
        self.partial_shown.emit()
        colours = theme.current()
        block, at = self._place.block(), self._place.positionInBlock()
        form = QTextCharFormat()
        form.setForeground(QColor(colours.ink2))
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(QColor(colours.edge))
        unsure = QTextCharFormat(form)
        unsure.setForeground(QColor(colours.ghost))
        text = fitted(self._partial.text, block.text()[:at], block.text()[at:])
        n_settled = settled_length(text, self._partial)
        self._speech.show(self._place, text, form, (n_settled, unsure))
        self._follow_voice()

    def _follow_voice(self) -> None:
        """The newest words stay in sight while the person looks at where speech goes in; by whole lines."""
        assert self._place is not None
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not 0 <= self.cursorRect(self._place).top() < height:
            return
        while (end := self._speech.end_rectangle()) is not None and end.bottom() > height and bar.value() < bar.maximum():
            bar.setValue(bar.value() + 1)

    def _drop_layer(self) -> None:
        self._speech.clear()
        self._partial = None

    def _on_contents_change(self, _position: int, n_removed: int, n_added: int) -> None:
        if self._partial is not None and (n_removed != n_added):
            self._follow.start()

    def _count_soon(self) -> None:
        """Counts anew: a book not at every key."""
        if self.document().characterCount() < _LONG_TEXT:
            self.count_words()
        else:
            self._count.start()

    def count_words(self) -> None:
        """Tells how many there are."""
        self.words_counted.emit(len(self.toPlainText().split()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words can be dropped on the text; the window takes files."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What a person pastes."""
        first = self.textCursor().block()
        super().insertFromMimeData(source)
        self._mark_pasted(first, self.textCursor().block())

    def _mark_pasted(self, first: QTextBlock, last: QTextBlock) -> None:
        """Marks text from elsewhere, so that nobody takes it for the person's own words."""
        block = first
        while block.isValid():
            block.setUserState(self.PASTED)
            if block == last:
                break
            block = block.next()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        for paint in self.underlays:
            painter = QPainter(self.viewport())
            paint(painter)
            painter.end()
        if self.ghost.text:
            painter = QPainter(self.viewport())
            self.ghost.paint_key(painter)
            painter.end()
        if self._place is None:
            return
        # Where the next word will stand: behind the partial words, if there are any.
        rectangle = self._speech.end_rectangle() or self.cursorRect(self._place)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.current().voice)
        x = rectangle.left() + 1
        painter.fillRect(x - 1, rectangle.top(), 2, rectangle.height(), colour)
        painter.setBrush(colour)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.drawEllipse(x - 4, rectangle.top() - 4, 8, 8)
        painter.end()
