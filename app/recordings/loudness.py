"""How loud a recording is from end to end, for the bars of its line: read in blocks by a thread of its own."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.recordings.sound_file import PlayableFile, SoundFileReader, playable
from engine.contract.errors import Cancelled, SoundFileError

Levels = NDArray[np.float32]

MOST_STRETCHES = 2048
SHORTEST_STRETCH_S = 0.010
_BLOCK = 1 << 16
_REPORT_INTERVAL_S = 0.25
FLOOR_DBFS = -54.0
CEILING_DBFS = -12.0


def n_stretches(duration_s: float) -> int:
    """Into how many equal stretches a recording is cut, 1 to 2048, none shorter than 10 ms."""
    return max(1, min(MOST_STRETCHES, int(duration_s / SHORTEST_STRETCH_S)))


def heights(power: NDArray[np.float64], n_bars: int) -> Levels:
    """The bars of a line from the power of its stretches.

    Args:
        power: mean square of each stretch, float64 [n_stretches]; nan where nothing was read yet.
        n_bars: how many bars there is room for, 1 or more.

    Returns:
        float32 [n_bars], 0 to 1: 0 at -54 dBFS and under, 1 at -12 dBFS and over.
    """
    edges = np.linspace(0, len(power), n_bars + 1)
    first = np.minimum(edges[:-1].astype(int), len(power) - 1)
    last = np.maximum(np.ceil(edges[1:]).astype(int), first + 1)
    known = np.nan_to_num(power)
    total = np.concatenate([[0.0], np.cumsum(known)])
    mean = (total[last] - total[first]) / (last - first)
    dbfs = 10.0 * np.log10(np.maximum(mean, 1e-12))
    return np.clip((dbfs - FLOOR_DBFS) / (CEILING_DBFS - FLOOR_DBFS), 0.0, 1.0).astype(np.float32)


class LoudnessWorker(QObject):
    """Makes a recording ready to be heard and measures it from end to end, without the window waiting.

    Args:
        path: the recording.
        parent: the owner.
    """

    became_playable = Signal(object)  # PlayableFile; whoever takes it closes it
    became_silent = Signal(object)  # SoundFileError: it cannot be heard here
    measured = Signal(object)  # float64 [n_stretches], mean square, nan where not read yet; several times
    finished = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="recording-loudness", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Give up soon, and wait until nothing more is said."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)

    def _work(self) -> None:
        try:
            file = playable(self._path, self._stopped)
        except Cancelled:
            return
        except SoundFileError as error:
            self.became_silent.emit(error)
            return
        self._measure(file)

    def _measure(self, file: PlayableFile) -> None:
        try:
            reader = SoundFileReader(file.path)
        except SoundFileError as error:
            file.close()
            self.became_silent.emit(error)
            return
        if self._stopped.is_set():
            file.close()
        else:
            self.became_playable.emit(file)
            self._read_through(reader)
        reader.close()

    def _read_through(self, reader: SoundFileReader) -> None:
        n = n_stretches(reader.duration_s)
        n_samples = max(1, reader.n_samples)
        power, counts = np.zeros(n), np.zeros(n)
        position, reported_at_s = 0, time.monotonic()
        while not self._stopped.is_set():
            block = reader.read(position, _BLOCK)
            if len(block) == 0:
                break
            stretch = np.minimum(np.arange(position, position + len(block)) * n // n_samples, n - 1)
            power += np.bincount(stretch, np.square(block, dtype=np.float64), n)
            counts += np.bincount(stretch, minlength=n)
            position += len(block)
            if time.monotonic() - reported_at_s >= _REPORT_INTERVAL_S:
                self.measured.emit(_mean(power, counts))
                reported_at_s = time.monotonic()
        if not self._stopped.is_set():
            self.measured.emit(_mean(power, counts))
            self.finished.emit()


def _mean(power: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(counts > 0, power / np.maximum(counts, 1), np.nan)
