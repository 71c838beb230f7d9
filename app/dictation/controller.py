"""Dictation: from the key a person presses to the words the engine hears."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.core.notice import START_AGAIN, Notice
from app.dictation.capture import Capture
from app.dictation.cue import Cue
from app.dictation.engine_stream import EngineDoor, EngineStream
from app.dictation.level import level_dbfs
from app.dictation.live_microphone import LiveMicrophone
from app.dictation.microphone import MicrophoneTrouble, OpenStream, Trouble
from app.dictation.microphones import Microphones
from app.dictation.sound_store import CLOSED, FINISHED, KEPT
from app.dictation.troubles import BRING_BACK, CHOOSE_MICROPHONE, TRY_AGAIN, microphone_label, notice_of
from app.look.words import tr
from app.sleep_watch import SleepWatch
from app.timers import single_shot
from engine.contract.messages import EngineReady, EngineUnavailable
from engine.contract.types import Heard, ListenOptions

LOADING = "loading"
READY = "ready"
OPENING = "opening"
LISTENING = "listening"
FINISHING = "finishing"
NO_MICROPHONE = "no_microphone"
STOPPED = "stopped"  # nobody is there who could hear
TICK_MS = 33
HELD_S = 0.3
TAIL_MS = 200  # people let go of the key while the last sound is still on its way
_WORTH_KEEPING_S = 0.5


class Dictation(QObject):
    """What the dictate button and key do.

    Args:
        client: the door to the engine.
        microphones: the microphones of this computer.
        root: the folder where dictations are kept while they are needed.
        ids: numbers for streams that no other request to the engine has.
        cue: sounds when it listens; None for none.
        sleep: tells when the computer has slept; one of its own when None.
        parent: the owner.
    """

    heard = Signal(object)  # Heard, numbered and timed over the whole dictation
    state_changed = Signal(str)
    level_changed = Signal(float)  # dBFS of the last 33 ms, -120 to 0
    trouble_occurred = Signal(object)  # Notice
    utterance_started = Signal(int)
    utterance_cancelled = Signal(int)  # its partial text must not stay
    stopped = Signal()  # everything of a dictation is heard, cancelled or given up
    microphone_chosen = Signal(str)

    def __init__(
        self,
        client: EngineDoor,
        microphones: Microphones,
        root: Path,
        ids: itertools.count[int],
        cue: Cue | None = None,
        sleep: SleepWatch | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._microphones, self._root, self._cue = microphones, root, cue
        self._state = LOADING
        self._is_engine_ready = False
        self._why_stopped: Notice | None = None
        self._told_replaced = ""
        self._capture: Capture | None = None
        self._stalled: Capture | None = None
        self._duration_s = 0.0
        self._last_utterance = 0
        self._pressed_at_s: float | None = None
        self._press_began = False
        self._starts_again = False
        self._engine = EngineStream(client, ids, self)
        self._engine.heard.connect(self._on_heard)
        self._engine.finished.connect(self._on_finished)
        self._engine.failed.connect(self._on_failed)
        self.microphone = LiveMicrophone(microphones, self)
        self.microphone.flowing.connect(self._on_flowing)
        self.microphone.failed.connect(self._on_microphone_failed)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._on_tick)
        self._tail = single_shot(self, self._end_sound)
        self._sleep = sleep or SleepWatch(parent=self)
        self._sleep.woken.connect(self._on_woken)
        client.ready.connect(self._on_engine_ready)
        client.received.connect(self._on_engine_said)
        client.restarted.connect(self._on_engine_restarted)
        microphones.listed.connect(self._on_listed)
        microphones.looked_anew.connect(self._on_looked_anew)

    # ---- what a person does -------------------------------------------------------------------------------------

    def write_as(self, written_form: bool, spoken_commands: bool) -> None:
        """How speech is written, from the next dictation on.

        Args:
            written_form: with signs, capitals and numbers
            spoken_commands: names of signs and commands are done, not written
        """
        self._engine.options = ListenOptions(written_form=written_form, spoken_commands=spoken_commands)

    @property
    def state(self) -> str:
        """One of "loading", "ready", "opening", "listening", "finishing", "no_microphone"."""
        return self._state

    @property
    def duration_s(self) -> float:
        """How much sound the present dictation has, or the last one had."""
        return self._capture.duration_s if self._capture else self._duration_s

    @property
    def is_saved(self) -> bool:
        """Whether the sound of the present dictation goes to disk."""
        return self._capture is not None and self._capture.is_saved

    @property
    def sound(self) -> Path | None:
        """Where the sound of the present dictation is kept."""
        session = self._capture.session if self._capture else None
        return session.path if session is not None else None

    def toggle(self) -> None:
        """Begin when idle, stop when listening."""
        if self._state in (LISTENING, OPENING):
            self.stop()
        else:
            self.start()

    def press(self) -> None:
        """The dictation key went down. The keyboard's own repeats do nothing."""
        if self._pressed_at_s is None:
            self._pressed_at_s = time.monotonic()
            self._press_began = self._state not in (LISTENING, OPENING)
            self.toggle()

    def release(self) -> None:
        """The dictation key went up: held over 300 ms it was push-to-talk, else the press was a toggle."""
        if self._pressed_at_s is None:
            return
        was_held = time.monotonic() - self._pressed_at_s > HELD_S
        self._pressed_at_s = None
        if was_held and self._press_began:
            self._starts_again = False
            self.stop()

    def start(self) -> None:
        """Listen as soon as samples come. Does nothing before the engine is ready."""
        if self._state == FINISHING:
            self._starts_again = True
        elif self._state in (READY, NO_MICROPHONE):
            self._set_state(OPENING)
            self.microphone.ask()
        elif self._why_stopped is not None:
            self.trouble_occurred.emit(self._why_stopped)

    def stop(self) -> None:
        """Stop listening and keep the text; what was said last is still being written down."""
        if self._state == OPENING:
            self.microphone.let_go()
            self.stopped.emit()  # a place was made for words that will not come
            self._rest()
        elif self._state == LISTENING:
            self._set_state(FINISHING)
            self._tail.start(TAIL_MS)

    def cancel(self) -> None:
        """Stop, and do not write the open utterance. Its sound is kept and offered back."""
        self._starts_again = False
        if self._state == OPENING:
            self.stop()
        capture = self._capture
        if capture is None:
            return
        open_id = self._engine.open_utterance_id
        self._engine.cancel()
        if open_id is not None:
            self.utterance_cancelled.emit(open_id)
        self._release(capture, KEPT)
        session = capture.session
        if session is not None and session.duration_s - session.note.heard_until_s > _WORTH_KEEPING_S:
            self.trouble_occurred.emit(
                Notice(
                    tr("Dictation was cancelled; its sound is kept."),
                    tr("Bring it back"),
                    BRING_BACK + session.folder.name,
                    is_error=False,
                )
            )

    def choose_microphone(self, name: str) -> None:
        """Use another microphone; a dictation that goes on moves over to it."""
        if name == self.microphone.name:
            return
        self._go_over()
        self.microphone.choose(name)
        self.microphone_chosen.emit(name)

    def _go_over(self) -> None:
        """A dictation that goes on does so with a stream that is opened anew."""
        if self._state == LISTENING:
            self.stop()
            self._starts_again = True

    def perform(self, action_id: str) -> bool:
        """Do what the button of one of our notices asks; false when it asks for something else."""
        if action_id.startswith(CHOOSE_MICROPHONE):
            self.choose_microphone(action_id.removeprefix(CHOOSE_MICROPHONE))
        elif action_id != TRY_AGAIN:
            return False
        self.start()
        return True

    def end(self) -> None:
        """The window closes. What is not written down yet is offered back at the next start."""
        if self._capture is not None:
            is_owed = self._engine.open_utterance_id is not None
            self._engine.cancel()
            self._release(self._capture, CLOSED if is_owed else KEPT)
        self.microphone.let_go()

    # ---- the microphone -----------------------------------------------------------------------------------------

    def _on_flowing(self, stream: OpenStream, start: int) -> None:
        self._tell_replaced(stream)
        self._capture = Capture(stream, start, self._root)
        self._engine.begin(stream.sample_rate_hz)
        self._set_state(LISTENING)
        if self._cue is not None:
            self._cue.play()
        self._ticks.start()

    def _tell_replaced(self, stream: OpenStream) -> None:
        """Another microphone than the chosen one is used: said once, until that one has been there again."""
        wanted, used = self.microphone.name, stream.microphone.name
        if wanted in ("", used):
            self._told_replaced = ""
        elif self._told_replaced != wanted:
            self._told_replaced = wanted
            sentence = tr("{missing} is not plugged in; {used} is used in its place.")
            labels = {"missing": microphone_label(wanted), "used": microphone_label(used)}
            self.trouble_occurred.emit(Notice(sentence.format(**labels), is_error=False))

    def _on_microphone_failed(self, trouble: MicrophoneTrouble) -> None:
        is_missing = trouble.trouble in (Trouble.MISSING, Trouble.NO_SOUND_SYSTEM)
        self.stopped.emit()  # it was never begun, but a place was made for its words
        self._set_state(NO_MICROPHONE if is_missing else READY)
        self.trouble_occurred.emit(
            notice_of(trouble.trouble, trouble.microphone_name, self._microphones.microphones)
        )

    def _on_woken(self) -> None:
        """Streams do not always outlive the computer's sleep, and some go on without giving anything."""
        if self._state == LISTENING:
            self._go_over()
            self.microphone.forget()
        elif self._state in (LOADING, READY, NO_MICROPHONE, STOPPED):
            self.microphone.let_go()
            self._microphones.look(anew=True)

    def _on_listed(self) -> None:
        if self._state in (READY, NO_MICROPHONE):
            self._rest()

    def _on_tick(self) -> None:
        capture = self._capture
        if capture is None or self._sleep.look():
            return
        samples = capture.drain()
        if len(samples):
            self._engine.send(samples)
            self.level_changed.emit(level_dbfs(samples))
        trouble = capture.new_trouble()
        if trouble is Trouble.STALLED:
            if not self._starts_again:  # else it is left for a new stream already
                self._on_stalled(capture)
        elif trouble is not None:
            self._tell(trouble, capture)

    def _on_stalled(self, capture: Capture) -> None:
        """No block for a second. Whether the microphone is gone or hangs, only a new look can tell."""
        self._stalled = capture
        self._set_state(FINISHING)
        self._end_sound()
        self.microphone.let_go()
        self._microphones.look(anew=True)

    def _on_looked_anew(self) -> None:
        capture, self._stalled = self._stalled, None
        if capture is not None:
            name = capture.stream.microphone.name
            is_there = any(found.name == name for found in self._microphones.microphones)
            self._tell(Trouble.STALLED if is_there else Trouble.UNPLUGGED, capture)

    def _tell(self, trouble: Trouble, capture: Capture) -> None:
        name, found = capture.stream.microphone.name, self._microphones.microphones
        self.trouble_occurred.emit(notice_of(trouble, name, found, capture.duration_s, capture.is_saved))

    # ---- the end of a dictation ---------------------------------------------------------------------------------

    def _end_sound(self) -> None:
        capture = self._capture
        if capture is not None:
            self._tail.stop()
            self._ticks.stop()
            self._engine.send(capture.end())
            self._engine.close()
            self.microphone.rest(capture.end_position)

    def _release(self, capture: Capture, session_state: str) -> None:
        """Let the sound go, whatever became of its text."""
        self._tail.stop()
        self._ticks.stop()
        capture.close(session_state)
        self.microphone.rest(capture.end_position)
        self._duration_s = capture.duration_s
        self._capture = None
        self.stopped.emit()
        self._rest()
        if self._starts_again:
            self._starts_again = False
            self.start()

    def _rest(self) -> None:
        has_microphone = bool(self._microphones.microphones) or not self._microphones.has_looked
        if not self._is_engine_ready:
            self._set_state(LOADING if self._why_stopped is None else STOPPED)
        else:
            self._set_state(READY if has_microphone else NO_MICROPHONE)

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    # ---- the engine ---------------------------------------------------------------------------------------------

    def _on_heard(self, heard: Heard) -> None:
        if heard.utterance_id > self._last_utterance:
            self._last_utterance = heard.utterance_id
            self.utterance_started.emit(heard.utterance_id)
        if heard.is_final and self._capture is not None:
            self._capture.remember(heard)
        self.heard.emit(heard)

    def _on_finished(self) -> None:
        if self._capture is not None:
            self._release(self._capture, FINISHED)

    def _on_failed(self, message: str) -> None:
        if self._capture is None:
            return
        session = self._capture.session
        self._starts_again = False
        self._release(self._capture, KEPT)
        text = message or tr("What you said last could not be written down; its sound is kept.")
        if session is None:
            self.trouble_occurred.emit(Notice(text))
        else:
            self.trouble_occurred.emit(
                Notice(text, tr("Write it down again"), BRING_BACK + session.folder.name)
            )

    def _on_engine_ready(self, ready: EngineReady) -> None:
        if ready.kind == "recognizer":
            self._is_engine_ready, self._why_stopped = True, None
            if self._state in (LOADING, STOPPED):
                self._rest()

    def _on_engine_said(self, message: object) -> None:
        if isinstance(message, EngineUnavailable) and message.kind == "recognizer":
            self._is_engine_ready = False
            self._why_stopped = Notice(f"{message.message} {message.remedy}".strip(), tr("Try again"), START_AGAIN)
            if self._state in (LOADING, READY, NO_MICROPHONE):
                self._rest()
            self.trouble_occurred.emit(self._why_stopped)

    def _on_engine_restarted(self) -> None:
        self._is_engine_ready, self._why_stopped = False, None
        if self._state in (READY, NO_MICROPHONE, STOPPED):
            self._set_state(LOADING)
