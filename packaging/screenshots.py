"""Takes the pictures of README from the real window with the real engine, without a screen.

    python3 packaging/screenshots.py [FOLDER]

Where pulseaudio is installed, the dictating window hears a recording through a microphone of software.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_TEXT = (
    "Dear Marta,\n\nWe arrived in Madrid on Thursday evening and we are very happy. The house has not changed."
    " The garden is still beautiful.\n\nTomorrow we want to walk to the river. I would like to see you on"
)
_SPANISH = "\u00bfD\u00f3nde est\u00e1 la estaci\u00f3n? Me gustar\u00eda comprar un billete para ma\u00f1ana.\n\nEl tren sale a las 10:30."
_READY_S = 180.0


def main() -> int:
    """Runs itself again in Triolet's own environment, then takes the pictures."""
    if "--inside" not in sys.argv:
        from environment import SetUpError, say, set_up

        try:
            python = set_up()
        except SetUpError as error:
            say(str(error))
            return 1
        os.environ |= {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        os.execv(python, [str(python), __file__, "--inside", *sys.argv[1:]])
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "assets" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, _microphone(Path(data)) as microphone:
        Photographer(folder, Path(data), microphone).take()
    return 0


def _microphone(folder: Path) -> Any:
    if shutil.which("pulseaudio") is None:
        return nullcontext(None)
    from tests.support.virtual_microphone import plugged_in

    return plugged_in(folder)


class Photographer:
    """Brings the window into each state and takes its picture.

    Args:
        folder: where pictures go
        data: of the person who uses the window
        microphone: of software, or None
    """

    def __init__(self, folder: Path, data: Path, microphone: Any) -> None:
        from PySide6.QtWidgets import QApplication

        from app.engine_client import EngineClient
        from app.look import fonts
        from app.window import MainWindow

        self.application = QApplication(sys.argv[:1])
        fonts.load()
        self.folder, self.microphone = folder, microphone
        self.window = MainWindow(EngineClient(), data / "data")

    def take(self) -> None:
        """All of them."""
        window = self.window
        window.open_welcome()
        self._look(1280, 800)
        window.show()
        self._wait(lambda: window.sheet.follower.is_ready and window.dictation.state != "loading", _READY_S)
        self._wait(lambda: False, 1.0)
        window.welcome._playback.play = lambda *_: None  # type: ignore[method-assign]  # nobody listens
        window.welcome.sample.click()
        self._wait(lambda: "Written" in window.welcome.said.text, 30.0)
        self._shoot("first-start")
        window.close_welcome()
        self._write("writing", _TEXT)
        self._write("dark", _TEXT, is_dark=True)
        self._write("spanish", _SPANISH)
        self._write("narrow", _TEXT, width=620)
        if self.microphone is not None:
            self._dictate()
        self._transcribe()
        for name, page in (("settings", window.settings_page), ("history", window.history), ("help", window.help)):
            window.pages.open(page)
            self._wait(lambda: False, 0.5)
            self._shoot(name)
        window.open_self_check()
        ended: list[float] = []
        window.self_check._check.finished.connect(ended.append)
        window.self_check.again.click()
        self._wait(lambda: bool(ended), 240.0)
        self._shoot("self-check")
        if self.microphone is not None:
            self._unplug()
        window.close()

    def _dictate(self) -> None:
        """The window while somebody speaks, and a doubtful word of theirs."""
        import soundfile

        window, sounds = self.window, ROOT / "tests" / "data" / "sound"
        self._look(1280, 800)
        window.editor.clear()
        window.dictation.toggle()
        self._wait(lambda: window.dictation.state == "listening", 20.0)
        for name in ("2300-131720-0000", "5639-40744-0002"):
            samples, _ = soundfile.read(sounds / f"{name}.opus", dtype="float32")
            playing = self.microphone.begin(samples)
            self._wait(lambda playing=playing: playing.poll() is not None, 1.5 if name.startswith("5639") else 60.0)
            if name.startswith("5639"):
                self._wait(lambda: len(window.editor.partial_text.split()) > 3, 5.0)
                self._shoot("dictating")
            self._wait(lambda playing=playing: playing.poll() is not None, 60.0)
            self._wait(lambda: False, 2.0)
        window.dictation.toggle()
        self._wait(lambda: window.dictation.state == "ready", 20.0)
        self._wait(lambda: window.sheet.follower.paired.is_complete, 20.0)
        window.correction.open_next()
        self._wait(lambda: not window.correction._asked, 10.0)
        self._wait(lambda: False, 0.5)
        self._shoot("doubtful-word")
        window.correction.popover.leave()

    def _transcribe(self) -> None:
        """A recording that was dropped on the sheet, written down."""
        window = self.window
        self._look(1280, 800)
        window.open_path(ROOT / "assets" / "samples" / "popular-contrivance.opus")
        queue = window.recordings.queue
        self._wait(lambda: bool(queue.recordings) and queue.recordings[-1].state.name == "WRITTEN", 60.0)
        self._wait(lambda: False, 1.0)
        self._shoot("recording")
        window.recordings.close_all()

    def _unplug(self) -> None:
        """The microphone goes away in mid-sentence. Nothing more can be dictated after this."""
        import soundfile

        window = self.window
        window.pages.back()
        window.editor.clear()
        window.dictation.toggle()
        self._wait(lambda: window.dictation.state == "listening", 20.0)
        samples, _ = soundfile.read(ROOT / "tests" / "data" / "sound" / "2300-131720-0000.opus", dtype="float32")
        playing = self.microphone.begin(samples)
        self._wait(lambda: playing.poll() is not None, 60.0)
        self._wait(lambda: False, 2.0)
        self.microphone.unplug()
        self._wait(lambda: window.notices.notice is not None and window.sheet.follower.paired.is_complete, 20.0)
        self._wait(lambda: window.dictation.state != "finishing", 10.0)
        self._wait(lambda: False, 1.5)
        self._shoot("error")

    def _write(self, name: str, text: str, width: int = 1280, is_dark: bool = False) -> None:
        from PySide6.QtGui import QTextCursor

        window = self.window
        self._look(width, 800, is_dark)
        window.editor.setPlainText(text)
        window.editor.moveCursor(QTextCursor.MoveOperation.End)
        window.editor.insertPlainText(" ")
        follower = window.sheet.follower
        self._wait(lambda: follower.paired.is_complete and bool(window.completion.shown), _READY_S / 4)
        self._wait(lambda: False, 1.0)
        self._shoot(name)

    def _look(self, width: int, height: int, is_dark: bool = False) -> None:
        from app.look import theme

        theme.choose(theme.DARK if is_dark else theme.LIGHT)
        self.window.resize(width, height)
        self.window.refresh_look()

    def _shoot(self, name: str) -> None:
        self.window.grab().save(str(self.folder / f"{name}.png"))

    def _wait(self, until: Callable[[], bool], at_most_s: float) -> None:
        end_s = time.monotonic() + at_most_s
        while not until() and time.monotonic() < end_s:
            self.application.processEvents()
            time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
