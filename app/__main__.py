"""`triolet`: no arguments, the window; a recording, the window with it; a command, the command line.

Python starts the engine process by importing this file once more, so nothing heavy may be imported at its top.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

REPORT_START = "--report-start"  # for `triolet bench`: say when the window is shown and ready, and end


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Triolet.

    Args:
        arguments: without the program's name; those of this process when None

    Returns:
        the exit status
    """
    multiprocessing.freeze_support()
    typed = list(sys.argv[1:] if arguments is None else arguments)
    if not typed or typed == [REPORT_START] or all(Path(name).is_file() for name in typed):
        from app.startup import run_window

        is_reporting = typed == [REPORT_START]
        return run_window([] if is_reporting else [Path(name) for name in typed], is_reporting)
    from app.commandline_side import WindowSide
    from engine.commandline import main as command_line

    return command_line(typed, WindowSide())


if __name__ == "__main__":
    sys.exit(main())
