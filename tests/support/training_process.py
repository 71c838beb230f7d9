"""A training run in a process of its own, for tests that start several at once or kill one: FOLDER STEPS [resume] [minutes]."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from engine.training.loop import Loop, LoopOptions, start_processes


class CurveTask:
    """Learns a curve from points that follow from the step; a process takes its share of them."""

    def __init__(self) -> None:
        torch.manual_seed(1)
        self.network: nn.Module = nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 1)).double()
        self.losses: list[tuple[int, float]] = []

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        points = torch.randn(16, 1, generator=torch.Generator().manual_seed(step), dtype=torch.float64)
        part = points[rank::n_ranks]
        loss = (self.network(part) - torch.sin(2 * part)).square().mean()
        self.losses.append((step, float(loss.detach())))
        return loss, {}

    def evaluate(self, network: nn.Module) -> dict[str, float]:
        points = torch.linspace(-1, 1, 9, dtype=torch.float64)[:, None]
        return {"error": float((network(points) - torch.sin(2 * points)).square().mean())}


class TellingTask(CurveTask):
    """Writes each step's loss down at once, so that it is known after the process was killed."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        found = super().loss(step, rank, n_ranks)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(self.losses[-1]) + "\n")
        return found


def options(n_steps: int) -> LoopOptions:
    """A short run that saves often."""
    return LoopOptions(n_steps, 4, n_steps // 4, 0.02, 0.0, evaluate_every=25, save_every=7)


def main() -> None:
    """Trains as the arguments say."""
    torch.set_num_threads(1)
    folder, n_steps = Path(sys.argv[1]), int(sys.argv[2])
    start_processes()
    rank = os.environ.get("RANK", "0")
    folder.mkdir(parents=True, exist_ok=True)
    told = options(n_steps)
    if "minutes" in sys.argv[3:]:
        told = replace(told, minutes=0.02)
    loop = Loop(TellingTask(folder / f"losses-{rank}.txt"), told, folder / "run", say=lambda line: None)
    if "resume" in sys.argv[3:] and (folder / "run" / "checkpoint.safetensors").exists():
        loop.resume()
    loop.run()
    if torch.distributed.is_initialized():
        torch.distributed.destroy_process_group()


if __name__ == "__main__":
    main()
