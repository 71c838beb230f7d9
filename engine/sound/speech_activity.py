"""Where somebody speaks, by loudness over a floor that follows the room."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BLOCK_SAMPLES = 320  # 20 ms at 16 kHz
_OVER_FLOOR_DB = 9.0
_QUIETEST_DB = -62.0


class SpeechActivity:
    """Says of each 20 ms whether it is louder than the room.

    The floor falls at once with the sound and rises by 1 dB a second, so that a steady noise becomes the room.
    """

    def __init__(self) -> None:
        self._floor_db = -45.0
        self._rest = np.zeros(0, dtype=np.float32)

    def accept(self, samples: NDArray[np.float32]) -> NDArray[np.bool_]:
        """One answer for each whole 20 ms that these samples complete: bool [n_blocks]."""
        samples = np.concatenate([self._rest, samples])
        n_blocks = len(samples) // BLOCK_SAMPLES
        self._rest = samples[n_blocks * BLOCK_SAMPLES :]
        blocks = samples[: n_blocks * BLOCK_SAMPLES].reshape(n_blocks, BLOCK_SAMPLES)
        levels_db = 10 * np.log10(np.square(blocks).mean(axis=1) + 1e-10)
        active = np.zeros(n_blocks, dtype=np.bool_)
        for index, level_db in enumerate(levels_db):
            rise = self._floor_db + 0.02
            self._floor_db = max(_QUIETEST_DB, min(rise, 0.9 * self._floor_db + 0.1 * level_db, rise))
            active[index] = level_db > self._floor_db + _OVER_FLOOR_DB
        return active
