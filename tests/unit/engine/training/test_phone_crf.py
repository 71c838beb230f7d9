"""The sum over all paths under a trigram of phones, against going through every path."""

from __future__ import annotations

import itertools

import pytest
import torch
from torch.nn.functional import ctc_loss

from engine.training.phone_crf import PhoneTrigram, log_sum_of_paths
from engine.training.speech import best_path, ctc, rival_paths

N_UNITS = 3


@pytest.fixture
def trigram() -> PhoneTrigram:
    return PhoneTrigram([[1, 2, 1], [2, 2], [1], [1, 2, 2, 1]], N_UNITS)


def _emissions(n_rows: int, n_emissions: int, n_units: int = N_UNITS) -> torch.Tensor:
    return torch.randn(n_rows, n_emissions, n_units, generator=torch.Generator().manual_seed(3)).mul(2).log_softmax(-1)


def _phones_of(path: tuple[int, ...]) -> list[int]:
    return [unit for unit, _ in itertools.groupby(path) if unit != 0]


def _by_every_path(emissions: torch.Tensor, trigram: PhoneTrigram) -> torch.Tensor:
    worths = [
        sum(emissions[at, unit] for at, unit in enumerate(path)) + trigram.log_probability(_phones_of(path))
        for path in itertools.product(range(N_UNITS), repeat=len(emissions))
    ]
    return torch.logsumexp(torch.stack(worths), 0)


def test_a_trigram_gives_every_phone_after_any_two_a_share_and_the_shares_sum_to_one(trigram: PhoneTrigram) -> None:
    assert (trigram.table > 0).all()
    assert torch.allclose(trigram.table.sum(-1), torch.ones(N_UNITS, N_UNITS))
    assert trigram.log_probability([1, 2, 1]) > trigram.log_probability([2, 1, 2])


def test_the_sum_over_all_paths_is_what_going_through_them_one_by_one_gives(trigram: PhoneTrigram) -> None:
    emissions = _emissions(3, 6)
    lengths = torch.tensor([6, 4, 1])
    sums = log_sum_of_paths(emissions, lengths, trigram)
    for row, length in enumerate(lengths.tolist()):
        assert float(sums[row]) == pytest.approx(float(_by_every_path(emissions[row, :length], trigram)), abs=1e-4)


def test_its_gradient_is_that_of_the_sum_over_every_path(trigram: PhoneTrigram) -> None:
    emissions = _emissions(2, 5).requires_grad_()
    log_sum_of_paths(emissions, torch.tensor([5, 3]), trigram).mul(torch.tensor([1.0, 2.0])).sum().backward()
    found, emissions.grad = emissions.grad, None
    (_by_every_path(emissions[0], trigram) + 2.0 * _by_every_path(emissions[1, :3], trigram)).backward()
    assert found is not None and emissions.grad is not None
    assert torch.allclose(found, emissions.grad, atol=1e-4)
    assert not found[1, 3:].any()


def test_the_right_sequences_paths_are_never_worth_more_than_all_paths_together() -> None:
    trigram = PhoneTrigram([[3, 1, 2], [2, 2, 4]], 5)
    emissions = _emissions(4, 200, 5)
    lengths = torch.tensor([200, 150, 30, 7])
    targets = [[3, 1, 2, 2], [1], [4, 4, 4], []]
    right = -ctc_loss(
        emissions.transpose(0, 1),
        torch.tensor([unit for target in targets for unit in target]),
        lengths,
        torch.tensor([len(target) for target in targets]),
        reduction="none",
    )
    right = right + torch.tensor([trigram.log_probability(target) for target in targets])
    together = log_sum_of_paths(emissions, lengths, trigram)
    assert torch.isfinite(together).all()
    assert (right < together).all()


def test_emissions_learn_to_set_the_right_phones_against_their_rivals() -> None:
    targets: list[list[int] | None] = [[3, 1, 1, 2], None, [2, 4]]
    trigram = PhoneTrigram([target for target in targets if target is not None], 5)
    scores = torch.zeros(3, 12, 5, requires_grad=True)
    lengths = torch.tensor([12, 12, 7])
    optimizer = torch.optim.Adam([scores], lr=0.3)
    losses = []
    for _ in range(60):
        emissions = scores.log_softmax(-1)
        loss = ctc(emissions, lengths, targets) + rival_paths(emissions, lengths, targets, trigram)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert min(losses) > 0
    assert losses[0] > 0.3
    assert losses[-1] < 0.02
    assert [best_path(scores[row, : lengths[row]].detach()) for row in (0, 2)] == [[3, 1, 1, 2], [2, 4]]
    assert not scores[1].any(), "what has no target teaches nothing"
