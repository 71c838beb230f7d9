"""The text is on disk within a second of each change, what is known of its spoken words soon after; both come back."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.editor.kept_words import read_words, write_words
from app.editor.surface import Editor
from engine.contract.files import write_whole

_TEXT_AFTER_MS = 500
_WORDS_AFTER_MS = 2_000
_REST_SHARE = 50  # looking through a long dictation takes time: after it there is a rest of so many times as long
_log = logging.getLogger(__name__)


class Draft(QObject):
    """Keeps an editor's text in a file, and its spoken words in another beside it.

    Args:
        editor: the sheet
        path: of the text; its words are in `draft.words.json` for `draft.txt`
        dictations: the folder of all dictations, where the words' sound is
    """

    failed = Signal(str)
    saved = Signal()

    def __init__(self, editor: Editor, path: Path, dictations: Path) -> None:
        super().__init__(editor)
        self._editor, self._path, self._dictations = editor, path, dictations
        self._words_path = path.with_suffix(".words.json")
        self._soon = _timer(self, _TEXT_AFTER_MS, self.save_text)
        self._words_soon = _timer(self, _WORDS_AFTER_MS, self.save_words)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            text = ""  # nothing was written yet, or nothing that can be read
        try:
            words = read_words(self._words_path, text, dictations)
        except FileNotFoundError:
            words = []
        except (OSError, ValueError) as error:
            words = []
            reason = error.strerror if isinstance(error, OSError) else _without_words(error)
            _log.warning("What was known of the draft's spoken words cannot be used: %s.", reason)
        editor.restore(text, words)
        editor.textChanged.connect(self._on_changed)
        editor.words_looked_at.connect(self._words_soon.start)

    def _on_changed(self) -> None:
        # Not restarted by further keys: it is saved while somebody types on and on, too.
        for timer in (self._soon, self._words_soon):
            if not timer.isActive():
                timer.start()

    def save(self) -> None:
        """Writes text and words now."""
        self.save_text()
        self.save_words()

    def save_text(self) -> None:
        """Writes the text now."""
        self._soon.stop()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path, self._editor.toPlainText())
        except OSError as error:
            self.failed.emit(self.tr("Your text could not be saved: {0}.").format(error.strerror))
        else:
            self.saved.emit()

    def save_words(self) -> None:
        """Writes what is known of the spoken words now; nothing is left on disk when none stand in the text."""
        self._words_soon.stop()
        began_s = time.perf_counter()
        try:
            write_words(self._words_path, self._editor.toPlainText(), self._editor.spoken.in_text(), self._dictations)
        except OSError as error:
            self.failed.emit(self.tr("What is known of your spoken words could not be saved: {0}.").format(error.strerror))
        took_ms = 1_000 * (time.perf_counter() - began_s)
        self._words_soon.setInterval(max(_WORDS_AFTER_MS, round(_REST_SHARE * took_ms)))


def _timer(parent: Draft, interval_ms: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    timer.timeout.connect(slot)
    return timer


def _without_words(error: ValueError) -> str:
    """A reason for the log, in which nothing of the person's text may stand."""
    return "it is not the file that was written" if type(error) is not ValueError else str(error)
