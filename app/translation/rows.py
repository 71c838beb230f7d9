"""How tall the rows of the sheet are: a sentence and its translation take the room of the taller, or of both."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock

from app.core.pairs import Pair
from app.editor.sentence_layout import Row, SentenceLayout
from app.editor.surface import Editor
from app.translation.column import Column
from app.translation.follower import Follower, row_ends


class Rows:
    """Tells the editor's layout of each sentence's translation, and when it is of another height.

    Args:
        editor: what is written
        layout: of its document
        follower: has the pairs
        column: sets the translations
    """

    def __init__(self, editor: Editor, layout: SentenceLayout, follower: Follower, column: Column) -> None:
        self._document, self._follower, self._column = editor.document(), follower, column
        self._layout = layout
        self._heights: list[tuple[float, ...]] = []
        self.is_open = True
        self.is_narrow = False
        layout.follow(self.of)

    def of(self, block: QTextBlock) -> list[Row]:
        """The rows of a paragraph; none while the translation is folded away."""
        if not self.is_open:
            return []
        ends, pairs = row_ends(block.text()), self._follower.pairs_of(block)
        heights = [self.height(pair) for pair in pairs] or [0.0] * len(ends)
        if self.is_narrow:
            return [Row(end, beneath_px=height) for end, height in zip(ends, heights, strict=True)]
        return [Row(end, beside_px=height) for end, height in zip(ends, heights, strict=True)]

    def height(self, pair: Pair) -> float:
        """Of a translation, in px."""
        if not (pair.shown or pair.trouble):
            return 0.0
        return (self._column.small_text(pair) if self.is_narrow else self._column.set_text(pair)).height_px

    def lay_all(self) -> None:
        """Everything is laid anew, as for another width."""
        self._heights = []
        self._document.markContentsDirty(0, self._document.characterCount())
        self.refresh(0, 0, self._document.blockCount())

    def refresh(self, first: int, n_were: int, n_are: int) -> None:
        """Paragraphs have other pairs now: those of another height are laid anew, the others stay.

        Args:
            first: of them
            n_were: how many there were
            n_are: how many stand in their place
        """
        if n_were != n_are:
            self._heights[first : first + n_were] = [()] * n_are
        block = self._document.findBlockByNumber(first)
        n_changed = 0
        for _ in range(n_are):
            n_changed += self._refresh(block)
            block = block.next()
        if n_changed:
            self._layout.tell_height()

    def refresh_pair(self, pair: Pair) -> None:
        """A pair has another translation."""
        block = self._follower.block_of(pair)
        if block is not None and self._refresh(block):
            self._layout.tell_height()

    def _refresh(self, block: QTextBlock) -> bool:
        """Has a paragraph laid anew if its rows are of other heights; whether they are."""
        number = block.blockNumber()
        if not 0 <= number < len(self._heights):
            return False
        heights = tuple(self.height(pair) for pair in self._follower.pairs_of(block)) if self.is_open else ()
        if not any(heights):
            heights = ()  # its own lines are all there is
        if heights == self._heights[number]:
            return False
        self._heights[number] = heights
        self._document.markContentsDirty(block.position(), block.length())
        return True
