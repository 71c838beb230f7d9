"""What the commands that recognize speech have in common: which model, on which device."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from engine.layers.model_folder import shipped_model


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """`--model` and `--device`."""
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="another model than the one brought along")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda (default: auto)")


def open_recognizer(options: argparse.Namespace) -> Any:
    """The recognizer that the arguments ask for.

    Raises:
        ModelError: no such model, or a damaged one
    """
    import torch

    torch.set_grad_enabled(False)
    module = import_module("engine.recognizer.recognizer")
    return module.load(options.model or shipped_model("recognizer-en"), options.device)
