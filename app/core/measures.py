"""What a self-check finds: a value, the target it is held against, and the words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that was measured.

    Args:
        key: names it for the program
        value: in `unit`
        target: in the same
        is_at_most: whether the value is to stay under the target, or to reach it
        detail: how it was measured, with its own numbers
    """

    key: str
    value: float
    target: float
    is_at_most: bool = True
    detail: tuple[object, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.value <= self.target if self.is_at_most else self.value >= self.target

    @property
    def share(self) -> float:
        """Where the value lies on a line on which the target lies at six tenths, 0 to 1."""
        return min(1.0, max(0.0, 0.6 * self.value / self.target if self.target else float(self.value > 0)))


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which so large a share of the others lies; 0.0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

