"""How loud the microphone is while somebody looks at the settings, whether or not they dictate."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.dictation.controller import FINISHING, LISTENING, OPENING, TICK_MS, Dictation
from app.dictation.level import level_dbfs
from app.dictation.live_microphone import has_stalled
from app.dictation.microphone import MicrophoneTrouble, OpenStream
from app.dictation.microphones import Microphones
from app.dictation.ring import RingReader
from app.dictation.troubles import notice_of

_GONE_AFTER_S = 1.0


class LevelWatch(QObject):
    """Listens to the chosen microphone as long as it is asked to; what it hears goes nowhere but into a level.

    While somebody dictates the dictation's own level is told, and its stream is the only one.

    Args:
        microphones: the worker that opens them
        dictation: knows which is chosen
        parent: the owner
    """

    level_changed = Signal(float)  # dBFS of the last 33 ms
    trouble_changed = Signal(str)  # why there is no level, "" when there is one

    def __init__(self, microphones: Microphones, dictation: Dictation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._microphones, self._dictation = microphones, dictation
        self._is_watching = False
        self._asked = 0
        self._stream: OpenStream | None = None
        self._reader: RingReader | None = None
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self._on_tick)
        microphones.opened.connect(self._on_opened)
        microphones.refused.connect(self._on_refused)
        microphones.look_wanted.connect(self._on_look_wanted)
        microphones.looked_anew.connect(self._open)
        dictation.state_changed.connect(self._on_state)
        dictation.level_changed.connect(self._on_dictated)
        dictation.microphone_chosen.connect(self._open_anew)

    def watch(self, is_watching: bool) -> None:
        """Listen, or let go of the microphone."""
        self._is_watching = is_watching
        if is_watching:
            self._open()
        else:
            self._close()

    @property
    def _is_dictating(self) -> bool:
        return self._dictation.state in (OPENING, LISTENING, FINISHING)

    def _open(self) -> None:
        if self._is_watching and not self._is_dictating and not self._asked and self._stream is None:
            self._dictation.microphone.let_go()  # it may be warm, and some devices open only once
            self._asked = self._microphones.open(self._dictation.microphone.name)

    def _close(self) -> None:
        self._ticks.stop()
        if self._asked:
            self._microphones.give_up(self._asked)
        self._asked = 0
        stream, self._stream = self._stream, None
        if stream is not None:
            self._microphones.close(stream)

    def _open_anew(self) -> None:
        self._close()
        self._open()

    def _on_opened(self, stream: OpenStream, number: int) -> None:
        if number == self._asked:
            self._asked = 0
            self._stream, self._reader = stream, RingReader(stream.ring, 0)
            self.trouble_changed.emit("")
            self._ticks.start()

    def _on_refused(self, trouble: MicrophoneTrouble, number: int) -> None:
        if number == self._asked:
            self._asked = 0
            found = self._microphones.microphones
            self.trouble_changed.emit(notice_of(trouble.trouble, trouble.microphone_name, found).message)

    def _on_tick(self) -> None:
        stream, reader = self._stream, self._reader
        if stream is None or reader is None:
            return
        samples = reader.read()
        if len(samples):
            self.level_changed.emit(level_dbfs(samples))
        elif has_stalled(stream, _GONE_AFTER_S):
            self._on_look_wanted()

    def _on_look_wanted(self) -> None:
        """The list can be renewed only while nothing is open: let go, and come back when that is done."""
        if self._stream is not None and not self._is_dictating:
            self._close()
            self._microphones.look(anew=True)

    def _on_state(self, _state: str) -> None:
        if self._is_dictating:
            self._close()
        else:
            self._open()

    def _on_dictated(self, level_dbfs_now: float) -> None:
        if self._is_watching:
            self.level_changed.emit(level_dbfs_now)
