"""Every control that the keyboard reaches says what it is, on every page, in both looks and at every width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.engine_client import EngineClient
from app.window import MainWindow
from engine.service import EngineOptions


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


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
