"""Two views of the same utterances are drawn to one another, and only as far as they differ."""

from __future__ import annotations

import torch

from engine.training.speech import _disagreement

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
