"""`triolet train`: a network learns as a recipe says."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.commandline.app_side import AppSide


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("config", type=Path, metavar="CONFIG", help="the recipe, a TOML file")
    parser.add_argument("--run", dest="run_folder", type=Path, required=True, metavar="FOLDER", help="checkpoints, log")
    parser.add_argument("--resume", action="store_true", help="go on from the run's last checkpoint")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="what the recipe's paths are relative to")


def run(options: argparse.Namespace, app_side: AppSide) -> int:
    from engine.training.command import train

    train(options.config, options.run_folder, options.resume, data_folder=options.data)
    return 0
