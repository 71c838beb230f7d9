"""Resampling: pieces equal the whole, pitches stay, what is too high goes."""

import numpy as np
import pytest

from engine.sound.resampling import StreamResampler


def sine(pitch_hz: float, rate_hz: int, seconds: float = 1.0) -> np.ndarray:
    return np.sin(2 * np.pi * pitch_hz * np.arange(int(seconds * rate_hz)) / rate_hz).astype(np.float32)


def resampled(samples: np.ndarray, rate_hz: int, cuts: list[int]) -> np.ndarray:
    stream = StreamResampler(rate_hz, 16_000)
    pieces = [stream.accept(piece) for piece in np.split(samples, cuts)]
    return np.concatenate([*pieces, stream.finish()])


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 44_100, 48_000, 96_000])
def test_a_sine_keeps_its_pitch_and_length(rate_hz: int) -> None:
    out = resampled(sine(440, rate_hz), rate_hz, [])
    assert len(out) == 16_000
    assert np.abs(out - sine(440, 16_000))[300:-300].max() < 1e-3


@pytest.mark.parametrize("rate_hz", [8_000, 44_100, 48_000])
def test_pieces_give_the_samples_of_the_whole(rate_hz: int) -> None:
    noise = np.random.default_rng(1).standard_normal(rate_hz // 2).astype(np.float32)
    whole = resampled(noise, rate_hz, [])
    assert np.abs(resampled(noise, rate_hz, [1, 7, 801, 2_222, 3_000]) - whole).max() < 1e-5


def test_what_is_above_the_new_range_is_gone() -> None:
    out = resampled(sine(10_000, 48_000), 48_000, [])
    assert 20 * np.log10(np.sqrt(np.square(out[300:-300]).mean()) + 1e-12) < -70
