"""A window that dictates until it is killed: `python -m tests.support.dictating_window FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.engine_client import EngineClient
from app.look import fonts
from app.window import MainWindow
from engine.service import EngineOptions


def main() -> None:
    application = QApplication(sys.argv[:1])
    fonts.load()
    options = EngineOptions(networks=("recognizer",))
    window = MainWindow(EngineClient(options), Path(sys.argv[1]))
    window.dictation.state_changed.connect(lambda state: print(state, flush=True))
    window.dictation.state_changed.connect(lambda state: state == "ready" and window.dictation.press())
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
