"""Preferences on disk: read at the start, written at each change, never a reason not to start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.notice import Notice
from app.core.preferences import Preferences, read_preferences, written
from engine.contract.files import write_whole


class Store(QObject):
    """Holds the preferences.

    Args:
        path: of the file; made when something is changed
        parent: the owner
    """

    changed = Signal(object)  # Preferences
    trouble_occurred = Signal(object)  # Notice

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.current = Preferences()
        self.notice: Notice | None = None  # what is to be said of the reading
        self._is_failing = False
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError):
            text = ""
        self.current, is_repaired = read_preferences(text)
        if is_repaired:
            self.notice = Notice(
                self.tr("Some settings could not be read and are as they were at first; your text is safe."), is_error=False
            )

    def set(self, **changes: Any) -> None:
        """Changes some of them."""
        preferences = replace(self.current, **changes)
        if preferences == self.current:
            return
        self.current = preferences
        self.changed.emit(preferences)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path, written(preferences))
            self._is_failing = False
        except OSError as error:
            if not self._is_failing:  # said once, not at every change
                sentence = self.tr("Settings hold until you close Triolet, but could not be saved: {0}.")
                self.trouble_occurred.emit(Notice(sentence.format(error.strerror)))
            self._is_failing = True
