"""Microphone and window for `engine.commandline`, which has neither."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.dictation.microphone import MicrophoneTrouble, OpenStream, PortAudio, Trouble
from app.dictation.ring import Samples

REPORT_START = "--report-start"
_WAIT_S = 0.05
_GONE_AFTER_S = 5.0


class LiveSound:
    """Reads an open microphone from the terminal's thread."""

    def __init__(self, stream: OpenStream) -> None:
        self.sample_rate_hz = stream.sample_rate_hz
        self._stream = stream
        self._position = 0
        self._came_at_s = time.monotonic()

    def read(self) -> Samples:
        """The samples since the last call, float32 [n], after a short wait.

        Raises:
            MicrophoneTrouble: it has given nothing for some seconds.
        """
        time.sleep(_WAIT_S)
        samples, self._position = self._stream.ring.read_from(self._position)
        now_s = time.monotonic()
        if len(samples):
            self._came_at_s = now_s
        elif now_s - self._came_at_s > _GONE_AFTER_S:
            raise MicrophoneTrouble(Trouble.STALLED, self._stream.microphone.name)
        return samples


class WindowSide:
    """See `engine.commandline.app_side.AppSide`."""

    def microphones(self) -> list[str]:
        return [microphone.name for microphone in PortAudio().microphones(look_again=False)]

    @contextmanager
    def open_microphone(self, name: str) -> Iterator[LiveSound]:
        system = PortAudio()
        found = [one for one in system.microphones(look_again=False) if name in ("", one.name)]
        if not found:
            raise MicrophoneTrouble(Trouble.GONE if name else Trouble.MISSING, name)
        stream = system.open(found[0])
        try:
            yield LiveSound(stream)
        finally:
            stream.close()

    def window_command(self) -> list[str]:
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
        return [*program, REPORT_START]
