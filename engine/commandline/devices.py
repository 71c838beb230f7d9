"""`triolet devices`: what there is to compute with and to listen with."""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

from engine.commandline.app_side import AppSide
from engine.contract.errors import MicrophoneError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(options: argparse.Namespace, app_side: AppSide) -> int:
    import torch

    print(f"cpu: {_processor()}, {os.cpu_count()} cores, torch {torch.__version__}")
    if torch.cuda.is_available():
        for number in range(torch.cuda.device_count()):
            print(f"cuda:{number}: {torch.cuda.get_device_name(number)}")
    else:
        reason = "none found" if torch.backends.cuda.is_built() else "this torch was built without CUDA"
        print(f"cuda: {reason}")
    try:
        names = app_side.microphones()
    except MicrophoneError as error:
        print(f"microphone: {error}")
    else:
        for name in names or ["none found"]:
            print(f"microphone: {name}")
    return 0


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
