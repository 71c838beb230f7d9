"""`triolet` without a window: one subcommand a task."""

from __future__ import annotations

import argparse
import sys

from engine.commandline import evaluate, export, inspect, suggest, train, transcribe
from engine.contract.errors import Cancelled, TrioletError

_COMMANDS = (transcribe, suggest, evaluate, train, export, inspect)


def main(arguments: list[str]) -> int:
    """Runs a subcommand.

    Returns:
        0; 1 when it could not be done; 2 for a wrong call; 130 when stopped
    """
    parser = argparse.ArgumentParser(prog="triolet", description="Speak, and it writes. Without a subcommand: the window.")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in _COMMANDS:
        command.add_to(commands)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except (KeyboardInterrupt, Cancelled):
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 1
    except TrioletError as error:
        print(str(error), file=sys.stderr)
        return 1
