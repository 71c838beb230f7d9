"""The sound of a recording, to be heard and drawn: read in blocks at any place, whatever the length of the file.

soundfile reads WAV, FLAC, Ogg and MP3. What it cannot read (M4A for one) is decoded by ffmpeg, where that is
installed, to a private copy that goes when the recording is closed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.look.words import tr
from engine.contract.errors import Cancelled, SoundFileError

Samples = NDArray[np.float32]

_DECODING_PATIENCE_S = 0.2


class SoundFileReader:
    """One reader's place in a sound file. Every thread opens its own.

    Args:
        path: a file that soundfile reads.

    Raises:
        SoundFileError: missing, empty, broken, or of another kind.
    """

    def __init__(self, path: Path) -> None:
        import soundfile  # takes a while, and a window without recordings never needs it

        try:
            self._file: Any = soundfile.SoundFile(str(path))
        except (RuntimeError, OSError, TypeError) as error:
            raise SoundFileError(tr("This recording can be read but not played here."), str(error)) from error
        self._foreign_error = soundfile.LibsndfileError
        self.sample_rate_hz: int = int(self._file.samplerate)
        self.n_samples: int = max(0, int(self._file.frames))
        self._position = 0

    @property
    def duration_s(self) -> float:
        return self.n_samples / self.sample_rate_hz

    def read(self, start: int, n_samples: int) -> Samples:
        """Samples from a place on, all channels mixed to one.

        Args:
            start: the first sample, 0 or more.
            n_samples: how many at most.

        Returns:
            float32 [n], -1 to 1; shorter at the end of the file, or where a broken file ends early.
        """
        try:
            if start != self._position:
                self._file.seek(min(start, self.n_samples))
            block = self._file.read(n_samples, dtype="float32", always_2d=True)
        except self._foreign_error:
            return np.zeros(0, np.float32)
        self._position = start + len(block)
        mixed: Samples = block[:, 0] if block.shape[1] == 1 else block.mean(axis=1, dtype=np.float32)
        return mixed

    def close(self) -> None:
        self._file.close()


class PlayableFile:
    """A recording in a form that can be heard: the file itself, or a decoded copy that `close` removes."""

    def __init__(self, path: Path, copy_folder: Path | None = None) -> None:
        self.path = path
        self._copy_folder = copy_folder

    @property
    def is_copy(self) -> bool:
        return self._copy_folder is not None

    def close(self) -> None:
        if self._copy_folder is not None:
            shutil.rmtree(self._copy_folder, ignore_errors=True)


def playable(path: Path, stopped: threading.Event) -> PlayableFile:
    """Find a way to hear a recording. May take minutes for a long M4A, so a worker calls it.

    Args:
        path: the recording.
        stopped: set it to give up.

    Raises:
        SoundFileError: it cannot be heard here; the message says why.
        Cancelled: `stopped` was set.
    """
    try:
        SoundFileReader(path).close()
        return PlayableFile(path)
    except SoundFileError as error:
        program = shutil.which("ffmpeg")
        if program is None:
            raise SoundFileError(
                tr("This kind of recording can't be played here, because ffmpeg is not installed."),
                error.details,
                tr("The text can be read and exported as usual."),
            ) from error
    folder = Path(tempfile.mkdtemp(prefix="triolet-"))  # made readable by its owner only
    try:
        return PlayableFile(_decoded(program, path, folder, stopped), folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _decoded(program: str, path: Path, folder: Path, stopped: threading.Event) -> Path:
    copy = folder / "sound.flac"
    copy.touch(mode=0o600)
    arguments = ["-nostdin", "-v", "error", "-y", "-i", f"file:{path}", "-vn", "-ac", "1", "-c:a", "flac", str(copy)]
    process = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        if stopped.is_set():
            process.kill()
        try:
            status = process.wait(_DECODING_PATIENCE_S)
            break
        except subprocess.TimeoutExpired:
            continue
    if stopped.is_set():
        raise Cancelled()
    if status != 0:
        raise SoundFileError(tr("This recording can't be played here."), f"ffmpeg ended with {status}")
    return copy
