"""The real window, told by lines on standard input what to do, telling on standard output what happens: how a bundle is
tested from outside, with or without a screen.

    python -m app.dictation_probe FOLDER

It reads "toggle" (the dictation key, pressed and released) and "quit". It writes "shown", "engine PID" whenever a
network is ready, "state STATE" and, after each dictation, "text" with what stands on the sheet.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Thread

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.engine_client import EngineClient
from app.look import fonts
from app.window import MainWindow
from engine.service import EngineOptions


class Orders(QObject):
    """The lines of standard input, as a signal of the window's thread."""

    came = Signal(str)

    def start(self) -> None:
        Thread(target=self._read, name="orders", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.came.emit(line.strip())
        self.came.emit("quit")


def main(folder: Path) -> int:
    """Opens the window with its data and logs in a folder, until it is told to quit."""
    application = QApplication(sys.argv[:1])
    fonts.load()
    client = EngineClient(EngineOptions(log_file=str(folder / "engine.log")))
    window = MainWindow(client, folder)
    window.completion.switch(False)
    dictation = window.dictation

    def obey(order: str) -> None:
        if order == "toggle":
            dictation.toggle()
        elif order == "quit":
            window.close()
            application.quit()

    orders = Orders()
    orders.came.connect(obey)
    client.ready.connect(lambda _ready: _tell("engine", str(client.pid)))
    client.unavailable.connect(lambda message: _tell("unavailable", str(message)))
    dictation.trouble_occurred.connect(lambda notice: _tell("trouble", str(notice)))
    dictation.state_changed.connect(lambda state: _tell("state", state))
    dictation.stopped.connect(lambda: QTimer.singleShot(0, lambda: _tell("text", window.editor.toPlainText())))
    window.show()
    QTimer.singleShot(0, lambda: _tell("shown"))
    orders.start()
    return application.exec()


def _tell(*words: str) -> None:
    print(" ".join(words).replace("\n", " "), flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
