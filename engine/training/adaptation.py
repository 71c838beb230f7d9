"""What adapting to one person's texts and adapting to their voice have in common: a private place, a speed, a verdict."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engine.contract.errors import TrioletError
from engine.layers.devices import learns_in_half
from engine.layers.model_choice import adapted_folder
from engine.layers.model_folder import WEIGHTS_FILE, hash_file, read_card, write_model
from engine.training.export import averaged_weights
from engine.training.loop import Loop, LoopOptions, Task

Show = Callable[[float, str], None]  # share of the work that is done, and what is being done
_PAYS_BELOW = 0.8  # of the time of float32
_WORK = ".work-"
_NEVER_SO_LONG_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an adaptation came to.

    Args:
        name: of the model
        measured: what was compared, and on what
        before: figures of the shipped model, by name
        after: figures of the adapted one
        is_adopted: whether it is used from now on
        new_words: words that the shipped model does not know and the adapted one does
    """

    name: str
    measured: str
    before: Mapping[str, float]
    after: Mapping[str, float]
    is_adopted: bool
    new_words: tuple[str, ...] = ()


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder for what is needed on the way, for the person's eyes only and gone at the end.

    Raises:
        TrioletError: their data folder cannot be written
    """
    root = adapted_folder()
    try:
        root.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        root.mkdir(mode=0o700, exist_ok=True)
        _clear_away(root)
        folder = Path(tempfile.mkdtemp(prefix=_WORK, dir=root))  # made with mode 0700
    except OSError as error:
        raise TrioletError(f"The folder {root} cannot be written.", details=str(error)) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear_away(root: Path) -> None:
    """Deletes what adaptations left that were killed; none takes as long as that."""
    for left in root.glob(f"{_WORK}*"):
        if time.time() - left.stat().st_mtime > _NEVER_SO_LONG_S:
            shutil.rmtree(left, ignore_errors=True)


def bf16_pays(width: int = 512) -> bool:
    """Whether an LSTM of that width learns faster here in bfloat16: measured, since a processor's name does not tell."""
    if not learns_in_half(torch.device("cpu")):
        return False
    layer, read = nn.LSTM(width, width, batch_first=True), torch.randn(8, 32, width)

    def seconds(enabled: bool) -> float:
        best = float("inf")
        for _ in range(3):
            started_s = time.perf_counter()
            with torch.autocast("cpu", torch.bfloat16, enabled=enabled):
                loss = layer(read)[0].float().square().mean()
            loss.backward()
            best = min(best, time.perf_counter() - started_s)
        return best

    return seconds(True) < _PAYS_BELOW * seconds(False)


class _Watched:
    """A task whose steps are shown, and which is measured elsewhere."""

    def __init__(self, task: Task, on_step: Callable[[int], None]) -> None:
        self._task, self._on_step = task, on_step

    @property
    def network(self) -> nn.Module:
        return self._task.network

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        self._on_step(step)
        return self._task.loss(step, rank, n_ranks)

    def evaluate(self, network: nn.Module) -> dict[str, float]:
        return {"error": 0.0}


def learn(
    task: Task, start: Path, n_steps: int, peak_rate: float, seed: int, run: Path, on_step: Callable[[int], None]
) -> dict[str, Tensor]:
    """A short run at a low rate, up in a tenth of the steps and down in half of them.

    Args:
        task: network and data
        start: the weights to begin with
        n_steps: how long
        peak_rate: of learning
        seed: of order and dropout
        run: a folder for it
        on_step: called with the number of each step

    Returns:
        the running average of the weights
    """
    options = LoopOptions(
        n_steps, max(1, n_steps // 10), n_steps // 2, peak_rate,
        weight_decay=0.0, largest_gradient=1.0, average_decay=0.95, evaluate_every=n_steps + 1, save_every=n_steps + 1,
        seed=seed, half_precision=bf16_pays(),
    )  # fmt: skip
    loop = Loop(_Watched(task, on_step), options, run, say=lambda line: None)
    loop.start_from(start)
    loop.run()
    return averaged_weights(run)


def adopt(
    shipped: Path, name: str, config: Mapping[str, Any], weights: Mapping[str, Tensor], outcome: Outcome,
    notes: str, write_more: Callable[[Path], None], check: Callable[[Path], None],
) -> None:  # fmt: skip
    """Puts an adapted model in place, whole or not at all, readable by the person only.

    Args:
        shipped: the model it was made from
        name: under which it is found
        config: as for `write_model`
        weights: as they stand on disk
        outcome: the figures for the card
        notes: of the card, one paragraph: from what it was made
        write_more: writes the further files
        check: loads the finished folder; what it raises leaves everything as it was
    """
    told = {
        "when": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        "from": hash_file(shipped / WEIGHTS_FILE),
        "measured": outcome.measured,
        "before": dict(outcome.before),
        "after": dict(outcome.after),
    }

    def check_and_close(folder: Path) -> None:
        check(folder)
        for file in folder.iterdir():
            file.chmod(0o600)
        folder.chmod(0o700)

    card = _card(name, outcome, notes, read_card(shipped).text)
    try:
        write_model(adapted_folder() / name, {**config, "adapted": told}, weights, card, write_more, check_and_close)
    except OSError as error:
        raise TrioletError("The adapted model could not be written.", details=str(error)) from error


def _card(name: str, outcome: Outcome, notes: str, shipped: str) -> str:
    rows = "\n".join(f"| {key} | {outcome.before[key]:.4g} | {outcome.after[key]:.4g} |" for key in outcome.before)
    return (
        f"# {name}, adapted to one person\n\n{notes}\n\n## Figures\n{outcome.measured}.\n\n"
        f"| | shipped | adapted |\n|---|---|---|\n{rows}\n\nBelow, the card of the shipped model.\n\n#{shipped}"
    )


def n_threads() -> int:
    """How many threads to learn with: all cores, unless the environment says otherwise."""
    return int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1))
