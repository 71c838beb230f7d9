"""The engine process from its first line to its last.

The process's own thread reads, so a `Ping` is answered while the networks work. Each network has a worker with a
queue of its own kind, and one writer sends what the workers say. A network more is a worker more in `_workers`.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from engine.contract.messages import Cancel, FromEngine, Ping, Pong, Shutdown, ToEngine
from engine.layers.cores import n_threads
from engine.service.device import DeviceInUse
from engine.service.precedence import Precedence
from engine.service.requests import OpenRequests

if TYPE_CHECKING:
    from engine.autocompleter.autocompleter import Autocompleter
    from engine.service.recognizer_worker import RecognizerWorker

_LOG_BYTES = 500_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What an engine process is started with."""

    device: str = "auto"  # "auto", "cpu", "cuda:0"
    device_finder: str = "engine.layers.devices:devices"  # module:function that tells what there is
    networks: tuple[str, ...] = ("recognizer", "autocompleter", "translator")  # which are loaded, in this order
    recognizer_folder: str = ""  # "" for the model in use: adapted to the person, or shipped
    recognizer_loader: str = "engine.recognizer.recognizer:load_writing"  # module:function, called with folder and device
    autocompleter_folder: str = ""  # "" likewise
    spanish_folder: str = ""  # of the autocompleter for Spanish, loaded when Spanish is first written; "" likewise
    translator_folder: str = ""  # "" for the model that Triolet brings along
    memory_file: str = ""  # what was learnt from the person; "" learns for this run only
    log_file: str = ""  # "" for no log


class Worker(Protocol):
    """One network with its queue and its thread."""

    handles: tuple[type, ...]  # the messages that are its own

    def start(self) -> None:
        """Load the network in a thread and then work."""

    def give(self, message: ToEngine) -> None:
        """Queue one of its messages, or a `Cancel` that may be somebody else's. Never blocks."""


class Outbox:
    """The one writer: whatever the threads say goes out in order, and none of them waits for the pipe."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queue: SimpleQueue[FromEngine] = SimpleQueue()
        Thread(target=self._write, name="writer", daemon=True).start()

    def send(self, message: FromEngine) -> None:
        self._queue.put(message)

    def _write(self) -> None:
        while True:
            message = self._queue.get()
            try:
                self._connection.send(message)
            except OSError:  # the window is gone; the reader ends the process
                return


def run(connection: Connection, options: EngineOptions) -> None:
    """Be the engine until `Shutdown` comes or the window is gone. Does not return: the process ends.

    Args:
        connection: one end of a duplex pipe; carries the messages of `engine.contract.messages`
        options: see `EngineOptions`
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the window's terminal is the window's to answer
    if options.log_file:
        log_to(Path(options.log_file))
    os.environ.setdefault("OMP_NUM_THREADS", str(n_threads()))
    outbox = Outbox(connection)
    requests = OpenRequests()
    workers = _workers(options, requests, outbox.send)
    for worker in workers:
        worker.start()
    _read(connection, workers, requests, outbox.send)
    # Workers may be deep inside a network, and nothing of theirs needs saving.
    os._exit(0)


def log_to(path: Path) -> None:
    """Keep this process's log in a file that does not grow, and crashes of compiled code beside it.

    Args:
        path: the log; its folder is made when it is missing
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    faulthandler.enable(path.with_suffix(".crash").open("w", encoding="utf-8"))


def _workers(
    options: EngineOptions, requests: OpenRequests, send: Callable[[FromEngine], None]
) -> tuple[Worker, ...]:
    from engine.service.autocompleter_worker import AutocompleterWorker
    from engine.service.recognizer_worker import RecognizerWorker
    from engine.service.translator_worker import TranslatorWorker

    # One after another: two threads that import torch at once meet it half made, and speech comes first.
    precedence = Precedence()
    device = DeviceInUse(options.device, options.device_finder, send)
    recognizer = RecognizerWorker(options, device, requests, precedence, send)
    workers: list[Worker] = [recognizer]
    before = recognizer.loaded
    if "autocompleter" in options.networks:
        autocompleter = AutocompleterWorker(options, before, precedence, send, partial(_lend, recognizer))
        workers.append(autocompleter)
        before = autocompleter.loaded
    if "translator" in options.networks:
        workers.append(TranslatorWorker(options, device, requests, before, precedence, send))
    return tuple(workers)


def _lend(recognizer: RecognizerWorker, autocompleter: Autocompleter) -> None:
    """Let the autocompleter's network choose among what may have been said."""
    from engine.autocompleter.scorer import SpokenWords

    recognizer.take_scorer(SpokenWords(autocompleter))


def _read(
    connection: Connection,
    workers: tuple[Worker, ...],
    requests: OpenRequests,
    send: Callable[[FromEngine], None],
) -> None:
    """Hand every message to the worker it is for, until there is nobody to hear."""
    routes = {kind: worker for worker in workers for kind in worker.handles}
    while True:
        try:
            message: ToEngine = connection.recv()
        except (EOFError, OSError):
            return
        if isinstance(message, Ping):
            send(Pong(message.ping_id))
        elif isinstance(message, Shutdown):
            return
        elif isinstance(message, Cancel):
            requests.cancel(message.request_id)
            for worker in workers:
                worker.give(message)
        elif type(message) in routes:
            requests.open(message)
            routes[type(message)].give(message)
        else:
            _log.error("No worker takes a %s", type(message).__name__)
