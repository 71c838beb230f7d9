"""Augmentation: what is changed, by how much, and what stays."""

import math

import torch

from engine.sound.features import FeatureOptions, LogMel
from engine.training.augmentation import (
    AugmentationOptions,
    add_noise,
    add_room,
    change_tempo,
    heard_together,
    mask,
    phase_factors,
    speckle,
    vary,
    warp_frequency,
)


def test_twice_as_fast_is_half_as_long() -> None:
    assert change_tempo(torch.randn(100, 80), 2.0).shape == (50, 80)


def test_a_warp_by_one_changes_nothing() -> None:
    frames = torch.randn(10, 80)
    assert torch.allclose(warp_frequency(frames, 1.0)[:, :-1], frames[:, :-1])


def test_a_warp_moves_a_peak_by_its_factor() -> None:
    frames = torch.zeros(1, 80)
    frames[0, 40] = 1.0
    assert int(warp_frequency(frames, 1.25).argmax()) == 50


def test_noise_is_added_at_the_ratio_asked_for() -> None:
    speech, noise = torch.randn(200, 80), torch.randn(50, 80) + 3.0
    added = add_noise(speech, noise, 10.0, phase_factors(speech.shape, torch.Generator().manual_seed(1))).exp() - speech.exp()
    ratio_db = 10 * math.log10(float(speech.exp().mean() / added.mean()))
    assert abs(ratio_db - 10.0) < 0.6


def test_two_sounds_at_once_have_the_power_of_both_on_average_and_vary_as_mixed_noises_do() -> None:
    chance = torch.Generator().manual_seed(1)
    sounds = torch.randn(2, 160_000, generator=chance) * 0.1
    log_mel = LogMel(FeatureOptions())
    one, other, mixed = log_mel(sounds[0]), log_mel(sounds[1]), log_mel(sounds.sum(0))
    modelled = heard_together(one, other, phase_factors(one.shape, chance))
    alike, added = (one - other).abs() < 1.5, torch.logaddexp(one, other)
    assert float((modelled.exp().mean(0) / added.exp().mean(0)).log().abs().max()) < 0.1
    for bands in (slice(0, 20), slice(20, 40), slice(40, 60), slice(60, 80)):
        spread = [float((heard - added)[:, bands][alike[:, bands]].std()) for heard in (modelled, mixed)]
        assert 0.75 < spread[0] / spread[1] < 1.25


def test_noise_has_its_mean_power_and_as_much_grain_as_real_noise() -> None:
    log_mel = LogMel(FeatureOptions())(torch.randn(320_000, generator=torch.Generator().manual_seed(1)) * 0.1)
    real = log_mel.exp() / log_mel.exp().mean(0)
    modelled = speckle(log_mel.shape, torch.Generator().manual_seed(2))
    assert float((modelled.mean(0) - 1).abs().max()) < 0.1
    for bands in (slice(0, 20), slice(20, 40), slice(40, 60), slice(60, 80)):
        assert 0.75 < float(modelled[:, bands].log().std() / real[:, bands].log().std()) < 1.25


def test_a_rooms_tail_has_the_power_asked_for_and_loses_sixty_decibels_in_time() -> None:
    frames = torch.full((100, 2), -30.0)
    frames[10, 0] = 0.0
    heard = add_room(frames, 0.4, 6.0, torch.zeros(100, 2), torch.ones(100, 2))[:, 0].exp()
    assert abs(10 * math.log10(1.0 / float(heard.sum() - 1.0)) - 6.0) < 0.1
    assert float(heard[:10].max()) < 1e-9
    assert abs(10 * math.log10(float(heard[11] / heard[31])) - 30.0) < 0.2
    assert float((add_room(frames, 0.4, 6.0, torch.zeros(100, 2), torch.ones(100, 2))[:, 1] + 30.0).abs().max()) < 0.3


def test_masks_hide_and_leave_the_rest_alone() -> None:
    frames = torch.ones(400, 80)
    hidden = mask(frames, AugmentationOptions(), torch.Generator().manual_seed(3))
    assert set(hidden.unique().tolist()) == {0.0, 1.0}
    assert float(frames.min()) == 1.0


def test_the_same_seed_gives_the_same_take() -> None:
    frames, noise = torch.randn(120, 80), torch.randn(60, 80)
    takes = [vary(frames, noise, AugmentationOptions(), torch.Generator().manual_seed(seed)) for seed in (5, 5, 6)]
    assert torch.equal(takes[0], takes[1])
    assert takes[0].shape != takes[2].shape or not torch.equal(takes[0], takes[2])
