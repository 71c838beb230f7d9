"""Takes the pictures of README and of the guide from the real window with the real engine, without a screen.

    python3 packaging/screenshots.py [FOLDER]     README's in FOLDER, the guide's in its folder `guide`; else in assets/
    python3 packaging/screenshots.py --guide      only the guide's

The guide's are taken twice, with the window in English and in Spanish; the names of the latter end in -es.

Where pulseaudio is installed, the dictating window hears a recording through a microphone of software.
"""

from __future__ import annotations

import os
import shutil
import subprocess
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
_LETTER = "Thank you very much for your letter. I would like to see you on"
_LETTER_ES = "Muchas gracias por tu carta. Nos vemos ma\u00f1ana por la"
_READY_S = 180.0
_GUIDE_PX, _GUIDE_TALL_PX = (790, 460), (790, 640)  # as wide as the help's column
_GUIDE_WIDE_PX = (1000, 460)  # where both languages stand side by side


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
        inside = [str(python), __file__, "--inside", *sys.argv[1:]]
        done = subprocess.run(inside, check=False)
        # A window speaks one language from its start to its end.
        return done.returncode or subprocess.run([*inside, "--guide", "--spanish"], check=False).returncode
    wanted = [one for one in sys.argv[2:] if not one.startswith("--")]
    folder = Path(wanted[0]) if wanted else ROOT / "assets" / "screenshots"
    guide = folder / "guide" if wanted else ROOT / "assets" / "guide" / "pictures"
    for one in (folder, guide):
        one.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, _microphone(Path(data)) as microphone:
        photographer = Photographer(folder, guide, Path(data), microphone, "es" if "--spanish" in sys.argv else "en")
        photographer.begin()
        if "--guide" not in sys.argv:
            photographer.take()
        photographer.take_guide()
        if "--guide" not in sys.argv and microphone is not None:
            photographer.take_unplugged()
        photographer.window.close()
    return 0


def _microphone(folder: Path) -> Any:
    if shutil.which("pulseaudio") is None:
        return nullcontext(None)
    from tests.support.virtual_microphone import plugged_in

    return plugged_in(folder)


class Photographer:
    """Brings the window into each state and takes its picture.

    Args:
        folder: where README's pictures go
        guide: where the guide's go
        data: of the person who uses the window
        microphone: of software, or None
        spoken_language: of the window, "en" or "es"
    """

    def __init__(self, folder: Path, guide: Path, data: Path, microphone: Any, spoken_language: str) -> None:
        from PySide6.QtWidgets import QApplication

        from app.engine_client import EngineClient
        from app.look import fonts, language
        from app.window import MainWindow

        self.application = QApplication(sys.argv[:1])
        fonts.load()
        language.use(spoken_language, self.application)
        self._in_guide = "" if spoken_language == "en" else f"-{spoken_language}"
        self.folder, self.guide, self.microphone = folder, guide, microphone
        self.window = MainWindow(EngineClient(), data / "data")

    def begin(self) -> None:
        """Shows the window and waits for its engine."""
        window = self.window
        window.open_welcome()
        self._look(1280, 800)
        window.show()
        is_ready = lambda: window.sheet.follower.is_ready and window.dictation.state != "loading"
        self._must(is_ready, _READY_S, "The engine")
        self._wait(lambda: False, 1.0)

    def take(self) -> None:
        """Those of README."""
        window = self.window
        window.welcome._playback.play = lambda *_: None  # type: ignore[method-assign]  # nobody listens
        window.welcome.sample.click()
        self._wait(lambda: "Written" in window.welcome.said.text, 30.0)
        self._shoot("first-start")
        window.close_welcome()
        self._write("writing", _TEXT)
        self._write("dark", _TEXT, is_dark=True)
        self._write("spanish", _SPANISH)
        self._write("narrow", _TEXT, (620, 800))
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
        window.pages.back()

    def take_guide(self) -> None:
        """Small ones, in light and dark colours: what the pages of the guide tell of."""
        from PySide6.QtGui import QTextCursor

        window = self.window
        window.close_welcome()
        if self.microphone is not None:
            self._look(*_GUIDE_PX)
            window.editor.clear()
            self._speak(lambda: self._shoot_guide("dictating"))
            self._look(*_GUIDE_TALL_PX)
            self._open_doubtful()
            self._shoot_guide("doubtful-word")
            window.correction.popover.leave()
            self._look(*_GUIDE_PX)
            window.pages.open(window.history)
            self._wait(lambda: False, 0.5)
            self._shoot_guide("history")
            window.pages.back()
        self._write("completing", _LETTER_ES if self._in_guide else _LETTER, _GUIDE_PX, self._shoot_guide)
        text = "The house has not changed. The garden is still beautiful."
        self._write("translating", text, _GUIDE_WIDE_PX, lambda name: None)
        caret = window.editor.textCursor()
        caret.setPosition(text.index("garden") + 2, QTextCursor.MoveMode.MoveAnchor)
        window.editor.setTextCursor(caret)
        window.sheet.source_links.light_at_caret()
        self._shoot_guide("translating")

    def _dictate(self) -> None:
        """The window while somebody speaks, and a doubtful word of theirs."""
        self._look(1280, 800)
        self.window.editor.clear()
        self._speak(lambda: self._shoot("dictating"))
        self._open_doubtful()
        self._shoot("doubtful-word")
        self.window.correction.popover.leave()

    def _speak(self, on_partial: Callable[[], None]) -> None:
        """Plays two sentences; in the second, when some words of it stand there, a picture is due."""
        import soundfile

        window, sounds = self.window, ROOT / "tests" / "data" / "sound"
        editor = window.editor
        window.dictation.toggle()
        self._must(lambda: window.dictation.state == "listening", 20.0, "The microphone")
        for name in ("2300-131720-0000", "5639-40744-0002"):
            samples, _ = soundfile.read(sounds / f"{name}.opus", dtype="float32")
            playing = self.microphone.begin(samples)
            self._wait(lambda playing=playing: playing.poll() is not None, 1.5 if name.startswith("5639") else 60.0)
            if name.startswith("5639"):
                self._must(lambda: len(editor.partial_text.split()) > 3 and bool(editor.toPlainText()), 60.0, "What is being heard")
                on_partial()
            self._wait(lambda playing=playing: playing.poll() is not None, 60.0)
            self._wait(lambda: False, 2.0)
        window.dictation.toggle()
        self._wait(lambda: window.dictation.state == "ready", _READY_S)
        self._wait(lambda: window.sheet.follower.paired.is_complete, _READY_S)

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

    def take_unplugged(self) -> None:
        """The microphone goes away in mid-sentence. Nothing more can be dictated after this."""
        import soundfile

        window = self.window
        self._look(1280, 800)
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

    def _open_doubtful(self) -> None:
        self.window.correction.open_next()
        popover = self.window.correction.popover
        self._must(lambda: popover.isVisible() and not self.window.correction._asked, 60.0, "The panel of a doubtful word")
        self._wait(lambda: False, 0.5)

    def _write(
        self, name: str, text: str, size: tuple[int, int] = (1280, 800),
        shoot: Callable[[str], None] | None = None, is_dark: bool = False,
    ) -> None:  # fmt: skip
        from PySide6.QtGui import QTextCursor

        window = self.window
        self._look(*size, is_dark)
        window.editor.setPlainText(text)
        window.editor.moveCursor(QTextCursor.MoveOperation.End)
        window.editor.insertPlainText(" ")
        follower = window.sheet.follower
        self._must(lambda: follower.paired.is_complete, _READY_S, "The translation")
        self._wait(lambda: bool(window.completion.shown), _READY_S / 10)
        self._wait(lambda: False, 1.0)
        (shoot or self._shoot)(name)

    def _look(self, width: int, height: int, is_dark: bool = False) -> None:
        from app.look import theme

        theme.choose(theme.DARK if is_dark else theme.LIGHT)
        self.window.resize(width, height)
        self.window.refresh_look()

    def _shoot(self, name: str) -> None:
        self.window.grab().save(str(self.folder / f"{name}.png"))

    def _shoot_guide(self, name: str) -> None:
        from app.look import theme

        self.window.notices.hide()  # on a busy computer the played sound comes with gaps, and a notice with them
        name += self._in_guide
        for colours, file in ((theme.LIGHT, name), (theme.DARK, f"{name}-dark"), (theme.LIGHT, "")):
            theme.choose(colours)
            self.window.refresh_look()
            if file:
                self.window.grab().save(str(self.guide / f"{file}.png"))

    def _must(self, until: Callable[[], bool], at_most_s: float, what: str) -> None:
        """Waits for what a picture cannot do without."""
        self._wait(until, at_most_s)
        if not until():
            raise SystemExit(f"{what} did not come within {at_most_s:.0f} s, so no picture of it was taken.")

    def _wait(self, until: Callable[[], bool], at_most_s: float) -> None:
        end_s = time.monotonic() + at_most_s
        while not until() and time.monotonic() < end_s:
            self.application.processEvents()
            time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
