"""Another sample rate for sound that arrives in pieces."""

from __future__ import annotations

from math import gcd

import numpy as np
from numpy.typing import NDArray
from scipy.signal import firwin, upfirdn

_TAPS_A_SIDE = 24  # of the slower of the two rates


class StreamResampler:
    """Polyphase resampling with memory: pieces give the same samples as the whole.

    Source: Crochiere & Rabiner 1983, chapter 2: a Kaiser-windowed low-pass at the lower of both Nyquist frequencies.

    Args:
        from_hz: rate of what is accepted
        to_hz: rate of what is returned

    Example:
        >>> stream = StreamResampler(48_000, 16_000)
        >>> len(stream.accept(np.zeros(48_000, np.float32))) + len(stream.finish())
        16000
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        common = gcd(from_hz, to_hz)
        self._up, self._down = to_hz // common, from_hz // common
        larger = max(self._up, self._down)
        self._half = _TAPS_A_SIDE * larger
        self._filter = firwin(2 * self._half + 1, 0.94 / larger, window=("kaiser", 8.0)) * self._up
        # So many input samples lie under half of the filter.
        self._reach = -(-self._half // self._up)
        self._first = 0  # input position of the buffer's first sample, a multiple of `down`
        self._n_in = 0
        self._n_out = 0
        self._buffer = np.zeros(0, dtype=np.float32)

    def accept(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """The samples at the new rate that these make certain: float32 [n]."""
        self._buffer = np.concatenate([self._buffer, samples])
        self._n_in += len(samples)
        return self._until((self._n_in - self._reach) * self._up // self._down)

    def finish(self) -> NDArray[np.float32]:
        """What is left, with silence after the end."""
        self._buffer = np.concatenate([self._buffer, np.zeros(self._reach + self._down, dtype=np.float32)])
        return self._until(-(-self._n_in * self._up // self._down))

    def _until(self, end: int) -> NDArray[np.float32]:
        if end <= self._n_out:
            return np.zeros(0, dtype=np.float32)
        filtered = upfirdn(self._filter, self._buffer, self._up, self._down)
        # Output n stands `half` steps of the raised rate late, which is not always a whole number of outputs.
        offset = self._first * self._up // self._down
        shift, rest = divmod(self._half, self._down)
        if rest:
            padded = np.concatenate([np.zeros(self._down - rest), self._filter])
            filtered = upfirdn(padded, self._buffer, self._up, self._down)
            shift += 1
        out = filtered[self._n_out - offset + shift : end - offset + shift].astype(np.float32)
        self._n_out = end
        needed = max(0, self._n_out * self._down // self._up - self._reach - 1)
        drop = (needed - self._first) // self._down * self._down
        if drop > 0:
            self._buffer = self._buffer[drop:]
            self._first += drop
        return out
