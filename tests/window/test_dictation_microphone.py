"""Dictation through the real sound system: PortAudio, a real stream, and a microphone made of software."""

from __future__ import annotations

import itertools
import shutil
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.core.notice import Notice
from app.dictation.controller import Dictation
from app.dictation.microphones import Microphones
from engine.contract.messages import SoundCaptured, StreamClosed, StreamFinished, StreamOpened
from tests.support.sound_system import FakeEngine
from tests.support.virtual_microphone import VirtualMicrophone

pytestmark = pytest.mark.skipif(shutil.which("pulseaudio") is None, reason="needs pulseaudio")


class Desk:
    """A dictation over the real sound system, with an engine that only listens."""

    def __init__(self, qtbot: QtBot, root: Path) -> None:
        self.qtbot, self.root = qtbot, root
        self.engine = FakeEngine()
        self.microphones = Microphones()
        self.dictation = Dictation(self.engine, self.microphones, root, itertools.count(1))
        self.notices: list[Notice] = []
        self.dictation.trouble_occurred.connect(self.notices.append)
        with qtbot.waitSignal(self.microphones.looked_anew, timeout=5000):
            self.microphones.look(anew=True)
        self.engine.become_ready()

    def listen(self) -> None:
        self.dictation.start()
        self.qtbot.waitUntil(lambda: self.dictation.state == "listening", timeout=5000)

    def sent(self) -> np.ndarray:
        blocks = [m.samples for m in self.engine.sent if isinstance(m, SoundCaptured)]
        return np.frombuffer(b"".join(blocks), dtype="<f4")


@pytest.fixture
def desk(microphone: VirtualMicrophone, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path / "dictations")
    yield desk
    desk.dictation.end()
    desk.microphones.end()


def chirp(duration_s: float) -> np.ndarray:
    times_s = np.arange(round(duration_s * 16000)) / 16000
    return (0.4 * np.sin(2 * np.pi * (200 + 600 * times_s) * times_s)).astype(np.float32)


def best_correlation(recorded: np.ndarray, played: np.ndarray) -> float:
    """How like what was played the likest stretch of a recording is, -1 to 1."""
    products = np.correlate(recorded, played, mode="valid")
    start = int(np.argmax(np.abs(products)))
    return float(np.corrcoef(recorded[start : start + len(played)], played)[0, 1])


def test_what_is_played_arrives_whole_at_engine_and_disk(desk: Desk, microphone: VirtualMicrophone) -> None:
    desk.listen()
    played = chirp(1.0)
    microphone.play(played)
    desk.qtbot.wait(200)
    desk.dictation.stop()
    desk.qtbot.waitUntil(lambda: bool(desk.engine.of_kind(StreamClosed)))
    desk.engine.received.emit(StreamFinished(1))
    opened = desk.engine.of_kind(StreamOpened)[0]
    assert isinstance(opened, StreamOpened) and opened.sample_rate_hz == 16000
    assert best_correlation(desk.sent(), played) > 0.99
    (path,) = desk.root.glob("*/sound.wav")
    with wave.open(str(path), "rb") as file:
        on_disk = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32767
    assert best_correlation(on_disk, played) > 0.99
    assert desk.notices == []


def test_unplugged_in_mid_sentence_nothing_is_lost_and_it_is_said(
    desk: Desk, microphone: VirtualMicrophone
) -> None:
    desk.listen()
    played = chirp(1.0)
    microphone.play(played)
    desk.qtbot.wait(300)
    microphone.unplug()
    desk.qtbot.waitUntil(lambda: bool(desk.notices), timeout=5000)
    assert "was unplugged at 0:0" in desk.notices[0].message
    assert desk.engine.of_kind(StreamClosed)
    assert best_correlation(desk.sent(), played) > 0.99
    desk.engine.received.emit(StreamFinished(1))
    assert desk.dictation.state == "no_microphone"
    desk.dictation.start()
    desk.qtbot.waitUntil(lambda: len(desk.notices) == 2, timeout=5000)
    assert desk.notices[1].message.startswith("No microphone was found.")


def test_a_muted_microphone_is_asked_about(desk: Desk) -> None:
    desk.listen()
    desk.qtbot.waitUntil(lambda: bool(desk.notices), timeout=4000)
    assert desk.notices[0].message == "The microphone gives only silence. Is it muted?"
    assert desk.dictation.state == "listening"
