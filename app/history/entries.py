"""What is kept of the past: dictations with their sound, and texts that gave way to others."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.core.insertion import fitted
from app.dictation.heard_store import read_heard
from app.dictation.sound_store import FINISHED, HEADER_BYTES, read_note
from engine.contract.files import write_whole

_DAY_S = 86_400.0


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

    def keep_text(self, text: str) -> None:
        """A text that gives way to another.

        Raises:
            OSError: it could not be written
        """
        if text.strip():
            self._texts.mkdir(parents=True, exist_ok=True, mode=0o700)
            name, number = time.strftime("%Y%m%d-%H%M%S"), 0
            while (path := self._texts / (f"{name}-{number:03d}.txt" if number else f"{name}.txt")).exists():
                number += 1
            write_whole(path, text)

    def delete(self, entry: Entry) -> None:
        """Deletes sound and words of an entry for good."""
        if entry.path.is_dir():
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            entry.path.unlink(missing_ok=True)

    def prune(self, keep_days: int, now_s: float | None = None) -> None:
        """Deletes finished dictations and texts that are older than so many days; a dictation that goes on is left alone."""
        now_s = time.time() if now_s is None else now_s
        for entry in self.all():
            if now_s - entry.started_at_s >= keep_days * _DAY_S:
                self.delete(entry)


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
    text = ""
    for segment in read_heard(folder):
        text += fitted(segment.written_text, text, "")
    return Entry(folder, note.started_at_s, text, n_samples / note.sample_rate_hz)


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
