"""Words of the interface where there is no widget to translate them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The text in the language of the window."""
    return QCoreApplication.translate("Triolet", text)
