"""Reading recordings of any rate and number of channels, block by block, as 16 kHz mono."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

import numpy as np
import soundfile
from numpy.typing import NDArray

from engine.contract.errors import SoundFileError
from engine.sound.features import SAMPLE_RATE_HZ
from engine.sound.resampling import StreamResampler

_REMEDY = "Choose a WAV, FLAC, OGG, Opus or MP3 recording."
# What libsndfile cannot read; only these are given to another program.
FOREIGN_SUFFIXES = frozenset({".m4a", ".mp4", ".aac", ".wma", ".webm", ".amr", ".3gp"})
_COPIED_BYTES = 1 << 20
# The library reads a copy that was cut off as if it were whole, and says only here that its head promised more.
_WAVE_IS_SHORT = re.compile(r"^data : (\d+) \(should be (\d+)\)", re.MULTILINE)
_OGG_IS_SHORT = "lacks an end-of-stream bit"
_UNKNOWN_BYTES = 0x7FFF_0000  # programs that write into a pipe promise as much as there can be


class SoundSource(Protocol):
    """An open recording; use it in a `with`. Memory does not grow with its length."""

    duration_s: float  # 0.0 when the file does not say
    warning: str  # a sentence, when less could be read than there should be

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def blocks(self, block_s: float = 10.0) -> Iterator[NDArray[np.float32]]:
        """Samples at 16 kHz, mono, in order: float32 [n] each.

        Raises:
            SoundFileError: nothing of it can be read
        """


class _Library:
    """A recording that libsndfile reads."""

    def __init__(self, name: str, file: str | IO[bytes]) -> None:
        self._name = name
        self._spool = None if isinstance(file, str) else file
        self._file = soundfile.SoundFile(file)
        self.duration_s = self._file.frames / self._file.samplerate
        self.warning = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if self._spool is not None:
            self._spool.close()

    def blocks(self, block_s: float = 10.0) -> Iterator[NDArray[np.float32]]:
        rate_hz = self._file.samplerate
        resampler = StreamResampler(rate_hz, SAMPLE_RATE_HZ) if rate_hz != SAMPLE_RATE_HZ else None
        n_read = 0
        while True:
            try:
                block = self._file.read(int(block_s * rate_hz), dtype="float32", always_2d=True)
            except soundfile.LibsndfileError as error:
                if n_read == 0:
                    raise SoundFileError(f"{self._name} is damaged.", details=str(error), remedy=_REMEDY) from error
                break
            if len(block) == 0:
                break
            n_read += len(block)
            mono = np.nan_to_num(block.mean(axis=1), nan=0.0, posinf=1.0, neginf=-1.0)
            yield resampler.accept(mono) if resampler is not None else mono
        if resampler is not None:
            yield resampler.finish()
        if n_read < self._file.frames or self._is_cut_off():
            self.warning = f"{self._name} breaks off after {n_read / rate_hz:.0f} s; what was there is written down."

    def _is_cut_off(self) -> bool:
        said = self._file.extra_info
        found = _WAVE_IS_SHORT.search(said)
        return _OGG_IS_SHORT in said or (found is not None and int(found[2]) < int(found[1]) < _UNKNOWN_BYTES)


class _Program:
    """A recording that another program on this computer decodes for us, through a pipe."""

    def __init__(self, path: Path, program: str) -> None:
        self._name = path.name
        self.duration_s = 0.0
        self.warning = ""
        command = [program, "-v", "error", "-nostdin", "-protocol_whitelist", "file,pipe", "-i", f"file:{path.resolve()}"]
        command += ["-map", "0:a:0", "-f", "f32le", "-ac", "1", "-ar", str(SAMPLE_RATE_HZ), "-"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait()

    def blocks(self, block_s: float = 10.0) -> Iterator[NDArray[np.float32]]:
        assert self._process.stdout is not None
        n_read = 0
        while data := self._process.stdout.read(4 * int(block_s * SAMPLE_RATE_HZ)):
            samples = np.frombuffer(data[: len(data) // 4 * 4], dtype="<f4")
            n_read += len(samples)
            yield np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
        failed = self._process.wait() != 0
        if failed and n_read == 0:
            raise SoundFileError(f"{self._name} cannot be read as a recording.", remedy=_REMEDY)
        if failed:
            self.warning = (
                f"{self._name} breaks off after {n_read / SAMPLE_RATE_HZ:.0f} s; what was there is written down."
            )


def open_sound(path: str | Path) -> SoundSource:
    """Opens a recording.

    Args:
        path: the file, or "-" for standard input

    Raises:
        SoundFileError: missing, empty, broken, or of an unknown kind
    """
    name = str(path)
    if name == "-":
        return _opened("standard input", _spooled(sys.stdin.buffer))
    file = Path(path)
    if not file.exists():
        raise SoundFileError(f"There is no file {file.name}.", details=name, remedy="Check its name.")
    if file.is_dir():
        raise SoundFileError(f"{file.name} is a folder, not a recording.", details=name, remedy=_REMEDY)
    if file.suffix.lower() in FOREIGN_SUFFIXES:
        program = shutil.which("ffmpeg")
        if program is None:
            raise SoundFileError(
                f"{file.name} is of a kind that Triolet reads with ffmpeg, which is not on this computer.",
                remedy="Install ffmpeg, or choose a WAV, FLAC, OGG, Opus or MP3 recording.",
            )
        return _Program(file, program)
    return _opened(file.name, name)


def _opened(name: str, file: str | IO[bytes]) -> _Library:
    try:
        return _Library(name, file)
    except (soundfile.LibsndfileError, OSError, TypeError) as error:
        if not isinstance(file, str):
            file.close()
        raise SoundFileError(f"{name} cannot be read as a recording.", details=str(error), remedy=_REMEDY) from error


def _spooled(stream: IO[bytes]) -> IO[bytes]:
    """A stream as a file without a name, since libsndfile must go back and forth in it; it may be hours long."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by whoever reads it, and gone then
    shutil.copyfileobj(stream, file, _COPIED_BYTES)
    file.seek(0)
    return file
