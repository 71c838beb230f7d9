"""The training loop: it learns, stops and goes on as if it had never stopped."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from engine.contract.errors import TrioletError
from engine.training.loop import Loop, LoopOptions, rate_at

OPTIONS = LoopOptions(
    total_steps=40, warmup_steps=4, decay_steps=10, peak_rate=0.05, evaluate_every=20, save_every=10
)


class LineTask:
    """Learns y = 2 x + 1 from a few points that follow from the step, with dropout so that chance matters."""

    def __init__(self) -> None:
        torch.manual_seed(1)
        self.network: nn.Module = nn.Sequential(nn.Linear(1, 8), nn.Dropout(0.1), nn.Linear(8, 1))

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        points = torch.randn(8, 1, generator=torch.Generator().manual_seed(step))[rank::n_ranks]
        loss = (self.network(points) - (2 * points + 1)).square().mean()
        return loss, {}

    def evaluate(self, network: nn.Module) -> dict[str, float]:
        points = torch.linspace(-1, 1, 9)[:, None]
        error = (network(points) - (2 * points + 1)).square().mean()
        return {"error": float(error.detach())}


def quiet(_: str) -> None:
    pass


def weights(task: LineTask) -> list[Tensor]:
    return [parameter.detach().clone() for parameter in task.network.parameters()]


def test_the_loss_falls(tmp_path: Path) -> None:
    task = LineTask()
    before = task.evaluate(task.network)["error"]
    Loop(task, OPTIONS, tmp_path, quiet).run()
    task.network.eval()
    assert task.evaluate(task.network)["error"] < before / 4


def test_a_run_cut_short_goes_on_to_the_same_weights(tmp_path: Path) -> None:
    whole = LineTask()
    Loop(whole, OPTIONS, tmp_path / "whole", quiet).run()

    cut = LineTask()
    first_half = Loop(cut, OPTIONS, tmp_path / "cut", quiet)
    for _ in range(20):
        first_half._one_step()
    first_half.save()
    rest = LineTask()
    loop = Loop(rest, OPTIONS, tmp_path / "cut", quiet)
    loop.resume()
    assert loop.step == 20
    loop.run()
    for one, other in zip(weights(whole), weights(rest), strict=True):
        assert torch.equal(one, other)


def test_going_on_from_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(TrioletError, match="no checkpoint"):
        Loop(LineTask(), OPTIONS, tmp_path, quiet).resume()


def test_a_checkpoint_of_another_network_is_refused(tmp_path: Path) -> None:
    Loop(LineTask(), OPTIONS, tmp_path, quiet).save()
    other = LineTask()
    other.network = nn.Linear(3, 3)
    with pytest.raises(TrioletError, match="another network"):
        Loop(other, OPTIONS, tmp_path, quiet).resume()


def test_the_rate_climbs_stays_and_falls() -> None:
    rates = [rate_at(step, OPTIONS) for step in range(41)]
    assert rates[0] < rates[3] == pytest.approx(0.05)
    assert rates[20] == pytest.approx(0.05)
    assert rates[40] == 0.0 and rates[35] < 0.05


def test_where_minutes_are_given_the_rate_falls_to_nothing_within_them(tmp_path: Path) -> None:
    options = replace(OPTIONS, total_steps=400, decay_steps=100, minutes=0.03, save_every=10**9, evaluate_every=10**9)
    loop = Loop(LineTask(), options, tmp_path, quiet)
    start = time.monotonic()
    loop.run()
    assert 0.5 < time.monotonic() - start < 10
    assert loop.step == loop.options.total_steps != 400
    assert loop.options.decay_steps == pytest.approx(loop.options.total_steps / 4, rel=0.05)


def test_half_precision_learns_as_well(tmp_path: Path) -> None:
    task = LineTask()
    before = task.evaluate(task.network)["error"]
    Loop(task, replace(OPTIONS, half_precision=True), tmp_path, quiet).run()
    assert task.evaluate(task.network)["error"] < before / 3
