"""What the desktop says of contrast, motion and darkness: asked of Qt and of the desktop's portal, heard when it changes.

Qt tells contrast where its platform does (Windows, macOS, GNOME). Motion it does not tell, and on other Linux desktops
contrast neither, so the portal is asked as well, through the session's bus. Nobody waits for it: where there is no bus,
no portal or no answer, nothing happens.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import SLOT, QObject, Qt, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant
from PySide6.QtGui import QAccessibilityHints, QGuiApplication

_PORTAL, _PATH, _SETTINGS = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"
_ANSWER_WITHIN_MS = 2000
_APPEARANCE, _GNOME, _KDE = "org.freedesktop.appearance", "org.gnome.desktop.interface", "org.kde.kdeglobals.KDE"
_CONTRAST = {(_APPEARANCE, "contrast"), ("org.gnome.desktop.a11y.interface", "high-contrast"), (_GNOME, "gtk-theme")}
_SCHEME = (_APPEARANCE, "color-scheme")
_MOTION = {(_APPEARANCE, "reduced-motion"), (_GNOME, "enable-animations"), (_KDE, "AnimationDurationFactor")}

_WISHES = _CONTRAST | _MOTION | {_SCHEME}


class Desktop(QObject):
    """Knows what the desktop wishes, as far as it says so.

    Args:
        parent: the owner; without one a last answer could end it in the middle of its own end
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._told: dict[tuple[str, str], object] = {}
        # `accessibility()` would give the object to its Python name and delete Qt's own with it; as a child it is only
        # lent, for as long as its parent's name is kept.
        self._style_hints = QGuiApplication.styleHints()
        self._hints = next(iter(self._style_hints.findChildren(QAccessibilityHints)), None)
        if self._hints is not None:
            self._hints.contrastPreferenceChanged.connect(self.changed)
        self._bus: QDBusConnection | None = None
        self._waiting: list[QDBusPendingCallWatcher] = []

    @property
    def wants_contrast(self) -> bool:
        """Whether more contrast than usual is wished."""
        if self._hints is not None and self._hints.contrastPreference() == Qt.ContrastPreference.HighContrast:
            return True
        return any(_is_contrast(self._told.get(key)) for key in _CONTRAST)

    @property
    def wants_less_motion(self) -> bool:
        """Whether nothing is to move."""
        told = self._told
        is_still = told.get((_GNOME, "enable-animations")) is False or str(told.get((_KDE, "AnimationDurationFactor"))) == "0"
        return is_still or told.get((_APPEARANCE, "reduced-motion")) == 1

    @property
    def is_dark(self) -> bool | None:
        """Whether light letters on dark are wished, None when nothing is said; for systems where Qt itself does not know."""
        return {1: True, 2: False}.get(self._told.get(_SCHEME))  # type: ignore[call-overload,no-any-return]

    def ask(self, bus: QDBusConnection | None = None) -> None:
        """Asks the portal, without waiting; `changed` follows when there is something to say.

        Args:
            bus: the session's when None
        """
        if bus is None and not _has_bus():
            return
        self._bus = bus or QDBusConnection.sessionBus()
        if not self._bus.isConnected():
            return
        slot = SLOT("on_setting_changed(QString,QString,QDBusVariant)")
        self._bus.connect(_PORTAL, _PATH, _SETTINGS, "SettingChanged", self, slot)  # type: ignore[call-overload]
        for namespace, key in sorted(_WISHES):
            self._read(namespace, key)

    def _read(self, namespace: str, key: str) -> None:
        assert self._bus is not None
        question = QDBusMessage.createMethodCall(_PORTAL, _PATH, _SETTINGS, "Read")
        question.setArguments([namespace, key])
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(question, _ANSWER_WITHIN_MS), self)
        watcher.finished.connect(lambda call: self._on_answer((namespace, key), call))
        self._waiting.append(watcher)

    def _on_answer(self, key: tuple[str, str], watcher: QDBusPendingCallWatcher) -> None:
        self._waiting.remove(watcher)
        reply = watcher.reply() if not watcher.isError() else None
        if reply is not None and reply.arguments():
            self._take(key, reply.arguments()[0])
        watcher.deleteLater()

    @Slot(str, str, QDBusVariant)
    def on_setting_changed(self, namespace: str, key: str, value: QDBusVariant) -> None:
        """The portal's own signal."""
        if (namespace, key) in _WISHES:
            self._take((namespace, key), value)

    def _take(self, key: tuple[str, str], value: object) -> None:
        while isinstance(value, QDBusVariant):  # an older portal wraps it twice
            value = value.variant()
        before = self.wants_contrast, self.wants_less_motion, self.is_dark
        self._told[key] = value
        if before != (self.wants_contrast, self.wants_less_motion, self.is_dark):
            self.changed.emit()


def _is_contrast(value: object) -> bool:
    return value is True or value == 1 or (isinstance(value, str) and value.startswith("HighContrast"))


def _has_bus() -> bool:
    """Whether a session's bus is there already: one must not be started for a question."""
    if not sys.platform.startswith("linux"):
        return False
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or bool(runtime and Path(runtime, "bus").exists())
