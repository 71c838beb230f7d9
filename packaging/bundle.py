"""Makes the bundle, a folder that runs where neither Python nor anything else is installed, and measures it.

    python3 packaging/bundle.py             dist/triolet, in Triolet's own environment, which it sets up
    python3 packaging/bundle.py --here      with the Python that runs this, which has everything, PyInstaller too
    python3 packaging/bundle.py --measure   only size and start-up time of the bundle that is there
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "dist" / "triolet"
PROGRAM = BUNDLE / ("triolet.exe" if os.name == "nt" else "triolet")
_N_STARTS = 5
# Their symbol tables are a tenth of the bundle and serve debuggers only. Libraries that were patched for their wheels are left alone.
_STRIPPED = ("libtorch_cpu.so", "libtorch_python.so", "libllvmlite.so", "libpython3.*.so.1.0")


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the bundle.")
    parser.add_argument("--here", action="store_true", help="use the Python that runs this")
    parser.add_argument("--measure", action="store_true", help="only measure the bundle that is there")
    options = parser.parse_args()
    try:
        if not options.measure:
            build(Path(sys.executable) if options.here else _set_up())
        measure()
    except subprocess.CalledProcessError as error:
        print(f"The bundle could not be made.\n{(error.stderr or '')[-4000:]}", file=sys.stderr)
        return 1
    return 0


def build(python: Path) -> None:
    """Lets PyInstaller make the folder."""
    command = [
        *(str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
        *("--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build" / "bundle")),
        str(ROOT / "packaging" / "triolet.spec"),
    ]
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    started_s = time.monotonic()
    subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True)
    _strip()
    print(f"built in {time.monotonic() - started_s:.0f} s: {BUNDLE}", flush=True)


def _strip() -> None:
    strip = shutil.which("strip")
    if strip is not None and sys.platform.startswith("linux"):
        libraries = [file for name in _STRIPPED for file in (BUNDLE / "_internal").rglob(name) if not file.is_symlink()]
        subprocess.run([strip, "--strip-unneeded", *libraries], check=True, capture_output=True, text=True)


def measure() -> None:
    """Prints the size and when the window is shown and ready: the first start, which compiles the search, and later."""
    size = sum(file.lstat().st_size for file in BUNDLE.rglob("*") if file.is_file())
    print(f"size: {size / 2**20:.0f} MiB", flush=True)
    starts = [_start() for _ in range(1 + _N_STARTS)]
    for name in starts[0]:
        later = [start[name] for start in starts[1:]]
        print(f"{name}: first {starts[0][name]:.1f}, then {statistics.median(later):.1f} ({min(later):.1f} to {max(later):.1f})")


def _start() -> dict[str, float]:
    started_s = time.perf_counter()
    measured: dict[str, float] = {}
    with subprocess.Popen([PROGRAM, "start-probe"], stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        for line in window.stdout:
            what, _, details = line.strip().partition(" ")
            if what in ("shown", "ready"):
                measured[f"{what}_s"] = time.perf_counter() - started_s
            elif "engine_mib" in details:
                measured |= json.loads(details)
    return measured


def _set_up() -> Path:
    """Triolet's own environment, with PyInstaller in it."""
    from environment import set_up

    python = set_up()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["optional-dependencies"]["bundle"]
    command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *wanted]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return python


if __name__ == "__main__":
    sys.exit(main())
