"""What goes wrong in the world really goes wrong here; the window says it, and nothing of the person's is lost."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.preferences import Preferences, read_preferences
from app.core.sleep import SleepDetector
from app.dictation import microphones as microphones_module
from app.dictation.controller import Dictation
from app.dictation.microphones import Microphones
from app.dictation.recovery import find_kept
from app.engine_client import EngineClient
from app.history.entries import Entries
from app.sleep_watch import SleepWatch
from app.window import MainWindow
from engine.contract.assets import asset
from engine.contract.messages import EngineUnavailable, StreamOpened
from engine.service import EngineOptions
from tests.support.small_disk import SmallDisk, small_disk
from tests.support.sound_system import FakeEngine, FakeSoundSystem, tone
from tests.window.test_engine_client import WITHIN_MS, options_of


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> FakeSoundSystem:
    system = FakeSoundSystem()
    monkeypatch.setattr(microphones_module, "PortAudio", lambda: system)
    return system


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as disk:
        yield disk


def opened(qtbot: QtBot, folder: Path, options: EngineOptions | None = None) -> MainWindow:
    window = MainWindow(EngineClient(options or options_of("load")), folder)
    qtbot.addWidget(window)
    window.show()
    return window


def said(window: MainWindow) -> str:
    return window.notices.notice.message if window.notices.notice else ""


def listen(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.dictation.state == "ready", timeout=WITHIN_MS)
    window.dictation.toggle()
    qtbot.waitUntil(lambda: window.dictation.state == "listening", timeout=5000)


def finish(qtbot: QtBot, window: MainWindow) -> str:
    window.dictation.toggle()
    qtbot.waitUntil(lambda: window.dictation.state == "ready", timeout=WITHIN_MS)
    return window.editor.toPlainText()


# ---- disks ----------------------------------------------------------------------------------------------------------


def test_a_disk_that_fills_up_in_mid_sentence_costs_the_recording_and_no_word(
    qtbot: QtBot, disk: SmallDisk, system: FakeSoundSystem
) -> None:
    window = opened(qtbot, disk.folder)
    failed: list[str] = []
    window.draft.failed.connect(failed.append)
    listen(qtbot, window)
    system.give(tone(2.0))
    qtbot.waitUntil(lambda: next(disk.folder.glob("dictations/*/sound.wav")).stat().st_size > 60_000)
    disk.fill()
    system.give(tone(2.0))
    qtbot.waitUntil(lambda: "disk is full" in said(window), timeout=5000)
    assert window.dictation.state == "listening" and not window.dictation.is_saved
    text = finish(qtbot, window)
    assert text.lower().count("word") == 8
    assert next(disk.folder.glob("dictations/*/sound.wav")).stat().st_size >= 64_044, "what was saved before is whole"
    disk.fill()  # what was rewritten left room
    window.draft.save()
    assert len(failed) == 1 and failed[0].startswith("Your text could not be saved")
    disk.empty()
    draft = disk.folder / "draft.txt"
    qtbot.waitUntil(lambda: draft.exists() and draft.read_text() == text, timeout=15_000)
    window.close()


def test_settings_on_a_disk_that_cannot_be_written_hold_until_the_end(qtbot: QtBot, disk: SmallDisk) -> None:
    (disk.folder / "settings.json").write_text('{"format": 1, "text_px": 24}')
    (disk.folder / "draft.txt").write_text("What was there.")
    disk.forbid_writing()
    window = opened(qtbot, disk.folder)
    assert window.settings.current == Preferences(text_px=24)
    window.settings.set(suggestions=False)
    assert said(window).startswith("Settings hold until you close Triolet") and "Read-only" in said(window)
    assert not window.completion.is_on
    window.editor.appendPlainText("More.")
    qtbot.waitUntil(lambda: said(window).split("\n")[-1].startswith("Your text could not be saved"))
    window.close()


def test_settings_written_on_a_full_disk_leave_the_old_ones_whole(qtbot: QtBot, disk: SmallDisk) -> None:
    window = opened(qtbot, disk.folder)
    window.settings.set(suggestions=False)
    before = (disk.folder / "settings.json").read_text()
    disk.fill()
    window.settings.set(phrases=False)
    assert (disk.folder / "settings.json").read_text() == before
    assert sorted(path.name for path in disk.folder.glob(".settings*")) == []
    disk.empty()
    window.settings.set(learning=False)
    kept, _ = read_preferences((disk.folder / "settings.json").read_text())
    assert not kept.phrases and not kept.learning
    window.close()


def test_a_damaged_text_is_set_aside_and_what_can_be_read_of_it_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_bytes(b"Dear Marta,\n\xff\xfe and so on")
    window = opened(qtbot, tmp_path, EngineOptions(networks=()))
    assert window.editor.toPlainText().startswith("Dear Marta,\n") and "and so on" in window.editor.toPlainText()
    assert (tmp_path / "draft.txt.damaged").read_bytes() == b"Dear Marta,\n\xff\xfe and so on"


# ---- models ---------------------------------------------------------------------------------------------------------


def test_models_that_are_missing_or_damaged_are_told_and_the_text_can_be_written(qtbot: QtBot, tmp_path: Path) -> None:
    damaged = tmp_path / "recognizer"
    shutil.copytree(asset("models", "recognizer-en"), damaged)
    weights = bytearray((damaged / "weights.safetensors").read_bytes())
    weights[-1000] ^= 0xFF
    (damaged / "weights.safetensors").write_bytes(weights)
    nowhere = str(tmp_path / "nowhere")
    options = EngineOptions(recognizer_folder=str(damaged), autocompleter_folder=nowhere, translator_folder=nowhere)
    window = opened(qtbot, tmp_path / "data", options)
    told: list[EngineUnavailable] = []
    window._client.unavailable.connect(told.append)
    qtbot.waitUntil(lambda: len(told) == 3, timeout=90_000)
    assert {message.kind for message in told} == {"recognizer", "autocompleter", "translator"}
    assert window.dictation.state == "stopped" and window.notices.notice is not None
    assert "damaged" in said(window) or "not as" in said(window), said(window)
    assert window.sheet.heads.fact == next(message.message for message in told if message.kind == "translator")
    window.editor.insertPlainText("We are here.")
    assert window.editor.toPlainText() == "We are here."
    window.notices.dismissed.emit("")
    window.dictation.toggle()
    assert window.notices.notice is not None and window.notices.notice.action_label == "Try again"
    window._client._options = options_of("load")  # somebody ran the set-up again
    window.notices._action.click()
    qtbot.waitUntil(lambda: window.dictation.state in ("ready", "no_microphone"), timeout=WITHIN_MS)
    window.close()


# ---- clocks ---------------------------------------------------------------------------------------------------------


def test_a_clock_that_is_set_back_and_forth_in_mid_sentence_changes_nothing(
    qtbot: QtBot, tmp_path: Path, system: FakeSoundSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, shift_s = time.time, 0.0
    monkeypatch.setattr(time, "time", lambda: real() + shift_s)
    window = opened(qtbot, tmp_path)
    listen(qtbot, window)
    for shift_s in (-86_400.0, 5 * 86_400.0, -3_600.0):
        system.give(tone(2.0))
        qtbot.wait(700)
        assert window.dictation.state == "listening" and not said(window)
    (session,) = (tmp_path / "dictations").iterdir()
    text = finish(qtbot, window)
    assert text.lower().count("word") == 12
    assert (session / "sound.wav").stat().st_size == pytest.approx(44 + 6.02 * 32_000, abs=2_000)
    assert [round(entry.duration_s) for entry in Entries(tmp_path / "dictations", tmp_path / "texts").all()] == [6]
    window.close()


class Sleeper:
    """Clocks of a computer that sleeps when it is told to."""

    def __init__(self) -> None:
        self.slept_s = 0.0

    def __call__(self) -> tuple[float, float]:
        return time.monotonic(), time.monotonic() + self.slept_s


def test_after_sleep_the_microphone_is_opened_anew_and_the_dictation_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    sleeper, system, engine = Sleeper(), FakeSoundSystem(), FakeEngine()
    microphones = Microphones(system)
    watch = SleepWatch(sleeper)
    dictation = Dictation(engine, microphones, tmp_path, itertools.count(1), sleep=watch)
    notices: list[object] = []
    dictation.trouble_occurred.connect(notices.append)
    engine.become_ready()
    dictation.start()
    qtbot.waitUntil(lambda: dictation.state == "listening")
    system.give(tone(1.0))
    before = system.streams[-1]
    sleeper.slept_s = 300.0
    qtbot.waitUntil(lambda: dictation.state == "finishing", timeout=2000)
    qtbot.wait(400)
    from engine.contract.messages import StreamFinished

    engine.received.emit(StreamFinished(1))
    qtbot.waitUntil(lambda: dictation.state == "listening")
    assert system.streams[-1] is not before and system.n_open == 1
    assert len(engine.of_kind(StreamOpened)) == 2 and notices == []
    dictation.end()
    microphones.end()


def test_after_sleep_an_idle_microphone_is_let_go_and_the_engine_is_asked(
    qtbot: QtBot, tmp_path: Path, system: FakeSoundSystem
) -> None:
    window = opened(qtbot, tmp_path)
    listen(qtbot, window)
    finish(qtbot, window)
    assert system.n_open == 1  # warm
    asked_at_s = window._client._started_at_s
    window.sleep.woken.emit()
    qtbot.waitUntil(lambda: system.n_open == 0)
    assert window._client._started_at_s > asked_at_s, "its patience begins anew"
    window.close()


def test_an_engine_that_slept_with_the_computer_is_not_taken_for_a_hung_one(qtbot: QtBot, tmp_path: Path) -> None:
    client = EngineClient(options_of("load"))
    with qtbot.waitSignal(client.ready, timeout=WITHIN_MS):
        client.start()
    pid, process = client.pid, client._process
    assert process is not None
    # The clock of a system that counts sleep: both sides were last seen long ago.
    process.last_heard_at_s -= 600
    client._started_at_s -= 600
    client._watched_at_s -= 600
    client._on_watch()
    qtbot.wait(300)
    assert client.pid == pid
    client.shutdown()


def test_sleep_is_told_from_a_clock_that_is_set_and_from_a_busy_computer() -> None:
    times = iter([(0.0, 0.0), (0.5, 0.5), (10.0, 10.0), (10.5, 310.5), (400.0, 700.0)])
    detector = SleepDetector(0.5, lambda: next(times))
    assert [detector.slept_s() for _ in range(4)] == [0.0, 0.0, 300.0, 389.0]


# ---- the engine -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs Unix")
def test_an_engine_that_hangs_in_mid_sentence_is_replaced_within_seconds_and_costs_no_word(
    qtbot: QtBot, tmp_path: Path, system: FakeSoundSystem
) -> None:
    window = opened(qtbot, tmp_path)
    listen(qtbot, window)
    system.give(tone(1.0))
    qtbot.waitUntil(lambda: len(window.editor.partial_text.split()) == 2)
    os.kill(window._client.pid, signal.SIGSTOP)
    hung_s = time.monotonic()
    system.give(tone(1.0))
    with qtbot.waitSignal(window._client.restarted, timeout=15_000):
        pass
    assert time.monotonic() - hung_s < 12.0
    qtbot.waitUntil(lambda: window.editor.toPlainText().lower().count("word") == 4, timeout=WITHIN_MS)
    finish(qtbot, window)
    assert find_kept(tmp_path / "dictations") == ()
    window.close()
