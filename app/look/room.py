"""How much room a window has: what is left out, set closer or put elsewhere where there is little."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

LOW_UNDER_PX = 440  # as on a screen of 1920 by 1080 whose scale is 3
_TITLE_PX = 30  # of a window, which the system draws above it


def fit(window: QWidget, available: QSize) -> None:
    """Makes a window no larger than the screen has room for, in px, so that its foot is on it."""
    window.resize(window.size().boundedTo(available - QSize(0, _TITLE_PX)))


def is_low(widget: QWidget) -> bool:
    """Whether the window of a widget is low."""
    return widget.window().height() < LOW_UNDER_PX
