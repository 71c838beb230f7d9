"""The engine as a process of its own: it answers, it takes turns, it dies with the window and comes back."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import TypeVar

import numpy as np
import pytest

from engine.contract.messages import (
    Cancel,
    EngineReady,
    EngineUnavailable,
    HeardReply,
    Ping,
    Pong,
    RequestCancelled,
    RequestFailed,
    Shutdown,
    SoundCaptured,
    StreamClosed,
    StreamFinished,
    StreamOpened,
    TranscriptionAsked,
    TranscriptionFinished,
    TranscriptionProgressed,
)
from engine.service import EngineOptions, run

FAKE = "tests.support.fake_recognizer:load"
WITHIN_S = 20.0
Message = TypeVar("Message")


class Engine:
    """A started engine and everything it has said."""

    def __init__(self, loader: str = FAKE) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        options = EngineOptions(networks=("recognizer",), recognizer_folder="anywhere", recognizer_loader=loader, device_finder="tests.support.fake_recognizer:only_a_processor")
        self.process = context.Process(target=run, args=(theirs, options), daemon=True)
        self.process.start()
        theirs.close()
        self.said: list[object] = []

    def send(self, *messages: object) -> None:
        for message in messages:
            self.pipe.send(message)

    def wait_for(self, kind: type[Message], where: Callable[[Message], bool] = lambda _: True) -> Message:
        end_s = time.monotonic() + WITHIN_S
        while self.pipe.poll(max(0.0, end_s - time.monotonic())):
            message = self.pipe.recv()
            self.said.append(message)
            if isinstance(message, kind) and where(message):
                return message
        raise AssertionError(f"no {kind.__name__} within {WITHIN_S} s, only {self.said}")


@contextlib.contextmanager
def started(loader: str = FAKE) -> Iterator[Engine]:
    engine = Engine(loader)
    try:
        yield engine
    finally:
        engine.process.kill()
        engine.process.join()
        engine.process.close()
        engine.pipe.close()


@pytest.fixture
def engine() -> Iterator[Engine]:
    with started() as engine:
        engine.wait_for(EngineReady)
        yield engine


def sound(duration_s: float, stream_id: int = 1) -> SoundCaptured:
    return SoundCaptured(stream_id, np.full(round(duration_s * 16_000), 0.1, "<f4").tobytes())


def test_a_stream_is_answered_with_its_own_id_and_ends_with_a_full_stop(engine: Engine) -> None:
    engine.send(StreamOpened(7, 16_000), sound(2.5, 7), StreamClosed(7))
    engine.wait_for(StreamFinished, lambda message: message.stream_id == 7)
    finals = [m.heard for m in engine.said if isinstance(m, HeardReply) and m.heard.is_final]
    assert [(heard.stream_id, heard.text) for heard in finals] == [(7, "word0 word1 word2 word3"), (7, "word0")]


def test_no_sample_is_lost_between_many_small_messages(engine: Engine) -> None:
    engine.send(StreamOpened(1, 16_000), *[sound(0.02) for _ in range(75)], StreamClosed(1))
    engine.wait_for(StreamFinished)
    last = [m.heard for m in engine.said if isinstance(m, HeardReply)][-1]
    assert last.is_final and last.end_s == pytest.approx(1.5)


def test_a_ping_is_answered_while_a_recording_is_written_down(engine: Engine) -> None:
    engine.send(TranscriptionAsked(1, "1000"), Ping(5))
    assert engine.wait_for(Pong).ping_id == 5
    assert not any(isinstance(message, TranscriptionFinished) for message in engine.said)


def test_every_segment_is_sent_before_a_recording_is_finished(engine: Engine) -> None:
    engine.send(TranscriptionAsked(3, "5"))
    finished = engine.wait_for(TranscriptionFinished)
    progress = [message for message in engine.said if isinstance(message, TranscriptionProgressed)]
    assert [segment.start_s for message in progress for segment in message.segments] == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert finished.duration_s == 5.0 and 0.0 < finished.work_s < WITHIN_S


def test_a_recording_waits_while_somebody_speaks_and_then_goes_on(engine: Engine) -> None:
    engine.send(TranscriptionAsked(1, "40"))
    engine.wait_for(TranscriptionProgressed)
    engine.send(StreamOpened(2, 16_000), sound(1.0, 2))
    engine.wait_for(HeardReply)
    assert not engine.pipe.poll(0.3), "the recording went on beside the speech"
    engine.send(StreamClosed(2))
    engine.wait_for(StreamFinished)
    assert engine.wait_for(TranscriptionFinished).work_s < 40 * 0.02 + 0.25


def test_a_running_recording_stops_when_asked_and_says_nothing_more(engine: Engine) -> None:
    engine.send(TranscriptionAsked(1, "100000"))
    engine.wait_for(TranscriptionProgressed)
    engine.send(Cancel(1))
    engine.wait_for(RequestCancelled, lambda message: message.request_id == 1)
    assert not engine.pipe.poll(0.2)


def test_a_waiting_recording_can_be_cancelled_without_touching_the_running_one(engine: Engine) -> None:
    engine.send(TranscriptionAsked(1, "20"), TranscriptionAsked(2, "20"), Cancel(2))
    assert engine.wait_for(RequestCancelled).request_id == 2
    assert engine.wait_for(TranscriptionFinished).request_id == 1
    assert not engine.pipe.poll(0.2)


def test_a_recording_that_waits_for_speech_can_be_cancelled(engine: Engine) -> None:
    engine.send(TranscriptionAsked(1, "1000"), StreamOpened(2, 16_000), sound(0.5, 2))
    engine.wait_for(HeardReply)
    engine.send(Cancel(1))
    assert engine.wait_for(RequestCancelled).request_id == 1


def test_a_cancelled_stream_gives_no_words_and_no_end(engine: Engine) -> None:
    engine.send(StreamOpened(1, 16_000), Cancel(1), sound(3.0), StreamClosed(1))
    engine.wait_for(RequestCancelled)
    assert not engine.pipe.poll(0.2)
    assert not any(isinstance(message, HeardReply | StreamFinished) for message in engine.said)


def test_cancelling_what_is_over_is_answered_with_silence(engine: Engine) -> None:
    engine.send(StreamOpened(1, 16_000), StreamClosed(1))
    engine.wait_for(StreamFinished)
    engine.send(Cancel(1), Ping(1))
    engine.wait_for(Pong)
    assert not engine.pipe.poll(0.2)


def test_a_recording_that_cannot_be_read_is_told_in_its_own_words_and_the_next_one_works(engine: Engine) -> None:
    engine.send(TranscriptionAsked(1, "missing"), TranscriptionAsked(2, "1"))
    failed = engine.wait_for(RequestFailed)
    assert (failed.request_id, failed.message, failed.remedy) == (1, "There is no such recording.", "Choose another.")
    assert engine.wait_for(TranscriptionFinished).request_id == 2


def test_an_unforeseen_error_is_told_without_its_text(engine: Engine) -> None:
    engine.send(TranscriptionAsked(1, "mistake"))
    failed = engine.wait_for(RequestFailed)
    assert "mistake in Triolet" in failed.message and failed.details == "ZeroDivisionError"
    assert "secret" not in repr(failed)


def test_a_model_that_is_not_there_is_told_and_requests_are_refused_with_the_reason() -> None:
    with started("tests.support.fake_recognizer:load_nothing") as engine:
        unavailable = engine.wait_for(EngineUnavailable)
        assert (unavailable.kind, unavailable.message) == ("recognizer", "There is no model.")
        engine.send(StreamOpened(1, 16_000), TranscriptionAsked(2, "1"))
        assert engine.wait_for(RequestFailed).message == "There is no model."
        assert engine.wait_for(RequestFailed).request_id == 2


def test_shutdown_ends_the_process_in_the_middle_of_its_work(engine: Engine) -> None:
    engine.send(TranscriptionAsked(1, "100000"), Shutdown())
    engine.process.join(2.0)
    assert engine.process.exitcode == 0


def test_ctrl_c_in_the_terminal_leaves_the_engine_to_the_window(engine: Engine) -> None:
    assert engine.process.pid is not None
    os.kill(engine.process.pid, signal.SIGINT)
    engine.send(Ping(1))
    engine.wait_for(Pong)


def _be_a_window(pipe: Connection) -> None:
    """In a process of its own: start an engine, say its number, and be killed."""
    engine = Engine()
    engine.wait_for(EngineReady)
    pipe.send(engine.process.pid)
    time.sleep(60)


def test_the_engine_ends_when_its_window_is_killed() -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    window = context.Process(target=_be_a_window, args=(theirs,))
    window.start()
    assert ours.poll(WITHIN_S)
    pid = ours.recv()
    window.kill()
    window.join()
    end_s = time.monotonic() + 5
    while _is_running(pid) and time.monotonic() < end_s:
        time.sleep(0.02)
    assert not _is_running(pid)


def _is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False
