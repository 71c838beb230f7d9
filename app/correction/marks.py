"""The quiet marks under doubtful words: a row of dots, and a tint while one of them is looked at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QTextCursor

from app.editor.spoken_words import PlacedWord
from app.editor.surface import Editor
from app.look import theme

_DOT_PX = 2.6
_STEP_PX = 6.0


class Marks:
    """Draws the marks of an editor's doubtful words.

    Args:
        editor: has the words
    """

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self.open_number = 0  # of the word whose panel is open
        editor.underlays.append(self._paint)

    def place_of(self, word: PlacedWord) -> QRect:
        """Where a word stands in the editor's viewport; a word that is broken over lines counts as its first line."""
        start, end = QTextCursor(self._editor.document()), QTextCursor(self._editor.document())
        start.setPosition(word.start)
        end.setPosition(word.end)
        first, last = self._editor.cursorRect(start), self._editor.cursorRect(end)
        right = last.left() if last.top() == first.top() else self._editor.viewport().width()
        return QRect(first.left(), first.top(), max(8, right - first.left()), first.height())

    def _paint(self, painter: QPainter) -> None:
        if not len(self._editor.spoken):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        block, bottom = self._editor.firstVisibleBlock(), self._editor.viewport().height()
        while block.isValid():
            top = self._editor.blockBoundingGeometry(block).translated(self._editor.contentOffset()).top()
            if top > bottom:
                break
            for word in self._editor.spoken.in_block(block):
                if word.spoken.is_doubtful:
                    self._paint_word(painter, self.place_of(word), word.number == self.open_number)
            block = block.next()

    def _paint_word(self, painter: QPainter, place: QRect, is_open: bool) -> None:
        colours = theme.current()
        if is_open and not theme.wants_contrast():
            # The letters are there already: what is lighter than a dark sheet's tint, or darker than a light one's, stays.
            is_light = QColor(colours.paper).lightness() > 127
            mode = QPainter.CompositionMode.CompositionMode_Darken if is_light else QPainter.CompositionMode.CompositionMode_Lighten
            painter.setCompositionMode(mode)
            painter.fillRect(place.adjusted(-2, 0, 1, 0), QColor(colours.voice_tint))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.voice))
        x = place.left() + _DOT_PX / 2
        while x < place.right():
            painter.drawEllipse(QPointF(x, place.bottom() + 1.0), _DOT_PX / 2, _DOT_PX / 2)
            x += _STEP_PX
