"""Dictation with the real engine process, which is killed in mid-sentence."""

from __future__ import annotations

import itertools
import os
import signal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.dictation.controller import Dictation
from app.dictation.microphones import Microphones
from app.dictation.recovery import find_kept
from app.engine_client import EngineClient
from engine.contract.types import Heard
from engine.service import EngineOptions
from tests.support.sound_system import FakeSoundSystem, tone

WITHIN_MS = 20_000


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a thing of Unix")
def test_an_engine_killed_in_mid_sentence_costs_no_word(qtbot: QtBot, tmp_path: Path) -> None:
    loader = "tests.support.fake_recognizer:load"
    client = EngineClient(EngineOptions(networks=("recognizer",), recognizer_folder="anywhere", recognizer_loader=loader, device_finder="tests.support.fake_recognizer:only_a_processor"))
    system = FakeSoundSystem()
    microphones = Microphones(system)
    dictation = Dictation(client, microphones, tmp_path, itertools.count(1))
    heard: list[Heard] = []
    dictation.heard.connect(heard.append)
    with qtbot.waitSignal(client.ready, timeout=WITHIN_MS):
        client.start()
    dictation.start()
    qtbot.waitUntil(lambda: dictation.state == "listening")

    system.give(tone(3.0))  # one utterance of two seconds is final, the next is open
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].utterance_id == 2 and len(heard[-1].words) == 2)
    os.kill(client.pid, signal.SIGKILL)
    with qtbot.waitSignal(client.restarted, timeout=WITHIN_MS):
        system.give(tone(0.5))
    dictation.stop()
    with qtbot.waitSignal(dictation.stopped, timeout=WITHIN_MS):
        pass

    final = {result.utterance_id: result for result in heard if result.is_final}
    assert [len(result.words) for result in final.values()] == [4, 3]
    assert final[2].end_s == pytest.approx(3.52, abs=0.01)
    assert final[2].words[0].start_s == pytest.approx(2.0)
    assert find_kept(tmp_path) == (), "all of it is in the text"
    dictation.end()
    microphones.end()
    client.shutdown()
