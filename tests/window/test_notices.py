"""Notices in the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.core.notice import Notice
from app.engine_client import EngineClient
from app.window import MainWindow
from engine.contract.messages import EngineUnavailable


def test_nothing_lies_over_a_notice(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EngineClient, "start", lambda self: None)
    window = MainWindow(EngineClient(), tmp_path / "data")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    notices = window.notices
    notices.show_notice(Notice("Something went wrong.", "Go on", "x"))
    for x in (20, notices.width() // 4, notices.width() // 2, notices.width() - 20):
        found = window.childAt(notices.mapTo(window, QPoint(x, notices.height() // 2)))
        assert found is notices or notices.isAncestorOf(found)


def test_a_damaged_adapted_model_is_told_in_the_window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EngineClient, "start", lambda self: None)
    client = EngineClient()
    window = MainWindow(client, tmp_path / "data")
    qtbot.addWidget(window)
    client.unavailable.emit(EngineUnavailable("adapted model", "It is damaged; the shipped one is used."))
    assert window.notices.notice is not None and "shipped" in window.notices.notice.message


def test_troubles_that_nobody_has_closed_are_told_together_until_they_are(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EngineClient, "start", lambda self: None)
    window = MainWindow(EngineClient(), tmp_path / "data")
    qtbot.addWidget(window)
    window.show()
    notices = window.notices
    for number in (1, 2, 2):
        notices.show_notice(Notice(f"{number}.wav is broken."))
    assert notices.notice == Notice("1.wav is broken.\n2.wav is broken.")
    one_line = notices.height()
    notices.show_notice(Notice("3.wav is broken."))
    notices.show_notice(Notice("4.wav is broken."))
    assert notices.notice == Notice("2.wav is broken.\n3.wav is broken.\n4.wav is broken.")
    assert notices.height() > one_line
    notices.show_notice(Notice("Something went wrong.", "Go on", "x"))
    assert notices.notice.message == "Something went wrong."  # what asks for a decision stands alone
    qtbot.mouseClick(notices._close, Qt.MouseButton.LeftButton)
    notices.show_notice(Notice("5.wav is broken."))
    assert notices.notice == Notice("5.wav is broken.")
