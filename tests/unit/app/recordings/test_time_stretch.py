from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.recordings.time_stretch import Samples, TimeStretcher

RATE_HZ = 16000


def voice(duration_s: float, pitch_hz: float = 140.0) -> Samples:
    """A buzz with a pitch and overtones, swelling as syllables do."""
    t = np.arange(int(duration_s * RATE_HZ)) / RATE_HZ
    buzz = sum(np.sin(2 * np.pi * pitch_hz * n * t + n) / n for n in range(1, 9))
    return (0.2 * buzz * (0.6 + 0.4 * np.sin(2 * np.pi * 3.0 * t))).astype(np.float32)


def stretched(samples: Samples, speed: float, block: int = 4000) -> Samples:
    stretcher = TimeStretcher(RATE_HZ, speed)
    pieces = [stretcher.accept(samples[i : i + block]) for i in range(0, len(samples), block)]
    return np.concatenate([*pieces, stretcher.finish()])


def pitch_hz(samples: Samples) -> float:
    middle = samples[len(samples) // 4 : len(samples) // 4 + 8192]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 1 << 17))
    return float(np.argmax(spectrum) * RATE_HZ / (1 << 17))


def test_at_speed_one_the_sound_is_unchanged() -> None:
    samples = voice(1.0)
    assert np.allclose(stretched(samples, 1.0), samples, atol=1e-6)


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.25, 1.5, 2.0])
def test_the_length_follows_the_speed_and_the_pitch_stays(speed: float) -> None:
    samples = voice(3.0)
    result = stretched(samples, speed)
    assert len(result) == pytest.approx(len(samples) / speed, abs=2)
    assert pitch_hz(result) == pytest.approx(pitch_hz(samples), rel=0.02)


@pytest.mark.parametrize("speed", [0.5, 1.5, 2.0])
def test_periods_meet_in_phase_so_loudness_stays_even(speed: float) -> None:
    t = np.arange(3 * RATE_HZ) / RATE_HZ
    tone = (0.5 * np.sin(2 * np.pi * 140.0 * t)).astype(np.float32)
    result = stretched(tone, speed)
    inner = result[1600 : -1600 - len(result) % 800]
    peaks = np.abs(inner[: len(inner) // 800 * 800].reshape(-1, 800)).max(axis=1)
    assert peaks.min() > 0.45
    assert peaks.max() < 0.55


def test_the_speed_can_change_on_the_way_without_a_click() -> None:
    samples = voice(2.0, 120.0)
    stretcher = TimeStretcher(RATE_HZ, 1.0)
    first = stretcher.accept(samples[:RATE_HZ])
    stretcher.speed = 2.0
    result = np.concatenate([first, stretcher.accept(samples[RATE_HZ:]), stretcher.finish()])
    assert np.abs(np.diff(result)).max() <= 1.2 * np.abs(np.diff(samples)).max()
    assert len(result) == pytest.approx(1.5 * RATE_HZ, rel=0.05)


def test_the_position_says_how_much_input_was_heard() -> None:
    stretcher = TimeStretcher(RATE_HZ, 0.5)
    out = stretcher.accept(voice(2.0))
    assert stretcher.position == pytest.approx(len(out) * 0.5, abs=1)
    stretcher.finish()
    assert stretcher.position == 2.0 * RATE_HZ


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 5000), st.sampled_from([0.5, 1.0, 1.7]))
def test_the_size_of_the_blocks_changes_nothing(block: int, speed: float) -> None:
    samples = voice(0.4)
    whole, pieces = stretched(samples, speed, len(samples)), stretched(samples, speed, block)
    assert len(whole) == len(pieces)
    assert np.allclose(whole, pieces, atol=1e-5)


def test_silence_and_the_empty_stream_come_out_as_such() -> None:
    assert not stretched(np.zeros(RATE_HZ, np.float32), 1.5).any()
    assert len(TimeStretcher(RATE_HZ, 1.5).finish()) == 0
