"""What is different when Triolet is installed, as a wheel or a bundle, and not run from its own folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

START_PROBE = "start-probe"
DICTATION_PROBE = "dictation-probe"
_ROOT = Path(__file__).resolve().parents[1]


def is_frozen() -> bool:
    """Whether this is the bundle, whose program is Triolet itself and no Python."""
    return bool(getattr(sys, "frozen", False))


def is_wheel() -> bool:
    """Whether this was installed as a wheel: there `app` and `engine` lie inside the package `triolet`."""
    return (_ROOT / "__init__.py").exists()


def command() -> list[str]:
    """How this program is started, with arguments as its command line."""
    if is_frozen():
        return [sys.executable]
    return [sys.executable, "-m", "triolet" if is_wheel() else "app"]


def start_probe_command() -> list[str]:
    """Runs `app.start_probe` in a process of its own."""
    return [*command(), START_PROBE] if is_frozen() or is_wheel() else [sys.executable, "-m", "app.start_probe"]


def run_probe(arguments: list[str]) -> int | None:
    """Runs a probe that an installed program was started as, since it has no `python -m app`; None for anything else."""
    if not (is_frozen() or is_wheel()) or not arguments:
        return None
    if arguments == [START_PROBE]:
        from app.start_probe import main

        return main()
    if arguments[0] == DICTATION_PROBE and len(arguments) == 2:
        from app.dictation_probe import main as dictate

        return dictate(Path(arguments[1]))
    return None


def keep_compiled_code() -> None:
    """Puts what numba compiles into the person's cache: an installed program may not be theirs to write in, and
    files that its installer doesn't know would stay behind when it is removed.
    """
    if is_frozen() or is_wheel():
        from platformdirs import user_cache_path

        os.environ.setdefault("NUMBA_CACHE_DIR", str(user_cache_path("triolet") / "compiled"))
