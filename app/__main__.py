"""`triolet`: without arguments the window, with a subcommand the command line."""

from __future__ import annotations

import os
import sys

_COMMANDS = {"transcribe", "evaluate", "train", "export", "inspect", "devices", "-h", "--help"}


def main() -> int:
    """The program's one way in."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in _COMMANDS:
        from engine.commandline import main as run_command

        return run_command(arguments)
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        print("There is no screen here to open a window on. `triolet --help` shows what works without.", file=sys.stderr)
        return 1
    from app.window import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
