from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.transcript import Change
from app.transcription import Recording, State, TranscriptionQueue
from engine.contract.messages import RequestCancelled, RequestFailed, TranscriptionFinished
from tests.support.transcribing_engine import FakeEngine, segment

FIRST, SECOND = segment(0.0, "we opened the bakery"), segment(4.0, "my father got up")


@pytest.fixture
def engine(qtbot: QtBot) -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def now() -> list[float]:
    return [100.0]


@pytest.fixture
def queue(engine: FakeEngine, now: list[float]) -> TranscriptionQueue:
    return TranscriptionQueue(engine, itertools.count(7), clock=lambda: now[0])


@pytest.fixture
def recording(queue: TranscriptionQueue) -> Recording:
    return queue.add(Path("talk.wav"))


def test_a_recording_is_asked_for_and_its_segments_gather(
    queue: TranscriptionQueue, engine: FakeEngine, recording: Recording, now: list[float]
) -> None:
    assert [(message.request_id, message.path) for message in engine.asked] == [(7, "talk.wav")]
    now[0] += 3.0
    engine.progress(FIRST, done_s=20.0)
    assert (recording.state, recording.duration_s) == (State.WRITING, 60.0)
    assert queue.left_s(recording) == pytest.approx(6.0)
    engine.progress(SECOND)
    engine.finish()
    assert recording.state is State.WRITTEN
    assert recording.transcript.segments == (FIRST, SECOND)


def test_recordings_are_written_one_after_another(queue: TranscriptionQueue, engine: FakeEngine) -> None:
    first, second = queue.add(Path("a.wav")), queue.add(Path("b.wav"))
    assert [message.path for message in engine.asked] == ["a.wav"]
    assert second.state is State.WAITING
    engine.finish()
    assert [message.path for message in engine.asked] == ["a.wav", "b.wav"]
    assert (first.state, second.state) == (State.WRITTEN, State.WRITING)


def test_a_recording_that_was_cut_short_is_told_once_it_is_written(queue: TranscriptionQueue, engine: FakeEngine) -> None:
    recording = queue.add(Path("a.wav"))
    told: list[tuple[object, str]] = []
    queue.warned.connect(lambda one, sentence: told.append((one, sentence)))
    engine.say(TranscriptionFinished(engine.asked[-1].request_id, 5.0, 1.0, "Only 5 of 9 s could be read."))
    assert told == [(recording, "Only 5 of 9 s could be read.")] and recording.state is State.WRITTEN


def test_what_is_said_to_others_is_not_ours(
    queue: TranscriptionQueue, engine: FakeEngine, recording: Recording
) -> None:
    engine.say(TranscriptionFinished(3, 5.0, 1.0))
    engine.say(RequestFailed(99, "Something else."))
    assert recording.state is State.WRITING


def test_cancelling_keeps_the_words_and_begins_the_next(queue: TranscriptionQueue, engine: FakeEngine) -> None:
    first, second = queue.add(Path("a.wav")), queue.add(Path("b.wav"))
    engine.progress(FIRST)
    queue.cancel(first)
    assert engine.cancelled_ids == [7]
    engine.say(RequestCancelled(7))
    assert (first.state, second.state) == (State.STOPPED, State.WRITING)
    assert first.transcript.segments == (FIRST,)


def test_writing_the_rest_replaces_what_is_there_without_a_change(
    queue: TranscriptionQueue, engine: FakeEngine, recording: Recording
) -> None:
    engine.progress(FIRST)
    queue.cancel(recording)
    queue.write_rest(recording)
    changes: list[list[Change]] = []
    queue.segments_changed.connect(lambda _, new: changes.append(new))
    engine.progress(FIRST)
    engine.progress(SECOND)
    assert changes == [[Change(1, 0, 1)]]
    assert engine.asked[-1].request_id == 8


def test_a_restarted_engine_is_asked_again_and_old_answers_are_dropped(
    queue: TranscriptionQueue, engine: FakeEngine, recording: Recording
) -> None:
    engine.progress(FIRST, SECOND)
    engine.restarted.emit()
    assert [message.request_id for message in engine.asked] == [7, 8]
    engine.say(TranscriptionFinished(7, 60.0, 1.0))
    assert recording.state is State.WRITING
    assert recording.transcript.segments == (FIRST, SECOND)
    engine.progress(FIRST)
    engine.finish()
    assert recording.transcript.segments == (FIRST,)


def test_a_restart_leaves_what_is_written_alone(
    queue: TranscriptionQueue, engine: FakeEngine, recording: Recording
) -> None:
    engine.finish()
    engine.restarted.emit()
    assert len(engine.asked) == 1


def test_a_file_that_cannot_be_read_leaves_the_queue_and_the_next_begins(
    queue: TranscriptionQueue, engine: FakeEngine
) -> None:
    broken, good = queue.add(Path("broken.wav")), queue.add(Path("good.wav"))
    failures: list[tuple[Recording, RequestFailed]] = []
    queue.failed.connect(lambda recording, message: failures.append((recording, message)))
    trouble = RequestFailed(7, "The file is empty.")
    engine.say(trouble)
    assert failures == [(broken, trouble)]
    assert queue.recordings == (good,)
    assert engine.asked[-1].path == "good.wav"


def test_trouble_on_the_way_keeps_the_words_that_are_there(
    queue: TranscriptionQueue, engine: FakeEngine, recording: Recording
) -> None:
    engine.progress(FIRST)
    engine.say(RequestFailed(7, "The file ends in the middle."))
    assert queue.recordings == (recording,)
    assert recording.state is State.STOPPED
    assert recording.transcript.text == "we opened the bakery"


def test_forgetting_all_recordings_asks_for_no_other(queue: TranscriptionQueue, engine: FakeEngine) -> None:
    queue.add(Path("a.wav"))
    queue.add(Path("b.wav"))
    queue.clear()
    assert queue.recordings == ()
    assert [message.path for message in engine.asked] == ["a.wav"]
    assert engine.cancelled_ids == [7]
