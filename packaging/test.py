"""Sets up and runs all tests: `python3 packaging/test.py`. Further arguments go to pytest."""

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
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [str(python), "-m", "pytest", "-q", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
