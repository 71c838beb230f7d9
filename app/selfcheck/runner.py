"""Measures the three engines through the same door that the window uses, one thing after the other.

Each measurement is a generator: it sends its questions, and at every `yield` waits for the engine's next message. So
nothing waits inside the window's loop, and stopping is dropping the generator.
"""

from __future__ import annotations

import csv
import inspect
import os
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from app.core.measures import Measure, percentile
from app.engine_client import EngineClient
from app.selfcheck.machine import internet_sockets, resident_mib
from engine.contract.error_rate import edit_distance
from engine.contract.messages import (
    Cancel,
    HeardReply,
    RequestFailed,
    SoundCaptured,
    StreamClosed,
    StreamFinished,
    StreamOpened,
    SuggestionsAsked,
    SuggestionsMade,
    TranscriptionAsked,
    TranscriptionFinished,
    TranscriptionProgressed,
    TranslationAsked,
    TranslationMade,
)
from engine.contract.types import Context, Sentence, Suggestion, SuggestOptions

_TICK_MS = 20
_N_TIMED = 3  # recordings that are spoken in real time
_N_TYPED = 12  # lines that are typed
_LONG = (
    "The house by the river has not changed since you left, and even the old lemon tree is still alive today."
)
Steps = Generator[None, object, list[Measure]]


class SelfCheck(QObject):
    """Runs the measurements.

    Args:
        client: the door to the engine
        ids: numbers for questions and streams
        samples: the folder with recordings, their texts and pairs of sentences
        parent: the page
    """

    measured = Signal(object)  # Measure
    progressed = Signal(int, int)  # how many of how many parts are done
    finished = Signal(float)  # how long it took, in seconds
    failed = Signal(str)  # a sentence

    def __init__(self, client: EngineClient, ids: Iterator[int], samples: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client, self._ids, self._samples = client, ids, samples
        self._parts: list[Steps] = []
        self._n_parts = 0
        self._open_ids: set[int] = set()
        self._started_s = 0.0
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(lambda: self._go_on(None))
        client.received.connect(self._on_received)
        client.restarted.connect(self.stop)

    @property
    def is_running(self) -> bool:
        return bool(self._parts)

    def start(self) -> None:
        """Measures everything."""
        self.stop()
        self._parts = [
            self._speech(), self._wait_for_text(), self._suggestions(), self._everyday_translation(),
            self._long_translation(), self._machine(),
        ]  # fmt: skip
        self._n_parts = len(self._parts)
        self._started_s = time.monotonic()
        self.progressed.emit(0, self._n_parts)
        self._ticks.start()

    def stop(self) -> None:
        """Gives it up."""
        self._ticks.stop()
        for part in self._parts:
            part.close()
        self._parts = []
        for request_id in self._open_ids:
            self._client.send(Cancel(request_id))
        self._open_ids.clear()

    def _on_received(self, message: object) -> None:
        if not self._parts:
            return
        if inspect.getgeneratorstate(self._parts[0]) == inspect.GEN_CREATED:
            return
        if isinstance(message, RequestFailed) and message.request_id in self._open_ids:
            self.stop()
            self.failed.emit(message.message)
            return
        self._go_on(message)

    def _go_on(self, message: object) -> None:
        while self._parts:
            try:
                self._parts[0].send(message)
                return
            except StopIteration as end:
                self._parts.pop(0)
                for measure in end.value:
                    self.measured.emit(measure)
                self.progressed.emit(self._n_parts - len(self._parts), self._n_parts)
                message = None  # all that a generator takes before it has begun
        self._ticks.stop()
        self.finished.emit(time.monotonic() - self._started_s)

    def _new_id(self) -> int:
        request_id = next(self._ids)
        self._open_ids.add(request_id)
        return request_id

    # ---- what is measured ---------------------------------------------------------------------------------------

    def _spoken(self) -> list[tuple[Path, str]]:
        with (self._samples / "spoken.tsv").open(encoding="utf-8", newline="") as file:
            return [(self._samples / row["path"], row["text"]) for row in csv.DictReader(file, delimiter="\t")]

    def _pairs(self) -> list[tuple[str, str]]:
        lines = (self._samples / "everyday.tsv").read_text(encoding="utf-8").splitlines()
        return [(first, second) for first, _, second in (line.partition("\t") for line in lines)]

    def _speech(self) -> Steps:
        """Words heard wrong, in a hundred."""
        n_wrong = n_words = 0
        for path, text in self._spoken():
            request_id, heard = self._new_id(), list[str]()
            self._client.send(TranscriptionAsked(request_id, str(path)))
            while True:
                message = yield
                if isinstance(message, TranscriptionProgressed) and message.request_id == request_id:
                    heard += [word.text.lower() for segment in message.segments for word in segment.words]
                elif isinstance(message, TranscriptionFinished) and message.request_id == request_id:
                    break
            self._open_ids.discard(request_id)
            n_wrong += edit_distance(heard, text.lower().split())
            n_words += len(text.split())
        return [Measure("words", 100 * n_wrong / n_words, 20.0, detail=(len(self._spoken()),))]

    def _wait_for_text(self) -> Steps:
        """From the last word to its text, in ms; recordings are spoken as fast as people speak."""
        import soundfile

        waits_ms: list[float] = []
        for path, _ in self._spoken()[:_N_TIMED]:
            samples, rate_hz = soundfile.read(path, dtype="float32")
            stream_id = self._new_id()
            self._client.send(StreamOpened(stream_id, rate_hz))
            start_s, sent = time.monotonic(), 0
            while sent < len(samples):
                due = min(len(samples), int((time.monotonic() - start_s) * rate_hz))
                if due > sent:
                    self._client.send(SoundCaptured(stream_id, np.asarray(samples[sent:due], dtype="<f4").tobytes()))
                    sent = due
                yield
            self._client.send(StreamClosed(stream_id))
            closed_s, last_s = time.monotonic(), time.monotonic()
            while True:
                message = yield
                if isinstance(message, HeardReply) and message.heard.stream_id == stream_id and message.heard.is_final:
                    last_s = time.monotonic()
                elif isinstance(message, StreamFinished) and message.stream_id == stream_id:
                    break
            self._open_ids.discard(stream_id)
            waits_ms.append(1000 * (last_s - closed_s))
        return [Measure("wait", percentile(waits_ms, 0.5), 500.0, detail=(len(waits_ms), round(max(waits_ms))))]

    def _suggestions(self) -> Steps:
        """How long a suggestion takes, and how many keys of a hundred suggestions save."""
        times_ms: list[float] = []
        n_keys = n_letters = 0
        lines = [line for line, _ in self._pairs() if len(line) > 20][:_N_TYPED]
        for line in lines:
            at = 0
            while at < len(line):
                revision = -next(self._ids)
                asked_s = time.monotonic()
                self._client.send(SuggestionsAsked(Context(line[:at], "", revision), SuggestOptions(limit=1, learning=False)))
                while True:
                    message = yield
                    if isinstance(message, SuggestionsMade) and message.revision == revision:
                        break
                times_ms.append(1000 * (time.monotonic() - asked_s))
                n_keys += 1
                at += max(1, _taken(message.suggestions, line, at))
            n_letters += len(line)
        return [
            Measure("suggestion", percentile(times_ms, 0.95), 30.0, detail=(len(times_ms),)),
            Measure("keys", 100 * (1 - n_keys / n_letters), 30.0, is_at_most=False, detail=(len(lines),)),
        ]

    def _everyday_translation(self) -> Steps:
        """How near the translation comes to a person's, in BLEU."""
        from sacrebleu.metrics.bleu import BLEU

        said: list[str] = []
        pairs = self._pairs()
        for english, _ in pairs:
            said.append((yield from self._translated(english)))
        score = BLEU().corpus_score(said, [[spanish for _, spanish in pairs]]).score
        return [Measure("bleu", float(score), 42.0, is_at_most=False, detail=(len(pairs),))]

    def _long_translation(self) -> Steps:
        """How long a sentence of twenty words takes, in ms: the slowest of five."""
        times_ms: list[float] = []
        for number in range(5):
            asked_s = time.monotonic()
            yield from self._translated(_LONG.replace("today", ("today", "now", "here", "again", "alone")[number]))
            times_ms.append(1000 * (time.monotonic() - asked_s))
        return [Measure("long", max(times_ms), 150.0, detail=(len(_LONG.split()), round(percentile(times_ms, 0.5))))]

    def _translated(self, text: str) -> Generator[None, object, str]:
        request_id = self._new_id()
        self._client.send(TranslationAsked(request_id, -request_id, Sentence(text)))
        while True:
            message = yield
            if isinstance(message, TranslationMade) and message.request_id == request_id:
                self._open_ids.discard(request_id)
                return message.translation.text

    def _machine(self) -> Steps:
        """Memory of both processes in MiB, and their connections to any network."""
        yield
        pids = (os.getpid(), self._client.pid)
        memory = sum(resident_mib(pid) for pid in pids)
        return [
            Measure("memory", memory, 1000.0),
            Measure("network", float(sum(internet_sockets(pid) for pid in pids)), 0.0),
        ]


def _taken(suggestions: tuple[Suggestion, ...], line: str, at: int) -> int:
    """How many letters of the line the first suggestion writes, if it is right as a whole and saves a key."""
    if not suggestions:
        return 0
    one = suggestions[0]
    rest = one.text[one.replaces :]
    is_right = line[:at].endswith(one.text[: one.replaces]) and line.startswith(rest, at)
    return len(rest) if is_right else 0
