"""The autocompleter's worker: only the newest question is answered, for the text has gone on since the others.

The network for Spanish is loaded when Spanish is first written: who never does need not keep it in memory.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING

from engine.contract.errors import TrioletError
from engine.contract.messages import (
    EngineReady,
    EngineUnavailable,
    Forget,
    FromEngine,
    Learnt,
    LearntAsked,
    SuggestionsAsked,
    SuggestionsMade,
    TextWritten,
    ToEngine,
)
from engine.contract.types import Context
from engine.service.adapted import own_or_shipped
from engine.service.memory import give_back
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

    handles: tuple[type, ...] = (SuggestionsAsked, TextWritten, LearntAsked, Forget)

    def __init__(
        self, options: EngineOptions, after: Event, precedence: Precedence, send: Callable[[FromEngine], None],
        on_loaded: Callable[[Autocompleter], None],
    ) -> None:  # fmt: skip
        self._on_loaded = on_loaded
        self._options, self._after, self._precedence, self._send = options, after, precedence, send
        self.loaded = Event()  # loaded and warm, or given up
        self._arrived = Condition()
        self._newest: SuggestionsAsked | None = None
        self._others: deque[TextWritten | LearntAsked | Forget] = deque()

    def start(self) -> None:
        Thread(target=self._work, name="autocompleter", daemon=True).start()

    def give(self, message: ToEngine) -> None:
        with self._arrived:
            if isinstance(message, SuggestionsAsked):
                self._newest = message
            elif isinstance(message, TextWritten | LearntAsked | Forget):
                self._others.append(message)
            else:
                return
            self._arrived.notify()

    def _work(self) -> None:
        self._after.wait()
        try:
            autocompleter = self._loaded()
        finally:
            give_back()
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
                self._arrived.wait_for(lambda: self._newest or self._others)
                asked, self._newest = self._newest, None
                other = None if asked else self._others.popleft()
            try:
                if asked is not None:
                    self._suggest(self._of(asked.context.language, by_language), asked)
                elif isinstance(other, TextWritten):
                    autocompleter = self._of(other.language, by_language)
                    if autocompleter is not None:
                        autocompleter.learn(other.text)
                else:
                    # Both languages have a memory, and a person sees them as one.
                    known = [one for one in (self._of(name, by_language) for name in ("en", "es")) if one is not None]
                    if isinstance(other, Forget):
                        self._forget(known, other.word)
                    self._send(_learnt(known))
            except Exception:  # noqa: BLE001 - a suggestion that fails is none; the next one may do
                _log.exception("A suggestion failed")

    def _suggest(self, autocompleter: Autocompleter | None, asked: SuggestionsAsked) -> None:
        if autocompleter is not None:
            with self._precedence.first():
                found = autocompleter.suggest(asked.context, asked.options)
            self._send(SuggestionsMade(asked.context.revision, tuple(found)))

    @staticmethod
    def _forget(known: list[Autocompleter], word: str) -> None:
        for one in known:
            if word:
                one.memory.forget(word)
            else:
                one.memory.clear()
            one.memory.save()

    def _of(self, language: str, by_language: dict[str, Autocompleter | None]) -> Autocompleter | None:
        if language not in by_language:
            by_language[language] = self._loaded_later(language)
        return by_language[language]

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

        options = self._options
        folder = options.autocompleter_folder if language == "en" else options.spanish_folder
        chosen = Path(folder) if folder else own_or_shipped("autocompleter", f"autocompleter-{language}", self._send)
        return load(chosen, self._memory(language))

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


def _learnt(known: list[Autocompleter]) -> Learnt:
    """What all of them learnt, everyday words only counted."""
    surfaces, counts = dict[str, str](), Counter[str]()
    for one in known:
        for word, n in one.memory.words:
            surfaces.setdefault(word.casefold(), word)
            counts[word.casefold()] += n
    own = [(word, n) for word, n in counts.most_common() if not any(one.is_common(word) for one in known)]
    return Learnt(tuple((surfaces[word], n) for word, n in own), len(counts) - len(own))
