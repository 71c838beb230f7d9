"""How much of the processor is ours; needs nothing else, so that it can be asked before torch is there."""

from __future__ import annotations

import os


def n_cores() -> int:
    """How many of the processor's cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def n_threads() -> int:
    """How many threads the networks may use: one core is the window's."""
    return max(1, n_cores() - 1)
