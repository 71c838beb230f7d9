"""A timer that waits until something has rested, as the window has many."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance


def single_shot(parent: QObject, slot: Callable[[], object] | SignalInstance, interval_ms: int = 0) -> QTimer:
    """A timer that calls once, so long after it was last started; 0 is when the events at hand are dealt with.

    Example:
        >>> rest = single_shot(editor, translate, 300)  # doctest: +SKIP
        >>> editor.textChanged.connect(rest.start)  # doctest: +SKIP
    """
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    timer.timeout.connect(slot)
    return timer
