"""The text is on disk within a second of each change, what is known of its spoken words soon after; both come back."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.editor.kept_words import read_words, write_words
from app.editor.surface import Editor
from app.saver import Saver
from engine.contract.files import write_whole

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
        self._text = Saver(self, self._write_text)
        self._words = Saver(self, self._write_words, _WORDS_AFTER_MS, _REST_SHARE)
        self._text.saved.connect(self.saved)
        self._text.failed.connect(self._on_text_failed)
        self._words.failed.connect(self._on_words_failed)
        text = _read(path)
        try:
            words = read_words(self._words_path, text, dictations)
        except FileNotFoundError:
            words = []
        except (OSError, ValueError) as error:
            words = []
            reason = error.strerror if isinstance(error, OSError) else _without_words(error)
            _log.warning("What was known of the draft's spoken words cannot be used: %s.", reason)
        editor.restore(text, words)
        editor.textChanged.connect(self._text.save_soon)
        editor.textChanged.connect(self._words.save_soon)
        editor.words_looked_at.connect(self._words.save_soon)

    def save(self) -> None:
        """Writes text and words now."""
        self._text.save()
        self._words.save()

    def save_words(self) -> None:
        """Writes what is known of the spoken words now; nothing is left on disk when none stand in the text."""
        self._words.save()

    def _write_text(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(self._path, self._editor.toPlainText())

    def _write_words(self) -> None:
        write_words(self._words_path, self._editor.toPlainText(), self._editor.spoken.in_text(), self._dictations)

    def _on_text_failed(self, reason: str) -> None:
        self.failed.emit(self.tr("Your text could not be saved: {0}. It is tried again until it can be.").format(reason))

    def _on_words_failed(self, reason: str) -> None:
        if self._text.is_failing:
            self._words.is_failing = False  # one trouble, one sentence; told when it is the only one
        else:
            self.failed.emit(self.tr("What is known of your spoken words could not be saved: {0}.").format(reason))


def _without_words(error: ValueError) -> str:
    """A reason for the log, in which nothing of the person's text may stand."""
    return "it is not the file that was written" if type(error) is not ValueError else str(error)


def _read(path: Path) -> str:
    """The text of a file; one that is damaged is set aside, and what can be read of it is shown."""
    try:
        data = path.read_bytes()
    except OSError:
        return ""  # nothing was written yet
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        with contextlib.suppress(OSError):
            path.with_name(f"{path.name}.damaged").write_bytes(data)
        return data.decode("utf-8", errors="replace")
