"""What is kept of the past: dictations with their sound, and texts that gave way to others."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.dictation.heard_store import keep_anew, n_put_right, read_heard
from app.dictation.sound_store import FINISHED, HEADER_BYTES, read_note
from app.editor.kept_words import read_words, write_words
from app.editor.segment_words import joined
from app.editor.spoken_words import TextWord
from engine.contract.files import write_whole
from engine.contract.types import Segment

_DAY_S = 86_400.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One of them.

    Args:
        path: a dictation's folder, or a text's file
        started_at_s: seconds since 1970
        text: what was said or written
        duration_s: of the sound; 0.0 for a text
    """

    path: Path
    started_at_s: float
    text: str
    duration_s: float = 0.0

    @property
    def sound(self) -> Path | None:
        """Its recording."""
        return self.path / "sound.wav" if self.path.is_dir() else None


class Entries:
    """The past on disk.

    Args:
        dictations: the folder of all dictations
        texts: the folder of texts
    """

    def __init__(self, dictations: Path, texts: Path) -> None:
        self._dictations, self._texts = dictations, texts

    def all(self) -> list[Entry]:
        """Everything that is kept, the newest first."""
        found = [entry for folder in _inside(self._dictations) if (entry := _dictation(folder)) is not None]
        found += [entry for file in _inside(self._texts) if (entry := _text(file)) is not None]
        return sorted(found, key=lambda entry: entry.started_at_s, reverse=True)

    def keep_text(self, text: str, words: Sequence[TextWord] = ()) -> None:
        """A text that gives way to another; one that is kept already is kept once, as of now.

        Args:
            text: the whole of it
            words: those of it that were spoken, in order; they come back with it

        Raises:
            OSError: it could not be written
        """
        if text.strip():
            self._texts.mkdir(parents=True, exist_ok=True, mode=0o700)
            same = (entry.path for file in _inside(self._texts) if (entry := _text(file)) is not None and entry.text == text)
            path = next(same, None) or self._new_path()
            write_whole(path, text)
            write_words(_words_path(path), text, words, self._dictations)

    def _new_path(self) -> Path:
        name, number = time.strftime("%Y%m%d-%H%M%S"), 0
        while (path := self._texts / (f"{name}-{number:03d}.txt" if number else f"{name}.txt")).exists():
            number += 1
        return path

    def with_words(self, entry: Entry) -> tuple[str, list[TextWord]]:
        """The text of an entry, and what is known of its spoken words."""
        if entry.sound is not None:
            return joined(read_heard(entry.path), entry.sound)
        return entry.text, self._words_beside(entry.path, entry.text)

    def words_of(self, text: str) -> list[TextWord]:
        """What is known of the spoken words of a text that was kept to the letter, as when its file is opened again."""
        for file in sorted(_inside(self._texts), reverse=True):
            entry = _text(file) if _words_path(file).exists() else None
            if entry is not None and entry.text == text:
                return self._words_beside(file, text)
        return []

    def _words_beside(self, file: Path, text: str) -> list[TextWord]:
        try:
            return read_words(_words_path(file), text, self._dictations)
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            _log.warning("What was known of a kept text's spoken words cannot be used (%s).", type(error).__name__)
            return []

    def delete(self, entry: Entry) -> None:
        """Deletes sound and words of an entry for good."""
        if entry.path.is_dir():
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            entry.path.unlink(missing_ok=True)
            _words_path(entry.path).unlink(missing_ok=True)

    def keep_anew(self, entry: Entry, segments: Sequence[Segment]) -> None:
        """Another transcript of a dictation takes the place of the one there is, which is kept beside it.

        Raises:
            OSError: it could not be written
        """
        keep_anew(entry.path, tuple(segments))

    def to_learn_from(self) -> tuple[int, Path, int, list[Path]]:
        """How many utterances were put right, the folder they are in, how many words there are in texts, and their files."""
        texts = [entry for file in _inside(self._texts) if (entry := _text(file)) is not None]
        n_utterances = sum(n_put_right(folder) for folder in _inside(self._dictations) if folder.is_dir())
        return n_utterances, self._dictations, sum(len(one.text.split()) for one in texts), [one.path for one in texts]

    def prune(self, keep_days: int, now_s: float | None = None) -> bool:
        """Deletes finished dictations and texts that are older than so many days; a dictation that goes on is left alone.

        Returns:
            whether anything was deleted
        """
        now_s = time.time() if now_s is None else now_s
        old = [entry for entry in self.all() if now_s - entry.started_at_s >= keep_days * _DAY_S]
        for entry in old:
            self.delete(entry)
        return bool(old)


def matching(entries: list[Entry], wanted: str) -> list[Entry]:
    """Those that hold every word that is looked for, in any order and with any capitals."""
    words = wanted.casefold().split()
    return [entry for entry in entries if all(word in entry.text.casefold() for word in words)]


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _dictation(folder: Path) -> Entry | None:
    note, sound = read_note(folder), folder / "sound.wav"
    if note is None or note.state != FINISHED or _is_in_use(folder):
        return None
    try:
        n_samples = max(0, sound.stat().st_size - HEADER_BYTES) // 2
    except OSError:
        return None
    text, _ = joined(read_heard(folder), sound)
    return Entry(folder, note.started_at_s, text, n_samples / note.sample_rate_hz)


def _words_path(text: Path) -> Path:
    return text.with_suffix(".words.json")


def _is_in_use(folder: Path) -> bool:
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        return True
    lock.unlock()
    return False


def _text(file: Path) -> Entry | None:
    if file.suffix != ".txt" or file.name.startswith("."):
        return None
    try:
        return Entry(file, file.stat().st_mtime, file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
