"""Sets up, checks style and types and runs all tests: `python3 packaging/test.py`. Further arguments go to pytest."""

from __future__ import annotations

import os
import subprocess
import sys

if sys.version_info < (3, 11):
    sys.exit("Triolet needs Python 3.11 or newer.")

from environment import ROOT, SetUpError, say, set_up


def main() -> int:
    try:
        python = set_up(with_tests=True)
    except SetUpError as error:
        say(str(error))
        return 1
    # One thread each: windows, engines and the tests themselves share two cores.
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    failed = []
    for name, arguments in (
        ("style", ["ruff", "check", "app", "engine", "packaging", "tests"]),
        ("types", ["mypy"]),
        ("tests", ["pytest", "-q", *sys.argv[1:]]),
    ):
        done = subprocess.run([str(python), "-m", *arguments], cwd=ROOT, env=environment, check=False)
        if done.returncode != 0:
            failed.append(name)
    if failed:
        say(f"Not in order: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
