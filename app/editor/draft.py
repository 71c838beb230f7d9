"""The text is on disk within a second of each change, what is known of its spoken words soon after; both come back."""

from __future__ import annotations

import contextlib
import logging
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.editor.kept_words import read_words, write_words
from app.editor.surface import Editor
from app.timers import single_shot
from engine.contract.files import write_whole

_TEXT_AFTER_MS, _AGAIN_MS = 500, 5_000
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
        self._soon = single_shot(self, self.save_text, _TEXT_AFTER_MS)
        self._words_soon = single_shot(self, self.save_words, _WORDS_AFTER_MS)
        self._failing: set[str] = set()  # what could not be saved the last time, and was said so
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
            self._say_once("text", self.tr("Your text could not be saved: {0}. It is tried again until it can be."), error)
            self._soon.start(_AGAIN_MS)
        else:
            self._failing.discard("text")
            self._soon.setInterval(_TEXT_AFTER_MS)
            self.saved.emit()

    def save_words(self) -> None:
        """Writes what is known of the spoken words now; nothing is left on disk when none stand in the text."""
        self._words_soon.stop()
        began_s = time.perf_counter()
        try:
            write_words(self._words_path, self._editor.toPlainText(), self._editor.spoken.in_text(), self._dictations)
        except OSError as error:
            if "text" not in self._failing:  # one trouble, one sentence
                self._say_once("words", self.tr("What is known of your spoken words could not be saved: {0}."), error)
            self._words_soon.start(_AGAIN_MS)
        else:
            self._failing.discard("words")
            took_ms = 1_000 * (time.perf_counter() - began_s)
            self._words_soon.setInterval(max(_WORDS_AFTER_MS, round(_REST_SHARE * took_ms)))

    def _say_once(self, what: str, sentence: str, error: OSError) -> None:
        if what not in self._failing:
            self.failed.emit(sentence.format(error.strerror))
        self._failing.add(what)


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
