"""Recordings made harder, to measure how much a recognizer minds: noise under them, a small room about them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import TrioletError
from engine.sound.decoding import open_sound
from engine.sound.features import SAMPLE_RATE_HZ

Samples = NDArray[np.float32]
_REVERBERATION_S = 0.35  # until a small furnished room has lost 60 dB
_DIRECT_DB = 6.0  # the voice itself over what the room gives back, at arm's length
_SOUNDS = (".wav", ".flac", ".ogg", ".opus", ".mp3")


def read_samples(path: Path) -> Samples:
    """A whole recording, float32 [n] at 16 kHz."""
    with open_sound(path) as sound:
        blocks = list(sound.blocks())
    return np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.float32)


class Noise:
    """Noise from recordings without words.

    Args:
        folder: of the recordings, taken in the order of their names, again and again

    Raises:
        TrioletError: there are none
    """

    def __init__(self, folder: Path) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.suffix in _SOUNDS)
        if not paths:
            raise TrioletError(f"There are no recordings in {folder}.")
        self._clips = [clip for clip in map(read_samples, paths) if len(clip) and float(np.abs(clip).max()) > 0]
        self._next = 0

    def under(self, speech: Samples, snr_db: float) -> Samples:
        """Speech with the next noise under it.

        Args:
            speech: float32 [n]
            snr_db: mean power of the speech over that of the noise
        """
        clip = self._clips[self._next % len(self._clips)]
        self._next += 1
        noise = np.resize(clip, len(speech))
        powers = float(np.mean(np.square(speech))), float(np.mean(np.square(noise)))
        gain = np.sqrt(powers[0] / max(powers[1], 1e-12) * 10 ** (-snr_db / 10))
        return _within(speech + np.float32(gain) * noise)


def in_a_room(speech: Samples, seed: int = 1) -> Samples:
    """Speech as a microphone at arm's length hears it in a small room: the voice, and a tail of noise that dies away.

    Source: Moorer 1979, "About this reverberation business": the tail of a room is like exponentially decaying noise.
    """
    n_tail = round(_REVERBERATION_S * SAMPLE_RATE_HZ)
    times_s = np.arange(n_tail) / SAMPLE_RATE_HZ
    tail = np.random.default_rng(seed).standard_normal(n_tail) * 10 ** (-3 * times_s / _REVERBERATION_S)
    tail[: round(0.002 * SAMPLE_RATE_HZ)] = 0.0  # the first wall is farther away than the mouth
    tail *= 10 ** (-_DIRECT_DB / 20) / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    n = len(speech) + n_tail
    spectrum = np.fft.rfft(speech, n) * np.fft.rfft(tail, n)
    return _within(np.fft.irfft(spectrum, n)[: len(speech)].astype(np.float32))


def _within(samples: Samples) -> Samples:
    """The same, quieter where it would be cut off."""
    peak = float(np.abs(samples).max()) if len(samples) else 0.0
    return (samples / peak if peak > 1.0 else samples).astype(np.float32)
