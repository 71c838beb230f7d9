"""Before the window: what must be there, and what a person reads when it is not. Nothing here needs Qt to be whole."""

from __future__ import annotations

import faulthandler
import os
import sys
from importlib.util import find_spec
from pathlib import Path

_PACKAGES = {"PySide6": "the window", "numpy": "sound", "platformdirs": "finding your folders"}
_SET_UP = "Run python3 packaging/run.py, which sets everything up."


def open_window(arguments: list[str]) -> int:
    """Checks what the window needs, and opens it.

    Returns:
        the exit status; 1 with one sentence on standard error when it cannot open
    """
    why_not = what_is_missing()
    if why_not:
        print(why_not, file=sys.stderr)
        return 1
    _keep_crashes()
    try:
        from app.program import run
    except ImportError as error:  # a library of the system that Qt needs
        print(f"The window cannot be opened: {error}. {_SET_UP}", file=sys.stderr)
        return 1
    return run(arguments)


def what_is_missing() -> str:
    """Why no window can be opened here, in one sentence; "" when one can."""
    if sys.version_info < (3, 11):
        return "Triolet needs Python 3.11 or newer."
    for package, purpose in _PACKAGES.items():
        if find_spec(package) is None:
            return f"{package}, which {purpose} needs, is not installed. {_SET_UP}"
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        return "There is no screen here to open a window on. `triolet --help` shows what works without."
    return ""


def _keep_crashes() -> None:
    """A crash of compiled code leaves its trace in a file that only the person can read."""
    from platformdirs import user_log_path

    folder = Path(user_log_path("triolet"))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(folder / "window.crash", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        faulthandler.enable(os.fdopen(descriptor, "w"))
    except OSError:
        faulthandler.enable()
