"""Hearing a recording: a thread reads, stretches and writes to the loudspeaker; the window asks where it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.sound_system import SOUND_SYSTEM
from app.look.words import tr
from app.recordings.sound_file import Samples, SoundFileReader
from app.recordings.time_stretch import TimeStretcher
from engine.contract.errors import SoundFileError, TrioletError

BLOCK_S = 0.050
_POSITION_INTERVAL_MS = 33
_log = logging.getLogger(__name__)


class Sounding(Protocol):
    """A loudspeaker that is open."""

    @property
    def latency_s(self) -> float:
        """How long a sample that was written takes to be heard."""

    def write(self, samples: Samples) -> None:
        """Let samples sound, float32 [n]; returns when there is room for more. Raises OSError when it is gone."""

    def close(self, at_once: bool) -> None:
        """Stop, at once or when everything written was heard."""


class Loudspeaker(Protocol):
    """Where sound goes; the tests have one without hardware."""

    def open(self, sample_rate_hz: int) -> Sounding:
        """Raises SoundFileError when there is none, in a sentence."""


class Playback(QObject):
    """Plays one recording from any place, at any speed from 0.5 to 2, with its pitch kept.

    Args:
        loudspeaker: PortAudio's when none is given.
        parent: the owner.
    """

    moved = Signal(float)  # seconds from the start of the recording, thirty times a second while it sounds
    playing_changed = Signal(bool)
    failed = Signal(object)  # TrioletError

    _ended = Signal(int, object)

    def __init__(self, loudspeaker: Loudspeaker | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loudspeaker: Loudspeaker = loudspeaker or PortAudioLoudspeaker()
        self._path: Path | None = None
        self._run: _Run | None = None
        self._n_runs = 0
        self._position_s = 0.0
        self._speed = 1.0
        self._ended.connect(self._on_ended)
        self._timer = QTimer(self)
        self._timer.setInterval(_POSITION_INTERVAL_MS)
        self._timer.timeout.connect(self._on_time)

    @property
    def is_playing(self) -> bool:
        return self._run is not None

    @property
    def is_available(self) -> bool:
        """Whether there is a file that can be heard."""
        return self._path is not None

    @property
    def position_s(self) -> float:
        """What is being heard now, in seconds from the start of the recording."""
        return self._run.position_s if self._run is not None else self._position_s

    @property
    def speed(self) -> float:
        return self._speed

    def take(self, path: Path | None) -> None:
        """Play this file from now on (None: nothing), from its start."""
        self.pause()
        self._path = path
        self._position_s = 0.0

    def play(self, from_s: float | None = None, until_s: float | None = None) -> None:
        """Let it sound.

        Args:
            from_s: where to begin, where it stands when None.
            until_s: where to stop, the end of the recording when None.
        """
        if self._path is None:
            return
        start_s = self.position_s if from_s is None else max(0.0, from_s)
        was_playing = self.is_playing
        self._drop_run()
        self._position_s = start_s
        self._n_runs += 1
        self._run = _Run(self._path, self._loudspeaker, start_s, until_s, self._speed)
        number = self._n_runs
        self._run.start(lambda error: self._ended.emit(number, error))
        self._timer.start()
        if not was_playing:
            self.playing_changed.emit(True)
        self.moved.emit(start_s)

    def pause(self) -> None:
        """Be silent at once and stay where it is."""
        if self._run is not None:
            self._drop_run()
            self._timer.stop()
            self.playing_changed.emit(False)
            self.moved.emit(self._position_s)

    def seek(self, position_s: float) -> None:
        """Go to a place; goes on sounding there when it sounds."""
        if self.is_playing:
            self.play(position_s)
        else:
            self._position_s = max(0.0, position_s)
            self.moved.emit(self._position_s)

    def close(self) -> None:
        """Be silent and let go of the file; nothing is said afterwards."""
        run = self._run
        self.take(None)
        if run is not None:
            run.join()

    def set_speed(self, speed: float) -> None:
        """0.5 to 2; heard within a tenth of a second."""
        self._speed = speed
        if self._run is not None:
            self._run.speed = speed

    def _drop_run(self) -> None:
        if self._run is not None:
            self._position_s = self._run.position_s
            self._run.stop()
            self._run = None

    def _on_time(self) -> None:
        self.moved.emit(self.position_s)

    def _on_ended(self, number: int, error: TrioletError | None) -> None:
        if number != self._n_runs or self._run is None:
            return
        self.pause()
        if error is not None:
            self.failed.emit(error)


class _Run:
    """One stretch of hearing, from `play` to its end, in a thread of its own."""

    def __init__(
        self, path: Path, loudspeaker: Loudspeaker, start_s: float, until_s: float | None, speed: float
    ) -> None:
        self.speed = speed
        self.position_s = start_s
        self._path = path
        self._loudspeaker = loudspeaker
        self._start_s = start_s
        self._until_s = until_s
        self._stopped = threading.Event()
        self._on_end: Callable[[TrioletError | None], None] = lambda error: None
        self._thread = threading.Thread(target=self._work, name="recording-playback", daemon=True)

    def start(self, on_end: Callable[[TrioletError | None], None]) -> None:
        self._on_end = on_end
        self._thread.start()

    def stop(self) -> None:
        """Ends within a few blocks; nobody waits for it."""
        self._stopped.set()

    def join(self) -> None:
        self._thread.join(timeout=1.0)

    def _work(self) -> None:
        error: TrioletError | None = None
        try:
            self._play()
        except TrioletError as trouble:
            error = trouble
        except Exception as trouble:  # noqa: BLE001 - the sound system may throw anything, and the person gets a sentence
            _log.info("A recording stopped sounding: %s", type(trouble).__name__)
            error = SoundFileError(tr("The loudspeaker stopped."), str(trouble), tr("The text is safe; press play again."))
        if not self._stopped.is_set():
            self._on_end(error)

    def _play(self) -> None:
        reader = SoundFileReader(self._path)
        try:
            sounding = self._loudspeaker.open(reader.sample_rate_hz)
            try:
                self._carry(reader, sounding)
            finally:
                sounding.close(at_once=self._stopped.is_set())
        finally:
            reader.close()

    def _carry(self, reader: SoundFileReader, sounding: Sounding) -> None:
        rate_hz = reader.sample_rate_hz
        start = round(self._start_s * rate_hz)
        end = reader.n_samples if self._until_s is None else min(reader.n_samples, round(self._until_s * rate_hz))
        stretcher = TimeStretcher(rate_hz, self.speed)
        position, block = start, round(BLOCK_S * rate_hz)
        while position < end and not self._stopped.is_set():
            stretcher.speed = self.speed
            samples = reader.read(position, min(block, end - position))
            if len(samples) == 0:
                break
            position += len(samples)
            sounding.write(stretcher.accept(samples))
            heard_s = (start + stretcher.position) / rate_hz - sounding.latency_s * self.speed
            self.position_s = max(self._start_s, heard_s)
        if not self._stopped.is_set():
            sounding.write(stretcher.finish())
            self.position_s = position / rate_hz


class PortAudioLoudspeaker:
    """The computer's own loudspeaker. `sounddevice` is imported on first use."""

    def open(self, sample_rate_hz: int) -> Sounding:
        """The default output at a rate.

        Raises:
            SoundFileError: there is no PortAudio, no output, or it refuses.
        """
        try:
            import sounddevice
        except (ImportError, OSError) as error:
            raise SoundFileError(
                tr("This computer has no sound system that Triolet can use."), str(error), tr("The text can still be read.")
            ) from error
        try:
            with SOUND_SYSTEM.opening():
                stream = sounddevice.OutputStream(
                    samplerate=sample_rate_hz, channels=1, dtype="float32", latency=0.1
                )
                try:
                    stream.start()
                except sounddevice.PortAudioError:
                    stream.close(ignore_errors=True)
                    raise
        except sounddevice.PortAudioError as error:
            raise SoundFileError(
                tr("No loudspeaker or headphones could be opened; the text can still be read."), str(error)
            ) from error
        return _PortAudioSounding(stream)


class _PortAudioSounding:
    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.latency_s = float(stream.latency)

    def write(self, samples: Samples) -> None:
        if len(samples):
            self._stream.write(samples)

    def close(self, at_once: bool) -> None:
        with SOUND_SYSTEM.closing():
            if at_once:
                self._stream.abort(ignore_errors=True)
            else:
                self._stream.stop(ignore_errors=True)
            self._stream.close(ignore_errors=True)
