"""An engine that says what a test tells it to say."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.contract.messages import (
    Cancel,
    FromEngine,
    ToEngine,
    TranscriptionAsked,
    TranscriptionFinished,
    TranscriptionProgressed,
)
from engine.contract.types import Segment, Word


class FakeEngine(QObject):
    """Stands where `app.engine_client.EngineClient` stands."""

    received = Signal(object)
    restarted = Signal()
    gone_for_good = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[ToEngine] = []

    def send(self, message: ToEngine) -> None:
        self.sent.append(message)

    def say(self, message: FromEngine) -> None:
        self.received.emit(message)

    @property
    def asked(self) -> list[TranscriptionAsked]:
        return [message for message in self.sent if isinstance(message, TranscriptionAsked)]

    @property
    def cancelled_ids(self) -> list[int]:
        return [message.request_id for message in self.sent if isinstance(message, Cancel)]

    def progress(self, *segments: Segment, done_s: float = 0.0, total_s: float = 60.0) -> None:
        """Say these segments about what was asked last."""
        done_s = done_s or (segments[-1].end_s if segments else 0.0)
        self.say(TranscriptionProgressed(self.asked[-1].request_id, done_s, total_s, segments))

    def finish(self, duration_s: float = 60.0, work_s: float = 1.5) -> None:
        """Say that what was asked last is written."""
        self.say(TranscriptionFinished(self.asked[-1].request_id, duration_s, work_s))


def segment(start_s: float, text: str, word_s: float = 0.5) -> Segment:
    """A segment whose words last half a second each."""
    words = tuple(
        Word(word, start_s + i * word_s, start_s + (i + 0.9) * word_s, 0.9) for i, word in enumerate(text.split())
    )
    return Segment(words, start_s, start_s + len(words) * word_s)
