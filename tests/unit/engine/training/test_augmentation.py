"""Augmentation: what is changed, by how much, and what stays."""

import math

import torch

from engine.training.augmentation import (
    AugmentationOptions,
    add_noise,
    add_room,
    change_tempo,
    mask,
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
    added = add_noise(speech, noise, 10.0).exp() - speech.exp()
    ratio_db = 10 * math.log10(float(speech.exp().mean() / added.mean()))
    assert abs(ratio_db - 10.0) < 0.6


def test_a_rooms_tail_has_the_power_asked_for_and_loses_sixty_decibels_in_time() -> None:
    frames = torch.full((100, 2), -30.0)
    frames[10, 0] = 0.0
    heard = add_room(frames, 0.4, 6.0)[:, 0].exp()
    assert abs(10 * math.log10(1.0 / float(heard.sum() - 1.0)) - 6.0) < 0.1
    assert float(heard[:10].max()) < 1e-9
    assert abs(10 * math.log10(float(heard[11] / heard[31])) - 30.0) < 0.2
    assert float((add_room(frames, 0.4, 6.0)[:, 1] + 30.0).abs().max()) < 0.3


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
