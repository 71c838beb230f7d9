"""`triolet export`: a model folder of what a training run has learned."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from engine.commandline.app_side import AppSide


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run_folder", type=Path, metavar="RUN", help="the folder of a training run")
    parser.add_argument("model_folder", type=Path, metavar="MODEL", help="the folder to write")


def run(options: argparse.Namespace, app_side: AppSide) -> int:
    import_module("engine.training.command").export(options.run_folder, options.model_folder)
    print(f"Written to {options.model_folder}")
    return 0
