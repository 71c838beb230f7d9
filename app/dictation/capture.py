"""The sound of one dictation between the ring and everyone who wants it: the disk, the engine, the line."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.dictation.heard_store import append_heard
from app.dictation.level import SilenceWatch
from app.dictation.live_microphone import has_stalled
from app.dictation.microphone import OpenStream, Trouble
from app.dictation.ring import RingReader, Samples
from app.dictation.sound_store import SessionFile, SoundWriter
from engine.contract.types import Heard

GONE_AFTER_S = 1.0


class Capture:
    """One dictation's sound.

    Args:
        stream: an open microphone.
        start: the position in its ring where the dictation begins.
        root: the folder of all dictations.
    """

    def __init__(self, stream: OpenStream, start: int, root: Path) -> None:
        self.stream = stream
        self.session: SessionFile | None = None
        self._writer: SoundWriter | None = None
        self._reader = RingReader(stream.ring, start)
        self._silence = SilenceWatch(stream.sample_rate_hz)
        self._n_drained = 0
        self._is_ended = False
        self._told: set[Trouble] = set()
        self._disk_error: OSError | None = None
        try:
            self.session = SessionFile(root, stream.sample_rate_hz)
            self._writer = SoundWriter(self.session, stream.ring, start)
        except OSError as error:
            self._disk_error = error

    @property
    def duration_s(self) -> float:
        """How much sound has been drained."""
        return self._n_drained / self.stream.sample_rate_hz

    @property
    def end_position(self) -> int:
        """The ring position after the last drained sample."""
        return self._reader.position

    @property
    def is_saved(self) -> bool:
        """Whether every sample so far is on disk or on its way there."""
        return self._disk_error is None and (self._writer is None or self._writer.error is None)

    def drain(self) -> Samples:
        """Everything new, float32 [n]."""
        samples = self._reader.read() if not self._is_ended else np.zeros(0, dtype=np.float32)
        self._n_drained += len(samples)
        if len(samples):
            self._silence.accept(samples)
        return samples

    def new_trouble(self) -> Trouble | None:
        """A trouble that has come up since the last call; each is told once."""
        for trouble, has_come in (
            (Trouble.STALLED, has_stalled(self.stream, GONE_AFTER_S)),
            (Trouble.DISK_FULL, not self.is_saved),
            (Trouble.SILENT, self._silence.is_silent),
        ):
            if has_come and trouble not in self._told:
                self._told.add(trouble)
                return trouble
        return None

    def remember(self, heard: Heard) -> None:
        """An utterance is final: everything before its end is text."""
        if self.session is None:
            return
        try:
            append_heard(self.session.folder, heard)
        except OSError as error:
            self._disk_error = error
        self.session.remember_heard(heard.end_s)

    def end(self) -> Samples:
        """The dictation is over: the last samples, float32 [n], and nothing ever after; all of it is on disk."""
        samples = self.drain()
        self._is_ended = True
        if self._writer is not None:
            self._writer.stop()
        return samples

    def close(self, state: str) -> None:
        """Done with it; `state` as in `SessionFile.close`."""
        self.end()
        if self.session is not None:
            self.session.close(state)
