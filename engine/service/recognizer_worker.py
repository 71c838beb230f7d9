"""The recognizer's worker: what a person says goes first in, first out; recordings wait while somebody speaks."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Any

from engine.contract.errors import Cancelled, TrioletError
from engine.contract.messages import (
    Cancel,
    EngineReady,
    EngineUnavailable,
    FromEngine,
    HeardReply,
    OwnWords,
    RequestCancelled,
    RequestFailed,
    SoundCaptured,
    StreamClosed,
    StreamFinished,
    StreamOpened,
    ToEngine,
    TranscriptionAsked,
    TranscriptionFinished,
    TranscriptionProgressed,
)
from engine.contract.types import Segment
from engine.layers.cores import n_threads
from engine.service.adapted import own_or_shipped
from engine.service.device import DeviceInUse
from engine.service.listening import RATE_HZ, OpenStream, Recognizer, warm_up
from engine.service.memory import give_back
from engine.service.precedence import Precedence
from engine.service.process import EngineOptions
from engine.service.requests import OpenRequests

_JOINED_BYTES = 5 * RATE_HZ * 4  # sound that waits is taken in pieces of at most five seconds
_log = logging.getLogger(__name__)


class RecognizerWorker:
    """Serves streams and recordings with one recognizer, in one thread.

    A running recording asks `is_cancelled` before each chunk, and that is where speech is served in between: the
    network is never used by two threads, and a person who speaks never waits for more than one chunk.

    Args:
        options: where the model is and who loads it
        device: what it is computed on
        requests: which requests are to be stopped
        precedence: speech goes first
        send: takes a message to the window
    """

    handles: tuple[type, ...] = (StreamOpened, SoundCaptured, StreamClosed, TranscriptionAsked, OwnWords)

    def __init__(
        self, options: EngineOptions, device: DeviceInUse, requests: OpenRequests, precedence: Precedence,
        send: Callable[[FromEngine], None],
    ) -> None:  # fmt: skip
        self._options, self._device = options, device
        self._requests, self._precedence, self._send = requests, precedence, send
        self._speech: deque[ToEngine] = deque()
        self._recordings: deque[TranscriptionAsked] = deque()
        self._arrived = Condition()
        self.loaded = Event()  # loaded and warm, or given up
        self._streams: dict[int, OpenStream] = {}
        self._running: int | None = None
        self._paused_s = 0.0
        self._recognizer: Recognizer | None = None
        self._load_error: TrioletError = TrioletError("The recognizer is not loaded yet.")

    def start(self) -> None:
        Thread(target=self._work, name="recognizer", daemon=True).start()

    def give(self, message: ToEngine) -> None:
        with self._arrived:
            if isinstance(message, TranscriptionAsked):
                self._recordings.append(message)
            else:
                if isinstance(message, OwnWords):  # only the newest count, and taking them in takes seconds
                    self._speech = deque(one for one in self._speech if not isinstance(one, OwnWords))
                self._speech.append(message)
            self._arrived.notify()

    def take_scorer(self, scorer: object) -> None:
        """A second opinion on what is heard, from now on."""
        if self._recognizer is not None:
            self._recognizer.scorer = scorer

    # ---- the thread ---------------------------------------------------------------------------------------------

    def _work(self) -> None:
        self._load()
        with _inference_mode():
            self._warm_up()
            give_back()
            self.loaded.set()
            while True:
                with self._arrived:
                    self._arrived.wait_for(lambda: self._speech or self._recordings)
                self._serve_speech()
                if self._recordings:
                    self._transcribe(self._recordings.popleft())

    def _load(self) -> None:
        self._started_s = time.monotonic()
        try:
            module_name, _, function_name = self._options.recognizer_loader.partition(":")
            load = getattr(import_module(module_name), function_name)
            self._recognizer = load(self._folder(), self._device.get())
        except TrioletError as error:
            self._load_error = error
        except Exception as error:  # noqa: BLE001 - the person gets a sentence, whatever a damaged installation throws
            self._device.give_up_on(error)
            _log.exception("The recognizer could not be loaded")
            self._load_error = TrioletError(
                "Speech recognition could not be started.",
                details=f"{type(error).__name__}: {error}",
                remedy="Run the set-up again; if that does not help, report it.",
            )

    def _folder(self) -> Path:
        if self._options.recognizer_folder:
            return Path(self._options.recognizer_folder)
        return own_or_shipped("recognizer", "recognizer-en", self._send)

    def _warm_up(self) -> None:
        """The first call of a network is slow, so it is made before anybody waits for it; then say how it stands."""
        if self._recognizer is not None:
            try:
                warm_up(self._recognizer)
            except Exception as error:  # noqa: BLE001 - what fails on silence would fail on speech
                self._device.give_up_on(error)
                _log.exception("The recognizer failed at its first sound")
                self._recognizer = None
                self._load_error = _own_mistake(error)
        if self._recognizer is None:
            why = self._load_error
            self._send(EngineUnavailable("recognizer", why.message, why.details, why.remedy))
            return
        load_s = time.monotonic() - self._started_s
        self._send(EngineReady("recognizer", self._recognizer.name, str(self._recognizer.device), load_s))

    def _loaded(self) -> Recognizer:
        if self._recognizer is None:
            raise self._load_error
        return self._recognizer

    # ---- speech -------------------------------------------------------------------------------------------------

    def _serve_speech(self) -> None:
        """Serve everything that streams have sent, and wait for more while one is open and a recording waits for us."""
        started_s = time.monotonic()
        while True:
            with self._arrived:
                while not self._speech and self._must_wait():
                    self._arrived.wait()
                if not self._speech:
                    break
                message = self._next_speech()
            if isinstance(message, OwnWords):
                self._know(message.phrases)  # nobody waits for it, so translations need not
                continue
            with self._precedence.first():
                self._serve(message)
        self._paused_s += time.monotonic() - started_s

    def _must_wait(self) -> bool:
        is_running = self._running is not None and not self._requests.is_cancelled(self._running)
        return is_running and bool(self._streams)

    def _next_speech(self) -> ToEngine:
        """The next message; sound of one stream that has piled up comes as one message."""
        message = self._speech.popleft()
        if not isinstance(message, SoundCaptured):
            return message
        pieces, n_bytes = [message.samples], len(message.samples)
        while self._speech and n_bytes < _JOINED_BYTES:
            following = self._speech[0]
            if not isinstance(following, SoundCaptured) or following.stream_id != message.stream_id:
                break
            pieces.append(following.samples)
            n_bytes += len(following.samples)
            self._speech.popleft()
        return replace(message, samples=b"".join(pieces))

    def _serve(self, message: ToEngine) -> None:
        if isinstance(message, Cancel):
            self._stop(message.request_id)
            return
        assert isinstance(message, StreamOpened | SoundCaptured | StreamClosed)
        stream_id = message.stream_id
        if self._requests.is_cancelled(stream_id):
            return  # its Cancel is in the queue behind this
        try:
            if isinstance(message, StreamOpened):
                listening = self._loaded().listen(message.options)
                self._streams[stream_id] = OpenStream(listening, message.sample_rate_hz)
            elif stream_id in self._streams:
                self._hear(self._streams[stream_id], message)
        except Exception as error:  # noqa: BLE001 - one stream in trouble must not end the others
            self._fail(stream_id, error)

    def _know(self, phrases: tuple[str, ...]) -> None:
        know = getattr(self._recognizer, "know", None)
        try:
            if know is not None:
                know(phrases)
        except Exception as error:  # noqa: BLE001 - speech goes on with the words it knows
            _log.error("The person's own words could not be taken: %s", type(error).__name__)

    def _hear(self, stream: OpenStream, message: SoundCaptured | StreamClosed) -> None:
        is_closed = isinstance(message, StreamClosed)
        replies = stream.finish() if is_closed else stream.accept(message.samples)  # type: ignore[union-attr]
        if self._requests.is_cancelled(message.stream_id):
            return
        for heard in replies:
            self._send(HeardReply(replace(heard, stream_id=message.stream_id)))
        if is_closed:
            self._end(message.stream_id, StreamFinished(message.stream_id))

    # ---- recordings ---------------------------------------------------------------------------------------------

    def _transcribe(self, asked: TranscriptionAsked) -> None:
        request_id = asked.request_id
        started_s, self._paused_s, self._running = time.monotonic(), 0.0, request_id
        n_sent = 0

        def is_cancelled() -> bool:
            self._serve_speech()
            return self._requests.is_cancelled(request_id)

        def progress(done_s: float, total_s: float, segments: tuple[Segment, ...]) -> None:
            nonlocal n_sent
            n_sent += len(segments)
            self._send(TranscriptionProgressed(request_id, done_s, total_s, tuple(segments)))

        try:
            if is_cancelled():
                raise Cancelled()
            transcript = self._loaded().transcribe(asked.path, asked.options, progress, is_cancelled)
            if self._requests.is_cancelled(request_id):
                raise Cancelled()
            if transcript.segments[n_sent:]:
                progress(transcript.duration_s, transcript.duration_s, transcript.segments[n_sent:])
            work_s = time.monotonic() - started_s - self._paused_s
            self._end(request_id, TranscriptionFinished(request_id, transcript.duration_s, work_s, transcript.warning))
        except Cancelled:
            self._end(request_id, RequestCancelled(request_id))
        except Exception as error:  # noqa: BLE001 - one recording in trouble must not end the rest
            self._fail(request_id, error)
        finally:
            self._running = None

    # ---- endings ------------------------------------------------------------------------------------------------

    def _stop(self, request_id: int) -> None:
        """A `Cancel` has come to its turn. The running recording stops by itself, at its next chunk."""
        with self._arrived:
            waiting = [asked for asked in self._recordings if asked.request_id == request_id]
            for asked in waiting:
                self._recordings.remove(asked)
        is_stream = self._requests.is_open(request_id) and request_id != self._running and not waiting
        if waiting or is_stream:
            self._end(request_id, RequestCancelled(request_id))

    def _fail(self, request_id: int, error: Exception) -> None:
        if not isinstance(error, TrioletError):
            self._device.give_up_on(error)
            _log.error("A request failed: %s", "".join(traceback.format_tb(error.__traceback__)))
            error = _own_mistake(error)
        self._end(request_id, RequestFailed(request_id, error.message, error.details, error.remedy))

    def _end(self, request_id: int, message: FromEngine) -> None:
        self._streams.pop(request_id, None)
        self._requests.close(request_id)
        self._send(message)


def _inference_mode() -> AbstractContextManager[Any]:
    """torch's mode without gradients and its share of the cores, if whoever loaded the network brought torch along."""
    torch = sys.modules.get("torch")
    if torch is None:
        return nullcontext()
    torch.set_num_threads(n_threads())
    mode: AbstractContextManager[Any] = torch.inference_mode()
    return mode


def _own_mistake(error: Exception) -> TrioletError:
    """The sentence for an error that nobody foresaw; only its type is told, since its text may hold words."""
    return TrioletError(
        "This could not be understood because of a mistake in Triolet.",
        details=type(error).__name__,
        remedy="Try it again; if it happens again, report it.",
    )
