"""The short sound that says: now it listens."""

from __future__ import annotations

import logging
import wave
from pathlib import Path

import numpy as np

from app.dictation.microphones import Microphones

_log = logging.getLogger(__name__)


class Cue:
    """Plays a small WAV file, or nothing where there is no loudspeaker.

    Args:
        microphones: the worker that talks to the sound system.
        path: a mono WAV file of 16 bit, well under a second.
    """

    def __init__(self, microphones: Microphones, path: Path) -> None:
        self.is_on = True
        self._microphones = microphones
        self._path = path

    def play(self) -> None:
        """Let it sound, unless it is switched off."""
        if not self.is_on:
            return
        try:
            with wave.open(str(self._path), "rb") as file:
                rate_hz = file.getframerate()
                pcm = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        except (OSError, wave.Error, EOFError) as error:
            _log.warning("The cue could not be read: %s", type(error).__name__)
            return
        self._microphones.play((pcm / 32768.0).astype(np.float32), rate_hz)
