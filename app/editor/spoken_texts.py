"""What was said into a text and still stands there as it was said, so that it can be taken back by voice."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextCursor, QTextDocument


@dataclass(slots=True)
class _Stretch:
    """A spoken text between two places that move with the document."""

    start: QTextCursor
    end: QTextCursor
    text: str

    def selection(self) -> QTextCursor:
        selected = QTextCursor(self.start)
        selected.setPosition(self.end.position(), QTextCursor.MoveMode.KeepAnchor)
        return selected


class SpokenTexts:
    """The spoken texts of a dictation in the order they came."""

    def __init__(self) -> None:
        self._stretches: list[_Stretch] = []

    def forget(self) -> None:
        """A new dictation begins."""
        self._stretches.clear()

    def remember(self, document: QTextDocument, start: int, end: int) -> None:
        """A spoken text was put in.

        Args:
            document: where
            start: its first place in Qt's units
            end: the place after it
        """
        first, last = QTextCursor(document), QTextCursor(document)
        first.setPosition(start)
        last.setPosition(end)
        last.setKeepPositionOnInsert(True)  # what is said next stands behind it
        stretch = _Stretch(first, last, "")
        stretch.text = stretch.selection().selectedText()
        self._stretches.append(stretch)

    def take_back(self) -> bool:
        """Removes the last spoken text, one undo step; one that was undone is passed over, one that was edited stays.

        Returns:
            whether anything was removed
        """
        while self._stretches:
            stretch = self._stretches.pop()
            selected = stretch.selection()
            if selected.hasSelection():
                if selected.selectedText() != stretch.text:
                    return False
                selected.removeSelectedText()
                return True
        return False
