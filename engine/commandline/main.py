"""Reads the arguments, runs one command, and turns whatever happens into one sentence and an exit status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module, metadata
from pathlib import Path

from engine.commandline.app_side import AppSide
from engine.contract.errors import Cancelled, TrioletError

COMMANDS = {
    "transcribe": "write recordings down",
    "listen": "write down what you say into the microphone",
    "evaluate": "measure a model on a table of recordings",
    "train": "train a network as a recipe says",
    "export": "make a model folder of a training run",
    "inspect": "say what a model is and whether it is whole",
    "devices": "name the processors and microphones",
    "bench": "measure speed, memory and start-up",
}
FAILED = 1
STOPPED = 130
PIPE_CLOSED = 141


def main(arguments: Sequence[str], app_side: AppSide) -> int:
    """Run one command.

    Args:
        arguments: as typed, without the program's name
        app_side: microphone and window

    Returns:
        the exit status: 0, 1 for trouble, 130 when stopped with Ctrl-C; wrong usage leaves with 2 through SystemExit
    """
    options = build_parser().parse_args(arguments)
    try:
        status: int = options.run(options, app_side)
        sys.stdout.flush()
        return status
    except (KeyboardInterrupt, Cancelled):
        say("Stopped.")
        return STOPPED
    except TrioletError as error:
        say(str(error))
        return FAILED
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED


def build_parser() -> argparse.ArgumentParser:
    """The parser of `triolet`, every command included."""
    parser = argparse.ArgumentParser(
        prog="triolet",
        description="Speak, and it writes: offline, on your own computer. Without a command, the window opens.",
        epilog="triolet RECORDING opens a recording in the window; triolet COMMAND --help tells more.",
    )
    parser.add_argument("--version", action="version", version=f"Triolet {version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, purpose in COMMANDS.items():
        module = import_module(f"engine.commandline.{name}")
        command = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def version() -> str:
    """The version that is installed, or that of the source tree it runs from."""
    try:
        return metadata.version("triolet")
    except metadata.PackageNotFoundError:
        import tomllib

        project = Path(__file__).resolve().parents[2] / "pyproject.toml"
        return str(tomllib.loads(project.read_text())["project"]["version"]) if project.is_file() else "unknown"


def say(sentence: str) -> None:
    """One sentence to standard error."""
    print(f"triolet: {sentence}", file=sys.stderr)
