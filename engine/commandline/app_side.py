"""What the command line needs from outside the engine, which has neither a microphone nor a window."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class MicrophoneSound(Protocol):
    """A microphone that is open."""

    sample_rate_hz: int

    def read(self) -> NDArray[np.float32]:
        """The samples since the last call, float32 [n], after a short wait; raises MicrophoneError when it is gone."""


class AppSide(Protocol):
    """Given by `app.__main__`."""

    def microphones(self) -> list[str]:
        """Names of the microphones, the default first; raises MicrophoneError where there is no sound system."""

    def open_microphone(self, name: str) -> AbstractContextManager[MicrophoneSound]:
        """Opens a microphone, the default one when the name is ""; raises MicrophoneError."""

    def window_command(self) -> list[str]:
        """Starts a window that prints "shown", "ready", then "loaded" with the memory of both processes, and ends."""
