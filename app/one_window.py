"""One window a person: whoever starts Triolet again finds the window that is open, with the files they named in it.

Two windows would write the same draft. Word goes from one to the other by a file in the person's folder.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

from engine.contract.files import write_whole

_ASKED = "asked.json"


class OneWindow(QObject):
    """Knows whether another window is open, and what it is asked.

    Args:
        data: the person's folder; must exist
        parent: the owner
    """

    asked = Signal(object)  # list[Path]: to come to the front, with these

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data / "window"
        self._folder.mkdir(exist_ok=True, mode=0o700)
        self._lock = QLockFile(str(self._folder / "lock"))
        self._lock.setStaleLockTime(0)  # a lock is void when its process is dead, however old it is
        self.is_first = self._lock.tryLock(0)
        self._watcher = QFileSystemWatcher(self)
        if self.is_first:
            (self._folder / _ASKED).unlink(missing_ok=True)
            self._watcher.addPath(str(self._folder))
            self._watcher.directoryChanged.connect(self._on_changed)

    def hand_over(self, paths: Sequence[Path]) -> None:
        """Asks the window that is open to come to the front and open these.

        Raises:
            OSError: the folder cannot be written
        """
        write_whole(self._folder / _ASKED, json.dumps([str(path.resolve()) for path in paths]))

    def close(self) -> None:
        """The window closes: the next may open."""
        self._lock.unlock()

    def _on_changed(self) -> None:
        file = self._folder / _ASKED
        with contextlib.suppress(OSError, ValueError):
            paths = [Path(path) for path in json.loads(file.read_text(encoding="utf-8"))]
            file.unlink()
            self.asked.emit(paths)
