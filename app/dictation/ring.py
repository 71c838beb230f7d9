"""The one place where PortAudio's thread leaves its samples: a ring that is written without a lock."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


class SoundRing:
    """Keeps the newest samples of a microphone for any number of readers.

    One thread writes, others read; nobody waits for anybody. Positions count samples since the stream began and
    never wrap. A reader that is more than a ring behind loses the oldest samples and can see how many.

    Args:
        capacity: how many samples are kept, 1 or more.
        clock: seconds that only grow; a test may give its own.

    Example:
        >>> ring = SoundRing(4)
        >>> ring.write(np.ones(3, dtype=np.float32))
        >>> ring.n_written
        3
    """

    def __init__(self, capacity: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._samples: Samples = np.zeros(capacity, dtype=np.float32)
        self._clock = clock
        self._n_written = 0
        self._n_claimed = 0
        self._last_block_at_s: float | None = None

    @property
    def capacity(self) -> int:
        return len(self._samples)

    @property
    def n_written(self) -> int:
        """How many samples have come since the stream began."""
        return self._n_written

    @property
    def last_block_at_s(self) -> float | None:
        """When the newest block came, on the ring's clock; None before the first."""
        return self._last_block_at_s

    def write(self, samples: Samples) -> None:
        """Append samples, float32 [n]. Called by the sound card's thread only: no lock, no allocation to speak of."""
        n_new, capacity = len(samples), len(self._samples)
        kept = samples[-capacity:]
        # Readers learn first which samples are about to be overwritten, and last that the new ones are there.
        self._n_claimed = self._n_written + n_new
        start = (self._n_written + n_new - len(kept)) % capacity
        n_first = min(len(kept), capacity - start)
        self._samples[start : start + n_first] = kept[:n_first]
        self._samples[: len(kept) - n_first] = kept[n_first:]
        self._n_written += n_new
        self._last_block_at_s = self._clock()

    def read(self, position: int) -> tuple[Samples, int]:
        """What has come since `position`.

        Args:
            position: the first sample wanted, 0 to `n_written`.

        Returns:
            The samples, float32 [n], and the position of the first of them, which is later than asked when the
            ring has gone round in the meantime.
        """
        end = self._n_written
        start = max(position, end - len(self._samples), 0)
        copied = self._copied(start, end)
        # The writer may have come round while we copied; what it touched is no longer ours.
        n_spoilt = max(0, self._n_claimed - len(self._samples) - start)
        return copied[n_spoilt:], start + min(n_spoilt, len(copied))

    def _copied(self, start: int, end: int) -> Samples:
        capacity = len(self._samples)
        if end <= start:
            return np.zeros(0, dtype=np.float32)
        first, last = start % capacity, end % capacity
        if first < last:
            return self._samples[first:last].copy()
        return np.concatenate([self._samples[first:], self._samples[:last]])


class RingReader:
    """One reader's place in a ring.

    Args:
        ring: the ring to read.
        start: the position of the first sample wanted.
    """

    def __init__(self, ring: SoundRing, start: int) -> None:
        self._ring = ring
        self._position = max(0, start)
        self.n_lost = 0

    @property
    def position(self) -> int:
        """The position of the next sample."""
        return self._position

    def read(self) -> Samples:
        """Everything new since the last call, float32 [n], perhaps empty."""
        samples, start = self._ring.read(self._position)
        self.n_lost += start - self._position
        self._position = start + len(samples)
        return samples
