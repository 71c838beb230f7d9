"""Which batch a step reads: pass after pass over the data, each planned from its number alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from engine.contract.errors import TrioletError

Batch = TypeVar("Batch")
Item = TypeVar("Item")


def portions(items: Iterable[Item], size: Callable[[Item], float], most: float) -> list[list[Item]]:
    """Items in their order, as many together as are of this size or less; a larger one stands alone."""
    found: list[list[Item]] = []
    filled = float("inf")
    for item in items:
        if filled + size(item) > most:
            found.append([])
            filled = 0.0
        found[-1].append(item)
        filled += size(item)
    return found


def padded_portions(items: Iterable[Item], length: Callable[[Item], float], most: float) -> list[list[Item]]:
    """Items in their order, as many together as are of this size or less, each as long as the longest; a longer one stands alone."""
    found: list[list[Item]] = []
    longest = 0.0
    for item in items:
        longest = max(longest, length(item))
        if not found or longest * (len(found[-1]) + 1) > most:
            found.append([])
            longest = length(item)
        found[-1].append(item)
    return found


class Passes(Generic[Batch]):
    """The batches of all passes in a row; only one pass is held at a time.

    Args:
        plan: gives the batches of a pass, the same ones for the same number
    """

    def __init__(self, plan: Callable[[int], list[Batch]]) -> None:
        self._plan = plan
        self._first_batch = 0  # how many batches the passes before this one had
        self._batches: list[Batch] = []
        self.number = -1  # of the pass that is planned

    def batch(self, index: int) -> Batch:
        """The batch of that number, counted from the first pass on.

        Raises:
            TrioletError: the data give no batch at all
        """
        if index < self._first_batch:
            self._first_batch, self._batches, self.number = 0, [], -1
        while index >= self._first_batch + len(self._batches):
            self._first_batch += len(self._batches)
            self.number += 1
            self._batches = self._plan(self.number)
            if not self._batches:
                raise TrioletError("The training data hold nothing that can be learnt from.")
        return self._batches[index - self._first_batch]
