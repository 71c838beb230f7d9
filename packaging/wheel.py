"""Makes a wheel of Triolet, models and other assets inside: `python3 packaging/wheel.py [FOLDER]`, dist/ if none is given.

    pip install dist/triolet-*.whl

The Python that runs this needs pip and setuptools 77 or newer; with --fetch pip fetches setuptools for the build.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_NEEDED = ("pyproject.toml", "README.md", "LICENSE", "app", "engine", "assets", "packaging/triolet")


def main() -> int:
    """Builds, and prints where the wheel is."""
    parser = argparse.ArgumentParser(description="Make a wheel of Triolet.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist", help="where it shall be (dist)")
    parser.add_argument("--fetch", action="store_true", help="let pip fetch what builds wheels")
    options = parser.parse_args()
    try:
        wheel = build(options.folder, options.fetch)
    except subprocess.CalledProcessError as error:
        print(f"The wheel could not be made.\n{error.stderr}", file=sys.stderr)
        return 1
    print(f"{wheel} ({wheel.stat().st_size / 2**20:.0f} MiB)")
    return 0


def build(folder: Path, may_fetch: bool = False) -> Path:
    """Builds from a copy, so that neither left-overs get into the wheel nor the build leaves any in the checkout.

    Args:
        folder: where the wheel shall be
        may_fetch: pip may fetch the build's own requirements

    Returns:
        the wheel
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        copy, made = Path(scratch) / "triolet", Path(scratch) / "made"
        for name in _NEEDED:
            _copy(ROOT / name, copy / name)
        command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--disable-pip-version-check", "-w", str(made)]
        if not may_fetch:
            command.append("--no-build-isolation")
        subprocess.run([*command, str(copy)], check=True, capture_output=True, text=True, cwd=scratch)
        [wheel] = made.glob("triolet-*.whl")
        return Path(shutil.move(wheel, folder / wheel.name))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*", "screenshots"))
    else:
        shutil.copy2(source, target)


if __name__ == "__main__":
    sys.exit(main())
