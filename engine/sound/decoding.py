"""Reading recordings of any rate and number of channels, block by block, as 16 kHz mono."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import soundfile
from numpy.typing import NDArray

from engine.contract.errors import SoundFileError
from engine.sound.features import SAMPLE_RATE_HZ
from engine.sound.resampling import StreamResampler

_REMEDY = "Choose a WAV, FLAC, OGG, Opus or MP3 recording."


class SoundSource:
    """An open recording; use it in a `with`. Memory does not grow with its length.

    Args:
        path: the file, or "-" for standard input

    Raises:
        SoundFileError: missing, empty, broken, or of an unknown kind
    """

    def __init__(self, path: str | Path) -> None:
        name = str(path)
        self._name = "standard input" if name == "-" else Path(name).name
        if name != "-" and not Path(name).exists():
            raise SoundFileError(f"There is no file {self._name}.", details=name, remedy="Check its name.")
        if name != "-" and Path(name).is_dir():
            raise SoundFileError(f"{self._name} is a folder, not a recording.", details=name, remedy=_REMEDY)
        try:
            self._file = soundfile.SoundFile(io.BytesIO(sys.stdin.buffer.read()) if name == "-" else name)
        except (soundfile.LibsndfileError, OSError, TypeError) as error:
            raise SoundFileError(
                f"{self._name} cannot be read as a recording.", details=str(error), remedy=_REMEDY
            ) from error
        self.duration_s = self._file.frames / self._file.samplerate

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def blocks(self, block_s: float = 10.0) -> Iterator[NDArray[np.float32]]:
        """Samples at 16 kHz, mono, in order: float32 [n] each.

        Raises:
            SoundFileError: the file breaks off in a way that cannot be read
        """
        rate_hz = self._file.samplerate
        resampler = StreamResampler(rate_hz, SAMPLE_RATE_HZ) if rate_hz != SAMPLE_RATE_HZ else None
        while True:
            try:
                block = self._file.read(int(block_s * rate_hz), dtype="float32", always_2d=True)
            except soundfile.LibsndfileError as error:
                raise SoundFileError(f"{self._name} is damaged.", details=str(error), remedy=_REMEDY) from error
            if len(block) == 0:
                break
            mono = np.nan_to_num(block.mean(axis=1), nan=0.0, posinf=1.0, neginf=-1.0)
            yield resampler.accept(mono) if resampler is not None else mono
        if resampler is not None:
            yield resampler.finish()


def open_sound(path: str | Path) -> SoundSource:
    """Opens a recording, see `SoundSource`."""
    return SoundSource(path)
