"""`triolet train CONFIG --run FOLDER`: training from a recipe."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("train", help="train a network from a recipe")
    parser.add_argument("config", type=Path)
    parser.add_argument("--run", dest="run_folder", type=Path, required=True, help="checkpoints and log")
    parser.add_argument("--resume", action="store_true", help="go on where the run was cut")
    parser.add_argument("--data", type=Path, help="what the recipe's paths are relative to; its own folder")
    parser.add_argument("--steps", type=int, help="instead of the recipe's number of steps")
    parser.add_argument("--minutes", type=float, help="as many steps as fit into this time")
    parser.add_argument("--start-from", type=Path, help="weights to begin with")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Trains."""
    from engine.training.command import train

    train(
        arguments.config,
        arguments.run_folder,
        arguments.resume,
        arguments.data,
        start_from=arguments.start_from,
        total_steps=arguments.steps,
        minutes=arguments.minutes,
    )
    return 0
