"""Who may touch PortAudio when: it is not made for threads, and its list of devices is renewed by ending it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class SoundSystemUse:
    """Keeps one thread's renewal of PortAudio from ending a stream that another thread has open.

    Example:
        >>> use = SoundSystemUse()
        >>> with use.renewing() as is_allowed:
        ...     is_allowed
        True
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._n_streams = 0

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Open a stream in here; when it was opened without an error it counts until `closing`."""
        with self._lock:
            yield
            self._n_streams += 1

    @contextmanager
    def closing(self) -> Iterator[None]:
        """Close a stream in here."""
        with self._lock:
            try:
                yield
            finally:
                self._n_streams -= 1

    @contextmanager
    def renewing(self) -> Iterator[bool]:
        """End and begin PortAudio in here, but only when the value is true: nothing is open then."""
        with self._lock:
            yield self._n_streams == 0


SOUND_SYSTEM = SoundSystemUse()
