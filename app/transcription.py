"""Sound files waiting to be written down, one after another, and what has become of each: dropped recordings, dictations
heard again in the history, dictations that were cut off.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.core.time_left import time_left_s
from app.core.transcript import Change, TimedTranscript
from engine.contract.messages import (
    Cancel,
    FromEngine,
    RequestCancelled,
    RequestFailed,
    ToEngine,
    TranscriptionAsked,
    TranscriptionFinished,
    TranscriptionProgressed,
)
from engine.contract.types import TranscribeOptions


class EngineDoor(Protocol):
    """What the queue needs of `app.engine_client.EngineClient`."""

    received: SignalInstance  # every message of the engine
    restarted: SignalInstance

    def send(self, message: ToEngine) -> None:
        """Give the engine a message; one that is starting gets it when it is there."""


class State(Enum):
    """What has become of a recording."""

    WAITING = "waiting"  # others come first
    WRITING = "writing"
    WRITTEN = "written"
    STOPPED = "stopped"  # by the person, or by trouble on the way; what is there stays


@dataclass(eq=False, slots=True)
class Recording:
    """One file, and its words so far."""

    path: Path
    transcript: TimedTranscript = field(default_factory=TimedTranscript)
    state: State = State.WAITING
    done_s: float = 0.0
    duration_s: float = 0.0  # 0.0 while unknown
    work_s: float = 0.0
    request_id: int | None = None
    asked_at_s: float = 0.0


class TranscriptionQueue(QObject):
    """Has the engine write down recordings one at a time, in the order they were added.

    When the engine is restarted, the recording in work is asked for again from its beginning; the words that are
    there stay until new ones take their place.

    Args:
        client: the door to the engine.
        ids: numbers no other request has.
        clock: seconds that only grow; a test may give its own.
        parent: the owner.
    """

    changed = Signal(object)  # Recording: its state or progress
    segments_changed = Signal(object, object)  # Recording, list[Change]
    warned = Signal(object, str)  # Recording, a sentence: it is written down, but not all of it could be read
    failed = Signal(object, object)  # Recording, RequestFailed; a recording without words has left the queue

    def __init__(
        self,
        client: EngineDoor,
        ids: itertools.count[int],
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._ids = ids
        self._clock = clock
        self.options = TranscribeOptions()
        self._recordings: list[Recording] = []
        client.received.connect(self._on_received)
        client.restarted.connect(self._on_restarted)

    @property
    def recordings(self) -> tuple[Recording, ...]:
        return tuple(self._recordings)

    def add(self, path: Path) -> Recording:
        """Put a recording at the end of the queue; the first is begun at once."""
        recording = Recording(path)
        self._recordings.append(recording)
        self._begin_next()
        return recording

    def cancel(self, recording: Recording) -> None:
        """Stop writing it; its words stay. Does nothing unless it is waiting or being written."""
        if recording.state in (State.WAITING, State.WRITING):
            self._stop(recording)
            self._begin_next()

    def write_rest(self, recording: Recording) -> None:
        """Go on with a recording that was stopped, when its turn comes."""
        if recording.state is State.STOPPED:
            recording.state = State.WAITING
            self.changed.emit(recording)
            self._begin_next()

    def remove(self, recording: Recording) -> None:
        """Forget a recording, stopping it first."""
        if recording in self._recordings:
            self._recordings.remove(recording)
            if recording.state is State.WRITING:
                self._stop(recording)
            self._begin_next()

    def clear(self) -> None:
        """Forget all recordings."""
        for recording in reversed(self.recordings):
            self.remove(recording)

    def left_s(self, recording: Recording) -> float | None:
        """How long writing it will still take, None when nothing honest can be said yet."""
        elapsed_s = self._clock() - recording.asked_at_s
        return time_left_s(recording.done_s, recording.duration_s, elapsed_s)

    # ---- one at a time ------------------------------------------------------------------------------------------

    def _begin_next(self) -> None:
        if any(recording.state is State.WRITING for recording in self._recordings):
            return
        waiting = next((each for each in self._recordings if each.state is State.WAITING), None)
        if waiting is not None:
            waiting.state = State.WRITING
            self._ask(waiting)

    def _ask(self, recording: Recording) -> None:
        recording.request_id = next(self._ids)
        recording.done_s = 0.0
        recording.asked_at_s = self._clock()
        recording.transcript.begin_again()
        self._client.send(TranscriptionAsked(recording.request_id, str(recording.path), self.options))
        self.changed.emit(recording)

    def _stop(self, recording: Recording) -> None:
        if recording.request_id is not None:
            self._client.send(Cancel(recording.request_id))
            recording.request_id = None
        recording.state = State.STOPPED
        self.changed.emit(recording)

    # ---- what the engine says -----------------------------------------------------------------------------------

    def _on_received(self, message: FromEngine) -> None:
        request_id = getattr(message, "request_id", None)
        recording = next((each for each in self._recordings if each.request_id == request_id), None)
        if request_id is None or recording is None:
            return
        if isinstance(message, TranscriptionProgressed):
            self._progress(recording, message)
        elif isinstance(message, TranscriptionFinished):
            self._finish(recording, message)
        elif isinstance(message, RequestFailed):
            self._fail(recording, message)
        elif isinstance(message, RequestCancelled):
            recording.request_id = None
            self._stop(recording)
            self._begin_next()

    def _progress(self, recording: Recording, message: TranscriptionProgressed) -> None:
        recording.done_s = message.done_s
        recording.duration_s = max(message.total_s, message.done_s if message.total_s else 0.0)
        self._tell_changes(recording, recording.transcript.accept(message.segments))
        self.changed.emit(recording)

    def _finish(self, recording: Recording, message: TranscriptionFinished) -> None:
        recording.request_id = None
        recording.state = State.WRITTEN
        recording.duration_s = recording.done_s = message.duration_s
        recording.work_s = message.work_s
        self._tell_changes(recording, recording.transcript.finish())
        self.changed.emit(recording)
        if message.warning:
            self.warned.emit(recording, message.warning)
        self._begin_next()

    def _fail(self, recording: Recording, message: RequestFailed) -> None:
        recording.request_id = None
        if recording.transcript.segments:
            self._stop(recording)
        else:
            self._recordings.remove(recording)
        self.failed.emit(recording, message)
        self._begin_next()

    def _on_restarted(self) -> None:
        for recording in self._recordings:
            if recording.state is State.WRITING and recording.request_id is not None:
                # An engine that came back may still find the old request in its queue.
                self._client.send(Cancel(recording.request_id))
                self._ask(recording)

    def _tell_changes(self, recording: Recording, changes: list[Change]) -> None:
        if changes:
            self.segments_changed.emit(recording, changes)
