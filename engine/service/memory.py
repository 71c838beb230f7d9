"""Memory that loading needed and using does not."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys


def give_back() -> None:
    """Returns what is free to the system, where the C library keeps it otherwise; after loading that is a tenth."""
    gc.collect()
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):  # a C library without it keeps what it has
            ctypes.CDLL(None).malloc_trim(0)
