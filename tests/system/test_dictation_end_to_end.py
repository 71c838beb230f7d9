"""A real recording through a microphone of software, the real window, the real engine process and the shipped model."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.dictation.recovery import find_kept
from app.engine_client import EngineClient
from app.window import MainWindow
from engine.commandline.evaluate import normalised
from engine.contract.error_rate import edit_distance
from tests.support.virtual_microphone import VirtualMicrophone

SOUND = Path(__file__).resolve().parents[1] / "data" / "sound" / "2300-131720-0000.opus"
SAID = "the paris plant like that at the crystal palace was a temporary exhibit"
WORST = 0.5  # share of words
READY_MS = 90_000

pytestmark = pytest.mark.skipif(
    shutil.which("pulseaudio") is None and "CI" not in os.environ, reason="needs pulseaudio"
)


@pytest.fixture
def window(qtbot: QtBot, microphone: VirtualMicrophone, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(EngineClient(), tmp_path / "data")
    qtbot.addWidget(window)
    window.completion.switch(False)
    with qtbot.waitSignal(window._client.ready, timeout=READY_MS):
        window.show()
    qtbot.waitUntil(lambda: window.dictation.state == "ready", timeout=READY_MS)
    yield window
    window.close()


def errors(text: str) -> float:
    return edit_distance(normalised(text).split(), SAID.split()) / len(SAID.split())


def test_words_arrive_in_the_text_while_a_person_types_and_go_as_one_step(
    qtbot: QtBot, window: MainWindow, microphone: VirtualMicrophone
) -> None:
    samples, _ = soundfile.read(SOUND, dtype="float32")
    editor = window.editor
    qtbot.keyClick(editor, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.dictation.state == "listening", timeout=10_000)
    playing = microphone.begin(samples)
    qtbot.waitUntil(lambda: bool(editor.partial_text), timeout=10_000)
    assert editor.toPlainText() == ""
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    for letter in "typed meanwhile\n":
        qtbot.keyClick(editor, Qt.Key.Key_Return) if letter == "\n" else qtbot.keyClicks(editor, letter)
    playing.wait()
    qtbot.waitUntil(lambda: len(editor.toPlainText().split()) > 6, timeout=15_000)
    qtbot.keyClick(editor, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.dictation.state == "ready", timeout=15_000)
    typed, heard = editor.toPlainText().split("\n")
    assert typed == "typed meanwhile"
    assert errors(heard) <= WORST, heard
    editor.undo()
    assert editor.toPlainText() == "typed meanwhile\n"


def test_an_engine_killed_in_mid_sentence_loses_no_word(
    qtbot: QtBot, window: MainWindow, microphone: VirtualMicrophone
) -> None:
    samples, _ = soundfile.read(SOUND, dtype="float32")
    editor = window.editor
    qtbot.keyClicks(editor, "Before. ")
    qtbot.keyClick(editor, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.dictation.state == "listening", timeout=10_000)
    playing = microphone.begin(samples)
    qtbot.waitUntil(lambda: bool(editor.partial_text), timeout=10_000)
    os.kill(window._client.pid, signal.SIGKILL)
    playing.wait()
    qtbot.keyClick(editor, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.dictation.state == "ready", timeout=READY_MS)
    text = editor.toPlainText()
    assert text.startswith("Before. ")
    assert errors(text.removeprefix("Before. ")) <= WORST, text


def test_a_window_killed_in_mid_sentence_gives_the_sound_back_at_the_next_start(
    qtbot: QtBot, microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    samples, rate_hz = soundfile.read(SOUND, dtype="float32")
    data = tmp_path / "data"
    command = [sys.executable, "-m", "tests.support.dictating_window", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        for line in killed.stdout:
            if line.strip() == "listening":
                break
        microphone.play(samples)
        time.sleep(0.5)
        killed.kill()
    window = MainWindow(EngineClient(), data)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.notices.isVisible, timeout=10_000)
    [kept] = find_kept(data / "dictations")
    assert kept.was_cut_off and kept.duration_s > len(samples) / rate_hz - 1.0, "at most a second is lost"
    assert window.recovery.offer() is not None
    window.notices._action.click()
    qtbot.waitUntil(lambda: len(window.editor.toPlainText().split()) > 6, timeout=READY_MS)
    assert errors(window.editor.toPlainText()) <= WORST, window.editor.toPlainText()
    window.close()
