"""The one door to the engine process: starts it, watches it, and starts it again when it dies or hangs."""

from __future__ import annotations

import itertools
import logging
import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.core.notice import Notice
from app.engine_process import EngineProcess
from app.look.words import tr
from engine.contract.messages import (
    EngineReady,
    EngineUnavailable,
    FromEngine,
    Ping,
    Pong,
    RequestFailed,
    StreamOpened,
    ToEngine,
    TranscriptionAsked,
)

if TYPE_CHECKING:
    from engine.service import EngineOptions

START_AGAIN = "start_engine_again"
PING_INTERVAL_MS = 2500
HUNG_AFTER_S = 5.0
STARTED_WITHIN_S = 120.0  # loading from a slow disk is no hanging
RESTARTS_A_MINUTE = 3
_log = logging.getLogger(__name__)


class EngineClient(QObject):
    """Gives the engine messages and tells what it answers; nothing here ever makes the window wait.

    Args:
        options: for the engine; the shipped models on the best device when None.
        parent: the owner.
    """

    ready = Signal(object)  # EngineReady: a network is loaded and warm
    unavailable = Signal(object)  # EngineUnavailable: a network could not be loaded
    received = Signal(object)  # every message of the engine but Pong, those two included
    restarted = Signal()  # a new process stands in for a dead one: what was not answered is to be sent again
    gone_for_good = Signal(object)  # Notice: it died too often

    _came = Signal(object, int)
    _ended = Signal(int)

    def __init__(self, options: EngineOptions | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self._process: EngineProcess | None = None
        self._number = 0  # of the process; what an earlier one says or does is nobody's business any more
        self._is_starting = False
        self._is_given_up = False
        self._started_at_s = 0.0
        self._restarts: deque[float] = deque()
        self._waiting: list[ToEngine] = []
        self._ping_ids = itertools.count(1)
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._watch = QTimer(self)
        self._watch.setInterval(PING_INTERVAL_MS)
        self._watch.timeout.connect(self._on_watch)

    @property
    def pid(self) -> int:
        """The engine's process number, 0 when there is none."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the engine; the window calls this after its first paint. `ready` or `unavailable` follows."""
        if self._process is None:
            self._is_given_up = False
            self._launch()
            for message in self._waiting:
                self.send(message)
            self._waiting.clear()

    def start_again(self) -> None:
        """Try once more after `gone_for_good`."""
        if self._is_given_up:
            self._restarts.clear()
            self.start()
            self.restarted.emit()

    def send(self, message: ToEngine) -> None:
        """Give the engine a message; one that is starting gets it when it is there."""
        if self._process is not None:
            self._process.send(message)
        elif self._is_given_up:
            self._refuse(message)
        else:
            self._waiting.append(message)

    def shutdown(self) -> None:
        """End the engine, within two seconds. The program calls this when its window has closed."""
        self._watch.stop()
        self._number += 1
        process, self._process = self._process, None
        if process is not None:
            process.leave()

    # ---- its life -----------------------------------------------------------------------------------------------

    def _launch(self) -> None:
        from engine.service import EngineOptions

        self._number += 1
        number = self._number
        self._process = EngineProcess(
            self._options or EngineOptions(),
            on_message=lambda message: self._came.emit(message, number),
            on_end=lambda: self._ended.emit(number),
        )
        self._is_starting, self._started_at_s = True, time.monotonic()
        self._watch.start()

    def _on_came(self, message: FromEngine, number: int) -> None:
        if number != self._number or isinstance(message, Pong):
            return
        if isinstance(message, EngineReady | EngineUnavailable):
            self._is_starting = False
            (self.ready if isinstance(message, EngineReady) else self.unavailable).emit(message)
        self.received.emit(message)

    def _on_watch(self) -> None:
        process = self._process
        if process is None:
            return
        now_s = time.monotonic()
        patience_s = STARTED_WITHIN_S if self._is_starting else HUNG_AFTER_S
        if now_s - max(process.last_heard_at_s, self._started_at_s) > patience_s:
            _log.error("The engine has not answered for %.0f s and is ended", patience_s)
            process.kill()
        else:
            process.send(Ping(next(self._ping_ids)))

    def _on_ended(self, number: int) -> None:
        if number != self._number or self._process is None:
            return
        self._watch.stop()
        process, self._process = self._process, None
        process.kill()  # it may only have closed its end of the pipe
        process.release()
        now_s = time.monotonic()
        while self._restarts and now_s - self._restarts[0] > 60:
            self._restarts.popleft()
        if len(self._restarts) >= RESTARTS_A_MINUTE:
            self._give_up()
            return
        self._restarts.append(now_s)
        _log.warning("The engine ended and is started again")
        self._launch()
        self.restarted.emit()

    def _give_up(self) -> None:
        _log.error("The engine ended %d times within a minute", len(self._restarts) + 1)
        self._is_given_up = True
        self.gone_for_good.emit(
            Notice(
                tr("Listening keeps stopping on this computer; your text is safe."),
                tr("Try again"),
                START_AGAIN,
            )
        )

    def _refuse(self, message: ToEngine) -> None:
        """Answer a request that nobody is there for, later, as the engine would."""
        if isinstance(message, StreamOpened):
            request_id = message.stream_id
        elif isinstance(message, TranscriptionAsked):
            request_id = message.request_id
        else:
            return
        sentence = tr("Listening has stopped on this computer.")
        self._came.emit(RequestFailed(request_id, sentence), self._number)
