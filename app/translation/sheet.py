"""The sheet: what is written, and beside or beneath it the same in the other language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.core.pairs import Pair
from app.editor.layer import utf16_length
from app.editor.sentence_layout import Row, SentenceLayout
from app.editor.surface import Editor
from app.engine_client import EngineClient
from app.look import language_mark, theme
from app.translation.column import SMALL_LINE_PX, Column
from app.translation.follower import Follower
from app.translation.heads import HEIGHT_PX, Heads
from app.translation.links import Links
from app.translation.set_text import word_at
from engine.contract.sentences import sentence_spans

NARROW_UNDER_PX = 900
_MARGIN_PX, _NARROW_MARGIN_PX = 72, 36
_FOLD_PX = 56  # at each side of the fold
_COLUMN_PX = 580  # about 66 characters
_TEXT_TOP_PX = 64  # below the heads' top
_SMALL_PX = 17
_ROOM_PX = 8  # left of the text, for the voice's caret
_HOVER_MS = 250


class Sheet(QWidget):
    """Editor and translation, side by side or one beneath the other.

    Args:
        editor: what is written
        client: the door to the engine
        ids: numbers for questions
        parent: the window
    """

    copied = Signal(str)

    def __init__(self, editor: Editor, client: EngineClient, ids: Iterator[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        editor.setParent(self)
        editor.document().setDocumentMargin(0)
        self._layout = SentenceLayout(editor.document(), lambda: editor.viewport().width() - _ROOM_PX)
        editor.document().setDocumentLayout(self._layout)
        self.follower = Follower(editor, client, ids, self)
        self.links = Links(self)
        self.heads = Heads(self)
        self.column = Column(editor, self._layout, self.follower, self.links, self)
        self._heights: dict[int, tuple[float, ...]] = {}
        self._pointed = QPoint()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_HOVER_MS)
        self._rest.timeout.connect(self._on_rest)
        self._layout.follow(self._rows)
        editor.underlays.append(self._paint_beneath)
        editor.viewport().setMouseTracking(True)
        editor.viewport().installEventFilter(self)
        editor.cursorPositionChanged.connect(self.update)
        editor.updateRequest.connect(lambda *_: self.update())
        self.follower.changed.connect(self._on_changed)
        self.follower.turned.connect(self._on_turned)
        self.follower.readiness_changed.connect(self._say)
        self.links.changed.connect(self._on_links)
        self.heads.swap_asked.connect(self.swap)
        self.heads.copy_asked.connect(self.copy_all)
        self.heads.fold_asked.connect(self.fold)
        for keys, slot in (
            ("Ctrl+Alt+S", self.swap), ("Ctrl+Shift+C", self.copy_all), ("Ctrl+Alt+T", self.fold), ("Alt+L", self.light_at_caret),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._say()

    # ---- what a person asks -------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the translation is shown."""
        return self.follower.is_on

    @property
    def is_narrow(self) -> bool:
        """Whether the translation stands beneath each sentence, not beside it."""
        return self.width() < NARROW_UNDER_PX

    def fold(self) -> None:
        """Folds the translation away, or opens it again."""
        self.links.clear()
        self.follower.switch(not self.follower.is_on)
        self._arrange()

    def swap(self) -> None:
        """The other way round; a text that is translated whole gives way to its translation, in one undo step."""
        text = self.follower.paired.translated_text() if self.follower.paired.is_complete else ""
        self.links.clear()
        self.follower.turn(self.follower.direction.turned())
        if text.strip():
            self.editor.replace_all(text)

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

    def light_at_caret(self) -> None:
        """Lights the word at the caret and its counterparts."""
        caret = self.editor.textCursor()
        self._light_source(caret.block(), caret.positionInBlock())

    # ---- what is said in the head -------------------------------------------------------------------------------

    def _say(self) -> None:
        follower = self.follower
        if follower.trouble:
            text = follower.trouble
        elif not follower.is_ready:
            text = self.tr("Getting ready to translate")
        else:
            text = self.links.sentence or self.tr("Follows as you write")
        self.heads.show_fact(text)
        self.column.setAccessibleDescription(text)

    def _on_links(self) -> None:
        self._say()
        self._light_in_editor()

    def _on_turned(self) -> None:
        self.heads.show_direction(self.follower.direction)

    # ---- rows ---------------------------------------------------------------------------------------------------

    def pairs_of(self, block: QTextBlock) -> list[Pair]:
        """The pairs of a paragraph; none while the text is ahead of them."""
        number = block.blockNumber()
        paragraphs = self.follower.paired.paragraphs
        row = paragraphs[number] if number < len(paragraphs) else []
        return row if len(row) == len(_ends(block.text())) else []

    def _rows(self, block: QTextBlock) -> list[Row]:
        if not self.is_open:
            return []
        ends, pairs = _ends(block.text()), self.pairs_of(block)
        heights = [self._height(pair) for pair in pairs] or [0.0] * len(ends)
        if self.is_narrow:
            return [Row(end, beneath_px=height) for end, height in zip(ends, heights, strict=True)]
        return [Row(end, beside_px=height) for end, height in zip(ends, heights, strict=True)]

    def _height(self, pair: Pair) -> float:
        if not (pair.shown or pair.trouble):
            return 0.0
        if self.is_narrow:
            return self._small(pair).height_px
        return self.column.set_text(pair).height_px

    def _small(self, pair: Pair):  # type: ignore[no-untyped-def]
        width = float(self.editor.viewport().width() - _ROOM_PX)
        return self.column.set_text(pair, _SMALL_PX, SMALL_LINE_PX, width)

    def _on_changed(self) -> None:
        """Rows that are of another height now are laid anew; the others stay."""
        document = self.editor.document()
        block = document.firstBlock()
        heights: dict[int, tuple[float, ...]] = {}
        while block.isValid():
            number = block.blockNumber()
            heights[number] = tuple(self._height(pair) for pair in self.pairs_of(block)) if self.is_open else ()
            if heights[number] != self._heights.get(number, ()):
                document.markContentsDirty(block.position(), block.length())
            block = block.next()
        self._heights = heights
        self.editor.viewport().update()
        self.column.update()
        self.update()

    # ---- the narrow sheet ---------------------------------------------------------------------------------------

    def _paint_beneath(self, painter: QPainter) -> None:
        """Each translation under its sentence."""
        if not (self.is_open and self.is_narrow):
            return
        colours = theme.current()
        block = self.editor.firstVisibleBlock()
        while block.isValid():
            top = self.editor.blockBoundingGeometry(block).translated(self.editor.contentOffset()).top()
            if top > self.editor.viewport().height():
                break
            pairs, tops = self.pairs_of(block), self._layout.row_tops(block)
            for number, (pair, at) in enumerate(zip(pairs, tops, strict=len(pairs) == len(tops))):
                if pair.shown or pair.trouble:
                    y = top + at + self._layout.text_height(block, number)
                    is_dim = self.column.colour(pair) == QColor(colours.ghost)
                    lit = self.links.lit_words(pair, of_source=False)
                    target = self.follower.direction.target
                    self._small(pair).draw(
                        painter, QPointF(0.0, y), QColor(colours.ghost if is_dim else colours.ink2), lit,
                        language_mark.colour(target), language_mark.tint(target),
                    )  # fmt: skip
            block = block.next()

    # ---- links on the side that is written ----------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._pointed = event.position().toPoint()
            self._rest.start()
        elif event.type() == QEvent.Type.Leave:
            self._rest.stop()
            self.links.clear()
        return False

    def _on_rest(self) -> None:
        cursor = self.editor.cursorForPosition(self._pointed)
        if self.editor.cursorRect(cursor).adjusted(-24, -4, 24, 4).contains(self._pointed):
            self._light_source(cursor.block(), cursor.positionInBlock())
        else:
            self.links.clear()

    def _light_source(self, block: QTextBlock, position: int) -> None:
        offset = len(block.text().encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))
        for pair in self.pairs_of(block):
            if pair.start <= offset <= pair.end and pair.translation is not None:
                words = pair.translation.source_words
                found = word_at(words, offset - pair.start)
                found = found if found >= 0 else word_at(words, offset - pair.start - 1)  # right after a word
                self.links.light(pair, found, of_source=True)
                return
        self.links.clear()

    def _light_in_editor(self) -> None:
        """The lit words of the text itself; a layer that Qt draws under the letters."""
        pair, selections = self.links.pair, []
        block = self._block_of(pair) if pair is not None else None
        if pair is not None and block is not None:
            form = QTextCharFormat()
            form.setBackground(language_mark.tint(self.follower.direction.source))
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            form.setUnderlineColor(language_mark.colour(self.follower.direction.source))
            for span in self.links.lit_words(pair, of_source=True):
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(block)
                at = block.position()
                cursor.setPosition(at + utf16_length(block.text()[: pair.start + span.start]))
                cursor.setPosition(
                    at + utf16_length(block.text()[: pair.start + span.end]), QTextCursor.MoveMode.KeepAnchor
                )
                selection.cursor, selection.format = cursor, form  # type: ignore[attr-defined]
                selections.append(selection)
        self.editor.setExtraSelections(selections)

    def _block_of(self, pair: Pair) -> QTextBlock | None:
        for number, row in enumerate(self.follower.paired.paragraphs):
            if pair in row:
                return self.editor.document().findBlockByNumber(number)
        return None

    # ---- places and painting ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        margin = _NARROW_MARGIN_PX if self.is_narrow else _MARGIN_PX
        room = self.width() - 2 * margin
        height = max(0, self.height() - _TEXT_TOP_PX)
        is_beside = self.is_open and not self.is_narrow
        column = room if self.is_narrow else min(_COLUMN_PX, (room - 2 * _FOLD_PX) // 2 if self.is_open else room)
        left = margin if self.is_narrow else margin + (room - 2 * column - 2 * _FOLD_PX) // 2 if self.is_open else margin
        right = left + column + 2 * _FOLD_PX
        self._fold_x = left + column + _FOLD_PX
        self.heads.setGeometry(0, 0, self.width(), HEIGHT_PX)
        self.heads.arrange(left, right, column, self.is_open, self.is_narrow)
        self.editor.setGeometry(QRect(left - _ROOM_PX, _TEXT_TOP_PX, column + 2 * _ROOM_PX, height))
        self.editor.setViewportMargins(_ROOM_PX, 0, 0, 0)
        self.column.setGeometry(QRect(right, _TEXT_TOP_PX, column, height))
        self.column.setVisible(is_beside)
        self.column.forget_lines()
        self._heights = {}
        document = self.editor.document()
        document.markContentsDirty(0, document.characterCount())
        self._on_changed()

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        self.heads.refresh_look()
        self.column.forget_lines()
        self._on_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_open:
            return
        painter = QPainter(self)
        if not self.is_narrow:
            painter.fillRect(self._fold_x, HEIGHT_PX, 1, self.height() - HEIGHT_PX - 28, QColor(theme.current().hair))
        caret = self.editor.textCursor()
        middle = _TEXT_TOP_PX + self._row_middle(caret.block(), caret.positionInBlock())
        if self.editor.toPlainText() and _TEXT_TOP_PX <= middle < self.height():
            left = self.editor.x() + _ROOM_PX - 35
            language_mark.paint(painter, self.follower.direction.source, left, middle, 20)
            if not self.is_narrow:
                language_mark.paint(painter, self.follower.direction.target, self.column.x() - 35, middle, 20)
        painter.end()

    def _row_middle(self, block: QTextBlock, position: int) -> float:
        """The height of the first line of the sentence with the caret, in px of the editor."""
        top = self.editor.blockBoundingGeometry(block).translated(self.editor.contentOffset()).top()
        start = 0.0
        for end, row_top in zip(_ends(block.text()), self._layout.row_tops(block), strict=False):
            start = row_top
            if position < end:
                break
        return top + start + 16


@lru_cache(maxsize=512)
def _ends(text: str) -> tuple[int, ...]:
    """Where the rows of a paragraph end, in UTF-16 units: each at the next sentence's start."""
    spans = list(sentence_spans(text))
    if not spans:
        return ()
    return (*(utf16_length(text[: span.start]) for span in spans[1:]), utf16_length(text))
