"""What the command line asks of the window's side: microphones without Qt, and a window that measures its own start."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.dictation.microphone import MicrophoneTrouble, OpenStream, PortAudio, Trouble
from app.dictation.ring import RingReader, Samples
from app.installed import start_probe_command

_WAIT_S = 0.05
_SILENT_S = 2.0  # a microphone that gives no block for so long is gone


class TerminalSound:
    """A microphone that is open.

    Args:
        stream: of the sound system
    """

    def __init__(self, stream: OpenStream) -> None:
        self.sample_rate_hz = stream.sample_rate_hz
        self._name = stream.microphone.name
        self._ring = stream.ring
        self._reader = RingReader(stream.ring, 0)
        self._opened_s = time.monotonic()

    def read(self) -> Samples:
        """The samples since the last call, float32 [n], after a short wait.

        Raises:
            MicrophoneTrouble: nothing has come for two seconds
        """
        time.sleep(_WAIT_S)
        if time.monotonic() - (self._ring.last_block_at_s or self._opened_s) > _SILENT_S:
            raise MicrophoneTrouble(Trouble.GONE, self._name)
        return self._reader.read()


class Terminal:
    """The window's side, for `engine.commandline`."""

    def microphones(self) -> list[str]:
        """Names of the microphones, the default first."""
        return [microphone.name for microphone in PortAudio().microphones(look_again=False)]

    @contextmanager
    def open_microphone(self, name: str) -> Iterator[TerminalSound]:
        """Opens a microphone, the default one when the name is ""."""
        system = PortAudio()
        found = [one for one in system.microphones(look_again=False) if name in ("", one.name)]
        if not found:
            raise MicrophoneTrouble(Trouble.MISSING, name)
        stream = system.open(found[0])
        try:
            yield TerminalSound(stream)
        finally:
            stream.close()

    def window_command(self) -> list[str]:
        """Starts a window that says when it is shown and ready, and ends."""
        return start_probe_command()
