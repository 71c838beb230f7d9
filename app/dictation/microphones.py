"""The one worker that talks to the sound system, so that neither the window nor a stream ever waits for it."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal

from app.dictation.microphone import (
    Microphone,
    MicrophoneTrouble,
    OpenStream,
    PortAudio,
    SoundSystem,
    Trouble,
)
from app.dictation.ring import Samples

POLL_INTERVAL_MS = 2000
_log = logging.getLogger(__name__)


class Microphones(QObject):
    """Lists, opens and closes microphones in a thread of its own.

    While a stream is open the list stands still, because PortAudio can only look again with all streams closed.

    Args:
        system: the sound system; PortAudio when none is given.
        parent: the owner.
    """

    listed = Signal(object)  # tuple[Microphone, ...], only when it differs from the one before
    opened = Signal(object, int)  # OpenStream, and the number that `open` gave back
    refused = Signal(object, int)  # MicrophoneTrouble, and the same number

    looked_anew = Signal()  # the look that was asked for with `anew` is done
    look_wanted = Signal()  # there may be others now, but a stream is open

    _looked = Signal(object, bool)
    _came = Signal(object, int)  # as `opened`, before it is known whether anybody still wants it

    def __init__(self, system: SoundSystem | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system: SoundSystem = system or PortAudio()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="microphone")
        self._microphones: tuple[Microphone, ...] | None = None
        self._n_open = 0
        self._n_asked = 0
        self._is_looking = False
        self._is_ended = False
        self._given_up: set[int] = set()
        self._looked.connect(self._on_looked)
        self._came.connect(self._on_came)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_INTERVAL_MS)
        self._timer.timeout.connect(lambda: self.look())

    @property
    def microphones(self) -> tuple[Microphone, ...]:
        """The microphones of the last look, the default first."""
        return self._microphones or ()

    @property
    def has_looked(self) -> bool:
        return self._microphones is not None

    def watch(self, is_watching: bool) -> None:
        """Look every two seconds, or stop; the window watches while it can be seen."""
        if is_watching and not self._timer.isActive():
            self._timer.start()
            self.look()
        elif not is_watching:
            self._timer.stop()

    def look(self, anew: bool = False) -> None:
        """Ask for the list now; `listed` follows when it has changed.

        Args:
            anew: look again even if nothing seems to have changed from outside; `looked_anew` follows.
        """
        if (anew or not self._is_looking) and not self._is_ended:
            self._is_looking = True
            self._worker.submit(self._look, anew)

    def open(self, name: str = "") -> int:
        """Open a microphone by name, the default when empty; `opened` or `refused` follows with this number.

        For one that is not plugged in the default stands in: the stream that was opened names its own microphone.
        """
        self._n_asked += 1
        self._worker.submit(self._open, name, self._n_asked)
        return self._n_asked

    def give_up(self, number: int) -> None:
        """What was asked for under this number is no longer wanted: it is closed as soon as it is open."""
        self._given_up.add(number)

    def close(self, stream: OpenStream) -> None:
        """Close a stream; it gives no more samples once the worker has come to it."""
        if not self._is_ended:
            self._worker.submit(self._close, stream)

    def play(self, samples: Samples, sample_rate_hz: int) -> None:
        """Play a short sound, float32 [n]; a computer that cannot stays silent."""
        if not self._is_ended:
            self._worker.submit(self._play, samples, sample_rate_hz)

    def end(self) -> None:
        """Stop the worker without waiting for a device that hangs. The window calls this when it closes."""
        self._timer.stop()
        self._is_ended = True
        self._worker.shutdown(wait=False)

    # ---- in the worker ------------------------------------------------------------------------------------------

    def _look(self, anew: bool) -> None:
        try:
            has_changed = anew or self._system.may_have_changed()
            may_look_again = self._n_open == 0 and has_changed
            if has_changed and not may_look_again:
                self.look_wanted.emit()
            found = self._system.microphones(may_look_again)
        except MicrophoneTrouble:
            found = ()
        except Exception as error:  # noqa: BLE001 - a sound system in trouble must not end the worker
            _log.warning("The microphones could not be listed: %s", type(error).__name__)
            found = ()
        self._looked.emit(found, anew)

    def _open(self, name: str, number: int) -> None:
        try:
            stream = self._open_known(name)
        except MicrophoneTrouble as trouble:
            _log.info("A microphone could not be opened: %s (%s)", trouble.trouble.value, trouble.details)
            self.refused.emit(trouble, number)
        except Exception as error:  # noqa: BLE001 - the person gets a sentence whatever the sound system throws
            _log.exception("A microphone could not be opened")
            self.refused.emit(MicrophoneTrouble(Trouble.DOES_NOT_START, name, str(error)), number)
        else:
            self._n_open += 1
            self._came.emit(stream, number)

    def _open_known(self, name: str) -> OpenStream:
        """Open from the list as it is; look again when that fails, since the list may be old."""
        try:
            return self._system.open(self._find(name, look_again=False))
        except MicrophoneTrouble as trouble:
            if trouble.trouble in (Trouble.NO_SOUND_SYSTEM, Trouble.BUSY, Trouble.REFUSED):
                raise
            if self._n_open:
                return self._system.open(self._find(name, look_again=False, or_default=True))
        return self._system.open(self._find(name, look_again=True, or_default=True))

    def _find(self, name: str, look_again: bool, or_default: bool = False) -> Microphone:
        found = self._system.microphones(look_again)
        if not found:
            raise MicrophoneTrouble(Trouble.MISSING, name)
        if not name:
            return found[0]
        for microphone in found:
            if microphone.name == name:
                return microphone
        if or_default:
            return found[0]
        raise MicrophoneTrouble(Trouble.GONE, name)

    def _close(self, stream: OpenStream) -> None:
        try:
            stream.close()
        except Exception as error:  # noqa: BLE001 - a device that is gone cannot be closed properly
            _log.info("A microphone could not be closed: %s", type(error).__name__)
        self._n_open -= 1

    def _play(self, samples: Samples, sample_rate_hz: int) -> None:
        try:
            self._system.play(samples, sample_rate_hz)
        except Exception as error:  # noqa: BLE001 - no loudspeaker: the cue on the screen must do
            _log.info("A sound could not be played: %s", type(error).__name__)

    # ---- in the window's thread ---------------------------------------------------------------------------------

    def _on_came(self, stream: OpenStream, number: int) -> None:
        if number in self._given_up:
            self._given_up.discard(number)
            self.close(stream)
        else:
            self.opened.emit(stream, number)

    def _on_looked(self, found: tuple[Microphone, ...], anew: bool) -> None:
        self._is_looking = False
        if found != self._microphones:
            self._microphones = found
            self.listed.emit(found)
        if anew:
            self.looked_anew.emit()
