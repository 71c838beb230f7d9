"""One dictation's conversation with the engine: sound goes, words come, and a restart of the engine is bridged."""

from __future__ import annotations

import itertools
import logging
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.dictation.ring import Samples
from app.dictation.utterances import HeardSequence, UnheardSound
from app.timers import single_shot
from engine.contract.messages import (
    Cancel,
    HeardReply,
    RequestFailed,
    SoundCaptured,
    StreamClosed,
    StreamFinished,
    StreamOpened,
    ToEngine,
)
from engine.contract.types import ListenOptions

ANSWER_WITHIN_S = 30.0
_RESENT_BLOCK_S = 1.0
_log = logging.getLogger(__name__)


class EngineDoor(Protocol):
    """What dictation needs of `app.engine_client.EngineClient`."""

    ready: SignalInstance  # EngineReady
    received: SignalInstance  # every message of the engine
    restarted: SignalInstance

    def send(self, message: ToEngine) -> None:
        """Give the engine a message; one that is starting gets it when it is there."""


class EngineStream(QObject):
    """Sends a dictation's sound and tells what was heard in it.

    Args:
        client: the door to the engine.
        ids: numbers no other request has.
        parent: the owner.
    """

    heard = Signal(object)  # Heard, numbered and timed over the whole dictation
    finished = Signal()  # everything was answered
    failed = Signal(str)  # the sentence of the engine, or "" when it never answered

    def __init__(self, client: EngineDoor, ids: itertools.count[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._ids = ids
        self._id: int | None = None
        self.options = ListenOptions()  # of the streams that are opened from now on
        self._rate_hz = 0
        self._is_closed = False
        self._unheard = UnheardSound(1)
        self._sequence = HeardSequence()
        self._answer = single_shot(self, self._on_no_answer, round(ANSWER_WITHIN_S * 1000))
        client.received.connect(self._on_received)
        client.restarted.connect(self._on_restarted)

    @property
    def open_utterance_id(self) -> int | None:
        """The utterance that is being heard and not final, if there is one."""
        return self._sequence.open_utterance_id

    def begin(self, sample_rate_hz: int) -> None:
        """Open a stream for a new dictation."""
        self._id = next(self._ids)
        self._rate_hz = sample_rate_hz
        self._is_closed = False
        self._unheard = UnheardSound(sample_rate_hz)
        self._sequence.begin(self._id)
        self._client.send(StreamOpened(self._id, sample_rate_hz, self.options))

    def send(self, samples: Samples) -> None:
        """The next samples, float32 [n]; kept until they are final text."""
        if self._id is not None and len(samples):
            self._unheard.append(samples)
            self._send(samples)

    def close(self) -> None:
        """No more sound comes; `finished` or `failed` follows."""
        if self._id is not None:
            self._is_closed = True
            self._client.send(StreamClosed(self._id))
            self._answer.start()

    def cancel(self) -> None:
        """Nothing more is wanted of this dictation; neither `finished` nor `failed` follows."""
        if self._id is not None:
            self._client.send(Cancel(self._id))
            self._end()

    def _send(self, samples: Samples) -> None:
        if self._id is not None:
            self._client.send(SoundCaptured(self._id, samples.astype("<f4", copy=False).tobytes()))

    def _end(self) -> None:
        self._id = None
        self._answer.stop()
        self._sequence.end()

    def _on_received(self, message: object) -> None:
        if self._id is None:
            return
        if isinstance(message, HeardReply):
            self._on_heard(message)
        elif isinstance(message, StreamFinished) and message.stream_id == self._id:
            self._end()
            self.finished.emit()
        elif isinstance(message, RequestFailed) and message.request_id == self._id:
            _log.warning("The engine gave up on a dictation: %s", message.details)
            self._end()
            self.failed.emit(f"{message.message} {message.remedy}".strip())

    def _on_heard(self, message: HeardReply) -> None:
        heard = self._sequence.accept(message.heard)
        if heard is None:
            return
        if heard.is_final:
            self._unheard.forget_before(heard.end_s)
        if self._is_closed:
            self._answer.start()  # it is at work; the patience begins anew
        self.heard.emit(heard)

    def _on_restarted(self) -> None:
        """The engine died and is there again: what is not final text yet is sent once more."""
        if self._id is None:
            return
        self._id = next(self._ids)
        self._sequence.resume(self._id, self._unheard.start_s)
        self._client.send(StreamOpened(self._id, self._rate_hz, self.options))
        samples = self._unheard.samples()
        n_block = round(_RESENT_BLOCK_S * self._rate_hz)
        for start in range(0, len(samples), n_block):
            self._send(samples[start : start + n_block])
        if self._is_closed:
            self.close()

    def _on_no_answer(self) -> None:
        self.cancel()
        self.failed.emit("")
