"""A window that tells when it is shown and ready to dictate, how much memory both processes take and how soon a key
brings its ghost text, and closes.

    python -m app.start_probe
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.engine_client import EngineClient
from app.look import fonts
from app.selfcheck.machine import resident_mib
from app.window import MainWindow
from engine.contract.messages import EngineReady, EngineUnavailable, SuggestionsMade

_GIVE_UP_MS = 120_000
_TYPED = "Thank you very much for the letter. I would like to see you on Monday, and we could have lunch together. "


def ghost_ms(window: MainWindow) -> dict[str, float]:
    """How long it takes from a key to the ghost text it brings, painted: by letters typed in the real editor."""
    answers: list[int] = []
    window._client.received.connect(lambda message: answers.append(1) if isinstance(message, SuggestionsMade) else None)
    window.editor.clear()
    times_ms: list[float] = []
    for letter in _TYPED:
        answers.clear()
        started_s = time.perf_counter()
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(window.editor, key)
        while not answers and time.perf_counter() - started_s < 1.0:
            QApplication.processEvents()
        if window.completion.shown:
            window.editor.viewport().repaint()
            times_ms.append(1_000 * (time.perf_counter() - started_s))
    times_ms.sort()
    if not times_ms:
        return {}
    return {"ghost_p50_ms": times_ms[len(times_ms) // 2], "ghost_p95_ms": times_ms[int(0.95 * len(times_ms))]}


def main() -> int:
    application = QApplication(sys.argv[:1])
    fonts.load()
    with tempfile.TemporaryDirectory() as folder:
        client = EngineClient()
        window = MainWindow(client, Path(folder))
        waited_for = {"recognizer", "autocompleter", "translator"}

        def on_ready(message: EngineReady | EngineUnavailable) -> None:
            waited_for.discard(message.kind)
            if message.kind == "recognizer" and isinstance(message, EngineReady):
                print("ready", flush=True)
            if not waited_for:
                window_mib, engine_mib = resident_mib(os.getpid()), resident_mib(client.pid)
                print("loaded", json.dumps({"window_mib": window_mib, "engine_mib": engine_mib}), flush=True)
                print("loaded", json.dumps(ghost_ms(window)), flush=True)
                window.close()
                application.quit()

        client.ready.connect(on_ready)
        client.unavailable.connect(on_ready)
        QTimer.singleShot(_GIVE_UP_MS, lambda: application.exit(1))
        window.show()
        QTimer.singleShot(0, lambda: print("shown", flush=True))
        return application.exec()


if __name__ == "__main__":
    sys.exit(main())
