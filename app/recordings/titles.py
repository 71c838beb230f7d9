"""What a recording is called, and under which name it is saved: that of its file, or when it was dictated."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.dictation.sound_store import read_note
from app.look.moments import moment_text
from app.look.words import tr


def title_of(path: Path) -> str:
    """A dictation's file is called like every other, so its title tells when it was."""
    note = read_note(path.parent)
    return path.stem if note is None else tr("Dictation, {0}").format(moment_text(note.started_at_s))


def suggested_path(path: Path, suffix: str) -> Path:
    """Where something made of a recording may be saved: beside it, and of a dictation among the person's documents."""
    if read_note(path.parent) is None:
        return path.with_suffix(suffix)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / f"{title_of(path).replace(':', '.')}{suffix}"
