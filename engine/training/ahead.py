"""Batches that other processes prepare while a graphics card computes: it would wait for one processor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from torch.utils.data import DataLoader

Batch_co = TypeVar("Batch_co", covariant=True)
_BATCHES_AHEAD = 4  # of each process that prepares them


class Share(NamedTuple):
    """Which part of a step's batch a process reads."""

    step: int
    rank: int = 0
    n_ranks: int = 1


class Batches(Protocol[Batch_co]):
    """What gives the same batch for the same share, in whatever order they are asked for."""

    def __getitem__(self, share: Share) -> Batch_co:
        """The batch of that share."""


class Ahead(Generic[Batch_co]):
    """Batches one after another, prepared ahead where the network is on a graphics card.

    Args:
        batches: what is read; copied into each process that helps
        device: of the network
    """

    def __init__(self, batches: Batches[Batch_co], device: str) -> None:
        self._batches = batches
        self._is_pinned = device.startswith("cuda")
        self.n_helpers = max(1, (os.cpu_count() or 2) - 2) if self._is_pinned else 0
        self._ahead: Iterator[Batch_co] = iter(())
        self._next: Share | None = None  # the share whose batch `_ahead` gives

    def __getitem__(self, share: Share) -> Batch_co:
        if not self.n_helpers:
            return self._batches[share]
        if share != self._next:
            loader: DataLoader[Any] = DataLoader(
                self._batches,  # type: ignore[arg-type]  # a share is as good as a number
                batch_size=None,
                sampler=_from(share),  # type: ignore[arg-type]  # any iterable will do
                num_workers=self.n_helpers,
                prefetch_factor=_BATCHES_AHEAD,
                collate_fn=_as_it_is,
                pin_memory=self._is_pinned,
            )
            self._ahead = iter(loader)
        self._next = share._replace(step=share.step + 1)
        return next(self._ahead)


def _from(share: Share) -> Iterator[Share]:
    while True:
        yield share
        share = share._replace(step=share.step + 1)


def _as_it_is(batch: Any) -> Any:
    return batch
