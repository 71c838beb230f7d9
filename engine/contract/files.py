"""Writing a person's files: whole or not at all, and for their eyes only."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text so that the file is whole or as it was before.

    A new file is readable by its owner only; one that exists keeps its permissions, and stays where a link leads to it.

    Raises:
        OSError: the folder is missing, full or not ours to write in.
    """
    target = Path(os.path.realpath(path))
    file, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)  # made with mode 0600
    try:
        with os.fdopen(file, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileNotFoundError):
            os.chmod(beside, stat.S_IMODE(target.stat().st_mode))
        os.replace(beside, target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
