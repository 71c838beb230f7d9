"""The person writes a sentence of the translation themselves: over its place, with the rest offered as ghost text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.ghost_rules import first_word
from app.core.pairs import Pair
from app.core.preferences import Keys
from app.editor.ghost_layer import GhostLayer
from app.editor.sentence_layout import SentenceLayout
from app.look import fonts, text_size, theme
from app.look.escape import is_claimed
from app.timers import single_shot
from app.translation.set_text import SetText

_PAUSE_MS = 200
_ROOM_PX = 8


class OwnWords(QPlainTextEdit):
    """A small editor over one sentence of the translation.

    Enter or a click elsewhere keeps what was written, Esc brings back what stood there, Tab takes what is offered, Ctrl+Right
    a word of it; where nothing is offered, Tab leaves as Enter does.

    Args:
        parent: the sheet
    """

    written = Signal(object, object)  # Pair, its new text or None when it is Triolet's again
    rest_wanted = Signal(object, str)  # Pair, how it begins
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pair: Pair | None = None
        self._before: str | None = None
        self._take, self._take_word = QKeySequence(), QKeySequence()
        self.use_keys(Keys())
        self.ghost = GhostLayer(self)
        self._given = QRectF()  # by the sheet, for what is written
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Translation of this sentence"))
        self.document().setDocumentMargin(0)
        self._layout = SentenceLayout(self.document(), lambda: self.viewport().width())
        self.document().setDocumentLayout(self._layout)
        self._pause = single_shot(self, self._ask, _PAUSE_MS)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_moved)
        self.hide()

    def use_keys(self, keys: Keys) -> None:
        """Takes the keys that the person has set."""
        self._take, self._take_word = QKeySequence(keys.take), QKeySequence(keys.take_word)

    def open(self, pair: Pair) -> None:
        """Lets the person write this sentence."""
        self.close_over()
        self.setFont(fonts.text(text_size.text_px()))
        self.setPalette(theme.palette())
        self.setPlainText(pair.shown)
        self.pair, self._before = pair, pair.own
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.show()
        self.raise_()
        self.setFocus()

    def place(self, left: float, top: float, width: float, height: float) -> None:
        """Where it lies, in px of the sheet."""
        self._given = QRectF(left, top, width, height)
        self._fit()

    def _fit(self) -> None:
        """The lines of what is suggested are seen as well, over what comes next."""
        place, text = self._given, self.toPlainText() + self.ghost.text
        needed = SetText(text, self.font(), place.width(), text_size.line_px()).height_px
        height = max(32.0, place.height(), needed)
        self.setGeometry(round(place.left()) - _ROOM_PX, round(place.top()), round(place.width()) + _ROOM_PX, round(height))
        self.setViewportMargins(_ROOM_PX, 0, 0, 0)

    def offer(self, pair: Pair, beginning: str, whole: str) -> None:
        """How the sentence that begins so may go on."""
        is_asked = pair is self.pair and beginning == self.toPlainText() and self.textCursor().atEnd()
        if is_asked and whole.startswith(beginning) and len(whole) > len(beginning):
            self.ghost.show(whole[len(beginning) :])
            self._fit()

    def close_over(self) -> None:
        """Keeps what was written and goes away."""
        pair, self.pair = self.pair, None
        self._pause.stop()
        self.ghost.clear()
        if pair is not None:
            self.hide()
            if pair.own is not None and (
                not pair.own.strip() or (pair.translation is not None and pair.own == pair.translation.text)
            ):
                self.written.emit(pair, None)
            self.closed.emit()

    def _on_text_changed(self) -> None:
        if self.pair is not None:
            self.ghost.clear()
            self._fit()
            self.written.emit(self.pair, " ".join(self.toPlainText().splitlines()).replace("\t", " "))
            self._pause.start()

    def _on_moved(self) -> None:
        self.ghost.clear()

    def _ask(self) -> None:
        if self.pair is not None and self.textCursor().atEnd() and self.toPlainText().strip():
            self.rest_wanted.emit(self.pair, self.toPlainText())

    def event(self, event: QEvent) -> bool:
        return is_claimed(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        pressed = QKeySequence(event.keyCombination()) if self.ghost.text else None
        if pressed == self._take:
            text = self.ghost.text
            self.ghost.clear()
            self.textCursor().insertText(text)
            self._pause.stop()  # it is whole now
        elif pressed == self._take_word:
            word = first_word(self.ghost.text)
            rest = self.ghost.text[len(word) :]
            self.textCursor().insertText(word)
            self._pause.stop()
            if rest:
                self.ghost.show(rest)
                self._fit()
        elif key == Qt.Key.Key_Escape and self.ghost.text:
            self.ghost.clear()
        elif key == Qt.Key.Key_Escape:
            pair, before = self.pair, self._before
            self.pair = None
            self.ghost.clear()
            self.hide()
            if pair is not None:
                self.written.emit(pair, before)
            self.closed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self.close_over()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_over()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.ghost.text:
            painter = QPainter(self.viewport())
            self.ghost.paint_key(painter)
            painter.end()
