"""A person types, and the real engine's answer stands beside it; the engine dies, and it comes back."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.engine_client import EngineClient
from app.window import MainWindow
from engine.service import EngineOptions
from tests.support.small_translator import small_model

WITHIN_MS = 60_000


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_model(tmp_path_factory.mktemp("translator"))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, model: Path) -> Iterator[MainWindow]:
    options = EngineOptions(
        networks=("recognizer", "translator"),
        recognizer_folder="anywhere",
        recognizer_loader="tests.support.fake_recognizer:load",
        translator_folder=str(model),
    )
    window = MainWindow(EngineClient(options), tmp_path / "data")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window


def shown(window: MainWindow) -> list[str]:
    return [pair.shown for pair in window.sheet.follower.paired.pairs()]


def test_typed_sentences_stand_in_spanish_beside_them_and_survive_the_engines_death(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.keyClicks(window.editor, "The cat sleeps.")
    qtbot.waitUntil(lambda: shown(window) == ["El gato duerme."], timeout=WITHIN_MS)
    os.kill(window._client.pid, signal.SIGKILL)
    qtbot.keyClicks(window.editor, " The dog eats.")
    qtbot.waitUntil(lambda: shown(window) == ["El gato duerme.", "El perro come."], timeout=WITHIN_MS)
    assert window.editor.toPlainText() == "The cat sleeps. The dog eats."
    qtbot.keyClick(window.editor, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert window.sheet.links.sentence.endswith("“.”") or "comes from" in window.sheet.heads.fact
