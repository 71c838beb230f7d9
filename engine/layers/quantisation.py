"""Many numbers in eight bits each: a code for every number, a book of what the codes mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_LEVELS = 255


def quantised(values: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Codes and book; each code stands for as many numbers as any other, and for their mean.

    Args:
        values: float32 [n]

    Returns:
        uint8 [n] and float32 [255]; `book[codes]` is near to the values
    """
    edges = np.quantile(values, np.linspace(0, 1, _LEVELS + 1)) if len(values) else np.zeros(_LEVELS + 1)
    codes = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, _LEVELS - 1).astype(np.uint8)
    sums = np.bincount(codes, weights=values, minlength=_LEVELS)
    return codes, (sums / np.maximum(np.bincount(codes, minlength=_LEVELS), 1)).astype(np.float32)
