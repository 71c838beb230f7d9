"""The one door to the engine process: starts it, watches it, and starts it again when it dies or hangs."""

from __future__ import annotations

import itertools
import logging
import time
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.engine_process import EngineProcess
from app.engine_words import in_own_words
from app.look.words import tr
from app.open_questions import OpenQuestions, refusal
from engine.contract.devices import AUTO, PROCESSOR, chosen
from engine.contract.messages import (
    DeviceFailed,
    DevicesFound,
    EngineReady,
    EngineUnavailable,
    FromEngine,
    Ping,
    Pong,
    ToEngine,
)

if TYPE_CHECKING:
    from engine.service import EngineOptions

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
    received = Signal(object)  # every message of the engine but Pong, those two included, and what is said in its place
    restarted = Signal()  # a new process stands in for a dead one: what was not answered is to be sent again

    _came = Signal(object, int)
    _ended = Signal(int)

    def __init__(self, options: EngineOptions | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self._process: EngineProcess | None = None
        self._number = 0  # of the process; what an earlier one says or does is nobody's business any more
        self._is_starting = False
        self._is_given_up = self._is_shut_down = False
        self._started_at_s = 0.0
        self._restarts: deque[float] = deque()
        self._waiting: list[ToEngine] = []
        self._questions = OpenQuestions()
        self._device, self._has_card_failed = AUTO, False
        self._found: DevicesFound | None = None
        self._is_wanted_end = False  # of the process: we ended it ourselves
        self._watched_at_s = 0.0
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
        if self._process is None and not self._is_shut_down:
            self._is_given_up = False
            self._launch()
            for message in self._waiting:
                self._process.send(message)  # type: ignore[attr-defined]
            self._waiting.clear()

    def start_again(self) -> None:
        """Try once more after a network, or all of the engine, was unavailable."""
        self._restarts.clear()
        if self._is_given_up:
            self.start()
            self.restarted.emit()
        else:
            self._begin_anew()

    def check(self) -> None:
        """Is the engine still there? One that answers nothing from now on is replaced within seconds."""
        if self._process is not None:
            self._started_at_s = self._watched_at_s = time.monotonic()
            self._process.send(Ping(next(self._ping_ids)))

    def use_device(self, device: str) -> None:
        """Compute on a device from now on: "auto", or an id; a process that runs elsewhere makes room for another."""
        if device == self._device and not self._has_card_failed:
            return
        self._device, self._has_card_failed = device, False
        if self._found is not None and chosen(device, self._found.devices) == self._found.used:
            self._found = replace(self._found, asked=device)
            self.received.emit(self._found)
        else:
            self._begin_anew()

    def send(self, message: ToEngine) -> None:
        """Give the engine a message; one that is starting gets it when it is there.

        Every question is answered: by the engine, or by a refusal when it has died.
        """
        if self._is_given_up:
            reply = refusal(message, *_stopped())
            if reply is not None:
                self._came.emit(reply, self._number)
            return
        self._questions.ask(message)
        if self._process is not None:
            self._process.send(message)
        else:
            self._waiting.append(message)

    def shutdown(self) -> None:
        """End the engine, within two seconds, for good. The program calls this when its window has closed."""
        self._is_shut_down = True
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
        options = self._options or EngineOptions()
        device = PROCESSOR if self._has_card_failed else self._device
        self._process = EngineProcess(
            replace(options, device=options.device if device == AUTO else device),
            on_message=lambda message: self._came.emit(message, number),
            on_end=lambda: self._ended.emit(number),
        )
        self.destroyed.connect(self._process.forget)
        self._is_starting, self._is_wanted_end = True, False
        self._started_at_s = self._watched_at_s = time.monotonic()
        self._watch.start()

    def _on_came(self, message: FromEngine, number: int) -> None:
        if number != self._number or isinstance(message, Pong):
            return
        message = in_own_words(message)
        if isinstance(message, EngineReady | EngineUnavailable):
            self._is_starting = False
            (self.ready if isinstance(message, EngineReady) else self.unavailable).emit(message)
        elif isinstance(message, DevicesFound):
            self._found = message if not self._has_card_failed else replace(message, asked=self._device)
            message = self._found
        self._questions.answer(message)
        self.received.emit(message)
        if isinstance(message, DeviceFailed):
            self._has_card_failed = True
            self._begin_anew()

    def _on_watch(self) -> None:
        process = self._process
        if process is None:
            return
        now_s = time.monotonic()
        if now_s - self._watched_at_s > HUNG_AFTER_S:
            # It was this side that stood still, as when the computer slept: the engine gets its time anew.
            self._started_at_s = now_s
        self._watched_at_s = now_s
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
        if not self._is_wanted_end and not self._may_restart():
            self._give_up()
            return
        _log.warning("The engine ended and is started again")
        unanswered = self._questions.refuse(
            tr("Listening was interrupted; try it again."), tr("Translating was interrupted; try it again.")
        )
        self._launch()
        self.restarted.emit()
        for reply in unanswered:  # who has asked again by now knows the old number no more
            self.received.emit(reply)

    def _begin_anew(self) -> None:
        """Another process in place of this one, which has done nothing wrong."""
        if self._process is not None:
            self._is_wanted_end = True
            self._process.kill()

    def _may_restart(self) -> bool:
        """Whether it ended rarely enough; one that keeps ending on a graphics card is first tried on the processor."""
        now_s = time.monotonic()
        while self._restarts and now_s - self._restarts[0] > 60:
            self._restarts.popleft()
        if len(self._restarts) >= RESTARTS_A_MINUTE:
            if self._found is None or self._found.used == PROCESSOR:
                return False
            self._restarts.clear()
            self._has_card_failed = True
            self.received.emit(DeviceFailed(self._found.used, "the process ended"))
        self._restarts.append(now_s)
        return True

    def _give_up(self) -> None:
        _log.error("The engine ended %d times within a minute", len(self._restarts) + 1)
        self._is_given_up = True
        replies = self._questions.refuse(*_stopped())
        for kind, sentence in (
            ("recognizer", tr("Listening keeps stopping on this computer; your text is safe.")),
            ("autocompleter", tr("Suggestions have stopped on this computer.")),
            ("translator", _stopped()[1]),
        ):
            replies.append(EngineUnavailable(kind, sentence))
        for reply in replies:
            self._on_came(reply, self._number)


def _stopped() -> tuple[str, str]:
    return tr("Listening has stopped on this computer."), tr("Translating has stopped on this computer.")

