"""Another sample rate for sound that arrives in pieces."""

from __future__ import annotations

from math import gcd

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

_TAPS_A_SIDE = 24  # of the slower of the two rates
_CUT_OFF = 0.94  # of the lower Nyquist frequency
_KAISER_BETA = 8.0


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
        steps = np.arange(-self._half, self._half + 1)
        taps = np.sinc(steps * _CUT_OFF / larger) * np.kaiser(len(steps), _KAISER_BETA)
        taps *= self._up / taps.sum()
        # Row p: the taps that an output meets that stands p steps of the raised rate behind an input, the oldest first.
        self._n_taps = -(-len(taps) // self._up)
        taps = np.pad(taps, (0, self._n_taps * self._up - len(taps)))
        self._phases = taps.reshape(self._n_taps, self._up).T[:, ::-1].copy()
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
        silence = np.zeros(self._n_taps)
        windows = sliding_window_view(np.concatenate([silence[1:], self._buffer, silence]), self._n_taps)
        out = np.empty(end - self._n_out, dtype=np.float32)
        for first in range(min(self._up, len(out))):
            # Steps of the raised rate from the buffer's first sample to the output's last tap.
            step = (self._n_out + first) * self._down + self._half - self._first * self._up
            at, phase = divmod(step, self._up)
            place = out[first :: self._up]
            place[:] = windows[at :: self._down][: len(place)] @ self._phases[phase]
        self._n_out = end
        needed = max(0, self._n_out * self._down // self._up - self._reach - 1)
        drop = (needed - self._first) // self._down * self._down
        if drop > 0:
            self._buffer = self._buffer[drop:]
            self._first += drop
        return out
