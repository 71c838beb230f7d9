"""The translator's worker with a real small network: newest wins, others go first, cancelling is heard."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

import pytest

from engine.contract.messages import (
    Cancel,
    EngineReady,
    EngineUnavailable,
    RequestCancelled,
    RequestFailed,
    TranslationAsked,
    TranslationMade,
    WordingsAsked,
    WordingsMade,
)
from engine.contract.types import Sentence
from engine.service import EngineOptions
from engine.service.device import DeviceInUse
from engine.service.precedence import Precedence
from engine.service.requests import OpenRequests
from engine.service.translator_worker import TranslatorWorker

WITHIN_S = 20.0
Message = TypeVar("Message")


class Desk:
    """A worker and everything it said."""

    def __init__(self, folder: Path) -> None:
        self.said: list[object] = []
        self.requests = OpenRequests()
        self.precedence = Precedence()
        self.may_begin = Event()
        options = EngineOptions(device="cpu", translator_folder=str(folder))
        device = DeviceInUse(options.device, options.device_finder, self.said.append)
        self.worker = TranslatorWorker(options, device, self.requests, self.may_begin, self.precedence, self.said.append)
        self.worker.start()

    def ask(self, *messages: TranslationAsked | WordingsAsked | Cancel) -> None:
        for message in messages:
            if isinstance(message, Cancel):
                self.requests.cancel(message.request_id)
            else:
                self.requests.open(message)
            self.worker.give(message)

    def wait_for(self, kind: type[Message], where: Callable[[Message], bool] = lambda _: True) -> Message:
        end_s = time.monotonic() + WITHIN_S
        while time.monotonic() < end_s:
            for message in list(self.said):
                if isinstance(message, kind) and where(message):
                    return message
            time.sleep(0.01)
        raise AssertionError(f"no {kind.__name__} came; there came {self.said}")


@pytest.fixture
def desk(model_folder: Path) -> Iterator[Desk]:
    yield Desk(model_folder)


def test_it_says_when_it_is_ready_and_answers(desk: Desk) -> None:
    desk.may_begin.set()
    assert desk.wait_for(EngineReady).kind == "translator"
    desk.ask(TranslationAsked(1, 10, Sentence("The cat sleeps.")))
    made = desk.wait_for(TranslationMade)
    assert (made.request_id, made.sentence_id, made.translation.text) == (1, 10, "El gato duerme.")


def test_of_one_sentence_only_the_newest_question_is_answered(desk: Desk) -> None:
    desk.ask(
        TranslationAsked(1, 10, Sentence("The cat")),
        TranslationAsked(2, 11, Sentence("The dog eats.")),
        TranslationAsked(3, 10, Sentence("The cat sleeps.")),
    )
    desk.may_begin.set()
    assert desk.wait_for(TranslationMade, lambda made: made.sentence_id == 10).request_id == 3
    assert desk.wait_for(TranslationMade, lambda made: made.sentence_id == 11).translation.text == "El perro come."
    assert not desk.requests.is_open(1), "what is void is no open request"


def test_what_waits_can_be_cancelled(desk: Desk) -> None:
    desk.ask(TranslationAsked(1, 10, Sentence("The cat sleeps.")), WordingsAsked(2, Sentence("The cat sleeps.")))
    desk.ask(Cancel(1), Cancel(2))
    desk.may_begin.set()
    assert {desk.wait_for(RequestCancelled, lambda told, n=n: told.request_id == n).request_id for n in (1, 2)} == {1, 2}
    desk.wait_for(EngineReady)
    assert not any(isinstance(message, TranslationMade | WordingsMade) for message in desk.said)


def test_speech_and_suggestions_go_first(desk: Desk) -> None:
    desk.may_begin.set()
    desk.wait_for(EngineReady)
    with desk.precedence.first():
        desk.ask(TranslationAsked(1, 10, Sentence("The cat sleeps.")))
        time.sleep(0.4)
        assert not any(isinstance(message, TranslationMade) for message in desk.said)
    desk.wait_for(TranslationMade)


def test_a_long_text_is_left_when_nobody_wants_it_any_more(desk: Desk) -> None:
    desk.may_begin.set()
    desk.wait_for(EngineReady)
    with desk.precedence.first():  # it stands at its first step
        desk.ask(TranslationAsked(1, 10, Sentence("The cat sleeps. " * 100)))
        time.sleep(0.2)
        desk.ask(TranslationAsked(2, 10, Sentence("The dog eats.")))
    assert desk.wait_for(RequestCancelled).request_id == 1
    assert desk.wait_for(TranslationMade).request_id == 2


def test_other_wordings_come_before_waiting_sentences(desk: Desk) -> None:
    desk.ask(*(TranslationAsked(n, n, Sentence("The cat sleeps. " * n)) for n in range(1, 9)))
    desk.ask(WordingsAsked(99, Sentence("The cat sleeps.", prefix="El")))
    desk.may_begin.set()
    desk.wait_for(TranslationMade, lambda made: made.request_id == 8)
    answers = [m.request_id for m in desk.said if isinstance(m, TranslationMade | WordingsMade)]
    assert answers[0] == 99


def test_a_mistake_in_one_question_does_not_end_the_others(desk: Desk) -> None:
    desk.may_begin.set()
    desk.ask(TranslationAsked(1, 1, Sentence("x", "de", "es")))
    assert "en and es" in desk.wait_for(RequestFailed).message
    desk.ask(TranslationAsked(2, 2, Sentence("The dog eats.")))
    assert desk.wait_for(TranslationMade).request_id == 2


def test_without_a_model_every_question_is_answered_with_why(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "nowhere")
    desk.may_begin.set()
    assert desk.wait_for(EngineUnavailable).kind == "translator"
    desk.ask(TranslationAsked(1, 1, Sentence("The dog eats.")))
    assert desk.wait_for(RequestFailed).request_id == 1


def test_giving_way_ends_after_a_second() -> None:
    precedence = Precedence()
    done = Event()
    with precedence.first():
        Thread(target=lambda: (precedence.give_way(), done.set()), daemon=True).start()
        assert not done.wait(0.3)
        assert done.wait(WITHIN_S)
