"""The translator's worker: of each sentence only the newest question is answered, and everybody else goes first."""

from __future__ import annotations

import logging
import time
import traceback
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING

from engine.contract.errors import Cancelled, TrioletError
from engine.contract.messages import (
    Cancel,
    EngineReady,
    EngineUnavailable,
    FromEngine,
    RequestCancelled,
    RequestFailed,
    ToEngine,
    TranslationAsked,
    TranslationMade,
    WordingsAsked,
    WordingsMade,
)
from engine.contract.types import Sentence
from engine.service.device import DeviceInUse
from engine.service.memory import give_back
from engine.service.precedence import Precedence
from engine.service.process import EngineOptions
from engine.service.requests import OpenRequests

if TYPE_CHECKING:
    from engine.translator.translator import Translator

_AT_ONCE = 6  # sentences of one search when many wait: cheaper together, and the first is still soon there
_log = logging.getLogger(__name__)


class TranslatorWorker:
    """Answers how a sentence reads in the other language, in one thread.

    Args:
        options: where the model is
        device: what it is computed on
        requests: which requests are to be stopped
        after: what is waited for before loading
        precedence: who goes first
        send: takes a message to the window
    """

    handles: tuple[type, ...] = (TranslationAsked, WordingsAsked)

    def __init__(
        self, options: EngineOptions, device: DeviceInUse, requests: OpenRequests, after: Event,
        precedence: Precedence, send: Callable[[FromEngine], None],
    ) -> None:  # fmt: skip
        self._options, self._device, self._requests, self._after = options, device, requests, after
        self._precedence, self._send = precedence, send
        self._arrived = Condition()
        self._waiting: dict[int, TranslationAsked] = {}  # by sentence, in the order in which they first came
        self._words: deque[WordingsAsked] = deque()
        self._running: tuple[TranslationAsked | WordingsAsked, ...] = ()
        self._translator: Translator | None = None
        self._load_error = TrioletError("Translation is not ready yet.")

    def start(self) -> None:
        Thread(target=self._work, name="translator", daemon=True).start()

    def give(self, message: ToEngine) -> None:
        with self._arrived:
            if isinstance(message, TranslationAsked):
                older = self._waiting.get(message.sentence_id)
                if older is not None:
                    self._requests.close(older.request_id)  # void: it is never answered
                self._waiting[message.sentence_id] = message
            elif isinstance(message, WordingsAsked):
                self._words.append(message)
            elif isinstance(message, Cancel):
                self._forget(message.request_id)
            self._arrived.notify()

    def _forget(self, request_id: int) -> None:
        """A `Cancel` of something that waits; what runs reads its flag."""
        for sentence_id, asked in list(self._waiting.items()):
            if asked.request_id == request_id:
                del self._waiting[sentence_id]
                self._end(request_id, RequestCancelled(request_id))
        for asked_words in list(self._words):
            if asked_words.request_id == request_id:
                self._words.remove(asked_words)
                self._end(request_id, RequestCancelled(request_id))

    # ---- the thread ---------------------------------------------------------------------------------------------

    def _work(self) -> None:
        self._after.wait()
        self._load()
        while True:
            with self._arrived:
                self._arrived.wait_for(lambda: self._waiting or self._words)
                self._running = self._next()
            self._answer()

    def _load(self) -> None:
        started_s = time.monotonic()
        try:
            from engine.layers.model_folder import shipped_model
            from engine.translator.translator import load

            folder = Path(self._options.translator_folder or shipped_model("translator-en-es"))
            translator = load(folder, self._device.get())
            translator.translate([Sentence("We are here.")])  # the first call is slow, so nobody waits for it
        except TrioletError as error:
            self._load_error = error
        except Exception as error:  # noqa: BLE001 - the person gets a sentence, whatever a damaged installation throws
            self._device.give_up_on(error)
            _log.exception("The translator could not be loaded")
            details = f"{type(error).__name__}: {error}"
            self._load_error = TrioletError("Translation could not be started.", details)
        else:
            self._translator = translator
            give_back()
            self._send(EngineReady("translator", translator.name, translator.device, time.monotonic() - started_s))
            return
        why = self._load_error
        self._send(EngineUnavailable("translator", why.message, why.details, why.remedy))

    def _next(self) -> tuple[TranslationAsked | WordingsAsked, ...]:
        """What is done now: a question about a word, or the sentences that wait longest and want the same."""
        if self._words:
            return (self._words.popleft(),)
        options = next(iter(self._waiting.values())).options
        chosen = [asked for asked in self._waiting.values() if asked.options == options][:_AT_ONCE]
        for asked in chosen:
            del self._waiting[asked.sentence_id]
        return tuple(chosen)

    def _answer(self) -> None:
        running = self._running
        try:
            if self._translator is None:
                raise self._load_error
            first = running[0]
            if isinstance(first, WordingsAsked):
                found = self._translator.wordings(first.sentence, first.limit, first.options)
                self._end(first.request_id, WordingsMade(first.request_id, tuple(found)))
                return
            sentences = [asked.sentence for asked in running]
            made = self._translator.translate(sentences, first.options, self._is_cancelled)
            for asked, translation in zip(running, made, strict=True):
                assert isinstance(asked, TranslationAsked)
                if self._is_void(asked):
                    self._end(asked.request_id, RequestCancelled(asked.request_id))
                else:
                    self._end(asked.request_id, TranslationMade(asked.request_id, asked.sentence_id, translation))
        except Cancelled:
            for asked in running:
                self._end(asked.request_id, RequestCancelled(asked.request_id))
        except Exception as error:  # noqa: BLE001 - one sentence in trouble must not end the others
            if not isinstance(error, TrioletError):
                self._device.give_up_on(error)
                _log.error("A translation failed: %s", "".join(traceback.format_tb(error.__traceback__)))
                error = TrioletError(
                    "This could not be translated because of a mistake in Triolet.", details=type(error).__name__
                )
            for asked in running:
                self._end(
                    asked.request_id,
                    RequestFailed(asked.request_id, error.message, error.details, error.remedy),
                )

    def _is_cancelled(self) -> bool:
        """Asked at every step: here others go first, and work that nobody wants any more ends."""
        self._precedence.give_way()
        return all(self._is_void(asked) for asked in self._running)

    def _is_void(self, asked: TranslationAsked | WordingsAsked) -> bool:
        if self._requests.is_cancelled(asked.request_id):
            return True
        return isinstance(asked, TranslationAsked) and asked.sentence_id in self._waiting

    def _end(self, request_id: int, message: FromEngine) -> None:
        self._requests.close(request_id)
        self._send(message)
