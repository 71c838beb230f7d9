"""Who goes first: speech and suggestions before translation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

_AT_MOST_S = 1.0  # so long one step gives way; speech comes in short bursts, and nothing must wait for ever


class Precedence:
    """Lets a worker that may wait give way to those that may not, at every step of its work.

    Example:
        >>> precedence = Precedence()
        >>> with precedence.first():
        ...     pass
        >>> precedence.give_way()  # nobody is before us: returns at once
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._n_first = 0

    @contextmanager
    def first(self) -> Iterator[None]:
        """Work in here comes before that of others."""
        with self._changed:
            self._n_first += 1
        try:
            yield
        finally:
            with self._changed:
                self._n_first -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Wait until nobody works in `first`, a second at most."""
        with self._changed:
            self._changed.wait_for(lambda: self._n_first == 0, _AT_MOST_S)
