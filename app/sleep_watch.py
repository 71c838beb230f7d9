"""Notices that the computer has slept, so that what went stale in its sleep is renewed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.sleep import SleepDetector, clocks

_EVERY_MS = 500  # before a second without sound is taken for a microphone that was unplugged


class SleepWatch(QObject):
    """Looks at the clocks twice a second.

    Args:
        clock: as `app.core.sleep.clocks`
        parent: the owner
    """

    woken = Signal()

    def __init__(self, clock: Callable[[], tuple[float, float]] = clocks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._detector = SleepDetector(_EVERY_MS / 1000, clock)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> bool:
        """Looks now, for who cannot wait; true when the computer has slept."""
        has_slept = self._detector.slept_s() > 0
        if has_slept:
            self.woken.emit()
        return has_slept
