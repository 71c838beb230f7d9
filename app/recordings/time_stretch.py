"""Speech slower or faster with its pitch kept: waveform-similarity overlap-add, block by block."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

FRAME_S = 0.040
SEARCH_S = 0.010
SLOWEST, FASTEST = 0.5, 2.0


class TimeStretcher:
    """Stretches a stream of sound; `speed` may be changed between blocks without a click.

    Frames of 40 ms are laid over one another with half their length in common. Each is taken near the place where
    the speed asks for it, but shifted by up to 10 ms to where it goes on most like the frame before it would have
    gone on by itself, so that periods of the voice meet in phase. At speed 1 that shift is 0 and the sound comes
    out unchanged.

    Source: Verhelst & Roelands 1993, "An overlap-add technique based on waveform similarity (WSOLA)", eq. 5 to 7.

    Args:
        sample_rate_hz: the rate of the sound.
        speed: 0.5 to 2; 2 takes half the time.

    Example:
        >>> stretcher = TimeStretcher(16000, speed=2.0)
        >>> len(stretcher.accept(np.zeros(16000, np.float32))) + len(stretcher.finish())
        8000
    """

    def __init__(self, sample_rate_hz: int, speed: float = 1.0) -> None:
        self._hop = max(8, round(sample_rate_hz * FRAME_S / 2))
        self._reach = max(1, round(sample_rate_hz * SEARCH_S))
        turn = np.arange(self._hop, dtype=np.float32) / self._hop
        self._rise = (0.5 - 0.5 * np.cos(np.pi * turn)).astype(np.float32)
        self._fall = (1.0 - self._rise).astype(np.float32)
        self._input: Samples = np.zeros(0, np.float32)
        self._input_start = 0  # the number of the first sample in `_input`
        self._n_accepted = 0
        self._wanted = 0.0  # where the speed asks for the next frame
        self._follows = 0  # where the frame before would have gone on by itself
        self.speed = speed

    @property
    def speed(self) -> float:
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._speed = min(FASTEST, max(SLOWEST, speed))

    @property
    def position(self) -> float:
        """How many samples of the input the output so far stands for."""
        return self._wanted

    def accept(self, samples: Samples) -> Samples:
        """Take in the next samples, float32 [n].

        Returns:
            The stretched sound that is complete, float32 [about n / speed].
        """
        self._n_accepted += len(samples)
        return self._stretch(samples)

    def finish(self) -> Samples:
        """The rest, float32 [n]; afterwards the stretcher is spent."""
        silence = np.zeros(3 * self._hop + 2 * self._reach + 1, np.float32)
        before = self._wanted
        rest = self._stretch(silence)
        n_owed = round(max(0.0, self._n_accepted - before) / self._speed)
        self._wanted = float(self._n_accepted)
        return rest[:n_owed]

    def _stretch(self, samples: Samples) -> Samples:
        self._input = np.concatenate([self._input, samples])
        pieces = []
        while self._has_enough():
            pieces.append(self._next_hop())
        self._forget()
        return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)

    def _has_enough(self) -> bool:
        last = max(round(self._wanted) + self._reach, self._follows) + 2 * self._hop
        return last <= self._input_start + len(self._input)

    def _next_hop(self) -> Samples:
        chosen = self._most_alike(round(self._wanted))
        ending = self._at(self._follows, self._hop)
        beginning = self._at(chosen, self._hop)
        self._follows = chosen + self._hop
        self._wanted += self._hop * self._speed
        return ending * self._fall + beginning * self._rise

    def _most_alike(self, wanted: int) -> int:
        """The place near `wanted` whose sound is most like that which would have followed by itself."""
        first = max(self._input_start, wanted - self._reach)
        template = self._at(self._follows, self._hop)
        region = self._at(first, wanted + self._reach - first + self._hop)
        size = 1 << (len(region) - 1).bit_length()
        product = np.fft.rfft(region, size) * np.conj(np.fft.rfft(template, size))
        likeness = np.fft.irfft(product, size)[: len(region) - self._hop + 1]
        power = np.concatenate([[0.0], np.cumsum(region.astype(np.float64) ** 2)])
        energy = power[self._hop :] - power[: -self._hop]
        score = likeness / np.sqrt(np.maximum(energy, 1e-6))
        if 0 <= self._follows - first < len(score) and score[self._follows - first] >= score.max() - 1e-6:
            return self._follows
        return first + int(np.argmax(score))

    def _at(self, position: int, n_samples: int) -> Samples:
        start = position - self._input_start
        return self._input[start : start + n_samples]

    def _forget(self) -> None:
        keep_from = min(round(self._wanted) - self._reach, self._follows)
        n_past = min(max(0, keep_from - self._input_start), len(self._input))
        self._input = self._input[n_past:]
        self._input_start += n_past
