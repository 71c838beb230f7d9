"""The desktop's wishes for contrast, motion, light and dark: followed at the start and as they change."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.notice import Notice
from app.core.preferences import read_preferences
from app.engine_client import EngineClient
from app.look import desktop as desktop_module
from app.look import motion, theme
from app.look.desktop import Desktop
from app.window import MainWindow

needs_bus = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
_names = itertools.count(1)


class Portal:
    """A bus of our own, with a portal on it."""

    def __init__(self) -> None:
        self.daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.daemon.stdout is not None
        self.address = self.daemon.stdout.readline().strip()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.desktop_portal", self.address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[2],
        )  # fmt: skip
        assert self.process.stdout is not None and self.process.stdout.readline() == "ready\n"

    def wish(self, namespace: str, key: str, value: str) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{namespace} {key} {value}\n")
        self.process.stdin.flush()
        self.process.stdout.readline()

    def bus(self) -> QDBusConnection:
        return QDBusConnection.connectToBus(self.address, f"test-{next(_names)}")

    def end(self) -> None:
        for process in (self.process, self.daemon):
            process.terminate()
            process.communicate()


@pytest.fixture
def portal() -> Iterator[Portal]:
    portal = Portal()
    yield portal
    portal.end()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(EngineClient, "start", lambda self: None)
    monkeypatch.setattr(desktop_module, "_has_bus", lambda: False)
    window = MainWindow(EngineClient(), tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    theme.choose(None)
    theme.choose_contrast(None)
    theme.follow_contrast(False)
    theme.follow_scheme(None)
    motion.choose(None)
    motion.follow(False)


@needs_bus
def test_what_the_desktop_wishes_is_followed_as_it_changes(qtbot: QtBot, window: MainWindow, portal: Portal) -> None:
    portal.wish("org.freedesktop.appearance", "contrast", "1")
    started_s = time.monotonic()
    window._wiring.desktop.ask(portal.bus())
    assert time.monotonic() - started_s < 0.5, "nobody waits for the answer"
    qtbot.waitUntil(lambda: theme.current() in (theme.CONTRAST_LIGHT, theme.CONTRAST_DARK))
    assert window.palette().window().color().name() in ("#ffffff", "#000000")
    assert not motion.is_reduced()
    portal.wish("org.gnome.desktop.interface", "enable-animations", "false")
    qtbot.waitUntil(motion.is_reduced)
    portal.wish("org.freedesktop.appearance", "contrast", "0")
    for scheme, wanted in (("1", theme.DARK), ("2", theme.LIGHT)):
        portal.wish("org.freedesktop.appearance", "color-scheme", scheme)
        qtbot.waitUntil(lambda wanted=wanted: theme.current() == wanted)
        assert window.palette().window().color().name() == wanted.paper.lower()


@needs_bus
@pytest.mark.parametrize(
    ("wish", "contrast", "is_still"),
    [
        (("org.gnome.desktop.a11y.interface", "high-contrast", "true"), True, False),
        (("org.gnome.desktop.interface", "gtk-theme", "HighContrastInverse"), True, False),
        (("org.gnome.desktop.interface", "gtk-theme", "Adwaita"), False, False),
        (("org.freedesktop.appearance", "reduced-motion", "1"), False, True),
        (("org.kde.kdeglobals.KDE", "AnimationDurationFactor", "0"), False, True),
        (("org.gnome.desktop.interface", "enable-animations", "true"), False, False),
    ],
)
def test_each_desktop_says_it_in_its_own_way(
    qtbot: QtBot, qapp: QApplication, portal: Portal, wish: tuple[str, str, str], contrast: bool, is_still: bool
) -> None:
    portal.wish(*wish)
    desktop = Desktop(qapp)
    desktop.ask(portal.bus())
    qtbot.waitUntil(lambda: not desktop._waiting)
    assert (desktop.wants_contrast, desktop.wants_less_motion) == (contrast, is_still)


@needs_bus
def test_a_portal_that_never_answers_is_given_up_in_silence(
    qtbot: QtBot, qapp: QApplication, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop_module, "_ANSWER_WITHIN_MS", 200)
    portal.wish("silence", "for", "ever")
    desktop = Desktop(qapp)
    desktop.ask(portal.bus())
    qtbot.waitUntil(lambda: not desktop._waiting, timeout=3000)
    assert not desktop.wants_contrast and not desktop.wants_less_motion


def test_without_a_bus_nothing_is_asked(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    desktop = Desktop(qapp)
    desktop.ask()
    assert not desktop._waiting
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nothing")
    desktop.ask(QDBusConnection.connectToBus(f"unix:path={tmp_path}/nothing", "nothing"))
    assert not desktop._waiting


def test_light_and_dark_are_followed_while_the_window_is_open(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.notices.show_notice(Notice("It happened.", "Go on", "anything"))
    for scheme, wanted in ((Qt.ColorScheme.Dark, theme.DARK), (Qt.ColorScheme.Light, theme.LIGHT)):
        monkeypatch.setattr(theme, "_system", lambda wanted=wanted: wanted)
        QApplication.styleHints().colorSchemeChanged.emit(scheme)
        picture = window.grab().toImage()
        assert picture.pixelColor(4, window.height() // 2).name() == wanted.paper.lower()
        assert picture.pixelColor(4, window.height() - 4).name() == wanted.desk.lower()
        notice = window.notices.geometry()
        assert picture.pixelColor(notice.left() + 30, notice.top() + 6).name() == wanted.voice_tint.lower()
        window.open_settings()
        assert window.settings_page.grab().toImage().pixelColor(4, 200).name() == wanted.paper.lower()
        window.pages.back()


def test_what_is_set_goes_before_what_the_system_wishes(window: MainWindow) -> None:
    theme.follow_contrast(True)
    motion.follow(True)
    window.settings.set(contrast="off", less_motion="off", appearance="light")
    assert theme.current() == theme.LIGHT and not motion.is_reduced()
    window.settings.set(contrast="system", less_motion="system")
    assert theme.current() == theme.CONTRAST_LIGHT and motion.is_reduced()


def test_switches_of_an_older_version_are_taken_over() -> None:
    kept, is_repaired = read_preferences('{"format": 1, "contrast": true, "less_motion": false}')
    assert (kept.contrast, kept.less_motion, is_repaired) == ("on", "system", False)
