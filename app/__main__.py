"""`triolet`: without arguments the window, with a subcommand the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from app import installed


def main() -> int:
    """The program's one way in."""
    installed.keep_compiled_code()
    arguments = sys.argv[1:]
    status = installed.run_probe(arguments)
    if status is not None:
        return status
    if not arguments or (not arguments[0].startswith("-") and Path(arguments[0]).is_file()):
        from app.startup import open_window

        return open_window(arguments)
    from app.terminal import Terminal
    from engine.commandline import main as run_command

    return run_command(arguments, Terminal())


if __name__ == "__main__":
    if installed.is_frozen():
        # The bundle's program is also the engine process, which starts here and goes no further.
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
