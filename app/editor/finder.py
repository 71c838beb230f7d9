"""The find line over the sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.look.escape import is_claimed
from app.look.rows import style_field


class Finder(QLineEdit):
    """Finds as one types; Enter goes on to the next place, from the top again after the last.

    Args:
        editor: where to look
        parent: the window
    """

    def __init__(self, editor: QPlainTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.setPlaceholderText(self.tr("Find"))
        self.setAccessibleName(self.tr("Find"))
        self.hide()
        self.textChanged.connect(self._on_typed)
        self.returnPressed.connect(self.find_next)

    def open(self) -> None:
        """Shows the line, ready to type; what is selected in the text is looked for first."""
        selected = self._editor.textCursor().selectedText()
        if selected and "\u2029" not in selected:
            self.setText(selected)
        self.show()
        self.setFocus()
        self.selectAll()

    def close_line(self) -> None:
        """Hides it and gives the keys back to the text."""
        self.hide()
        self._editor.setFocus()

    def find_next(self) -> None:
        """The next place, from the top again after the last."""
        wanted = self.text()
        if not wanted or self._editor.find(wanted):
            return
        before = self._editor.textCursor()
        start = self._editor.textCursor()
        start.setPosition(0)
        self._editor.setTextCursor(start)
        if not self._editor.find(wanted):
            self._editor.setTextCursor(before)

    def _on_typed(self) -> None:
        cursor = self._editor.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._editor.setTextCursor(cursor)
        self.find_next()

    def event(self, event: QEvent) -> bool:
        return is_claimed(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
            return
        super().keyPressEvent(event)

    def refresh_look(self) -> None:
        """Takes colours and face from the theme."""
        style_field(self)

