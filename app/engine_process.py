"""One running engine process, seen from the window: two threads, so that nobody here ever waits for the pipe."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from queue import SimpleQueue
from threading import RLock, Thread
from typing import TYPE_CHECKING

from engine.contract.messages import FromEngine, Shutdown, ToEngine

if TYPE_CHECKING:
    from engine.service import EngineOptions

_LEAVE_WITHIN_S = 1.0
_KILLED_WITHIN_S = 0.5


class EngineProcess:
    """Starts the engine and carries messages both ways.

    Args:
        options: for the engine
        on_message: called in a thread with each message of the engine
        on_end: called in a thread, once, when the process has ended or closed its end of the pipe
    """

    def __init__(
        self, options: EngineOptions, on_message: Callable[[FromEngine], None], on_end: Callable[[], None]
    ) -> None:
        from engine.service import run

        self._on_message, self._on_end = on_message, on_end
        self._telling, self._is_forgotten = RLock(), False
        self.last_heard_at_s = time.monotonic()  # when any message came, `Pong` included
        self._queue: SimpleQueue[ToEngine | None] = SimpleQueue()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe(duplex=True)
        self._process = context.Process(target=run, args=(theirs, options), name="triolet-engine", daemon=True)
        self._process.start()
        theirs.close()  # else the end of the process would not be the end of the pipe
        self._threads = (
            Thread(target=self._read, name="engine-reader", daemon=True),
            Thread(target=self._write, name="engine-writer", daemon=True),
        )
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def send(self, message: ToEngine) -> None:
        """Queue a message; a process that is still starting gets it when it reads."""
        self._queue.put(message)

    def kill(self) -> None:
        """End it at once; `on_end` follows."""
        self._process.kill()

    def forget(self) -> None:
        """From now on neither function is called: whom they told is about to go, and a thread may outlive it."""
        with self._telling:
            self._is_forgotten = True

    def leave(self) -> None:
        """End it politely, or by force after a second, and wait until it is gone. Does not take two seconds."""
        self.forget()
        self.send(Shutdown())
        self._process.join(_LEAVE_WITHIN_S)
        if self._process.is_alive():
            self._process.kill()
        self.release()

    def release(self) -> None:
        """Let go of what a process that has ended leaves behind."""
        self._queue.put(None)
        self._process.join(_KILLED_WITHIN_S)
        for thread in self._threads:
            thread.join(_KILLED_WITHIN_S)
        if not any(thread.is_alive() for thread in self._threads):
            self._pipe.close()  # else under the hands of the one that still reads; it goes with the last that holds it

    def _read(self) -> None:
        while True:
            try:
                message = self._pipe.recv()
            except (EOFError, OSError):
                message = None
            self.last_heard_at_s = time.monotonic()
            with self._telling:
                if self._is_forgotten:
                    return
                if message is None:
                    self._on_end()
                    return
                self._on_message(message)

    def _write(self) -> None:
        while (message := self._queue.get()) is not None:
            try:
                self._pipe.send(message)
            except OSError:  # it has ended; the reader says so
                return
