"""The autocompleter's worker: only the newest question is answered, for the text has gone on since the others.

The network for Spanish is loaded when Spanish is first written: who never does need not keep it in memory.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING

from engine.contract.errors import TrioletError
from engine.contract.messages import (
    EngineReady,
    EngineUnavailable,
    FromEngine,
    SuggestionsAsked,
    SuggestionsMade,
    TextWritten,
    ToEngine,
)
from engine.contract.types import Context
from engine.service.precedence import Precedence
from engine.service.process import EngineOptions

if TYPE_CHECKING:
    from engine.autocompleter.autocompleter import Autocompleter
    from engine.autocompleter.memory import PersonalMemory

_log = logging.getLogger(__name__)


class AutocompleterWorker:
    """Answers what may come next, in one thread.

    Args:
        options: where model and memory are
        after: what is waited for before loading
        precedence: suggestions go first
        on_loaded: called with the autocompleter, in its thread, before it is said to be ready
        send: takes a message to the window
    """

    handles: tuple[type, ...] = (SuggestionsAsked, TextWritten)

    def __init__(
        self, options: EngineOptions, after: Event, precedence: Precedence, send: Callable[[FromEngine], None],
        on_loaded: Callable[[Autocompleter], None],
    ) -> None:  # fmt: skip
        self._on_loaded = on_loaded
        self._options, self._after, self._precedence, self._send = options, after, precedence, send
        self.loaded = Event()  # loaded and warm, or given up
        self._arrived = Condition()
        self._newest: SuggestionsAsked | None = None
        self._written: deque[TextWritten] = deque()

    def start(self) -> None:
        Thread(target=self._work, name="autocompleter", daemon=True).start()

    def give(self, message: ToEngine) -> None:
        with self._arrived:
            if isinstance(message, SuggestionsAsked):
                self._newest = message
            elif isinstance(message, TextWritten):
                self._written.append(message)
            else:
                return
            self._arrived.notify()

    def _work(self) -> None:
        self._after.wait()
        try:
            autocompleter = self._loaded()
        finally:
            self.loaded.set()
        if autocompleter is not None:
            self._serve(autocompleter)

    def _loaded(self) -> Autocompleter | None:
        """The autocompleter, warm; None when it can't be had, which is said."""
        started_s = time.monotonic()
        try:
            autocompleter = self._load()
            autocompleter.suggest(Context("We are "))  # the first call is slow, so nobody waits for it
        except TrioletError as error:
            self._send(EngineUnavailable("autocompleter", error.message, error.details, error.remedy))
            return None
        except Exception as error:  # noqa: BLE001 - the person gets a sentence, whatever a damaged installation throws
            _log.exception("The autocompleter could not be loaded")
            details = f"{type(error).__name__}: {error}"
            self._send(EngineUnavailable("autocompleter", "Suggestions could not be started.", details))
            return None
        self._on_loaded(autocompleter)
        self._send(EngineReady("autocompleter", autocompleter.name, "cpu", time.monotonic() - started_s))
        return autocompleter

    def _serve(self, english: Autocompleter) -> None:
        by_language: dict[str, Autocompleter | None] = {"en": english}
        while True:
            with self._arrived:
                self._arrived.wait_for(lambda: self._newest or self._written)
                asked, self._newest = self._newest, None
                written = None if asked else self._written.popleft()
            language = asked.context.language if asked else written.language if written else "en"
            if language not in by_language:
                by_language[language] = self._loaded_later(language)
            autocompleter = by_language[language]
            if autocompleter is None:
                continue
            try:
                if asked is not None:
                    with self._precedence.first():
                        found = autocompleter.suggest(asked.context, asked.options)
                    self._send(SuggestionsMade(asked.context.revision, tuple(found)))
                elif written is not None:
                    autocompleter.learn(written.text)
            except Exception:  # noqa: BLE001 - a suggestion that fails is none; the next one may do
                _log.exception("A suggestion failed")

    def _loaded_later(self, language: str) -> Autocompleter | None:
        """The autocompleter of a further language; without it there are no suggestions in that language."""
        try:
            return self._load(language)
        except TrioletError as error:
            _log.error("No suggestions in %s: %s", language, error.message)
        except Exception:  # noqa: BLE001 - whatever a damaged installation throws, English goes on
            _log.exception("The autocompleter for %s could not be loaded", language)
        return None

    def _load(self, language: str = "en") -> Autocompleter:
        from engine.autocompleter.autocompleter import load
        from engine.layers.model_folder import shipped_model

        options = self._options
        folder = options.autocompleter_folder if language == "en" else options.spanish_folder
        return load(Path(folder or shipped_model(f"autocompleter-{language}")), self._memory(language))

    def _memory(self, language: str) -> PersonalMemory:
        from engine.autocompleter.memory import PersonalMemory

        if not self._options.memory_file:
            return PersonalMemory()
        path = Path(self._options.memory_file)
        path = path if language == "en" else path.with_stem(f"{path.stem}-{language}")
        try:
            return PersonalMemory(path)
        except TrioletError as error:
            _log.warning("The memory was damaged and set aside")
            self._send(EngineUnavailable("memory", error.message, "", error.remedy))
            return PersonalMemory(path)
