"""`triolet` without a window: one subcommand a task."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.metadata import PackageNotFoundError, version

from engine.commandline import adapt, bench, evaluate, export, inspect, listen, suggest, train, transcribe, translate
from engine.commandline.app_side import AppSide
from engine.contract.errors import Cancelled, TrioletError

_COMMANDS = (transcribe, listen, suggest, translate, evaluate, train, adapt, export, inspect, bench)


def make_parser() -> argparse.ArgumentParser:
    """Every subcommand with its arguments; the manual page is made of it too."""
    parser = argparse.ArgumentParser(prog="triolet", description="Speak, and it writes. Without a subcommand: the window.")
    parser.add_argument("--version", action="version", version=f"triolet {_version()}")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in _COMMANDS:
        command.add_to(commands)
    return parser


def main(arguments: list[str], app_side: AppSide | None = None) -> int:
    """Runs a subcommand.

    Args:
        arguments: without the program's name
        app_side: microphones and window, for those who have them

    Returns:
        0; 1 when it could not be done; 2 for a wrong call; 130 when stopped
    """
    parser = make_parser()
    options = parser.parse_args(arguments)
    options.app_side = app_side
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except (KeyboardInterrupt, Cancelled):
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read has enough; Python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except TrioletError as error:
        print(str(error), file=sys.stderr)
        return 1


def _version() -> str:
    try:
        return version("triolet")
    except PackageNotFoundError:  # run from its folder
        from pathlib import Path
        from tomllib import loads

        project = Path(__file__).resolve().parents[2] / "pyproject.toml"
        return str(loads(project.read_text(encoding="utf-8"))["project"]["version"])
