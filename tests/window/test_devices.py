"""Microphone and graphics card in the settings: chosen by name, used at once, and replaced when they are not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.preferences import Preferences, read_preferences, written
from app.dictation import microphones as microphones_module
from app.engine_client import EngineClient
from app.settings.device_rows import DeviceRow, LevelLine
from app.window import MainWindow
from engine.contract.devices import chosen
from engine.contract.messages import DeviceFailed, DevicesFound, HeardReply, SoundCaptured, StreamOpened
from engine.contract.types import Device
from tests.support.sound_system import BUILT_IN, HEADSET, FakeSoundSystem, tone
from tests.window.test_engine_client import WITHIN_MS, options_of

PROCESSOR, CARD = Device("cpu", "Plain processor"), Device("cuda:0", "Fast card")


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> FakeSoundSystem:
    system = FakeSoundSystem(BUILT_IN, HEADSET)
    monkeypatch.setattr(microphones_module, "PortAudio", lambda: system)
    return system


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, system: FakeSoundSystem, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(EngineClient, "start", lambda self: None)
    window = MainWindow(EngineClient(), tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.microphones.has_looked)
    yield window
    window.close()


def row(window: MainWindow, name: str) -> DeviceRow:
    rows = {one._name: one for one in window.settings_page.findChildren(DeviceRow)}
    return rows[name]


def shown(window: MainWindow, name: str) -> list[str]:
    selector = row(window, name).selector
    return [selector.itemText(n) for n in range(selector.count())]


def choose(window: MainWindow, name: str, text: str) -> None:
    selector = row(window, name).selector
    selector.setCurrentIndex(selector.findText(text))
    selector.activated.emit(selector.currentIndex())


# ---- microphones ----------------------------------------------------------------------------------------------------


def test_microphones_are_offered_by_name_and_the_systems_choice_comes_first(window: MainWindow, tmp_path: Path) -> None:
    window.open_settings()
    assert shown(window, "microphone") == ["Like the system", "Built-in microphone", "USB headset"]
    assert row(window, "microphone").said.text() == "Now: Built-in microphone"
    choose(window, "microphone", "USB headset")
    assert window.dictation.microphone.name == "USB headset"
    assert window.bar.picker.text() == "USB headset"
    kept, _ = read_preferences((tmp_path / "settings.json").read_text())
    assert kept.microphone == "USB headset"


def test_a_microphone_chosen_in_the_bar_is_remembered(window: MainWindow) -> None:
    window.bar.picker.microphone_chosen.emit("USB headset")
    assert window.settings.current.microphone == window.dictation.microphone.name == "USB headset"


def test_one_that_has_gone_stays_chosen_and_the_page_says_what_is_used(
    qtbot: QtBot, window: MainWindow, system: FakeSoundSystem
) -> None:
    window.settings.set(microphone="USB headset")
    window.open_settings()
    system.plugged_in = (BUILT_IN,)
    window.microphones.look(anew=True)
    qtbot.waitUntil(lambda: "not plugged in" in row(window, "microphone").said.text())
    assert row(window, "microphone").said.text() == "USB headset is not plugged in; Built-in microphone is used in its place."
    assert row(window, "microphone").selector.currentText() == "USB headset (not plugged in)"
    assert window.settings.current.microphone == "USB headset"


def test_the_line_shows_how_loud_it_is_as_long_as_the_page_is_open(
    qtbot: QtBot, window: MainWindow, system: FakeSoundSystem
) -> None:
    assert system.n_open == 0
    window.open_settings()
    line = window.settings_page.findChild(LevelLine)
    assert line is not None

    def is_moved() -> bool:
        if system.streams:
            system.give(tone(0.05))
        return line.level > 0.3

    qtbot.waitUntil(is_moved)
    qtbot.keyClick(window.settings_page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: system.n_open == 0)


def test_another_microphone_is_heard_at_once_on_the_page(qtbot: QtBot, window: MainWindow, system: FakeSoundSystem) -> None:
    window.open_settings()
    qtbot.waitUntil(lambda: system.n_open == 1)
    choose(window, "microphone", "USB headset")
    qtbot.waitUntil(lambda: system.streams[-1].microphone == HEADSET and system.n_open == 1)


def test_one_plugged_in_while_the_page_listens_is_offered(qtbot: QtBot, window: MainWindow, system: FakeSoundSystem) -> None:
    system.plugged_in = (BUILT_IN,)
    window.microphones.look(anew=True)
    window.open_settings()
    qtbot.waitUntil(lambda: system.n_open == 1)
    system.plugged_in = (BUILT_IN, HEADSET)
    qtbot.waitUntil(lambda: "USB headset" in shown(window, "microphone"), timeout=6000)
    qtbot.waitUntil(lambda: system.n_open == 1)


def test_the_microphone_can_be_changed_while_dictating(qtbot: QtBot, tmp_path: Path, system: FakeSoundSystem) -> None:
    window = MainWindow(EngineClient(options_of("load")), tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.dictation.state == "ready", timeout=WITHIN_MS)
    window.dictation.toggle()
    qtbot.waitUntil(lambda: window.dictation.state == "listening")
    window.open_settings()
    assert system.n_open == 1  # the page has no stream of its own while somebody dictates
    system.give(tone(1.0))
    choose(window, "microphone", "USB headset")
    qtbot.waitUntil(lambda: system.streams[-1].microphone == HEADSET and window.dictation.state == "listening", timeout=10_000)
    system.give(tone(1.0, 48_000))
    window.dictation.toggle()
    qtbot.waitUntil(lambda: window.editor.toPlainText().lower().count("word") >= 4, timeout=10_000)
    window.close()


# ---- what computes --------------------------------------------------------------------------------------------------


def test_what_there_is_to_compute_on_is_said_by_name(window: MainWindow) -> None:
    window.open_settings()
    window._client.received.emit(DevicesFound((PROCESSOR,), "auto", "cpu"))
    assert shown(window, "device") == ["Automatic", "Processor"]
    assert row(window, "device").said.text() == "Now: Plain processor; no graphics card can be used here"
    window._client.received.emit(DevicesFound((PROCESSOR, CARD), "auto", "cuda:0"))
    assert shown(window, "device") == ["Automatic", "Processor", "Fast card"]
    assert row(window, "device").said.text() == "Now: Fast card"


def test_a_chosen_card_that_is_missing_is_said_and_stays_chosen(window: MainWindow) -> None:
    window.settings.set(device="cuda:1")
    window._client.received.emit(DevicesFound((PROCESSOR, CARD), "cuda:1", "cpu"))
    window.open_settings()
    assert window.notices.notice is not None and "was not found; the processor" in window.notices.notice.message
    assert row(window, "device").selector.currentText() == "Graphics card (not found)"
    assert row(window, "device").said.text() == "That graphics card was not found; now: Plain processor"


def test_a_card_that_fails_in_mid_sentence_costs_one_sentence_and_no_sound(qtbot: QtBot) -> None:
    client = EngineClient(options_of("load_on", "with_a_card"))
    received: list[object] = []
    client.received.connect(received.append)
    sound = SoundCaptured(1, tone(3.0).astype("<f4").tobytes())

    def ask() -> None:
        client.send(StreamOpened(1, 16_000))
        client.send(sound)

    client.restarted.connect(ask)
    client.use_device("cuda:0")
    with qtbot.waitSignal(client.ready, timeout=WITHIN_MS) as ready:
        client.start()
    assert ready.args[0].device == "cuda:0"
    ask()
    qtbot.waitUntil(lambda: any(isinstance(one, HeardReply) and one.heard.is_final for one in received), timeout=WITHIN_MS)
    assert [one.device for one in received if isinstance(one, DeviceFailed)] == ["cuda:0"]
    found = [one for one in received if isinstance(one, DevicesFound)]
    assert [(one.asked, one.used) for one in found] == [("cuda:0", "cuda:0"), ("cuda:0", "cpu")]
    client.shutdown()


def test_a_card_that_ends_the_process_is_left_for_the_processor(qtbot: QtBot) -> None:
    client = EngineClient(options_of("load_on_dying", "with_a_card"))
    failed: list[object] = []
    client.received.connect(lambda message: failed.append(message) if isinstance(message, DeviceFailed) else None)
    with qtbot.waitSignal(client.ready, timeout=4 * WITHIN_MS) as ready:
        client.start()
    assert ready.args[0].device == "cpu" and len(failed) == 1
    client.shutdown()


def test_another_device_is_used_at_once(qtbot: QtBot) -> None:
    client = EngineClient(options_of("load_on", "with_a_card"))
    with qtbot.waitSignal(client.ready, timeout=WITHIN_MS) as first:
        client.start()
    pid = client.pid
    with qtbot.waitSignals([client.restarted, client.ready], timeout=WITHIN_MS, order="strict"):
        client.use_device("cpu")
    assert first.args[0].device == "cuda:0" and client.pid != pid
    client.use_device("auto")
    client.use_device("cuda:0")
    assert client._restarts == type(client._restarts)()  # a wish is no failure
    client.shutdown()


def test_what_is_meant_by_a_device() -> None:
    assert chosen("auto", [PROCESSOR]) == chosen("cuda:0", [PROCESSOR]) == chosen("cuda:3", [PROCESSOR, CARD]) == "cpu"
    assert chosen("auto", [PROCESSOR, CARD]) == chosen("cuda", [PROCESSOR, CARD]) == "cuda:0"


@pytest.mark.parametrize("nonsense", [{"device": "toaster"}, {"device": 3}, {"microphone": "a" * 300}, {"microphone": None}])
def test_devices_that_make_no_sense_are_repaired(nonsense: dict[str, object]) -> None:
    import json

    text = json.dumps({**json.loads(written(Preferences())), **nonsense})
    assert read_preferences(text) == (Preferences(), True)
