"""What the engine process needs of a recognizer, and a stream of it behind whatever rate a microphone has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.contract.types import Heard, ListenOptions, Segment, TranscribeOptions, Transcript

RATE_HZ = 16_000
_WARM_UP_S = 1.0

Samples = NDArray[np.float32]


class Stream(Protocol):
    """What `Recognizer.listen` gives."""

    def accept(self, samples: Samples) -> list[Heard]:
        """The next samples, float32 [n] at 16 kHz."""

    def finish(self) -> list[Heard]:
        """No more sound comes."""


class Recognizer(Protocol):
    """What the worker needs of `engine.recognizer.recognizer.Recognizer`."""

    name: str
    device: str
    scorer: Any  # a stronger language model that chooses among readings; None until there is one

    def listen(self, options: ListenOptions) -> Stream:
        """Open a stream."""

    def transcribe(
        self,
        source: str,
        options: TranscribeOptions,
        on_progress: Callable[[float, float, tuple[Segment, ...]], None],
        is_cancelled: Callable[[], bool],
    ) -> Transcript:
        """Write a recording down; `is_cancelled` is called in this thread before each chunk and may take long."""


class OpenStream:
    """A stream that takes the microphone's rate and the pipe's bytes.

    Args:
        stream: of the recognizer
        sample_rate_hz: of the samples that will come
    """

    def __init__(self, stream: Stream, sample_rate_hz: int) -> None:
        self._stream = stream
        self._resampler: Any = None
        if sample_rate_hz != RATE_HZ:
            from engine.sound.resampling import StreamResampler

            self._resampler = StreamResampler(sample_rate_hz, RATE_HZ)

    def accept(self, sound: bytes) -> list[Heard]:
        samples: Samples = np.frombuffer(sound, dtype="<f4")
        if self._resampler is not None:
            samples = self._resampler.accept(samples)
        return self._stream.accept(samples)

    def finish(self) -> list[Heard]:
        heard = self._stream.accept(self._resampler.finish()) if self._resampler is not None else []
        return heard + self._stream.finish()


def warm_up(recognizer: Recognizer) -> None:
    """Let a recognizer hear a second of noise, so loud that it is taken for speech and goes all the way."""
    noise = np.random.default_rng(1).standard_normal(round(_WARM_UP_S * RATE_HZ)) * 0.1
    stream = recognizer.listen(ListenOptions(endpoints=False))
    stream.accept(noise.astype(np.float32))
    stream.finish()
