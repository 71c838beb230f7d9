"""The program with its window: from the arguments to the last event."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.engine_client import EngineClient
from app.look import fonts, language
from app.look.room import fit
from app.one_window import OneWindow
from app.settings.store import Store
from app.window import MainWindow


def run(arguments: list[str]) -> int:
    """Opens the window; a path among the arguments is opened in it."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Triolet")
    application.setDesktopFileName("triolet")
    fonts.load()
    data = user_data_path("triolet")
    paths = [Path(argument) for argument in arguments]
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        one = OneWindow(data, application)
        if not one.is_first:
            one.hand_over(paths)
            return 0
    except OSError as error:
        print(f"Triolet keeps your work in {data}, which cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    from engine.service import EngineOptions

    settings = Store(data / "settings.json")
    language.use(settings.current.language, application)
    window = MainWindow(EngineClient(EngineOptions(memory_file=str(data / "memory.json"))), data)
    if not paths:
        window.come_back()
    fit(window, window.screen().availableSize())
    one.asked.connect(window.come_forward)
    window.show()
    window.tray.show()
    if paths:
        QTimer.singleShot(0, lambda: window.come_forward(paths))
    status = application.exec()
    one.close()
    return status
