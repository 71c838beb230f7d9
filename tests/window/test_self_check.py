"""The self-check with the real engine and the real samples, and how it stops."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine_client import EngineClient
from app.selfcheck.machine import internet_sockets, resident_mib
from app.window import MainWindow


def test_everything_is_measured_with_the_real_engine_and_said_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(EngineClient(), tmp_path)
    qtbot.addWidget(window)
    window.show()
    ready: set[str] = set()
    window._client.ready.connect(lambda message: ready.add(message.kind))
    qtbot.waitUntil(lambda: {"recognizer", "autocompleter", "translator"} <= ready, timeout=120_000)
    page = window.self_check
    window.open_self_check()
    assert page.again.isVisible() and not page.copy.isVisible()
    with qtbot.waitSignal(page._check.finished, timeout=240_000):
        page.again.click()
    found = {measure.key: measure for measure in page.measures}
    assert list(found) == ["words", "wait", "suggestion", "keys", "bleu", "long", "memory", "network"]
    assert 5 < found["words"].value < 40, "error rate of the shipped model on ten recordings"
    assert found["keys"].value > 20 and found["bleu"].value > 20
    assert found["network"].value == 0
    report = page.report()
    assert "Words heard wrong" in report and report.count("\n") >= 10
    window.close()


def test_going_back_to_the_sheet_stops_measuring(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(EngineClient(), tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.open_self_check()
    window.self_check.again.click()
    assert window.self_check._check.is_running
    window.self_check.closed.emit()
    assert not window.self_check._check.is_running and window.sheet.isVisible()
    window.close()


@pytest.mark.skipif(not Path("/proc/self/net").exists(), reason="the system does not list sockets")
def test_a_socket_that_is_open_is_counted() -> None:
    before = internet_sockets(os.getpid())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, socket.socket(socket.AF_INET) as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        two.listen(1)
        assert internet_sockets(os.getpid()) == before + 2
    assert internet_sockets(os.getpid()) == before
    assert resident_mib(os.getpid()) > 10
