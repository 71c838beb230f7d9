"""A sound system and an engine without hardware: what a test plays is what the microphone gives."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.dictation.microphone import Microphone, MicrophoneTrouble, OpenStream, Trouble
from app.dictation.ring import Samples, SoundRing
from engine.contract.messages import EngineReady

BUILT_IN = Microphone("Built-in microphone", 0, 16000, is_default=True)
HEADSET = Microphone("USB headset", 1, 48000)


class FakeSoundSystem:
    """Microphones that are plugged in, busy, or full of sound as the test says."""

    def __init__(self, *microphones: Microphone) -> None:
        self.plugged_in = microphones or (BUILT_IN,)
        self.refuses: Trouble | None = None
        self.gives_samples = True
        self.streams: list[OpenStream] = []
        self.n_open = 0
        self.played: list[Samples] = []

    def microphones(self, look_again: bool) -> tuple[Microphone, ...]:
        return tuple(self.plugged_in)

    def may_have_changed(self) -> bool:
        return True

    def open(self, microphone: Microphone) -> OpenStream:
        if self.refuses is not None:
            raise MicrophoneTrouble(self.refuses, microphone.name)
        rate_hz = microphone.default_rate_hz
        stream = OpenStream(microphone, rate_hz, SoundRing(30 * rate_hz), self._on_closed)
        self.n_open += 1
        self.streams.append(stream)
        if self.gives_samples:
            self.play_into(stream, tone(0.02, rate_hz))
        return stream

    def play(self, samples: Samples, sample_rate_hz: int) -> None:
        self.played.append(samples)

    def give(self, samples: Samples) -> None:
        """Let the stream opened last give these samples."""
        self.play_into(self.streams[-1], samples)

    @staticmethod
    def play_into(stream: OpenStream, samples: Samples) -> None:
        stream.ring.write(samples)

    def _on_closed(self) -> None:
        self.n_open -= 1


class FakeEngine(QObject):
    """Remembers what it was sent and says what the test tells it to say."""

    ready = Signal(object)
    received = Signal(object)
    restarted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[object] = []

    def send(self, message: object) -> None:
        self.sent.append(message)

    def of_kind(self, kind: type) -> list[object]:
        return [message for message in self.sent if isinstance(message, kind)]

    def become_ready(self) -> None:
        self.ready.emit(EngineReady("recognizer", "recognizer-en", "cpu", 1.0))


def tone(duration_s: float, rate_hz: int = 16000, peak: float = 0.3) -> Samples:
    """A sine of 220 Hz, float32."""
    times_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    return (peak * np.sin(2 * np.pi * 220.0 * times_s)).astype(np.float32)


def later(seconds: float) -> float:
    """A point on the clock that streams use."""
    return time.monotonic() + seconds
