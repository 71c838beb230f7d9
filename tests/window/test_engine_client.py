"""The door to the engine: the window never waits, and a dead or hung engine comes back."""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Iterator

import numpy as np
import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from app import engine_client
from app.engine_client import EngineClient
from engine.contract.messages import (
    EngineUnavailable,
    HeardReply,
    Ping,
    Pong,
    RequestFailed,
    SoundCaptured,
    StreamClosed,
    StreamFinished,
    StreamOpened,
    SuggestionsAsked,
    SuggestionsMade,
    ToEngine,
    TranscriptionAsked,
    TranslationAsked,
    WordingsAsked,
)
from engine.contract.types import Context, Sentence
from engine.service import EngineOptions

FAKE = "tests.support.fake_recognizer"
WITHIN_MS = 20_000


def options_of(loader: str, finder: str = "only_a_processor") -> EngineOptions:
    return EngineOptions(
        networks=("recognizer",), recognizer_folder="anywhere", recognizer_loader=f"{FAKE}:{loader}",
        device_finder=f"{FAKE}:{finder}",
    )  # fmt: skip


def client_of(loader: str) -> EngineClient:
    return EngineClient(options_of(loader))


@pytest.fixture
def client(qtbot: QtBot) -> Iterator[EngineClient]:
    client = client_of("load")
    yield client
    client.shutdown()


def start(client: EngineClient, qtbot: QtBot) -> None:
    with qtbot.waitSignal(client.ready, timeout=WITHIN_MS):
        client.start()


def sound(duration_s: float) -> SoundCaptured:
    return SoundCaptured(1, np.full(round(duration_s * 16_000), 0.1, "<f4").tobytes())


def test_what_is_sent_before_the_start_is_answered_after_it(client: EngineClient, qtbot: QtBot) -> None:
    received: list[object] = []
    client.received.connect(received.append)
    for message in (StreamOpened(1, 16_000), sound(1.0), StreamClosed(1)):
        client.send(message)
    client.start()
    qtbot.waitUntil(lambda: StreamFinished(1) in received, timeout=WITHIN_MS)
    heard = [message.heard for message in received if isinstance(message, HeardReply)]
    assert heard[-1].is_final and heard[-1].text == "word0 word1"


def test_starting_and_sending_much_sound_never_holds_up_the_window(client: EngineClient, qtbot: QtBot) -> None:
    start_s = time.perf_counter()
    client.start()
    client.send(StreamOpened(1, 16_000))
    for _ in range(120):
        client.send(sound(1.0))  # 7.7 MB: far more than a pipe holds while nobody reads
    assert time.perf_counter() - start_s < 0.25


def test_a_killed_engine_comes_back_and_works(client: EngineClient, qtbot: QtBot) -> None:
    start(client, qtbot)
    first = client.pid
    with qtbot.waitSignals([client.restarted, client.ready], timeout=WITHIN_MS, order="strict"):
        os.kill(first, signal.SIGKILL)
    assert client.pid not in (0, first)
    with qtbot.waitSignal(client.received, timeout=WITHIN_MS, check_params_cb=lambda m: m == StreamFinished(2)):
        client.send(StreamOpened(2, 16_000))
        client.send(StreamClosed(2))


def test_a_hung_engine_is_ended_and_comes_back(
    client: EngineClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_client, "HUNG_AFTER_S", 0.5)
    start(client, qtbot)
    client._watch.setInterval(100)
    with qtbot.waitSignal(client.restarted, timeout=WITHIN_MS):
        os.kill(client.pid, signal.SIGSTOP)


def test_an_engine_that_answers_its_pings_is_left_alone(
    client: EngineClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_client, "HUNG_AFTER_S", 0.5)
    start(client, qtbot)
    client._watch.setInterval(100)
    first = client.pid
    qtbot.wait(1200)
    assert client.pid == first


def test_an_engine_that_always_dies_is_given_up_after_three_restarts(qtbot: QtBot) -> None:
    client = client_of("load_and_die")
    restarts: list[None] = []
    client.restarted.connect(lambda: restarts.append(None))
    with qtbot.waitSignal(client.unavailable, timeout=WITHIN_MS) as gone:
        client.start()
    assert len(restarts) == 3
    assert gone.args[0].kind == "recognizer" and "your text is safe" in gone.args[0].message
    client.shutdown()


def test_every_question_to_an_engine_that_is_gone_is_refused(qtbot: QtBot) -> None:
    def questions(first_id: int) -> list[ToEngine]:
        said = Sentence("We are here.")
        return [
            StreamOpened(first_id, 16_000), TranscriptionAsked(first_id + 1, "a.wav"), TranslationAsked(first_id + 2, 1, said),
            WordingsAsked(first_id + 3, said), SuggestionsAsked(Context("We are ", "", first_id + 4)),
        ]  # fmt: skip

    client = client_of("load_and_die")
    received: list[object] = []
    client.received.connect(received.append)
    starts = itertools.count(0, 10)
    client.restarted.connect(lambda: [client.send(question) for question in questions(next(starts))])
    with qtbot.waitSignal(client.unavailable, timeout=WITHIN_MS):
        client.start()
    for question in questions(100):
        client.send(question)
    qtbot.waitUntil(lambda: SuggestionsMade(104, ()) in received, timeout=2000)
    refused = {one.request_id for one in received if isinstance(one, RequestFailed)}
    assert refused == {start + n for start in (0, 10, 20, 100) for n in range(4)}
    client.shutdown()


def test_what_nobody_asks_again_after_a_restart_is_refused(client: EngineClient, qtbot: QtBot) -> None:
    start(client, qtbot)
    client.send(TranscriptionAsked(7, "100000"))
    refused = lambda message: isinstance(message, RequestFailed) and message.request_id == 7
    with qtbot.waitSignal(client.received, timeout=WITHIN_MS, check_params_cb=refused):
        os.kill(client.pid, signal.SIGKILL)


def test_trying_again_after_giving_up_starts_a_new_engine(qtbot: QtBot) -> None:
    client = client_of("load_and_die")
    with qtbot.waitSignal(client.unavailable, timeout=WITHIN_MS):
        client.start()
    client._options = options_of("load")
    with qtbot.waitSignals([client.restarted, client.ready], timeout=WITHIN_MS):
        client.start_again()
    client.shutdown()


def test_a_model_that_is_missing_is_told_and_the_engine_stays(qtbot: QtBot) -> None:
    client = client_of("load_nothing")
    with qtbot.waitSignal(client.unavailable, timeout=WITHIN_MS) as told:
        client.start()
    assert isinstance(told.args[0], EngineUnavailable) and client.pid
    client.shutdown()


def test_pongs_stay_between_client_and_engine(client: EngineClient, qtbot: QtBot) -> None:
    received: list[object] = []
    client.received.connect(received.append)
    start(client, qtbot)
    client._watch.setInterval(50)
    qtbot.wait(400)
    assert not any(isinstance(message, Pong) for message in received)


def test_shutdown_takes_less_than_two_seconds_and_leaves_no_process(client: EngineClient, qtbot: QtBot) -> None:
    start(client, qtbot)
    pid = client.pid
    client.send(TranscriptionAsked(1, "100000"))
    start_s = time.perf_counter()
    client.shutdown()
    assert time.perf_counter() - start_s < 2.0
    assert not os.path.exists(f"/proc/{pid}")


def test_an_engine_that_hangs_at_the_end_is_killed_within_two_seconds(client: EngineClient, qtbot: QtBot) -> None:
    start(client, qtbot)
    pid = client.pid
    os.kill(pid, signal.SIGSTOP)
    start_s = time.perf_counter()
    client.shutdown()
    assert time.perf_counter() - start_s < 2.0
    assert not os.path.exists(f"/proc/{pid}")


def test_a_window_that_goes_while_its_engine_runs_is_told_nothing_more(qtbot: QtBot) -> None:
    client = client_of("load")
    start(client, qtbot)
    process = client._process
    assert process is not None
    reader = process._threads[0]
    shiboken6.delete(client)
    process.send(Ping(1))
    process.kill()
    reader.join(5)
    assert not reader.is_alive()  # an exception in it would fail this test
    process.release()


def test_a_first_paint_that_comes_after_the_close_starts_no_engine(client: EngineClient, qtbot: QtBot) -> None:
    start(client, qtbot)
    client.shutdown()
    client.start()
    assert client.pid == 0
