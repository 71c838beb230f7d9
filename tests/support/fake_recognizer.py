"""A recognizer without a network: one word for each half second of sound, a final utterance every two seconds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import Cancelled, ModelError, SoundFileError
from engine.contract.types import Device, Heard, ListenOptions, Segment, TranscribeOptions, Transcript, Word

WORD_S = 0.5
UTTERANCE_S = 2.0
CHUNK_S = 0.02
RATE_HZ = 16_000


def load(folder: Path, device: str = "auto") -> FakeRecognizer:
    """As `engine.recognizer.recognizer.load`."""
    return FakeRecognizer()


def load_nothing(folder: Path, device: str = "auto") -> FakeRecognizer:
    """A model that is not there."""
    raise ModelError("There is no model.", details="none", remedy="Run the set-up again.")


def load_and_die(folder: Path, device: str = "auto") -> FakeRecognizer:
    """What a broken library does."""
    os._exit(3)


def only_a_processor() -> tuple[Device, ...]:
    """A computer without a graphics card."""
    return (Device("cpu", "Plain processor"),)


def with_a_card() -> tuple[Device, ...]:
    """A computer with one."""
    return (Device("cpu", "Plain processor"), Device("cuda:0", "Fast card"))


def load_on(folder: Path, device: str = "auto") -> FakeRecognizer:
    """One that says what it is on, and whose card has no memory left when something is heard."""
    made = FakeRecognizer()
    made.device = device
    return made


def load_on_dying(folder: Path, device: str = "auto") -> FakeRecognizer:
    """A card whose driver ends the process."""
    if device != "cpu":
        time.sleep(0.2)  # what was said before is on its way
        os._exit(3)
    return load_on(folder, device)


class FakeRecognizer:
    name = "fake"
    device = "cpu"
    scorer = None

    def listen(self, options: ListenOptions) -> FakeStream:
        return FakeStream(self.device)

    def transcribe(
        self,
        source: str,
        options: TranscribeOptions,
        on_progress: Callable[[float, float, tuple[Segment, ...]], None],
        is_cancelled: Callable[[], bool],
    ) -> Transcript:
        """`source` is the number of chunks; "missing" and "mistake" fail as their names say."""
        if source == "missing":
            raise SoundFileError("There is no such recording.", remedy="Choose another.")
        if source == "mistake":
            raise ZeroDivisionError("secret words")
        n_chunks = int(source)
        segments = []
        for number in range(n_chunks):
            if is_cancelled():
                raise Cancelled()
            time.sleep(CHUNK_S)
            segments.append(Segment((word(number, float(number)),), float(number), number + 1.0))
            if number + 1 < n_chunks:  # the last one only comes with the transcript
                on_progress(number + 1.0, float(n_chunks), (segments[-1],))
        return Transcript(tuple(segments), float(n_chunks))


class FakeStream:
    def __init__(self, device: str) -> None:
        self._device = device
        self._n_samples = 0
        self._utterance_id = 1
        self._start_s = 0.0

    def accept(self, samples: NDArray[np.float32]) -> list[Heard]:
        assert samples.dtype == np.float32 and np.abs(samples).max(initial=0.0) <= 1
        self._n_samples += len(samples)
        if self._device != "cpu" and self._n_samples > 2 * RATE_HZ:  # after the warm-up
            raise RuntimeError("CUDA error: an illegal memory access was encountered")
        now_s = self._n_samples / RATE_HZ
        heard = []
        while now_s - self._start_s >= UTTERANCE_S:
            heard.append(self._heard(self._start_s + UTTERANCE_S, is_final=True))
        return [*heard, self._heard(now_s, is_final=False)]

    def finish(self) -> list[Heard]:
        return [self._heard(self._n_samples / RATE_HZ, is_final=True)]

    def _heard(self, end_s: float, is_final: bool) -> Heard:
        n_words = round((end_s - self._start_s) / WORD_S)
        words = tuple(word(number, self._start_s + number * WORD_S) for number in range(n_words))
        heard = Heard(0, self._utterance_id, words, n_words if is_final else 0, is_final, self._start_s, end_s)
        if is_final:
            self._utterance_id, self._start_s = self._utterance_id + 1, end_s
        return heard


def word(number: int, start_s: float) -> Word:
    return Word(f"word{number}", start_s, start_s + WORD_S, 0.9)
