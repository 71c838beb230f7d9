"""Triolet as the wheel installs it: `app`, `engine` and the assets lie inside this package, where they meet nobody else's.

Importing it makes them known by their own names, to this process only; whoever wants the engine writes

    import triolet
    from engine.translator.translator import load
"""

from __future__ import annotations

import sys
from pathlib import Path

_FOLDER = str(Path(__file__).resolve().parent)
if _FOLDER not in sys.path:
    sys.path.insert(0, _FOLDER)


def main() -> int:
    """The program."""
    from app.__main__ import main as run

    return run()
