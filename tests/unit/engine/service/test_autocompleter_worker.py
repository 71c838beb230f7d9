"""The autocompleter's worker holds two languages, the second from when it is first written."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import cast

from engine.autocompleter.autocompleter import Autocompleter
from engine.autocompleter.memory import PersonalMemory
from engine.contract.messages import (
    EngineReady,
    Forget,
    Learnt,
    LearntAsked,
    SuggestionsAsked,
    SuggestionsMade,
    TextWritten,
)
from engine.contract.types import Context
from engine.service import EngineOptions
from engine.service.autocompleter_worker import AutocompleterWorker, _learnt
from engine.service.precedence import Precedence

WITHIN_S = 60.0


def test_each_question_is_answered_in_its_language() -> None:
    said: list[object] = []
    ready, lent = Event(), []
    ready.set()
    worker = AutocompleterWorker(EngineOptions(), ready, Precedence(), said.append, lent.append)
    worker.start()
    for revision, (text, language) in enumerate((("Thank you very ", "en"), ("Muchas ", "es"), ("Thank you very ", "en"))):
        worker.give(SuggestionsAsked(Context(text, revision=revision, language=language)))
        end_s = time.monotonic() + WITHIN_S
        while not any(isinstance(one, SuggestionsMade) and one.revision == revision for one in list(said)):
            assert time.monotonic() < end_s
            time.sleep(0.01)
    made = {one.revision: one.suggestions[0].text for one in said if isinstance(one, SuggestionsMade)}
    assert made[0].startswith("much") and made[1] == "gracias" and made[2] == made[0]
    assert sum(isinstance(one, EngineReady) for one in said) == 1 and len(lent) == 1


def test_what_was_learnt_is_told_and_forgotten(tmp_path: Path) -> None:
    said: list[object] = []
    ready = Event()
    ready.set()
    options = EngineOptions(memory_file=str(tmp_path / "memory.json"))
    worker = AutocompleterWorker(options, ready, Precedence(), said.append, lambda autocompleter: None)
    worker.start()
    for _ in range(2):
        worker.give(TextWritten("Ask Thorvald."))
        worker.give(TextWritten("Pregunta a Ximena.", "es"))
    worker.give(LearntAsked())
    worker.give(Forget("thorvald"))
    worker.give(Forget())
    end_s = time.monotonic() + WITHIN_S
    while sum(isinstance(one, Learnt) for one in list(said)) < 3:
        assert time.monotonic() < end_s
        time.sleep(0.01)
    before, without, nothing = (dict(one.words) for one in said if isinstance(one, Learnt))
    assert before["Thorvald"] == 2 and before["Ximena"] == 2
    assert "Thorvald" not in without and "Ximena" in without
    assert nothing == {}
    assert "Thorvald" not in (tmp_path / "memory.json").read_text(encoding="utf-8")


def _writer(common: set[str], *texts: str) -> Autocompleter:
    """One that learnt texts; everybody writes its common words."""
    memory = PersonalMemory()
    for text in texts:
        memory.learn(text)
    return cast(Autocompleter, SimpleNamespace(memory=memory, is_common=lambda word: word in common))


def test_everyday_words_are_not_listed_as_learnt_and_a_word_of_both_languages_once() -> None:
    english = _writer({"the", "dear"}, "Dear Ximena, the zorblax.", "Dear Ximena, the zorblax, the zorblax.")
    spanish = _writer({"querida", "the"}, "Querida Ximena", "Querida Ximena")
    learnt = _learnt([english, spanish])
    assert learnt == Learnt((("Ximena", 4), ("zorblax", 3)), 3)
