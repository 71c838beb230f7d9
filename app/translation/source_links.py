"""Words of the written text light up with their counterparts: a layer that Qt draws under the letters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QMouseEvent, QTextBlock

from app.editor.layer import code_points, utf16_length
from app.editor.lit import lit
from app.editor.surface import Editor
from app.timers import single_shot
from app.translation.follower import Follower
from app.translation.links import Links
from app.translation.set_text import word_at

_HOVER_MS = 250


class SourceLinks(QObject):
    """Watches where a person points in the editor, and shows what is lit there.

    Args:
        editor: what is written
        follower: has the pairs
        links: which words are lit
        parent: the sheet
    """

    def __init__(self, editor: Editor, follower: Follower, links: Links, parent: QObject) -> None:
        super().__init__(parent)
        self._editor, self._follower, self._links = editor, follower, links
        self._pointed = QPoint()
        self._rest = single_shot(self, self._on_rest, _HOVER_MS)
        editor.viewport().setMouseTracking(True)
        editor.viewport().installEventFilter(self)

    def light_at_caret(self) -> None:
        """Lights the word at the caret and its counterparts."""
        caret = self._editor.textCursor()
        self.light_at(caret.block(), caret.positionInBlock())

    def show_lit(self) -> None:
        """Draws what is lit now."""
        pair, selections = self._links.pair, []
        block = self._follower.block_of(pair) if pair is not None else None
        if pair is not None and block is not None:
            language = self._follower.direction.source
            for span in self._links.lit_words(pair, of_source=True):
                start, end = (
                    block.position() + utf16_length(block.text()[: pair.start + at]) for at in (span.start, span.end)
                )
                selections.append(lit(self._editor.document(), start, end, language))
        self._editor.setExtraSelections(selections)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._pointed = event.position().toPoint()
            self._rest.start()
        elif event.type() == QEvent.Type.Leave:
            self._rest.stop()
            self._links.clear()
        return False

    def _on_rest(self) -> None:
        cursor = self._editor.cursorForPosition(self._pointed)
        if self._editor.cursorRect(cursor).adjusted(-24, -4, 24, 4).contains(self._pointed):
            self.light_at(cursor.block(), cursor.positionInBlock())
        else:
            self._links.clear()

    def light_at(self, block: QTextBlock, position: int) -> None:
        """Lights the word at a place of a paragraph, in Qt's units, and its counterparts."""
        offset = code_points(block.text(), position)
        for pair in self._follower.pairs_of(block):
            if pair.start <= offset <= pair.end and pair.translation is not None:
                words = pair.translation.source_words
                found = word_at(words, offset - pair.start)
                # The caret right after a word means that word.
                found = found if found >= 0 else word_at(words, offset - pair.start - 1)
                self._links.light(pair, found, of_source=True)
                return
        self._links.clear()
