"""The window with fixed content in each of its states, without engine, microphone or loudspeaker: for pictures.

    python -m tests.support.staged_window FOLDER [dark] [es] [WIDTHxHEIGHT]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from app.core.measures import Measure
from app.core.notice import Notice
from app.dictation import microphones as microphones_module
from app.dictation.heard_store import append_heard
from app.dictation.microphone import Microphone
from app.dictation.sound_store import FINISHED, SessionFile, read_note, write_note
from app.editor.ghost_layer import GhostLayer
from app.engine_client import EngineClient
from app.look import fonts, language, theme
from app.window import MainWindow
from engine.contract.messages import (
    DevicesFound,
    EngineReady,
    Learnt,
    LearntAsked,
    SuggestionsAsked,
    ToEngine,
    TranscriptionAsked,
    TranscriptionFinished,
    TranscriptionProgressed,
    TranslationAsked,
    TranslationMade,
)
from engine.contract.types import Alternative, Device, Heard, Segment, TextSpan, Translation, Word
from tests.support.sound_system import FakeSoundSystem

STATES = (
    "empty", "writing", "dictating", "doubtful-word", "recording", "error", "history", "settings", "self-check", "help",
    "first-start",
)  # fmt: skip
PAIRS = {
    "Dear Marta,": "Querida Marta:",
    "We arrived in Madrid on Thursday evening and we are very happy.": "Llegamos a Madrid el jueves por la tarde y estamos muy contentos.",
    "The house has not changed.": "La casa no ha cambiado.",
    "The garden is still beautiful.": "El jard\u00edn sigue siendo hermoso.",
    "Tomorrow we want to walk to the river.": "Ma\u00f1ana queremos caminar hasta el r\u00edo.",
    "I would like to see you on": "Me gustar\u00eda verte el",
}
_TEXT = "Dear Marta,\n\n{1} {2} {3}\n\n{4} {5}".format(*PAIRS)
_SPOKEN = "tomorrow we want to work to the river and have lunch at the old mill by the bridge"
_N_SAMPLES = 16_000


class StagedClient(EngineClient):
    """Knows a few translations, and answers at once."""

    def start(self) -> None:
        QTimer.singleShot(0, self, self._be_ready)

    def _be_ready(self) -> None:
        self.received.emit(DevicesFound((Device("cpu", "Plain processor"),), "auto", "cpu"))
        for kind in ("recognizer", "autocompleter", "translator"):
            ready = EngineReady(kind, "staged", "cpu", 0.1)
            self.ready.emit(ready)
            self.received.emit(ready)

    def send(self, message: ToEngine) -> None:
        if isinstance(message, TranslationAsked):
            made = TranslationMade(message.request_id, message.sentence_id, translated(message.sentence.text))
            QTimer.singleShot(0, self, lambda: self.received.emit(made))
        elif isinstance(message, LearntAsked):
            self.received.emit(Learnt((("Thorvald", 5), ("Cuenca", 3), ("Ximena", 2))))
        elif isinstance(message, TranscriptionAsked):
            QTimer.singleShot(0, self, lambda: self._transcribe(message.request_id))
        elif isinstance(message, SuggestionsAsked):
            pass

    def _transcribe(self, request_id: int) -> None:
        lines = ("we opened the bakery in the winter of ninety two", "my father got up at three every morning", _SPOKEN)
        segments = [Segment(spoken(line, 6.0 * n), 6.0 * n, 6.0 * n + 5.0) for n, line in enumerate(lines)]
        self.received.emit(TranscriptionProgressed(request_id, 18.0, 20.0, tuple(segments)))
        self.received.emit(TranscriptionFinished(request_id, 20.0, 1.4))


def translated(text: str) -> Translation:
    """What is known, or the text with its words turned round; each word from the one in its place."""
    said = PAIRS.get(text.strip()) or " ".join(reversed(text.split()))
    source, target = _spans(text), _spans(said)
    rows = tuple(tuple(float(a == min(b, len(source) - 1)) for a in range(len(source))) for b in range(len(target)))
    return Translation(said, -1.0, source, target, rows, ())


def spoken(text: str, start_s: float = 0.0) -> tuple[Word, ...]:
    """Words of a voice; of "work" it is not sure."""
    others = (Alternative("walk", 0.38), Alternative("woke", 0.11))
    return tuple(
        Word(word, start_s + 0.3 * n, start_s + 0.3 * n + 0.25, 0.42 if word == "work" else 0.95, others if word == "work" else ())
        for n, word in enumerate(text.split())
    )


def _spans(text: str) -> tuple[TextSpan, ...]:
    spans, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        spans.append(TextSpan(start, at))
    return tuple(spans)


class Stage:
    """A window that is brought into a state.

    Args:
        folder: for the person's files
        spoken_language: of the interface, "en" or "es"
        is_dark: its theme
        width: in px
        height: in px
    """

    def __init__(self, folder: Path, spoken_language: str = "en", is_dark: bool = False, width: int = 1200, height: int = 800) -> None:
        application = QApplication.instance() or QApplication(["triolet"])
        assert isinstance(application, QApplication)
        self.application = application
        fonts.load()
        if spoken_language != "en":
            language.use(spoken_language, application)
        else:
            QLocale.setDefault(QLocale("en"))
        system = FakeSoundSystem(Microphone("Built-in microphone", 0, 16000, is_default=True), Microphone("Jabra", 1, 16000))
        microphones_module.PortAudio = lambda: system  # type: ignore[assignment,misc]
        theme.choose(theme.DARK if is_dark else theme.LIGHT)
        self.folder = folder
        self._fill_history()
        self.window = MainWindow(StagedClient(), folder)
        self.window.resize(width, height)
        self.window.show()
        self.wait(lambda: self.window.dictation.state == "ready" and self.window.microphones.has_looked)

    def wait(self, until, at_most_s: float = 10.0) -> None:  # type: ignore[no-untyped-def]
        """Lets the window live until something is so."""
        end_s = time.monotonic() + at_most_s
        while not until():
            assert time.monotonic() < end_s, "the window did not come into the state"
            self.application.processEvents()
            time.sleep(0.005)
        for _ in range(5):
            self.application.processEvents()

    def grab(self, state: str) -> QImage:
        """Brings the window into a state and takes its picture."""
        window = self.window
        window.notices.hide()
        window.correction.popover.leave()
        window.pages.back()
        window.close_welcome()
        getattr(self, "_" + state.replace("-", "_"))()
        self.wait(lambda: True)
        focused = QApplication.focusWidget()
        if isinstance(focused, QWidget) and focused is not window.editor:
            focused.clearFocus()  # a caret that blinks would make pictures differ
        return window.grab().toImage()

    # ---- states -------------------------------------------------------------------------------------------------

    def _empty(self) -> None:
        self._write("")

    def _writing(self) -> None:
        self._write(_TEXT + " ")
        self.wait(lambda: self.window.sheet.follower.paired.is_complete)
        ghost = self.window.editor.ghost
        assert isinstance(ghost, GhostLayer)
        ghost.with_key = True
        ghost.show("Monday")

    def _write(self, text: str) -> None:
        editor = self.window.editor
        editor.setPlainText(text)
        editor.moveCursor(QTextCursor.MoveOperation.End)
        self.window.sheet.follower.look()

    def _dictating(self) -> None:
        window = self.window
        self._write(_TEXT.rpartition(" I would")[0])
        self.wait(lambda: window.sheet.follower.paired.is_complete)
        window.editor.begin_dictation()
        window.editor.show_heard(Heard(1, 1, spoken("and then we will sit under the lemon"), 6, False, 0.0, 3.0))
        window.bar.show_state("listening")
        for n in range(200):
            window.bar.show_level(-26.0 + 12.0 * np.sin(n / 9.0))
        window.bar.show_duration(18.0)

    def _doubtful_word(self) -> None:
        window = self.window
        self._rest()
        self._write("")
        window.editor.begin_dictation()
        window.editor.sound = self.folder / "sound.wav"
        window.editor.show_heard(Heard(1, 1, spoken(_SPOKEN), len(_SPOKEN.split()), True, 0.0, 5.0))
        window.editor.end_dictation()
        window.sheet.follower.look()
        self.wait(lambda: window.sheet.follower.paired.is_complete)
        window.correction.open_next()
        self.wait(lambda: not window.correction._asked)

    def _rest(self) -> None:
        self.window.editor.end_dictation()
        self.window.bar.show_state("ready")

    def _recording(self) -> None:
        import soundfile

        path = self.folder / "Interview with Teresa.wav"
        if not path.exists():
            times_s = np.arange(20 * _N_SAMPLES) / _N_SAMPLES
            loud = 0.3 * np.sin(2 * np.pi * 180 * times_s) * np.abs(np.sin(times_s * 2.1))
            soundfile.write(path, loud.astype(np.float32), _N_SAMPLES)
            self.window.open_path(path)
        self.window.pages.open(self.window.recordings)
        self.wait(lambda: self.window.recordings.bar.isVisible())
        self.wait(lambda: any(one.transcript.segments for one in self.window.recordings.queue.recordings))
        end_s = time.monotonic() + 0.5
        self.wait(lambda: time.monotonic() > end_s)

    def _error(self) -> None:
        self._rest()
        self._writing()
        self.window.notices.show_notice(
            Notice(
                QApplication.translate("Triolet", "The microphone was unplugged at {time}; everything you said is written and saved.").format(time="0:42"),
                QApplication.translate("Triolet", "Go on with the default microphone"), "anything",
            )
        )  # fmt: skip

    def _fill_history(self) -> None:
        day = 1_767_868_800.0  # 8 January 2026
        for n, text in enumerate(("we walked along the river until it was dark", "two loaves and a pound of coffee")):
            session = SessionFile(self.folder / "dictations", _N_SAMPLES)
            session.append(np.zeros(3 * _N_SAMPLES, dtype=np.float32))
            append_heard(session.folder, Heard(1, 1, spoken(text), len(text.split()), True, 0.0, 3.0))
            session.close(FINISHED)
            note = read_note(session.folder)
            assert note is not None
            write_note(session.folder, type(note)(note.sample_rate_hz, day + 3_600 * n, FINISHED, 3.0))
        (self.folder / "settings.json").write_text('{"format": 1, "keep_days": 36500, "is_welcomed": true, "language": "en"}')

    def _history(self) -> None:
        self.window.open_history()

    def _settings(self) -> None:
        self.window.open_settings()

    def _self_check(self) -> None:
        page = self.window.self_check
        self.window.open_self_check()
        if not page.measures:
            for measure in (
                Measure("words", 26.2, 20.0, detail=(10,)), Measure("wait", 170.0, 500.0, detail=(3, 210)),
                Measure("suggestion", 12.0, 30.0, detail=(400,)), Measure("keys", 52.4, 30.0, is_at_most=False, detail=(12,)),
                Measure("memory", 900.0, 1000.0), Measure("network", 0.0, 0.0),
            ):  # fmt: skip
                page._on_measured(measure)
            page._say()

    def _help(self) -> None:
        self.window.pages.open(self.window.help)

    def _first_start(self) -> None:
        self.window.open_welcome()

    def end(self) -> None:
        """Closes the window."""
        self._rest()
        self.window.close()
        theme.choose(None)


def main() -> None:
    import tempfile

    folder, wishes = Path(sys.argv[1]), sys.argv[2:]
    size = next((one.split("x") for one in wishes if "x" in one), ["1200", "800"])
    states = [one for one in wishes if one in STATES] or list(STATES)
    with tempfile.TemporaryDirectory() as data:
        stage = Stage(Path(data), "es" if "es" in wishes else "en", "dark" in wishes, int(size[0]), int(size[1]))
        folder.mkdir(parents=True, exist_ok=True)
        for state in states:
            stage.grab(state).save(str(folder / f"{state}.png"))
        stage.end()


if __name__ == "__main__":
    main()
