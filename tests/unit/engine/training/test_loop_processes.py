"""The loop in processes of its own: two give what one gives, and one that is killed goes on to the same losses."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch.distributed.run import get_args_parser

from engine.training.loop import Loop
from tests.support.training_process import CurveTask, options

ROOT = Path(__file__).resolve().parents[4]
WITHIN_S = 600.0  # seconds where the machine is quiet


def begin(folder: Path, n_steps: int, *more: str, launcher: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
    """Starts a training process."""
    command = [sys.executable, *launcher, "-m", "tests.support.training_process", str(folder), str(n_steps), *more]
    told = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def end(process: subprocess.Popen[bytes]) -> None:
    _, told = process.communicate(timeout=WITHIN_S)
    assert process.returncode == 0, told.decode()


def losses(folder: Path, rank: int = 0) -> dict[int, float]:
    """The last loss told of each step; a line that was cut counts for nothing."""
    found = {}
    path = folder / f"losses-{rank}.txt"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            step, loss = json.loads(line)
            found[step] = loss
        except ValueError:
            continue
    return found


def torchrun() -> tuple[str, ...]:
    """What starts two processes that find each other."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = str(one.getsockname()[1])
    return ("-m", "torch.distributed.run", "--nproc-per-node", "2", "--master-addr", "127.0.0.1", "--master-port", port)


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    both = begin(tmp_path / "two", 60, launcher=torchrun())
    alone = CurveTask()
    Loop(alone, options(60), tmp_path / "one", say=lambda line: None).run()
    end(both)
    first, second = losses(tmp_path / "two", 0), losses(tmp_path / "two", 1)
    for step, loss in alone.losses:
        assert abs((first[step] + second[step]) / 2 - loss) < 1e-9
    trained = load_file(tmp_path / "two" / "run" / "checkpoint.safetensors")
    for name, value in alone.network.named_parameters():
        assert torch.allclose(trained[f"network.{name}"], value.detach(), atol=1e-9)


def test_two_processes_that_have_minutes_end_after_the_same_step(tmp_path: Path) -> None:
    end(begin(tmp_path, 10**6, "minutes", launcher=torchrun()))
    first, second = losses(tmp_path, 0), losses(tmp_path, 1)
    assert 100 <= len(first) < 10**6 and first.keys() == second.keys()


def test_a_run_killed_at_any_moment_goes_on_to_the_same_losses(tmp_path: Path) -> None:
    n_steps = 400
    whole = CurveTask()
    Loop(whole, options(n_steps), tmp_path / "whole", say=lambda line: None).run()
    killed_after = random.randrange(5, 120)
    process = begin(tmp_path / "cut", n_steps)
    end_s = time.monotonic() + WITHIN_S
    while len(losses(tmp_path / "cut")) < killed_after:
        assert process.poll() is None and time.monotonic() < end_s
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    before = losses(tmp_path / "cut")
    assert process.returncode == -signal.SIGKILL and len(before) < n_steps, f"killed after {killed_after} steps"
    end(begin(tmp_path / "cut", n_steps, "resume"))
    found = losses(tmp_path / "cut")
    for step, loss in whole.losses:
        assert before.get(step, loss) == loss and found[step] == loss, f"step {step}, killed after {killed_after}"


def test_torchrun_hands_the_commands_of_the_readme_on_whole() -> None:
    commands = re.findall(r"^OMP_NUM_THREADS=1 torchrun (.+)$", (ROOT / "engine/training/README.md").read_text(), re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        told = get_args_parser().parse_args(shlex.split(command))
        assert (told.training_script, told.nproc_per_node, told.no_python) == ("triolet", "2", True)
        assert told.training_script_args[0] == "train" and "--run" in told.training_script_args
