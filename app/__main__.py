"""`triolet`: without arguments the window, with a subcommand the command line."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """The program's one way in."""
    arguments = sys.argv[1:]
    if not arguments or (not arguments[0].startswith("-") and Path(arguments[0]).is_file()):
        from app.startup import open_window

        return open_window(arguments)
    from app.terminal import Terminal
    from engine.commandline import main as run_command

    return run_command(arguments, Terminal())


if __name__ == "__main__":
    sys.exit(main())
