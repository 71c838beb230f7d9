"""Features: the same numbers in pieces and as a whole, and what they promise about time and loudness."""

import math

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.sound.features import FeatureOptions, LogMel, RunningMean


def sound(n_samples: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(n_samples, generator=torch.Generator().manual_seed(seed)) * 0.1


def whole_features(samples: torch.Tensor) -> torch.Tensor:
    return RunningMean(torch.full((80,), -6.0), 50)(LogMel(FeatureOptions())(samples))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_sound_in_pieces_gives_the_features_of_the_whole(n_frames: list[int]) -> None:
    log_mel, running_mean = LogMel(FeatureOptions()), RunningMean(torch.full((80,), -6.0), 50)
    samples = sound(160 * sum(n_frames) + 240)
    pieces, start = [], 0
    for n in n_frames:
        pieces.append(running_mean(log_mel(samples[start : start + 160 * n + 240])))
        start += 160 * n
    torch.testing.assert_close(torch.cat(pieces), whole_features(samples), atol=1e-5, rtol=1e-5)


def test_a_frame_takes_twenty_five_milliseconds_and_begins_every_ten() -> None:
    log_mel = LogMel(FeatureOptions())
    assert [log_mel.n_frames(n) for n in (0, 399, 400, 559, 560, 16_000)] == [0, 0, 1, 1, 2, 98]
    assert log_mel(sound(16_000)).shape == (98, 80)


def test_a_sine_is_loudest_in_the_band_of_its_pitch() -> None:
    options = FeatureOptions()
    times_s = torch.arange(16_000) / 16_000
    loudest = []
    for pitch_hz in (200.0, 1_000.0, 4_000.0):
        frames = LogMel(options)(torch.sin(2 * math.pi * pitch_hz * times_s))
        loudest.append(int(frames.mean(dim=0).argmax()))
    top_mel = 2_595 * math.log10(1 + options.highest_hz / 700)
    bottom_mel = 2_595 * math.log10(1 + options.lowest_hz / 700)
    for band, pitch_hz in zip(loudest, (200.0, 1_000.0, 4_000.0), strict=True):
        mel = 2_595 * math.log10(1 + pitch_hz / 700)
        expected = (mel - bottom_mel) / (top_mel - bottom_mel) * (options.n_mels + 1) - 1
        assert abs(band - expected) <= 1


def test_silence_has_finite_features() -> None:
    assert torch.isfinite(whole_features(torch.zeros(16_000))).all()


def test_loudness_fades_from_the_features_within_seconds() -> None:
    quiet, loud = whole_features(sound(80_000)), whole_features(sound(80_000) * 8)
    early = (loud[:20] - quiet[:20]).mean()
    late = (loud[-20:] - quiet[-20:]).mean()
    assert float(late) < float(early) / 5


def test_the_running_mean_begins_at_the_prior() -> None:
    frame = torch.ones(1, 80)
    assert torch.allclose(RunningMean(torch.ones(80), 50)(frame), torch.zeros(1, 80), atol=1e-6)


def test_the_mel_powers_are_those_of_librosa() -> None:
    import librosa

    options = FeatureOptions()
    samples = sound(16_000)
    early = (options.fft_size - options.window_samples) // 2  # librosa puts the window into the middle of a longer frame
    powers = librosa.feature.melspectrogram(
        y=np.pad(samples.numpy(), (early, early)), sr=16_000, n_fft=options.fft_size, hop_length=options.step_samples,
        win_length=options.window_samples, center=False, n_mels=options.n_mels, fmin=options.lowest_hz,
        fmax=options.highest_hz, htk=True, norm=None,
    )  # fmt: skip
    ours = LogMel(options)(samples)
    theirs = torch.log(torch.from_numpy(powers.T[: len(ours)]) + options.floor)
    assert theirs.shape == ours.shape
    torch.testing.assert_close(ours, theirs, atol=2e-3, rtol=0)
