from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.core.sound_system import SoundSystemUse
from app.recordings.playback import Playback
from app.recordings.sound_file import Samples
from engine.contract.errors import SoundFileError


class FakeLoudspeaker:
    """Takes sound as fast as it comes, or waits for `gate` before each block."""

    latency_s = 0.0

    def __init__(self, error: Exception | None = None) -> None:
        self.heard: list[Samples] = []
        self.rates_hz: list[int] = []
        self.gate = threading.Event()
        self.gate.set()
        self._error = error

    def open(self, sample_rate_hz: int) -> FakeLoudspeaker:
        if self._error is not None:
            raise self._error
        self.rates_hz.append(sample_rate_hz)
        return self

    def write(self, samples: Samples) -> None:
        self.gate.wait(5.0)
        self.heard.append(samples)
        time.sleep(0.002)

    def close(self, at_once: bool) -> None:
        pass

    @property
    def n_heard(self) -> int:
        return sum(len(samples) for samples in self.heard)


@pytest.fixture
def loudspeaker() -> FakeLoudspeaker:
    return FakeLoudspeaker()


@pytest.fixture
def playback(qtbot: QtBot, loudspeaker: FakeLoudspeaker, recording: Path) -> Playback:
    playback = Playback(loudspeaker)
    playback.take(recording)
    return playback


def play_to_end(qtbot: QtBot, playback: Playback, from_s: float | None = None, until_s: float | None = None) -> None:
    with qtbot.waitSignal(playback.playing_changed, check_params_cb=lambda is_playing: not is_playing):
        playback.play(from_s, until_s)
    playback.close()


def test_the_whole_recording_is_heard(qtbot: QtBot, playback: Playback, loudspeaker: FakeLoudspeaker) -> None:
    play_to_end(qtbot, playback)
    assert loudspeaker.rates_hz == [22050]
    assert loudspeaker.n_heard == pytest.approx(3 * 22050, abs=2)


def test_a_segment_is_heard_from_its_start_to_its_end(
    qtbot: QtBot, playback: Playback, loudspeaker: FakeLoudspeaker
) -> None:
    with qtbot.waitSignal(playback.playing_changed, check_params_cb=lambda is_playing: not is_playing):
        playback.play(1.0, 1.5)
    assert playback.position_s == pytest.approx(1.5)
    sound = np.concatenate(loudspeaker.heard)
    assert len(sound) == pytest.approx(0.5 * 22050, abs=2)
    assert np.abs(sound).max() == pytest.approx(0.2, abs=0.01)
    playback.close()


def test_twice_the_speed_takes_half_the_time(
    qtbot: QtBot, playback: Playback, loudspeaker: FakeLoudspeaker
) -> None:
    playback.set_speed(2.0)
    play_to_end(qtbot, playback)
    assert loudspeaker.n_heard == pytest.approx(1.5 * 22050, abs=2)


def test_pausing_stays_where_it_is_and_play_goes_on_there(
    qtbot: QtBot, playback: Playback, loudspeaker: FakeLoudspeaker
) -> None:
    playback.play(0.5)
    qtbot.waitUntil(lambda: playback.position_s > 0.7)
    playback.pause()
    stood_at_s = playback.position_s
    assert 0.7 < stood_at_s < 3.0
    assert not playback.is_playing
    playback.play()
    assert playback.position_s >= stood_at_s
    playback.close()


def test_a_second_play_silences_the_first(
    qtbot: QtBot, playback: Playback, loudspeaker: FakeLoudspeaker
) -> None:
    loudspeaker.gate.clear()
    playback.play(0.0)
    playback.play(2.9)
    loudspeaker.gate.set()
    qtbot.waitUntil(lambda: not playback.is_playing)
    assert loudspeaker.n_heard < 0.5 * 22050
    playback.close()


def test_no_loudspeaker_is_said_and_playing_ends(qtbot: QtBot, recording: Path) -> None:
    playback = Playback(FakeLoudspeaker(SoundFileError("No loudspeaker.")))
    playback.take(recording)
    with qtbot.waitSignal(playback.failed) as signal:
        playback.play()
    assert signal.args[0].message == "No loudspeaker."
    assert not playback.is_playing


def test_without_a_file_nothing_plays(qtbot: QtBot, loudspeaker: FakeLoudspeaker) -> None:
    playback = Playback(loudspeaker)
    playback.play()
    assert not playback.is_playing
    assert not playback.is_available


def test_the_sound_system_is_renewed_only_while_nothing_is_open() -> None:
    use = SoundSystemUse()
    with use.opening():
        pass
    with use.renewing() as is_allowed:
        assert not is_allowed
    with use.closing():
        pass
    with use.renewing() as is_allowed:
        assert is_allowed


def test_a_stream_that_failed_to_open_does_not_count() -> None:
    use = SoundSystemUse()
    with pytest.raises(OSError), use.opening():
        raise OSError
    with use.renewing() as is_allowed:
        assert is_allowed
