"""Nothing is sent and nothing is fetched: the program works where no socket can be opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOUND = min((ROOT / "tests" / "data" / "sound").glob("*.opus"))
# An audit hook sees every socket that Python code makes, whatever library makes it, and cannot be taken out again.
GUARD = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        print("a socket was used:", event, arguments[1:], file=sys.stderr)
        import os; os._exit(77)
sys.addaudithook(refuse)
"""


def guarded(code: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", GUARD + code], capture_output=True, text=True, env=environment, check=False
    )


def test_the_guard_sees_a_socket() -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert guarded(code).returncode == 77


def test_a_recording_is_written_down_and_a_text_completed_without_a_socket() -> None:
    code = f"""
from engine.commandline import main
assert main(["transcribe", {str(SOUND)!r}]) == 0
assert main(["suggest", "Thank you very "]) == 0
"""
    done = guarded(code)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) > 3


def test_the_window_opens_without_a_socket(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from app.engine_client import EngineClient
from app.window import MainWindow
application = QApplication([])
window = MainWindow(EngineClient(), Path({str(tmp_path)!r}))
window._client.start = lambda: None  # the engine is watched in the test above
window.show()
QTimer.singleShot(300, window.close)
QTimer.singleShot(600, application.quit)
sys.exit(application.exec())
"""
    done = guarded(code)
    assert done.returncode == 0, done.stderr


def test_five_thousand_signals_do_not_end_the_process() -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference with each and aborts after some 570."""
    code = """
from PySide6.QtCore import QObject, Signal
class Source(QObject):
    told = Signal(bool)
source, heard = Source(), []
source.told.connect(heard.append)
for _ in range(5_000):
    source.told.emit(True)
print(len(heard))
"""
    done = guarded(code)
    assert done.returncode == 0 and done.stdout.strip() == "5000"
