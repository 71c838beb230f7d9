"""The microphone as a dictation needs it: asked for, flowing, warm for a while, let go.

When is the microphone open? A microphone that is always open would never cut a first word, and nobody wants it. So
it opens on the press, and the window says "Listening" (and the cue sounds) only when samples have really arrived.
After a dictation it stays open for ten seconds, since a person who pauses to read often goes on: the next press
then listens at once and takes along the half second before it. Sound of that waiting time goes round in the ring and
nowhere else. A person who wants the half second always can have it: `warm_s` may be infinite.
"""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, QTimer, Signal

from app.dictation.microphone import MicrophoneTrouble, OpenStream, Trouble
from app.dictation.microphones import Microphones
from app.timers import single_shot

WARM_S = 10.0
PRE_ROLL_S = 0.5
FIRST_BLOCK_WITHIN_S = 4.0
_ALIVE_WITHIN_S = 0.3
_WAIT_MS = 10


def pre_roll_start(n_written: int, sample_rate_hz: int, not_before: int) -> int:
    """Where a dictation begins in a stream that was already open.

    Args:
        n_written: the samples that have come so far.
        sample_rate_hz: the rate of the stream.
        not_before: the end of the dictation before; its sound is not taken twice.

    Returns:
        The position half a second ago, or later where there is no such past.
    """
    return min(n_written, max(0, not_before, n_written - round(PRE_ROLL_S * sample_rate_hz)))


def has_stalled(stream: OpenStream, after_s: float) -> bool:
    """Whether a stream that gave samples has given none for so long."""
    last_s = stream.ring.last_block_at_s
    return last_s is not None and time.monotonic() - last_s > after_s


class LiveMicrophone(QObject):
    """Opens, keeps warm and lets go of the chosen microphone.

    Args:
        microphones: the worker that opens them.
        parent: the owner.
    """

    flowing = Signal(object, int)  # OpenStream, and the ring position where the dictation begins
    failed = Signal(object)  # MicrophoneTrouble

    def __init__(self, microphones: Microphones, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.warm_s = WARM_S
        self._microphones = microphones
        self._name = ""
        self._stream: OpenStream | None = None
        self._asked: int | None = None
        self._asked_at_s = 0.0
        self._last_end = 0
        self._is_stale = False
        self._waiting = QTimer(self)
        self._waiting.setInterval(_WAIT_MS)
        self._waiting.timeout.connect(self._on_waiting)
        self._warm = single_shot(self, self.let_go)
        microphones.opened.connect(self._on_opened)
        microphones.refused.connect(self._on_refused)

    @property
    def name(self) -> str:
        """The chosen microphone, "" for the default one."""
        return self._name

    @property
    def is_warm(self) -> bool:
        """Whether a stream is open though nobody dictates."""
        return self._stream is not None and self._asked is None

    def choose(self, name: str) -> None:
        """Use this microphone the next time; "" for the default one."""
        self._name = name
        if self._warm.isActive() and not self._is_chosen(self._stream):
            self.let_go()

    def ask(self) -> None:
        """Let it flow. `flowing` follows, at once when the stream is warm, else with the first block; or `failed`."""
        self._warm.stop()
        stream = self._stream
        if stream is not None and self._is_chosen(stream) and not has_stalled(stream, _ALIVE_WITHIN_S):
            start = pre_roll_start(stream.ring.n_written, stream.sample_rate_hz, self._last_end)
            self.flowing.emit(stream, start)
            return
        self.let_go()
        self._asked_at_s = time.monotonic()
        self._asked = self._microphones.open(self._name)
        self._waiting.start()

    def rest(self, end_position: int) -> None:
        """The dictation has its sound, up to this ring position; stay warm for a while."""
        self._last_end = end_position
        if self.warm_s <= 0 or self._is_stale or not self._is_chosen(self._stream):
            self.let_go()
        elif math.isfinite(self.warm_s):
            self._warm.start(round(self.warm_s * 1000))

    def forget(self) -> None:
        """Do not trust the open stream any more: it serves what goes on with it, and is closed after that."""
        self._is_stale = True

    def let_go(self) -> None:
        """Close the microphone, or stop waiting for it."""
        self._warm.stop()
        self._waiting.stop()
        self._is_stale = False
        if self._asked is not None and self._stream is None:
            self._microphones.give_up(self._asked)
        self._asked = None
        self._last_end = 0
        stream, self._stream = self._stream, None
        if stream is not None:
            self._microphones.close(stream)

    def _is_chosen(self, stream: OpenStream | None) -> bool:
        if stream is None:
            return False
        return stream.microphone.name == self._name if self._name else stream.microphone.is_default

    def _on_opened(self, stream: OpenStream, number: int) -> None:
        if number == self._asked:
            self._stream = stream

    def _on_refused(self, trouble: MicrophoneTrouble, number: int) -> None:
        if number == self._asked:
            self._fail(trouble)

    def _on_waiting(self) -> None:
        if self._stream is not None and self._stream.ring.n_written:
            self._waiting.stop()
            self._asked = None
            self.flowing.emit(self._stream, 0)
        elif time.monotonic() - self._asked_at_s > FIRST_BLOCK_WITHIN_S:
            self._fail(MicrophoneTrouble(Trouble.DOES_NOT_START, self._name))

    def _fail(self, trouble: MicrophoneTrouble) -> None:
        self.let_go()
        self.failed.emit(trouble)
