"""Something of the person's is on disk soon after each change, and what goes wrong with that is told once."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.timers import single_shot

_AGAIN_MS = 5_000


class Saver(QObject):
    """Writes soon after a change, also while one change follows another; what fails is tried again until it succeeds.

    Args:
        parent: whose content it is
        write: puts it on disk; an OSError is told
        after_ms: how long after a change
        rest_share: after a write there is a rest of at least so many times as long as it took
    """

    saved = Signal()
    failed = Signal(str)  # why; not again before it has succeeded

    def __init__(self, parent: QObject, write: Callable[[], None], after_ms: int = 500, rest_share: int = 0) -> None:
        super().__init__(parent)
        self._write, self._after_ms, self._rest_share = write, after_ms, rest_share
        self._timer = single_shot(self, self.save, after_ms)
        self.is_failing = False

    @property
    def is_due(self) -> bool:
        """Whether something changed that is not on disk yet."""
        return self._timer.isActive()

    def save_soon(self) -> None:
        """There was a change."""
        if not self.is_due:  # never put off by the next one
            self._timer.start()

    def save(self) -> None:
        """Writes now."""
        self._timer.stop()
        began_s = time.perf_counter()
        try:
            self._write()
        except OSError as error:
            self._timer.start(_AGAIN_MS)
            if not self.is_failing:
                self.is_failing = True
                self.failed.emit(error.strerror or str(error))
        else:
            self.is_failing = False
            took_ms = 1_000 * (time.perf_counter() - began_s)
            self._timer.setInterval(max(self._after_ms, round(self._rest_share * took_ms)))
            self.saved.emit()
