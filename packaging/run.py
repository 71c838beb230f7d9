"""Sets up Triolet and opens its window; with arguments it is the `triolet` command line.

    python3 packaging/run.py
    python3 packaging/run.py transcribe recording.wav
    python3 packaging/run.py --gpu          torch with GPU packages, some gigabytes more
"""

from __future__ import annotations

import os
import sys

if sys.version_info < (3, 11):
    sys.exit("Triolet needs Python 3.11 or newer.")

from environment import ROOT, SetUpError, say, set_up


def main() -> int:
    try:
        python = set_up(with_gpu="--gpu" in sys.argv[1:2])
    except SetUpError as error:
        say(str(error))
        return 1
    os.environ["PYTHONPATH"] = str(ROOT)
    os.execv(python, [str(python), "-m", "app", *(sys.argv[2:] if "--gpu" in sys.argv[1:2] else sys.argv[1:])])


if __name__ == "__main__":
    sys.exit(main())
