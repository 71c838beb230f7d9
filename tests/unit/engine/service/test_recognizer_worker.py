"""The recognizer's worker gives way where nobody waits for it."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event
from typing import ClassVar

from engine.contract.messages import OwnWords
from engine.service import EngineOptions
from engine.service.device import DeviceInUse
from engine.service.precedence import Precedence
from engine.service.recognizer_worker import RecognizerWorker
from engine.service.requests import OpenRequests
from tests.support.fake_recognizer import FakeRecognizer

WITHIN_S = 30.0


class SlowLearner(FakeRecognizer):
    """Takes its time over words."""

    began, go_on = Event(), Event()
    learnt: ClassVar[list[tuple[str, ...]]] = []

    def know(self, phrases: tuple[str, ...]) -> None:
        self.learnt.append(phrases)
        self.began.set()
        self.go_on.wait(WITHIN_S)


def load(folder: Path, device: str = "auto") -> SlowLearner:
    return SlowLearner()


def test_while_words_are_learnt_translations_go_on_and_only_the_newest_words_are_learnt() -> None:
    precedence = Precedence()
    options = EngineOptions(
        recognizer_loader=f"{__name__}:load", recognizer_folder="none", device_finder="tests.support.fake_recognizer:only_a_processor"
    )
    device = DeviceInUse("cpu", options.device_finder, lambda message: None)
    worker = RecognizerWorker(options, device, OpenRequests(), precedence, lambda message: None)
    worker.start()
    worker.give(OwnWords(("one",)))
    assert SlowLearner.began.wait(WITHIN_S)
    started_s = time.monotonic()
    precedence.give_way()
    assert time.monotonic() - started_s < 0.5
    for phrases in (("one", "two"), ("one", "two", "three")):
        worker.give(OwnWords(phrases))
    SlowLearner.go_on.set()
    end_s = time.monotonic() + WITHIN_S
    while len(SlowLearner.learnt) < 2:
        assert time.monotonic() < end_s
        time.sleep(0.01)
    time.sleep(0.1)
    assert SlowLearner.learnt == [("one",), ("one", "two", "three")]
