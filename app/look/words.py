"""Words of the interface where there is no widget to translate them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The text in the language of the window."""
    return QCoreApplication.translate("Triolet", text)


def quoted(word: str) -> str:
    """A word between the quotation marks of the interface's language."""
    return tr("\u201c{0}\u201d").format(word)
