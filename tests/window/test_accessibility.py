"""Every control that the keyboard reaches says what it is, on every page, in both looks and at every width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.core.notice import Notice
from app.core.preferences import Preferences, read_preferences, written
from app.engine_client import EngineClient
from app.look.room import fit
from app.window import MainWindow
from engine.contract.types import Heard, Word
from engine.service import EngineOptions


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What a screen reader is told, and whether it breaks in."""
    said: list[tuple[str, bool]] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        said.append((event.message(), event.politeness() == QAccessible.AnnouncementPoliteness.Assertive))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said


def _controls(window: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractScrollArea)
    return [
        one for one in window.findChildren(QWidget)
        if isinstance(one, kinds) and one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isVisible() and one.isEnabled()
    ]  # fmt: skip


def _name(control: QWidget) -> str:
    return control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")


@pytest.mark.parametrize("page", ["sheet", "settings_page", "history", "self_check", "help", "welcome"])
@pytest.mark.parametrize("width", [520, 1280])
def test_every_control_has_a_name(qtbot: QtBot, window: MainWindow, page: str, width: int) -> None:
    window.resize(width, 800)
    if page == "welcome":
        window.open_welcome()
    elif page != "sheet":
        window.pages.open(getattr(window, page))
    controls = _controls(window)
    assert controls
    nameless = [
        f"{type(one).__name__} in {type(one.parent()).__name__}" for one in controls
        if not _name(one) and not isinstance(one, QScrollArea)
    ]  # fmt: skip
    assert nameless == []


def test_tab_goes_through_every_control_of_the_settings(qtbot: QtBot, window: MainWindow) -> None:
    window.open_settings()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    wanted = {id(one) for one in _controls(window.settings_page) if one.focusPolicy() & Qt.FocusPolicy.TabFocus}
    met: set[int] = set()
    for _ in range(4 * len(wanted)):
        window.focusNextPrevChild(True)
        focused = window.focusWidget()
        met.add(id(focused))
    missed = [one for one in _controls(window.settings_page) if id(one) in wanted - met and not isinstance(one, QScrollArea)]
    assert missed == []


def test_listening_words_and_trouble_are_announced(window: MainWindow, announced: list[tuple[str, bool]]) -> None:
    dictation = window.dictation
    words = (Word("river", 0.0, 0.4, 0.9),)
    dictation._set_state("listening")
    dictation.heard.emit(Heard(1, 1, words, 0, False, 0.0, 0.4))
    dictation.heard.emit(Heard(1, 1, words, 1, True, 0.0, 0.4))
    dictation._set_state("finishing")
    dictation._set_state("ready")
    assert announced == [("Listening", False), ("river", False), ("Writing down the last words", False), ("No longer listening", False)]
    window.notices.show_notice(Notice("The disk is full."))
    window.notices.show_notice(Notice("Its sound is kept.", is_error=False))
    assert announced[-2:] == [("The disk is full.", True), ("Its sound is kept.", False)]


def test_the_systems_keys_do_what_they_do_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.editor, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.current.text_px == 22 and window.editor.font().pixelSize() == 22
    for _ in range(9):
        qtbot.keyClick(window.editor, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.current.text_px == 16
    window.settings.set(text_px=20)
    qtbot.keyClick(window.editor, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window.editor, Qt.Key.Key_F11)
    assert not window.isFullScreen()
    qtbot.keyClick(window.editor, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


@pytest.mark.parametrize(("screen", "size"), [((1920, 1040), (1280, 800)), ((960, 500), (960, 470)), ((640, 330), (640, 300))])
def test_the_window_is_no_larger_than_the_screen(window: MainWindow, screen: tuple[int, int], size: tuple[int, int]) -> None:
    fit(window, QSize(*screen))
    assert (window.width(), window.height()) == size


def test_the_window_comes_back_where_it_was_and_as_large(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.setGeometry(60, 50, 700, 520)
    window.close()
    again = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 520) and abs(again.x() - 60) < 5
    assert read_preferences(written(Preferences(geometry="<nonsense>")))[1]
