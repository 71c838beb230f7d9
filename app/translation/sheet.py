"""The sheet: what is written, and beside or beneath it the same in the other language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from app.core.pairs import Pair
from app.core.preferences import Keys
from app.core.side_by_side import side_by_side
from app.core.terms import Terms, directed
from app.editor.caret_in_sight import CaretInSight
from app.editor.sentence_layout import SENTENCE_GAP_PX, SentenceLayout
from app.editor.surface import Editor
from app.engine_client import EngineClient
from app.look import language_mark, text_size, theme
from app.look.room import is_low
from app.translation.attention_panel import AttentionPanel
from app.translation.column import ROOM_PX, Column
from app.translation.follower import Follower, row_ends
from app.translation.heads import HEIGHT_PX, Heads
from app.translation.links import Links
from app.translation.own_words import OwnWords
from app.translation.rows import Rows
from app.translation.sentence_menu import sentence_menu, show_menu, wordings_menu
from app.translation.source_links import SourceLinks
from app.translation.spoken_times import spoken_times
from engine.contract.types import Wording

NARROW_UNDER_PX = 900
_MARGIN_PX, _NARROW_MARGIN_PX = 72, 36
_TIMES_PX = 60  # a narrow sheet's margin with times in it
_FOLD_PX = 56  # at each side of the fold
_COLUMN_PX = 580  # about 66 characters
_OWNED_PX = 8  # between a translation and the line that says whose it is
_TEXT_TOP_PX, _LOW_TEXT_TOP_PX = 64, 42  # below the heads' top


class Sheet(QWidget):
    """Editor and translation, side by side or one beneath the other.

    Args:
        editor: what is written
        client: the door to the engine
        ids: numbers for questions
        parent: the window
        is_fixed: whether the text is what was heard, to be read: it has no swap, and its paragraphs stand apart
    """

    copied = Signal(str)

    def __init__(
        self, editor: Editor, client: EngineClient, ids: Iterator[int], parent: QWidget | None = None, is_fixed: bool = False
    ) -> None:
        super().__init__(parent)
        self.editor, self.is_fixed = editor, is_fixed
        editor.setParent(self)
        editor.document().setDocumentMargin(0)
        self._layout = SentenceLayout(editor.document(), lambda: editor.viewport().width() - ROOM_PX)
        editor.document().setDocumentLayout(self._layout)
        self._layout.paragraph_gap_px = SENTENCE_GAP_PX if is_fixed else 0
        self.follower = Follower(editor, client, ids, self)
        self.follower.guesses = not is_fixed
        self.links = Links(self)
        self.heads = Heads(self)
        self.heads.can_swap = not is_fixed
        self.column = Column(editor, self._layout, self.follower, self.links, self)
        self.own_words = OwnWords(self)
        self.rows = Rows(editor, self._layout, self.follower, self.column)
        self._caret = CaretInSight(editor)
        self.source_links = SourceLinks(editor, self.follower, self.links, self)
        editor.underlays.append(self._paint_beneath)
        editor.cursorPositionChanged.connect(self.update)
        editor.updateRequest.connect(self._on_editor_painted)
        self.follower.changed.connect(self._on_changed)
        self.follower.pair_changed.connect(self._on_pair_changed)
        self.follower.grown_late.connect(self._redraw)
        self.follower.turned.connect(self._on_turned)
        self.follower.readiness_changed.connect(self._say)
        self.links.changed.connect(self._on_links)
        self.heads.swap_asked.connect(self.swap)
        self.heads.copy_asked.connect(self.copy_all)
        self.heads.fold_asked.connect(self.fold)
        self.column.hidden_pair = lambda: self.own_words.pair
        self.column.chosen.connect(self.write_own)
        self.column.menu_asked.connect(self.open_menu)
        self.own_words.written.connect(self.follower.own)
        self.own_words.rest_wanted.connect(self.follower.complete)
        self.own_words.closed.connect(self._on_written)
        self.follower.completed.connect(self.own_words.offer)
        self.follower.reworded.connect(self._on_reworded)
        self.attention = AttentionPanel(self)
        self.attention.row_chosen.connect(lambda pair, row: self.links.light(pair, row, of_source=False))
        self.attention.wordings_wanted.connect(self.follower.reword)
        self.attention.wording_chosen.connect(self.follower.own)
        self.attention.closed.connect(self._on_picture_closed)
        self.attention.saved.connect(lambda name: self.heads.show_fact(self.tr("Saved")))
        self.attention.failed.connect(self.heads.show_fact)
        self.heads.picture_asked.connect(self.open_picture)
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, self.copy_all)
        self._shortcuts = {
            name: QShortcut(QKeySequence(), self, slot)
            for name, slot in (
                ("swap", self.swap), ("fold", self.fold), ("links", self.source_links.light_at_caret),
                ("write_own", self.write_own_at_caret), ("reword", self.reword_lit), ("picture", self.open_picture),
            )
        }  # fmt: skip
        self.use_keys(Keys())
        self._terms: Terms = ()
        self._say()

    def use_keys(self, keys: Keys) -> None:
        """Takes the keys that the person has set."""
        for name, shortcut in self._shortcuts.items():
            shortcut.setKey(QKeySequence(getattr(keys, name)))
        self.own_words.use_keys(keys)
        self.heads.name_keys(keys.swap, keys.fold, keys.picture)

    # ---- what a person asks -------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the translation is shown."""
        return self.follower.is_on

    @property
    def is_narrow(self) -> bool:
        """Whether the translation stands beneath each sentence, not beside it."""
        return self.width() < NARROW_UNDER_PX

    @property
    def _text_top(self) -> int:
        return _LOW_TEXT_TOP_PX if is_low(self) else _TEXT_TOP_PX

    def fold(self) -> None:
        """Folds the translation away, or opens it again."""
        self.links.clear()
        self.follower.switch(not self.follower.is_on)
        self._arrange()

    def swap(self) -> None:
        """The other way round; a text that is translated whole gives way to its translation, in one undo step.

        What was written stands beside it then, and not what would be made of its translation.
        """
        if self.is_fixed:
            return
        text = self.follower.paired.translated_text() if self.follower.paired.is_complete else ""
        self.links.clear()
        written = self.follower.paired.turned_round()
        self.follower.turn(self.follower.direction.turned(), has_text=not text.strip())
        if text.strip():
            self.follower.paired.know(written)
            was_at_end = self.editor.textCursor().atEnd()
            self.editor.replace_all(text)
            if was_at_end:
                self.editor.moveCursor(QTextCursor.MoveOperation.End)  # who swaps while writing goes on there

    def copy_all(self) -> None:
        """The whole translation goes to the clipboard."""
        self._copy(self.follower.paired.translated_text())

    def copy_one(self, pair: Pair) -> None:
        """One sentence of it does."""
        self._copy(pair.shown)

    def _copy(self, text: str) -> None:
        if text.strip():
            QGuiApplication.clipboard().setText(text)
            self.heads.show_fact(self.tr("Copied"))
            QTimer.singleShot(1_500, self, self._say)
            self.copied.emit(text)

    def side_by_side(self, suffix: str, with_source: bool = True) -> str:
        """The text with its translation, or that alone, for a file of that kind."""
        paired, spoken = self.follower.paired, spoken_times(self.editor, self.follower)
        return side_by_side(paired.paragraphs, self.follower.direction, suffix, spoken, with_source)

    def use_terms(self, terms: Terms) -> None:
        """The person's own terms: they are obeyed from now on."""
        self._terms = terms
        self.follower.use(replace(self.follower.options, glossary=directed(terms, self.follower.direction.source)))

    def use_text_size(self, size_px: int) -> None:
        """How large text and translation are set, in px."""
        text_size.choose(size_px)
        self.editor.refresh_look()
        self._arrange()

    def use_form(self, form: str) -> None:
        """How the Spanish addresses its reader: one of the engine's forms, or "" for what fits best."""
        self.follower.use(replace(self.follower.options, form=form))

    # ---- the person's own words ---------------------------------------------------------------------------------

    def write_own(self, pair: Pair) -> None:
        """Lets the person write the translation of a sentence."""
        if pair.shown:
            self.links.clear()
            self.own_words.open(pair)
            self._place_own_words()

    def write_own_at_caret(self) -> None:
        """The same for the sentence with the caret."""
        pair = self._pair_at_caret()
        if pair is not None:
            self.write_own(pair)

    def reword_lit(self) -> None:
        """Other ways to go on from the lit word of the translation, or from its first."""
        pair = self.links.pair or self._pair_at_caret()
        if pair is not None and pair.translation is not None and pair.own is None:
            lit = self.links.lit_words(pair, of_source=False) or list(pair.translation.target_words[:1])
            if lit:
                self.follower.reword(pair, pair.translation.text[: lit[0].start])

    def open_menu(self, pair: Pair, place: QPoint) -> None:
        """What can be done with a sentence of the translation."""
        span = self.column.word_under(place)
        word = pair.shown[span.start : span.end] if span else ""
        before = pair.shown[: span.start] if span else ""
        show_menu(
            sentence_menu(
                self, pair, word, lambda: self.copy_one(pair), lambda: self.write_own(pair),
                lambda: self.follower.own(pair, None), lambda: self.follower.reword(pair, before),
            ),
            place,
        )  # fmt: skip

    def _on_reworded(self, pair: Pair, before: str, wordings: Sequence[Wording]) -> None:
        if self.attention.isVisible():
            self.attention.show_wordings(pair, before, wordings)
            return
        place = self.place_of(pair)
        if place is not None and pair.translation is not None:
            word = " ".join(pair.shown[len(before) :].split()[:1]).strip(".,;:!?")
            made = wordings_menu(self, word, before, wordings, lambda whole: self.follower.own(pair, whole))
            show_menu(made, self.mapToGlobal(place.bottomLeft().toPoint()))

    def open_picture(self) -> None:
        """Where each word of the sentence at the caret came from, as a picture."""
        if self.attention.isVisible():
            self.attention.leave()
            return
        pair = self.links.pair or self._pair_at_caret()
        place = self.place_of(pair) if pair is not None else None
        if pair is None or place is None or not pair.is_current or pair.own is not None:
            return
        lit = self.links.lit_words(pair, of_source=False)
        row = pair.translation.target_words.index(lit[0]) if lit and pair.translation is not None else 0
        self.attention.show_pair(pair, self.follower.direction, row)
        self._place_picture()

    def _place_picture(self) -> None:
        place = self.place_of(self.attention.pair) if self.attention.pair is not None else None
        if place is not None:
            left = 24 if self.is_narrow else max(24, self.editor.x() - 16)
            self.attention.place_beside(place, left, self.width() - 2 * left)

    def _on_picture_closed(self) -> None:
        self.links.clear()
        self.editor.setFocus()

    def _on_written(self) -> None:
        self.column.update()
        self.editor.setFocus()

    def _pair_at_caret(self) -> Pair | None:
        caret = self.editor.textCursor()
        pairs = self.follower.pairs_of(caret.block())
        ends = row_ends(caret.block().text())
        at = next((n for n, end in enumerate(ends) if caret.positionInBlock() < end), len(pairs) - 1)
        return pairs[at] if pairs else None

    def place_of(self, pair: Pair) -> QRectF | None:
        """Where the translation of a sentence stands on the sheet; None when it is not on the screen."""
        if not self.is_narrow:
            found = self.column.place_of(pair)
            return found.translated(self.column.x(), self.column.y()) if found is not None else None
        block = self.follower.block_of(pair)
        if block is None:
            return None
        number = self.follower.pairs_of(block).index(pair)
        top = self.editor.blockBoundingGeometry(block).translated(self.editor.contentOffset()).top()
        y = top + self._layout.row_tops(block)[number] + self._layout.text_height(block, number)
        width = float(self.editor.viewport().width() - ROOM_PX)
        return QRectF(self.editor.x() + ROOM_PX, self.editor.y() + y, width, self.rows.height(pair))

    def _place_own_words(self) -> None:
        if self.own_words.pair is not None:
            place = self.place_of(self.own_words.pair)
            if place is not None:
                self.own_words.place(place.left(), place.top(), place.width(), place.height())

    # ---- what is said in the head -------------------------------------------------------------------------------

    def _say(self) -> None:
        follower = self.follower
        if follower.trouble:
            text = follower.trouble
        elif not follower.is_ready:
            text = self.tr("Getting ready to translate")
        else:
            text = self.links.sentence or self.resting_fact()
        self.heads.show_fact(text)
        self.column.setAccessibleDescription(text)

    def resting_fact(self) -> str:
        """What is said of a translation that is neither late nor looked at."""
        return self.tr("Follows as you write")

    def _on_links(self) -> None:
        self._say()
        self.source_links.show_lit()

    def _on_turned(self) -> None:
        self.heads.show_direction(self.follower.direction)
        self.use_terms(self._terms)

    # ---- rows ---------------------------------------------------------------------------------------------------

    def _on_changed(self, first: int, n_were: int, n_are: int) -> None:
        self.rows.refresh(first, n_were, n_are)
        if self.links.pair is not None and self.follower.block_of(self.links.pair) is None:
            self.links.clear()
        if self.attention.pair is not None and self.follower.block_of(self.attention.pair) is None:
            self.attention.leave()
        self._caret.keep()
        self._redraw()

    def _on_pair_changed(self, pair: Pair) -> None:
        self.rows.refresh_pair(pair)
        self._caret.keep()
        self._redraw()

    def _on_editor_painted(self) -> None:
        self.update()

    def _redraw(self) -> None:
        self._place_own_words()
        self.editor.viewport().update()
        self.column.update()
        self.update()

    def _paint_beneath(self, painter: QPainter) -> None:
        if self.is_open and self.is_narrow:
            self.column.paint_beneath(painter)

    # ---- places and painting ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._place_picture()

    def _arrange(self) -> None:
        margin = _MARGIN_PX if not self.is_narrow else _TIMES_PX if self.is_fixed else _NARROW_MARGIN_PX
        room = self.width() - 2 * margin
        top, height = self._text_top, max(0, self.height() - self._text_top)
        is_beside = self.is_open and not self.is_narrow
        column = room if self.is_narrow else min(_COLUMN_PX, (room - 2 * _FOLD_PX) // 2 if self.is_open else room)
        left = margin if self.is_narrow else margin + (room - 2 * column - 2 * _FOLD_PX) // 2 if self.is_open else margin
        right = left + column + 2 * _FOLD_PX
        self._fold_x = left + column + _FOLD_PX
        self.heads.setGeometry(0, 0, self.width(), HEIGHT_PX)
        self.heads.arrange(left, right, column, self.is_open, self.is_narrow)
        self.editor.setGeometry(QRect(left - ROOM_PX, top, column + 2 * ROOM_PX, height))
        self.editor.setViewportMargins(ROOM_PX, 0, 0, 0)
        self.column.setGeometry(QRect(right, top, column, height))
        self.column.setVisible(is_beside)
        self.column.forget_lines()
        self.rows.is_open, self.rows.is_narrow = self.is_open, self.is_narrow
        self.rows.lay_all()
        self._redraw()

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        self.heads.refresh_look()
        self.attention.refresh_look()
        self.column.forget_lines()
        self.source_links.show_lit()
        self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self.is_open or self.is_fixed):
            return
        painter = QPainter(self)
        if self.is_open and not self.is_narrow:
            painter.fillRect(self._fold_x, HEIGHT_PX, 1, self.height() - HEIGHT_PX - 28, QColor(theme.current().hair))
        if self.is_fixed:
            self.paint_gutter(painter)
        else:
            self._paint_marks(painter)
        if self.is_open:
            self._paint_owned(painter)
        painter.end()

    def paint_gutter(self, painter: QPainter) -> None:
        """What stands in the margin of a text that is only read."""

    def _paint_owned(self, painter: QPainter) -> None:
        """A sentence of the person's own has a fine line at its left, away from where a caret stands."""
        beside = self.editor if self.is_narrow else self.column
        for shown in self.column.beneath() if self.is_narrow else self.column.visible():
            if shown.pair.own is not None:
                x = beside.x() - (0 if self.is_narrow else _OWNED_PX)
                line = QRectF(x - 2.0, beside.y() + shown.top + 4, 2.0, shown.text.height_px - 8)
                painter.fillRect(line, QColor(theme.current().edge))

    def _paint_marks(self, painter: QPainter) -> None:
        """The languages' marks at the sentence with the caret."""
        caret = self.editor.textCursor()
        middle = self._text_top + self._row_middle(caret.block(), caret.positionInBlock())
        if self.editor.toPlainText() and self._text_top <= middle < self.height():
            left, length = (8, 16) if self.is_narrow else (self.editor.x() + ROOM_PX - 35, 20)
            language_mark.paint(painter, self.follower.direction.source, left, middle, length)
            if not self.is_narrow:
                language_mark.paint(painter, self.follower.direction.target, self.column.x() - 35, middle, 20)

    def _row_middle(self, block: QTextBlock, position: int) -> float:
        """The height of the first line of the sentence with the caret, in px of the editor."""
        top = self.editor.blockBoundingGeometry(block).translated(self.editor.contentOffset()).top()
        start = 0.0
        for end, row_top in zip(row_ends(block.text()), self._layout.row_tops(block), strict=False):
            start = row_top
            if position < end:
                break
        return top + start + text_size.line_px() / 2
