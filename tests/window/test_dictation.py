"""Dictation from the key to the engine, with a sound system that does as the test says."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.core.notice import START_AGAIN, Notice
from app.dictation import controller as controller_module
from app.dictation.controller import Dictation
from app.dictation.microphone import Trouble
from app.dictation.microphones import Microphones
from app.dictation.recovery import find_kept
from engine.contract.messages import (
    Cancel,
    EngineUnavailable,
    HeardReply,
    RequestFailed,
    SoundCaptured,
    StreamClosed,
    StreamFinished,
    StreamOpened,
)
from engine.contract.types import Heard, Word
from tests.support.sound_system import BUILT_IN, HEADSET, FakeEngine, FakeSoundSystem, tone


class Desk:
    """A dictation with everything around it."""

    def __init__(self, qtbot: QtBot, root: Path) -> None:
        self.qtbot = qtbot
        self.root = root
        self.system = FakeSoundSystem(BUILT_IN, HEADSET)
        self.engine = FakeEngine()
        self.microphones = Microphones(self.system)
        self.dictation = Dictation(self.engine, self.microphones, root, itertools.count(1))
        self.notices: list[Notice] = []
        self.heard: list[Heard] = []
        self.cancelled: list[int] = []
        self.dictation.trouble_occurred.connect(self.notices.append)
        self.dictation.heard.connect(self.heard.append)
        self.dictation.utterance_cancelled.connect(self.cancelled.append)
        with qtbot.waitSignal(self.microphones.listed):
            self.microphones.look()

    def wait_for(self, state: str) -> None:
        self.qtbot.waitUntil(lambda: self.dictation.state == state, timeout=3000)

    def listen(self) -> None:
        self.engine.become_ready()
        self.dictation.start()
        self.wait_for("listening")

    def say(self, duration_s: float, peak: float = 0.3) -> None:
        self.system.give(tone(duration_s, self.system.streams[-1].sample_rate_hz, peak))
        QCoreApplication.processEvents()

    def answer(self, text: str, is_final: bool = False, utterance_id: int = 0, end_s: float = 1.0) -> None:
        words = tuple(Word(word, 0.0, 0.5, 0.9) for word in text.split())
        stream_id = self.stream_ids()[-1]
        heard = Heard(stream_id, utterance_id, words, 0, is_final, 0.0, end_s)
        self.engine.received.emit(HeardReply(heard))

    def finish(self) -> None:
        self.engine.received.emit(StreamFinished(self.stream_ids()[-1]))

    def stream_ids(self) -> list[int]:
        return [message.stream_id for message in self.engine.sent if isinstance(message, StreamOpened)]

    def sound_sent(self, stream_id: int) -> np.ndarray:
        sent = [
            m.samples for m in self.engine.sent if isinstance(m, SoundCaptured) and m.stream_id == stream_id
        ]
        return np.frombuffer(b"".join(sent), dtype="<f4")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path / "dictations")
    yield desk
    desk.dictation.end()
    desk.microphones.end()


def test_nothing_is_listened_to_before_the_engine_is_ready(desk: Desk) -> None:
    desk.dictation.toggle()
    assert desk.dictation.state == "loading"
    assert desk.system.n_open == 0
    desk.engine.become_ready()
    assert desk.dictation.state == "ready"


def test_every_sample_reaches_engine_and_disk(desk: Desk) -> None:
    desk.listen()
    for _ in range(5):
        desk.say(0.1)
    desk.dictation.stop()
    desk.qtbot.waitUntil(lambda: bool(desk.engine.of_kind(StreamClosed)))
    assert desk.dictation.state == "finishing"
    desk.answer("good morning", is_final=True)
    desk.finish()
    desk.wait_for("ready")
    assert [heard.text for heard in desk.heard] == ["good morning"]
    whole = np.concatenate([tone(0.02)] + [tone(0.1)] * 5)
    np.testing.assert_array_equal(desk.sound_sent(1), whole)
    (wav,) = desk.root.glob("*/sound.wav")
    assert wav.stat().st_size == 44 + 2 * len(whole)


def test_it_says_listening_only_when_samples_come(desk: Desk) -> None:
    desk.system.gives_samples = False
    desk.engine.become_ready()
    desk.dictation.start()
    desk.qtbot.waitUntil(lambda: desk.system.n_open == 1)
    desk.qtbot.wait(50)
    assert desk.dictation.state == "opening"
    desk.say(0.02)
    desk.wait_for("listening")


def test_the_next_dictation_takes_along_the_half_second_before_it(desk: Desk) -> None:
    desk.listen()
    desk.dictation.stop()
    desk.qtbot.waitUntil(lambda: bool(desk.engine.of_kind(StreamClosed)))
    desk.finish()
    desk.say(2.0)
    desk.dictation.start()
    assert desk.dictation.state == "listening"
    desk.qtbot.waitUntil(lambda: len(desk.sound_sent(2)) > 0)
    np.testing.assert_array_equal(desk.sound_sent(2), tone(2.0)[-8000:])


def test_the_microphone_is_let_go_when_nobody_goes_on(desk: Desk) -> None:
    desk.dictation.microphone.warm_s = 0.05
    desk.listen()
    desk.dictation.stop()
    desk.qtbot.waitUntil(lambda: desk.system.n_open == 0)


def test_a_tap_toggles(desk: Desk) -> None:
    desk.engine.become_ready()
    desk.dictation.press()
    desk.dictation.release()
    desk.wait_for("listening")
    desk.dictation.press()
    desk.dictation.press()
    desk.dictation.release()
    assert desk.dictation.state == "finishing"


def test_a_held_key_is_push_to_talk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controller_module, "HELD_S", 0.02)
    desk.engine.become_ready()
    desk.dictation.press()
    desk.wait_for("listening")
    desk.qtbot.wait(30)
    desk.dictation.release()
    assert desk.dictation.state == "finishing"


def test_a_press_while_it_finishes_begins_anew_afterwards(desk: Desk) -> None:
    desk.listen()
    desk.dictation.stop()
    desk.dictation.start()
    desk.qtbot.waitUntil(lambda: bool(desk.engine.of_kind(StreamClosed)))
    desk.say(0.02)  # the microphone is alive
    desk.finish()
    assert desk.dictation.state == "listening"
    assert desk.stream_ids() == [1, 2]


def test_escape_leaves_no_text_and_offers_the_sound_back(desk: Desk) -> None:
    desk.listen()
    desk.say(1.0)
    desk.answer("never mi")
    desk.dictation.cancel()
    assert desk.cancelled == [1]
    assert [message.request_id for message in desk.engine.of_kind(Cancel)] == [1]  # type: ignore[attr-defined]
    desk.answer("never mind", is_final=True)
    assert len(desk.heard) == 1, "what comes after the cancel is stale"
    assert desk.notices[0].action_id.startswith("dictation:bring-back:")
    (sound,) = find_kept(desk.root)
    assert sound.duration_s == pytest.approx(1.02)


def test_escape_while_opening_lets_the_microphone_go(desk: Desk) -> None:
    desk.system.gives_samples = False
    desk.engine.become_ready()
    desk.dictation.start()
    desk.dictation.cancel()
    assert desk.dictation.state == "ready"
    desk.qtbot.waitUntil(lambda: len(desk.system.streams) == 1 and desk.system.n_open == 0)
    assert desk.notices == []


def test_the_open_utterance_is_sent_again_when_the_engine_was_restarted(desk: Desk) -> None:
    desk.listen()
    desk.say(2.0)
    desk.qtbot.waitUntil(lambda: len(desk.sound_sent(1)) == 32320)
    desk.answer("first sentence", is_final=True, end_s=1.5)
    desk.answer("second", utterance_id=1, end_s=2.0)
    desk.engine.restarted.emit()
    assert desk.dictation.state == "listening"
    np.testing.assert_array_equal(desk.sound_sent(2), desk.sound_sent(1)[24000:])
    desk.answer("second sentence", utterance_id=0, is_final=True, end_s=0.5)
    assert [heard.utterance_id for heard in desk.heard] == [1, 2, 2]
    assert desk.heard[-1].end_s == 2.0


def test_an_engine_restarted_while_finishing_gets_the_end_too(desk: Desk) -> None:
    desk.listen()
    desk.dictation.stop()
    desk.qtbot.waitUntil(lambda: bool(desk.engine.of_kind(StreamClosed)))
    desk.engine.restarted.emit()
    assert [message.stream_id for message in desk.engine.of_kind(StreamClosed)] == [1, 2]  # type: ignore[attr-defined]


def test_a_dictation_the_engine_gave_up_on_is_offered_again(desk: Desk) -> None:
    desk.listen()
    desk.say(1.0)
    desk.engine.received.emit(RequestFailed(1, "Something went wrong."))
    assert desk.dictation.state == "ready"
    assert desk.notices[0].action_label == "Write it down again"
    assert len(find_kept(desk.root)) == 1


@pytest.mark.parametrize(
    "trouble", [Trouble.BUSY, Trouble.REFUSED, Trouble.RATE_REFUSED, Trouble.DOES_NOT_START]
)
def test_a_microphone_that_does_not_open_leaves_everything_ready(desk: Desk, trouble: Trouble) -> None:
    desk.system.refuses = trouble
    desk.engine.become_ready()
    desk.dictation.start()
    desk.qtbot.waitUntil(lambda: len(desk.notices) == 1)
    assert desk.dictation.state == "ready"
    assert "Built-in microphone" in desk.notices[0].message
    desk.system.refuses = None
    assert desk.dictation.perform(desk.notices[0].action_id)
    desk.wait_for("listening")
    assert desk.system.streams[-1].microphone == HEADSET


def test_without_a_microphone_it_says_so_and_notices_one_that_is_plugged_in(desk: Desk) -> None:
    desk.engine.become_ready()
    desk.system.plugged_in = ()
    desk.microphones.look()
    desk.wait_for("no_microphone")
    desk.dictation.start()
    desk.qtbot.waitUntil(lambda: len(desk.notices) == 1)
    assert desk.notices[0].message.startswith("No microphone was found.")
    desk.system.plugged_in = (HEADSET,)
    desk.microphones.look()
    desk.wait_for("ready")


@pytest.mark.parametrize(
    ("is_there", "sentence"), [(False, "was unplugged at"), (True, "stopped giving sound at")]
)
def test_a_microphone_that_falls_silent_for_a_second_is_noticed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, is_there: bool, sentence: str
) -> None:
    monkeypatch.setattr("app.dictation.capture.GONE_AFTER_S", 0.1)
    desk.listen()
    desk.say(1.0)
    if not is_there:
        desk.system.plugged_in = (HEADSET,)
    desk.qtbot.waitUntil(lambda: len(desk.notices) == 1)
    assert sentence in desk.notices[0].message
    assert "0:01" in desk.notices[0].message
    assert len(desk.sound_sent(1)) == 16320
    assert desk.engine.of_kind(StreamClosed), "what was said before is still written down"
    desk.answer("all of it", is_final=True)
    desk.finish()
    assert desk.heard[-1].text == "all of it"
    assert desk.dictation.state == "ready"


def test_two_seconds_of_silence_ask_whether_it_is_muted_and_listen_on(desk: Desk) -> None:
    desk.system.gives_samples = False
    desk.engine.become_ready()
    desk.dictation.start()
    desk.qtbot.waitUntil(lambda: desk.system.n_open == 1)
    desk.say(2.1, peak=0.0005)
    desk.qtbot.waitUntil(lambda: len(desk.notices) == 1)
    assert desk.notices[0].message == "The microphone gives only silence. Is it muted?"
    assert desk.dictation.state == "listening"
    desk.qtbot.wait(100)
    assert len(desk.notices) == 1, "it is said once"


def test_a_disk_that_cannot_be_written_does_not_stop_dictation(desk: Desk) -> None:
    desk.root.parent.joinpath("dictations").write_text("a file where the folder should be")
    desk.listen()
    desk.say(0.5)
    desk.qtbot.waitUntil(lambda: len(desk.notices) == 1)
    assert "no longer saved" in desk.notices[0].message
    assert desk.dictation.state == "listening"
    assert not desk.dictation.is_saved
    desk.qtbot.waitUntil(lambda: len(desk.sound_sent(1)) == 8320)


def test_a_dictation_moves_over_to_the_microphone_that_is_chosen(desk: Desk) -> None:
    desk.listen()
    desk.dictation.choose_microphone(HEADSET.name)
    desk.qtbot.waitUntil(lambda: bool(desk.engine.of_kind(StreamClosed)))
    desk.finish()
    desk.wait_for("listening")
    assert desk.system.streams[-1].microphone == HEADSET
    opened = desk.engine.of_kind(StreamOpened)[-1]
    assert isinstance(opened, StreamOpened) and opened.sample_rate_hz == 48000
    desk.qtbot.waitUntil(lambda: desk.system.n_open == 1)


def test_for_a_chosen_microphone_that_has_gone_the_systems_is_used_and_that_is_said_once(desk: Desk) -> None:
    desk.dictation.choose_microphone(HEADSET.name)
    desk.system.plugged_in = (BUILT_IN,)
    desk.listen()
    assert desk.system.streams[-1].microphone == BUILT_IN
    assert [notice.message for notice in desk.notices] == ["USB headset is not plugged in; Built-in microphone is used in its place."]
    for _ in range(2):
        desk.dictation.cancel()
        desk.dictation.start()
        desk.wait_for("listening")
    assert sum("USB headset" in notice.message for notice in desk.notices) == 1
    desk.dictation.cancel()
    desk.system.plugged_in = (BUILT_IN, HEADSET)
    desk.dictation.start()
    desk.wait_for("listening")
    assert desk.system.streams[-1].microphone == HEADSET  # it is still the chosen one


def test_without_anyone_to_hear_the_key_says_why_and_trying_again_is_offered(desk: Desk) -> None:
    why = EngineUnavailable("recognizer", "There is no model.", "", "Run the set-up again.")
    desk.engine.received.emit(why)
    assert desk.dictation.state == "stopped"
    desk.dictation.press()
    assert [notice.action_id for notice in desk.notices] == [START_AGAIN, START_AGAIN]
    assert desk.notices[-1].message == "There is no model. Run the set-up again."
    desk.engine.restarted.emit()
    assert desk.dictation.state == "loading"
    desk.engine.become_ready()
    assert desk.dictation.state == "ready"


def test_closing_the_window_in_mid_sentence_keeps_the_sound(desk: Desk) -> None:
    desk.listen()
    desk.say(1.0)
    desk.dictation.end()
    assert len(find_kept(desk.root)) == 1
    assert not find_kept(desk.root)[0].was_cut_off, "nobody had begun to speak: nothing is offered"


def test_words_that_were_being_said_when_the_window_closed_are_offered_at_the_next_start(desk: Desk) -> None:
    desk.listen()
    desk.say(1.0)
    desk.answer("good morn", utterance_id=1)
    desk.dictation.end()
    (kept,) = find_kept(desk.root)
    assert kept.was_cut_off
