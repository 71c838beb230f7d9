"""Words of a text lit in their language's colour: tinted and underlined, so that the colour alone need not tell."""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from app.look import language_mark


def lit(document: QTextDocument, start: int, end: int, language: str) -> QTextEdit.ExtraSelection:
    """A stretch of a text, to be given to `setExtraSelections`.

    Args:
        document: has the text
        start: its first place, in UTF-16 units
        end: the place after its last
        language: "en" or "es"
    """
    form, cursor = QTextCharFormat(), QTextCursor(document)
    form.setBackground(language_mark.tint(language))
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    form.setUnderlineColor(language_mark.colour(language))
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    selection = QTextEdit.ExtraSelection()
    selection.cursor, selection.format = cursor, form  # type: ignore[attr-defined]
    return selection
