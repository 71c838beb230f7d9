"""The icon in the system's tray: dictating to the clipboard from anywhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from app.core.insertion import fitted
from app.look import menus
from app.look.words import tr
from engine.contract.assets import asset
from engine.contract.types import Heard


class Tray(QObject):
    """Shows the icon where there is a tray, and gathers what is dictated from there.

    Args:
        parent: the window
    """

    dictation_asked = Signal()  # begin, or stop
    window_asked = Signal()
    quit_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_dictating = False
        self._text = ""
        self._menu = menus.menu(parent)
        self.dictate = self._menu.addAction(tr("Dictate to the clipboard"))
        self.dictate.triggered.connect(self.toggle)
        self._menu.addAction(tr("Show Triolet")).triggered.connect(self.window_asked)
        self._menu.addSeparator()
        self._menu.addAction(tr("Quit")).triggered.connect(self.quit_asked)
        self._icon = QSystemTrayIcon(QIcon(str(asset("icons", "triolet.svg"))), self)
        self._icon.setToolTip("Triolet")
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)

    def show(self) -> None:
        """Shows the icon, where the system has a place for it."""
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon.show()

    def toggle(self) -> None:
        """Begins to gather what is said, or ends it."""
        if not self.is_dictating:
            self.is_dictating, self._text = True, ""
            self.dictate.setText(tr("Stop, and copy what was said"))
        self.dictation_asked.emit()

    def show_heard(self, heard: Heard) -> None:
        """What is said while it gathers."""
        if heard.is_final and not heard.command:
            self._text += fitted(heard.written_text, self._text, "")

    def end(self) -> None:
        """No more words come: they go to the clipboard."""
        if not self.is_dictating:
            return
        self.is_dictating = False
        self.dictate.setText(tr("Dictate to the clipboard"))
        if self._text:
            QGuiApplication.clipboard().setText(self._text)
            self._icon.showMessage("Triolet", tr("{0} words are on the clipboard").format(len(self._text.split())))

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.toggle()
