"""Every sample goes to disk as it comes: one folder a dictation, one WAV file that is valid at any moment.

A folder holds `sound.wav` (16 bit, mono), `session.json` and, while the dictation goes on, `lock`. Whoever finds a
folder without a living lock whose session is still "open" has found a recording that was cut off.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import struct
import threading
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QLockFile

from app.dictation.ring import RingReader, Samples, SoundRing

OPEN = "open"  # sound is coming in; or it was, when the program was killed
KEPT = "kept"  # ended without its last words in the text: cancelled, or the engine never answered
CLOSED = "closed"  # the window was closed in mid-sentence: likewise, and offered when it is opened again
FINISHED = "finished"  # all of it is in the text
HEADER_BYTES = 44
_LARGEST_DATA = 0xFFFFFFFF - HEADER_BYTES
_WRITE_INTERVAL_S = 0.1
_SYNC_INTERVAL_S = 1.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SessionNote:
    """What is known of a dictation beside its sound."""

    sample_rate_hz: int
    started_at_s: float  # seconds since 1970
    state: str = OPEN
    heard_until_s: float = 0.0  # everything before is in the person's text
    version: int = 1


def wav_header(sample_rate_hz: int, n_data_bytes: int) -> bytes:
    """The 44 bytes before the samples of a 16-bit mono WAV file."""
    size = min(n_data_bytes, _LARGEST_DATA)
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF", size + HEADER_BYTES - 8, b"WAVE",
        b"fmt ", 16, 1, 1, sample_rate_hz, 2 * sample_rate_hz, 2, 16,
        b"data", size,
    )  # fmt: skip


def to_pcm16(samples: Samples) -> bytes:
    """Float32 samples of -1 to 1 as 16-bit little-endian integers; what is louder is clipped."""
    return np.round(np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()


def repair_header(path: Path, sample_rate_hz: int) -> float:
    """Make the header of a cut-off file tell the truth about its length.

    Args:
        path: a file begun by `SessionFile`.
        sample_rate_hz: the rate of its samples.

    Returns:
        How much sound it holds, in seconds.
    """
    n_data = max(0, path.stat().st_size - HEADER_BYTES) // 2 * 2
    with path.open("r+b") as file:
        file.write(wav_header(sample_rate_hz, n_data))
        file.truncate(HEADER_BYTES + n_data)
    return n_data / 2 / sample_rate_hz


class SessionFile:
    """The sound of one dictation on disk, growing.

    Args:
        root: the folder of all dictations; made when absent.
        sample_rate_hz: the rate of the sound.

    Raises:
        OSError: the folder or file cannot be written.
    """

    def __init__(self, root: Path, sample_rate_hz: int) -> None:
        self.note = SessionNote(sample_rate_hz, time.time())
        self.folder = _new_folder(root)
        self.path = self.folder / "sound.wav"
        self._lock = QLockFile(str(self.folder / "lock"))
        self._lock.setStaleLockTime(0)
        self._lock.tryLock(0)
        write_note(self.folder, self.note)
        self._file = os.open(
            self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
        self._n_data = 0
        self._synced_at_s = time.monotonic()
        os.write(self._file, wav_header(sample_rate_hz, 0))

    @property
    def duration_s(self) -> float:
        """How much sound is on disk."""
        return self._n_data / 2 / self.note.sample_rate_hz

    def append(self, samples: Samples) -> None:
        """Write samples, float32 [n]; they outlive the process at once, and the machine within a second.

        Raises:
            OSError: the disk is full or gone; what was written before stays valid.
        """
        data = memoryview(to_pcm16(samples))
        while data:
            n_written = os.write(self._file, data)
            self._n_data += n_written
            data = data[n_written:]
        self._write_header()
        if time.monotonic() - self._synced_at_s >= _SYNC_INTERVAL_S:
            os.fsync(self._file)
            self._synced_at_s = time.monotonic()

    def _write_header(self) -> None:
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, wav_header(self.note.sample_rate_hz, self._n_data // 2 * 2))
        os.lseek(self._file, 0, os.SEEK_END)

    def remember_heard(self, heard_until_s: float) -> None:
        """Note on disk that everything up to a time is in the person's text."""
        self._change_note(replace(self.note, heard_until_s=heard_until_s))

    def close(self, state: str) -> None:
        """No more sound comes. `state` is `FINISHED`, or `KEPT` or `CLOSED` when text is still owed."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        self._change_note(replace(self.note, state=state))
        self._lock.unlock()

    def _change_note(self, note: SessionNote) -> None:
        self.note = note
        try:
            write_note(self.folder, note)
        except OSError as error:
            _log.warning("A dictation's note could not be written: %s", error.strerror)


class SoundWriter:
    """A thread that carries everything new from a ring to a session's file.

    Args:
        session: where to.
        ring: where from.
        start: the position of the first sample to keep.
    """

    def __init__(self, session: SessionFile, ring: SoundRing, start: int) -> None:
        self.session = session
        self.error: OSError | None = None
        self._reader = RingReader(ring, start)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._carry, name="sound-writer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what is left and end the thread. The session stays open: its text may still be owed."""
        self._stopped.set()
        self._thread.join(timeout=5.0)

    def _carry(self) -> None:
        try:
            while not self._stopped.wait(_WRITE_INTERVAL_S):
                self._carry_new()
            self._carry_new()
        except OSError as error:
            self.error = error
            _log.warning("A dictation's sound is no longer saved: %s", error.strerror)

    def _carry_new(self) -> None:
        samples = self._reader.read()
        if len(samples):
            self.session.append(samples)


def write_note(folder: Path, note: SessionNote) -> None:
    """Write `session.json` beside and rename it, readable by its owner only."""
    beside = folder / "session.json.new"
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as text:
        json.dump(asdict(note), text)
    os.replace(beside, folder / "session.json")


def read_note(folder: Path) -> SessionNote | None:
    """The note of a session, or None when there is none that can be read."""
    try:
        fields = json.loads((folder / "session.json").read_text(encoding="utf-8"))
        note = SessionNote(**fields)
        return note if note.version == 1 and 1000 <= int(note.sample_rate_hz) <= 768000 else None
    except (OSError, ValueError, TypeError):
        return None


def cut_rest(session_folder: Path, from_s: float) -> Path:
    """Copy what a session holds after a time to `rest.wav` beside its sound.

    Args:
        session_folder: the folder of a session whose file is repaired or closed.
        from_s: where the copy begins, 0 or more.

    Returns:
        The path of the copy, or of the sound itself when nothing is cut off.
    """
    source = session_folder / "sound.wav"
    note = read_note(session_folder)
    if note is None or from_s <= 0.0:
        return source
    rest = session_folder / "rest.wav"
    with source.open("rb") as whole, rest.open("wb") as part:
        whole.seek(HEADER_BYTES + 2 * int(from_s * note.sample_rate_hz))
        part.write(wav_header(note.sample_rate_hz, 0))
        shutil.copyfileobj(whole, part)
    rest.chmod(0o600)
    repair_header(rest, note.sample_rate_hz)
    return rest


def _new_folder(root: Path) -> Path:
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = time.strftime("%Y%m%d-%H%M%S")
    for number in range(1000):
        folder = root / (f"{name}-{number:03d}" if number else name)
        try:
            folder.mkdir(mode=0o700)
            return folder
        except FileExistsError:
            continue
    raise FileExistsError(f"no free name for a dictation in {root}")
