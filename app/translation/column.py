"""The translation as it is drawn: each sentence at the height of its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.core.pairs import Pair
from app.editor.sentence_layout import SentenceLayout
from app.editor.surface import Editor
from app.look import fonts, language_mark, text_size, theme
from app.timers import single_shot
from app.translation.follower import Follower
from app.translation.links import Links
from app.translation.set_text import SetText, word_at
from engine.contract.types import TextSpan

_HOVER_MS = 250
ROOM_PX = 8  # left of the text, for the voice's caret


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair with its place in the column, in px."""

    pair: Pair
    top: float
    text: SetText


class Column(QWidget):
    """The translation beside the editor; it scrolls with it and has no text of its own to change.

    Args:
        editor: whose sentences it stands beside
        layout: of the editor's document
        follower: has the pairs
        links: which words are lit
        parent: the sheet
    """

    menu_asked = Signal(object, QPoint)  # Pair, where on the screen
    chosen = Signal(object)  # Pair that was double-clicked
    clicked = Signal(object, int)  # Pair, code point of its translation; -1 beside its words

    def __init__(
        self, editor: Editor, layout: SentenceLayout, follower: Follower, links: Links, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor, self._layout, self._follower, self._links = editor, layout, follower, links
        self._set: dict[int, SetText] = {}  # by sentence
        self._pointed = QPointF(-1, -1)
        self._rest = single_shot(self, self._on_rest, _HOVER_MS)
        self.hidden_pair: Callable[[], Pair | None] = lambda: None  # one that is being edited over its place
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Translation"))
        links.changed.connect(self.update)
        editor.updateRequest.connect(self._on_editor_painted)

    def _on_editor_painted(self) -> None:
        self.update()

    def set_text(self, pair: Pair, is_small: bool = False, width_px: float | None = None) -> SetText:
        """The lines of a pair's translation; made again only when they change."""
        font_px = text_size.small_text_px() if is_small else text_size.text_px()
        line_px = text_size.small_line_px() if is_small else text_size.line_px()
        text = self._sentence(pair)
        width = self.width() if width_px is None else width_px
        key = hash((pair.sentence_id, font_px, round(width)))
        found = self._set.get(key)
        if found is None or found.text != text:
            if len(self._set) > 5_000:
                self._set.clear()
            found = self._set[key] = SetText(text, fonts.text(font_px), width, line_px)
        return found

    def small_text(self, pair: Pair) -> SetText:
        """The lines of a translation that stands beneath its sentence."""
        return self.set_text(pair, True, float(self._editor.viewport().width() - ROOM_PX))

    def forget_lines(self) -> None:
        """The face or the width is another one."""
        self._set.clear()

    def _sentence(self, pair: Pair) -> str:
        if pair.own is None and pair.is_current and pair.translation is not None and pair.translation.doubt:
            return self.tr("{0} (this could not be translated well)").format(pair.shown)
        return pair.shown or pair.trouble

    def visible(self) -> list[Shown]:
        """The pairs on the screen, from top to bottom."""
        editor, found = self._editor, list[Shown]()
        block = editor.firstVisibleBlock()
        while block.isValid():
            top = editor.blockBoundingGeometry(block).translated(editor.contentOffset()).top()
            if top > self.height():
                break
            row = self._follower.pairs_of(block)
            tops = self._layout.row_tops(block)
            if len(tops) == len(row):
                found += [
                    Shown(pair, top + at, self.set_text(pair)) for pair, at in zip(row, tops, strict=True) if pair.shown or pair.trouble
                ]
            block = block.next()
        return found

    def colour(self, pair: Pair) -> QColor:
        """Of a translation: dimmed while it is of an older text, or doubtful."""
        colours = theme.current()
        is_doubtful = pair.translation is not None and pair.own is None and bool(pair.translation.doubt)
        is_dim = self._follower.is_late(pair) or is_doubtful or not pair.shown
        return QColor(colours.ghost if is_dim else colours.ink)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        target = self._follower.direction.target
        hidden = self.hidden_pair()
        for shown in self.visible():
            if shown.pair is hidden:
                continue
            lit = self._links.lit_words(shown.pair, of_source=False)
            shown.text.draw(
                painter, QPointF(0.0, shown.top), self.colour(shown.pair), lit,
                language_mark.colour(target), language_mark.tint(target),
            )  # fmt: skip
        painter.end()

    def beneath(self) -> list[Shown]:
        """On a narrow sheet: the translations under their sentences, in px of the editor's viewport."""
        editor, found = self._editor, list[Shown]()
        block = editor.firstVisibleBlock()
        while block.isValid():
            top = editor.blockBoundingGeometry(block).translated(editor.contentOffset()).top()
            if top > editor.viewport().height():
                break
            pairs, tops = self._follower.pairs_of(block), self._layout.row_tops(block)
            for number, (pair, at) in enumerate(zip(pairs, tops, strict=False)):
                if (pair.shown or pair.trouble) and pair is not self.hidden_pair():
                    found.append(Shown(pair, top + at + self._layout.text_height(block, number), self.small_text(pair)))
            block = block.next()
        return found

    def paint_beneath(self, painter: QPainter) -> None:
        """Draws them there."""
        colours, target = theme.current(), self._follower.direction.target
        for shown in self.beneath():
            is_dim = self.colour(shown.pair) == QColor(colours.ghost)
            shown.text.draw(
                painter, QPointF(0.0, shown.top), QColor(colours.ghost if is_dim else colours.ink2),
                self._links.lit_words(shown.pair, of_source=False), language_mark.colour(target), language_mark.tint(target),
            )  # fmt: skip

    def pair_at(self, y: float) -> Shown | None:
        """What is shown at a height."""
        for shown in self.visible():
            if shown.top <= y < shown.top + max(shown.text.height_px, text_size.line_px()):
                return shown
        return None

    def place_of(self, pair: Pair) -> QRectF | None:
        """Where a pair is shown; None when it is not on the screen."""
        for shown in self.visible():
            if shown.pair is pair:
                return QRectF(0.0, shown.top, self.width(), shown.text.height_px)
        return None

    # ---- pointing -----------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointed = event.position()
        self._rest.start()

    def leaveEvent(self, event: QEvent) -> None:
        self._rest.stop()
        self._links.clear()

    def _on_rest(self) -> None:
        shown = self.pair_at(self._pointed.y())
        if shown is None or shown.pair.translation is None or shown.pair.own is not None:
            self._links.clear()
            return
        offset = shown.text.offset_at(self._pointed.x(), self._pointed.y() - shown.top)
        self._links.light(shown.pair, word_at(shown.pair.translation.target_words, offset), of_source=False)

    def word_under(self, place: QPoint) -> TextSpan | None:
        """The word at a place on the screen, in code points of its sentence."""
        point = QPointF(self.mapFromGlobal(place))
        shown = self.pair_at(point.y())
        if shown is None or shown.pair.translation is None or shown.pair.own is not None:
            return None
        words = shown.pair.translation.target_words
        number = word_at(words, shown.text.offset_at(point.x(), point.y() - shown.top))
        return words[number] if number >= 0 else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        shown = self.pair_at(event.position().y())
        if shown is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(shown.pair, shown.text.offset_at(event.position().x(), event.position().y() - shown.top))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        shown = self.pair_at(event.position().y())
        if shown is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(shown.pair)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        shown = self.pair_at(event.pos().y())
        if shown is not None:
            self.menu_asked.emit(shown.pair, event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._editor.wheelEvent(event)
