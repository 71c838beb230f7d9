"""The find line over the sheet."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.editor.layer import code_points
from app.editor.surface import Editor
from app.look import fonts, theme
from app.look.announce import announce
from app.look.escape import is_claimed
from app.look.rows import style_field

_LEAST_WIDTH_PX = 360
_SIDE_PX = 12


class Finder(QLineEdit):
    """Finds as one types; Enter goes on to the next place, from the top again after the last.

    Args:
        editor: where to look
        parent: the window
    """

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.setPlaceholderText(self.tr("Find"))
        self.setAccessibleName(self.tr("Find"))
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        self._count = QLabel(self)
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self.textChanged.connect(self._on_typed)
        self.returnPressed.connect(self.find_next)

    @property
    def fact(self) -> str:
        """Which place is shown, of how many."""
        return self._count.text()

    def open(self) -> None:
        """Shows the line, ready to type; what is selected in the text is looked for first."""
        selected = self._editor.textCursor().selectedText()
        self.show()
        if selected and "\u2029" not in selected:
            self.setText(selected)
        self._say()
        self.setFocus()
        self.selectAll()

    def close_line(self) -> None:
        """Hides it and gives the keys back to the text."""
        self.hide()
        self._editor.setFocus()

    def find_next(self) -> None:
        """The next place, from the top again after the last."""
        self._go(QTextDocument.FindFlag(0), 0)

    def find_previous(self) -> None:
        """The place before, from the end again before the first."""
        self._go(QTextDocument.FindFlag.FindBackward, self._editor.document().characterCount() - 1)

    def _go(self, flag: QTextDocument.FindFlag, from_there: int) -> None:
        wanted = self.text()
        if not wanted:
            self.open()
            return
        if not self._editor.find(wanted, flag):
            before, start = self._editor.textCursor(), self._editor.textCursor()
            start.setPosition(from_there)
            self._editor.setTextCursor(start)
            if not self._editor.find(wanted, flag):
                self._editor.setTextCursor(before)
        self._say()

    def _say(self) -> None:
        """How many places there are, and which is shown."""
        fact, wanted = "", self.text()
        if wanted:
            text, caret = self._editor.toPlainText(), self._editor.textCursor()
            starts = [match.start() for match in re.finditer(re.escape(wanted), text, re.IGNORECASE)]
            at = code_points(text, caret.selectionStart())
            if not starts:
                fact = self.tr("Not found")
            elif at in starts and caret.hasSelection():
                fact = self.tr("{0} of {1}").format(starts.index(at) + 1, len(starts))
            else:
                fact = self.tr("{0} places").format(len(starts))
        if fact != self._count.text():
            self._count.setText(fact)
            if fact and self.isVisible():
                announce(self, fact)
        self._place()

    def _place(self) -> None:
        self._count.adjustSize()
        width = self._count.width()
        self._count.move(self.width() - width - _SIDE_PX, (self.height() - self._count.height()) // 2)
        self.setTextMargins(0, 0, width + _SIDE_PX if self._count.text() else 0, 0)

    def _on_typed(self) -> None:
        cursor = self._editor.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._editor.setTextCursor(cursor)
        if self.text():
            self.find_next()
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        return is_claimed(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.find_previous()
        else:
            super().keyPressEvent(event)

    def refresh_look(self) -> None:
        """Takes colours and face from the theme."""
        style_field(self)
        self._count.setFont(fonts.interface(13))
        self._count.setStyleSheet(f"color: {theme.current().ink2}; background: transparent; border: 0;")
        self._place()
