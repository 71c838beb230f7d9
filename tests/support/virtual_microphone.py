"""A microphone made of software, for tests on machines without sound hardware."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np

from app.dictation.sound_store import to_pcm16, wav_header


class VirtualMicrophone:
    """A sound server of our own: what is played into it, its microphone gives."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "pulse.socket"
        self.folder = folder
        hidden = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
        self.environment = {name: value for name, value in os.environ.items() if name not in hidden}
        self.environment |= {
            "PULSE_SERVER": f"unix:{self.socket}",
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
        }
        self.server = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
                *("-L", f"module-native-protocol-unix socket={self.socket} auth-anonymous=1"),
                *("-L", "module-null-sink sink_name=loud rate=16000 channels=1"),
                *("-L", "module-remap-source source_name=mic master=loud.monitor"),
            ],
            env=self.environment,
            stderr=subprocess.DEVNULL,
        )
        self._wait_until_there()
        # A reader that never stops keeps the source awake: else its first block comes after 1.5 s.
        self.reader = subprocess.Popen(
            ["parec", "--latency-msec=20", "--device=mic"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _wait_until_there(self) -> None:
        for _ in range(100):
            answer = subprocess.run(
                ["pactl", "set-default-source", "mic"],
                env=self.environment,
                stderr=subprocess.DEVNULL,
                check=False,
            )
            if answer.returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError("the virtual sound server did not start")

    def play(self, samples: np.ndarray) -> None:
        """Give samples of 16 kHz to the microphone, in their own time, and come back when they are played."""
        if self.begin(samples).wait() != 0:
            raise RuntimeError("the sound could not be played")

    def begin(self, samples: np.ndarray) -> subprocess.Popen[bytes]:
        """Begin to give samples to the microphone; the process ends with them."""
        path = self.folder / "played.wav"
        data = to_pcm16(samples)
        path.write_bytes(wav_header(16000, len(data)) + data)
        return subprocess.Popen(["paplay", "--device=loud", str(path)], env=self.environment)

    def unplug(self) -> None:
        """The microphone goes away in the middle of everything."""
        for process in (self.reader, self.server):
            process.terminate()
            process.wait()


@contextmanager
def plugged_in(folder: Path) -> Iterator[VirtualMicrophone]:
    """A virtual microphone that this process hears, until the end of the block."""
    microphone = VirtualMicrophone(folder)
    try:
        with patch.dict(os.environ, {"PULSE_SERVER": f"unix:{microphone.socket}"}):
            yield microphone
    finally:
        microphone.unplug()
