"""The one training loop that all three networks use.

It is resumable to the step: which utterances come when, and how they are varied, follows from the seed and the step
alone. Under `torchrun` each process works on its share of every batch and the gradients are averaged, so several
processes give what one gives.
"""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, distributed, nn

from engine.contract.errors import TrioletError
from engine.layers.devices import learns_in_half
from engine.layers.packing import unpack

_STEPS_BETWEEN_PLANS = 100  # where time is limited


@dataclass(frozen=True, slots=True)
class LoopOptions:
    """How long and how fast to learn."""

    total_steps: int = 6_000
    warmup_steps: int = 300
    decay_steps: int = 2_000  # the rate falls to nothing over the last so many steps
    peak_rate: float = 1.5e-3
    weight_decay: float = 0.01
    largest_gradient: float = 5.0  # longer gradients are shortened to this norm
    average_decay: float = 0.998  # of the running average of the weights, which is what is evaluated and exported
    evaluate_every: int = 400
    save_every: int = 150
    seed: int = 1
    half_precision: bool = False  # autocast: bfloat16 on a processor that knows it, float16 with enlarged losses on a graphics card
    minutes: float = 0.0  # as many steps as fit into this time instead of `total_steps`, the same share of them in decay


class Task(Protocol):
    """What the loop needs to know of a network and its data."""

    @property
    def network(self) -> nn.Module:
        """What is trained."""

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        """Loss of this process's share of the batch of a step, with figures to show."""

    def evaluate(self, network: nn.Module) -> dict[str, float]:
        """Figures on the dev set; `error` is the one to be small."""


Built = TypeVar("Built")


def start_processes() -> None:
    """Joins the other processes of `torchrun`, if there are any."""
    if int(os.environ.get("WORLD_SIZE", "1")) > 1 and not distributed.is_initialized():
        distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")


def first_process_first(build: Callable[[], Built]) -> Built:
    """Builds in the first process and then in the others, which find on disk what the first prepared."""
    if not distributed.is_initialized():
        return build()
    built = build() if distributed.get_rank() == 0 else None
    distributed.barrier()
    return build() if built is None else built


def rate_at(step: int, options: LoopOptions) -> float:
    """The learning rate of a step: up in a line, level, down in a line.

    Source: warm-up, stable, decay, as in Hu et al. 2024 (MiniCPM), section 4.
    """
    up = (step + 1) / max(1, options.warmup_steps)
    down = (options.total_steps - step) / max(1, options.decay_steps)
    return options.peak_rate * max(0.0, min(1.0, up, down))


class Loop:
    """Trains a task in a run folder.

    Args:
        task: network and data
        options: see `LoopOptions`
        folder: checkpoints, log and best weights
        say: called with each line of progress
    """

    def __init__(self, task: Task, options: LoopOptions, folder: Path, say: Callable[[str], None] = print) -> None:
        self.task = task
        self.options = options
        self.folder = folder
        self._say = say
        self.step = 0
        self.rank = int(os.environ.get("RANK", "0"))
        self.n_ranks = int(os.environ.get("WORLD_SIZE", "1"))
        self.device = next(task.network.parameters()).device
        self._parameters = [p for p in task.network.parameters() if p.requires_grad]
        self._optimizer = torch.optim.AdamW(
            self._parameters, lr=options.peak_rate, betas=(0.9, 0.98), weight_decay=options.weight_decay
        )
        self._is_half = options.half_precision and learns_in_half(self.device)
        self._scaler = torch.amp.GradScaler("cuda", enabled=self._is_half and self.device.type == "cuda")
        self._average = {name: p.detach().clone() for name, p in task.network.named_parameters()}
        self._best_error = math.inf
        folder.mkdir(parents=True, exist_ok=True)

    def run(self) -> None:
        """Trains to the last step; saves, evaluates and says how it goes."""
        self.task.network.train()
        start = window_start = time.monotonic()
        window_steps, first_step = 0, self.step
        figures_sum: dict[str, float] = {}
        while self.step < self.options.total_steps:
            figures = self._one_step()
            window_steps += 1
            for name, value in figures.items():
                figures_sum[name] = figures_sum.get(name, 0.0) + value
            if self.step % 20 == 0:
                seconds = (time.monotonic() - window_start) / window_steps
                self._report({n: v / window_steps for n, v in figures_sum.items()}, seconds)
                window_start, window_steps, figures_sum = time.monotonic(), 0, {}
            if self.options.minutes and (self.step - first_step) % _STEPS_BETWEEN_PLANS == 0:
                self._fit_into_time(time.monotonic() - start, self.step - first_step)
            if self.step % self.options.save_every == 0:
                self.save()
            if self.step % self.options.evaluate_every == 0 or self.step == self.options.total_steps:
                self._evaluate()
                window_start = time.monotonic()
        self.save()

    def _fit_into_time(self, past_s: float, n_steps: int) -> None:
        """Plans the steps that there is time for, at the speed so far; all processes take the first's time, to end together."""
        if self.n_ranks > 1:
            clock = torch.tensor(past_s, dtype=torch.float64, device=self.device)
            distributed.broadcast(clock, 0)
            past_s = float(clock)
        total = self.step + max(0, int((60 * self.options.minutes - past_s) * n_steps / past_s))
        decay = round(total * self.options.decay_steps / self.options.total_steps)
        self.options = replace(self.options, total_steps=total, decay_steps=decay)

    def _one_step(self) -> dict[str, float]:
        rate = rate_at(self.step, self.options)
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        torch.manual_seed(hash((self.options.seed, self.step, self.rank)) & 0x7FFFFFFF)
        # cuDNN's recurrent layers know float16 but not bfloat16, and small gradients would vanish in it: hence the scaler.
        half = torch.float16 if self.device.type == "cuda" else torch.bfloat16
        with torch.autocast(self.device.type, half, enabled=self._is_half):
            loss, figures = self.task.loss(self.step, self.rank, self.n_ranks)
        self._optimizer.zero_grad(set_to_none=False)
        self._scaler.scale(loss).backward()
        self._share_gradients()
        self._scaler.unscale_(self._optimizer)
        norm = nn.utils.clip_grad_norm_(self._parameters, self.options.largest_gradient)
        if torch.isfinite(norm):
            self._scaler.step(self._optimizer)
        self._scaler.update()
        self.step += 1
        self._update_average()
        return {"loss": float(loss.detach()), **figures}

    def _share_gradients(self) -> None:
        if self.n_ranks == 1:
            return
        for parameter in self._parameters:
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        flat = torch.cat([p.grad.reshape(-1) for p in self._parameters if p.grad is not None])
        distributed.all_reduce(flat)
        flat /= self.n_ranks
        start = 0
        for parameter in self._parameters:
            assert parameter.grad is not None
            parameter.grad.copy_(flat[start : start + parameter.numel()].view_as(parameter))
            start += parameter.numel()

    def _update_average(self) -> None:
        decay = min(self.options.average_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, parameter in self.task.network.named_parameters():
                self._average[name].lerp_(parameter, 1 - decay)

    def _report(self, figures: dict[str, float], seconds_a_step: float) -> None:
        if self.rank != 0:
            return
        left_s = seconds_a_step * (self.options.total_steps - self.step)
        shown = "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
        self._log(
            f"step {self.step}/{self.options.total_steps}  {shown}  rate {rate_at(self.step, self.options):.2e}"
            f"  {seconds_a_step:.2f} s a step  {left_s / 60:.0f} min left"
        )

    def _log(self, line: str) -> None:
        self._say(line)
        with (self.folder / "log.txt").open("a", encoding="utf-8") as log:
            log.write(line + "\n")

    def _evaluate(self) -> None:
        if self.rank == 0:
            own = {name: p.detach().clone() for name, p in self.task.network.named_parameters()}
            self._load_parameters(self._average)
            self.task.network.eval()
            with torch.inference_mode():
                figures = self.task.evaluate(self.task.network)
            if figures["error"] < self._best_error:
                self._best_error = figures["error"]
                _replace(self.folder / "best.safetensors", lambda path: save_file(self._average, path))
            self._load_parameters(own)
            self.task.network.train()
            self._log(f"step {self.step}  dev  " + "  ".join(f"{n} {v:.4f}" for n, v in figures.items()))
        if self.n_ranks > 1:
            distributed.barrier()

    def _load_parameters(self, values: dict[str, Tensor]) -> None:
        with torch.no_grad():
            for name, parameter in self.task.network.named_parameters():
                parameter.copy_(values[name])

    def save(self) -> None:
        """Writes everything needed to go on as if nothing had happened."""
        if self.rank != 0:
            return
        tensors = {f"network.{n}": p.detach() for n, p in self.task.network.named_parameters()}
        tensors |= {f"average.{n}": value for n, value in self._average.items()}
        for index, parameter in enumerate(self._parameters):
            for name, value in self._optimizer.state.get(parameter, {}).items():
                tensors[f"optimizer.{index}.{name}"] = value.detach()
        position = {"step": self.step, "best_error": self._best_error, "options": asdict(self.options)}
        _replace(
            self.folder / "checkpoint.safetensors",
            lambda path: save_file(
                {n: t.contiguous() for n, t in tensors.items()}, path, {"position": json.dumps(position)}
            ),
        )

    def resume(self) -> None:
        """Goes on where the run folder's checkpoint stands.

        Raises:
            TrioletError: no checkpoint, or one of another network
        """
        from safetensors import safe_open

        path = self.folder / "checkpoint.safetensors"
        if not path.exists():
            raise TrioletError(f"There is no checkpoint in {self.folder}.", remedy="Start without --resume.")
        with safe_open(path, "pt") as file:
            position: dict[str, Any] = json.loads(file.metadata()["position"])
        tensors = load_file(path, device=str(self.device))
        try:
            self._load_parameters({n: tensors[f"network.{n}"] for n, _ in self.task.network.named_parameters()})
            self._average = {n: tensors[f"average.{n}"] for n in self._average}
        except (KeyError, RuntimeError) as error:
            raise TrioletError(
                f"The checkpoint in {self.folder} is of another network.", details=str(error)
            ) from error
        for index, parameter in enumerate(self._parameters):
            state = {
                name: tensors[f"optimizer.{index}.{name}"].clone()
                for name in ("step", "exp_avg", "exp_avg_sq")
                if f"optimizer.{index}.{name}" in tensors
            }
            if state:
                state["step"] = state["step"].cpu()
                self._optimizer.state[parameter] = state
        self.step = int(position["step"])
        self._best_error = float(position["best_error"])

    def start_from(self, weights: Path) -> None:
        """Takes the weights of an earlier network, shipped or in a run, and nothing else, as the beginning."""
        tensors = unpack(load_file(weights, device=str(self.device)))
        self._load_parameters(tensors)
        self._average = {name: value.float() for name, value in tensors.items()}


def _replace(path: Path, write: Callable[[Path], None]) -> None:
    temporary = path.with_suffix(".new")
    write(temporary)
    os.replace(temporary, path)
