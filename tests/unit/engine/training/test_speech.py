"""Batches of speech, and their two views, which are drawn to one another only as far as they differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.training.ahead import Ahead, Share
from engine.training.augmentation import AugmentationOptions
from engine.training.speech import _disagreement
from engine.training.speech_batches import Batch, SpeechBatches, SpeechOptions
from engine.training.speech_data import PreparedSpeech

LENGTHS = torch.tensor([7, 4, 7, 4])


def _views(seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return torch.randn(4, 7, 5, requires_grad=True)


def test_views_that_say_the_same_do_not_disagree() -> None:
    half = _views(1)[:2].detach().log_softmax(-1)
    assert float(_disagreement(torch.cat([half, half]), LENGTHS)) < 1e-6


def test_disagreement_is_the_mean_divergence_both_ways_inside_the_sequences() -> None:
    first, second = _views(2).detach().log_softmax(-1).chunk(2)
    wanted = [
        0.5 * float((q.exp() * (q - p)).sum() + (p.exp() * (p - q)).sum())
        for row, length in enumerate(LENGTHS[:2])
        for p, q in zip(first[row, :length], second[row, :length], strict=True)
    ]
    found = float(_disagreement(torch.cat([first, second]), LENGTHS))
    assert abs(found - sum(wanted) / len(wanted)) < 1e-6


def test_a_step_down_brings_the_views_together() -> None:
    scores = _views(3)
    before = _disagreement(scores.log_softmax(-1), LENGTHS)
    before.backward()
    assert scores.grad is not None
    after = _disagreement((scores - 0.5 * scores.grad).log_softmax(-1), LENGTHS)
    assert float(after.detach()) < float(before.detach())
    assert float(scores.grad[1, 4:].abs().max()) == 0.0, "what is past the end teaches nothing"


def _prepared(folder: Path, frames: list[np.ndarray[Any, Any]]) -> PreparedSpeech:
    """Utterances of these frames, float [n_frames, 80] each, as they lie on disk."""
    folder.mkdir()
    starts = np.cumsum([0, *map(len, frames)]).tolist()
    np.concatenate(frames).astype(np.float16).tofile(folder / "frames.f16")
    entries = [{"text": "", "speaker": "", "start": start, "n_frames": len(f)} for start, f in zip(starts, frames, strict=False)]
    (folder / "utterances.json").write_text(json.dumps(entries))
    return PreparedSpeech(folder)


@pytest.fixture
def batches(tmp_path: Path) -> SpeechBatches:
    """Twenty utterances of noise, of one to three seconds, four or so in a batch, in two views."""
    draw = np.random.default_rng(1)
    speech = _prepared(tmp_path / "speech", [draw.normal(-4.0, 1.0, (100 + 10 * number, 80)) for number in range(20)])
    units = [[number + 1] for number in range(20)]
    options = SpeechOptions(batch_seconds=16.0, consistency=0.5, short_first_passes=0)
    return SpeechBatches(options, AugmentationOptions(room_share=0.5), speech, list(units), units, None, speech.mean(), 1)


def _is_same(one: Batch, other: Batch) -> bool:
    is_near = torch.allclose(one.features, other.features, atol=1e-4)  # several threads add in another order than one
    return is_near and one.phones == other.phones and one.letters == other.letters


def test_batches_of_speech_prepared_by_other_processes_are_those_of_one(batches: SpeechBatches) -> None:
    ahead: Ahead[Batch] = Ahead(batches, "cpu")
    alone = [ahead[Share(step)] for step in range(7)]
    ahead.n_helpers = 2
    assert all(_is_same(ahead[Share(step)], one) for step, one in enumerate(alone))
    assert _is_same(ahead[Share(2)], alone[2])  # gone back, as after a checkpoint


def test_a_pass_has_every_utterance_once_in_two_views_whose_shares_make_the_whole(batches: SpeechBatches) -> None:
    heard: list[int] = []
    for step in range(100):
        if len(heard) == 20:
            break
        batch = batches[Share(step)]
        half = len(batch.letters) // 2
        assert batch.letters[:half] == batch.letters[half:] and len(batch.features) == 2 * half
        assert not torch.equal(batch.features[0], batch.features[half]), "two views have different masks"
        shares = [batches[Share(step, rank, 2)].letters for rank in range(2)] if half > 1 else [batch.letters]
        assert sorted(unit for share in shares for unit in share) == sorted(batch.letters)
        heard += [units[0] for units in batch.letters[:half]]
    assert sorted(heard) == list(range(1, 21))


def test_noise_alone_is_as_long_as_the_utterance_in_whose_stead_it_stands_and_begins_anywhere(tmp_path: Path) -> None:
    speech = _prepared(tmp_path / "speech", [np.zeros((100, 80))] * 8)
    noise = _prepared(tmp_path / "noise", [np.repeat(np.arange(1000.0)[:, None] / 100, 80, axis=1)])  # louder and louder
    options = SpeechOptions(batch_seconds=8.0, silent_share=1.0, short_first_passes=0)
    still = AugmentationOptions(
        speed_range=0.0, warp_range=0.0, gain_db=0.0, noise_share=1.0, n_frequency_masks=0, time_mask_share=0.0
    )
    none = torch.zeros(80)
    batch = SpeechBatches(options, still, speech, [[1]] * 8, [[1]] * 8, noise, none, 1)[Share(0)]
    assert batch.phones == [[]] * 8 and batch.letters == [[]] * 8
    assert batch.n_frames.tolist() == [100] * 8
    assert len({round(float(first), 3) for first in batch.features[:, 0, 0]}) > 4
