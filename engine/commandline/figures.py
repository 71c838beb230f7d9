"""Figures of many runs."""

from __future__ import annotations

from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share of all values does not exceed.

    Args:
        values: at least one, in any order
        share: 0 to 1

    Example:
        >>> percentile([3.0, 1.0, 2.0], 0.5)
        2.0
    """
    return sorted(values)[int(share * (len(values) - 1))]
