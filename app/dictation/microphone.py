"""Microphones through PortAudio: which there are, and a stream whose callback copies into a ring and does no more.

`sounddevice` is imported on first use, so that a computer without PortAudio gets a sentence instead of a crash.
PortAudio is not made for threads: all calls here come from the one worker of `app.dictation.microphones`.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from app.core.sound_system import SOUND_SYSTEM
from app.dictation.ring import Samples, SoundRing
from engine.contract.errors import MicrophoneError

WANTED_RATE_HZ = 16000
BLOCK_S = 0.020
RING_S = 30.0
_LOOK_ANYWAY_S = 10.0
# Several systems offer every microphone once for each of their interfaces; the first of these with one is used.
_HOST_APIS = (
    "Core Audio",
    "Windows WASAPI",
    "Windows DirectSound",
    "MME",
    "ALSA",
    "JACK Audio Connection Kit",
    "OSS",
)
_ALSA_PLUGINS = re.compile(
    r"^(sysdefault|front|rear|center_lfe|side|surround\d+|iec958|spdif|dmix|dsnoop|samplerate|speexrate|speex|"
    r"lavrate|upmix|vdownmix|oss|jack|null|hdmi)\b"
)
_SOUND_SERVERS = ("pulse", "pipewire")
_ALSA_ADDRESS = re.compile(r"\s*\(hw:[^)]*\)$")


class Trouble(Enum):
    """What can be wrong with a microphone, each told apart in words by `app.dictation.troubles`."""

    NO_SOUND_SYSTEM = "no sound system"
    MISSING = "missing"
    GONE = "gone"
    BUSY = "busy"
    REFUSED = "refused"
    RATE_REFUSED = "rate refused"
    DOES_NOT_START = "does not start"
    SILENT = "silent"
    UNPLUGGED = "unplugged"
    STALLED = "stalled"
    DISK_FULL = "disk full"


class MicrophoneTrouble(MicrophoneError):
    """A microphone that could not be used, and which of the troubles it is."""

    def __init__(self, trouble: Trouble, microphone_name: str = "", details: str = "") -> None:
        super().__init__(f"The microphone cannot be used: {trouble.value}.", details)
        self.trouble = trouble
        self.microphone_name = microphone_name


@dataclass(frozen=True, slots=True)
class Microphone:
    """A microphone one can choose.

    `name` stays the same when it is plugged in again; `index` does not.
    """

    name: str
    index: int
    default_rate_hz: int
    n_channels: int = 1
    is_default: bool = False


@dataclass(slots=True)
class OpenStream:
    """A microphone that is giving samples into a ring."""

    microphone: Microphone
    sample_rate_hz: int
    ring: SoundRing
    close: Callable[[], None]


class SoundSystem(Protocol):
    """What the window needs of a sound system; the tests have one without hardware."""

    def microphones(self, look_again: bool) -> tuple[Microphone, ...]:
        """All microphones, the default first; `look_again` only while no stream is open."""

    def may_have_changed(self) -> bool:
        """Whether looking again could find something else; cheap, unlike looking."""

    def open(self, microphone: Microphone) -> OpenStream:
        """Start a stream, or raise `MicrophoneTrouble`."""

    def play(self, samples: Samples, sample_rate_hz: int) -> None:
        """Play a short sound to its end, or raise anything."""


class PortAudio:
    """The real sound system."""

    def __init__(self) -> None:
        self._module: Any = None
        self._outside: tuple[str, ...] = ()
        self._looked_at_s = -_LOOK_ANYWAY_S

    def microphones(self, look_again: bool) -> tuple[Microphone, ...]:
        """All microphones, the default first.

        Args:
            look_again: make PortAudio forget the list it made when it started; every open stream would end.

        Raises:
            MicrophoneTrouble: there is no PortAudio on this computer.
        """
        sounddevice = self._sounddevice()
        with SOUND_SYSTEM.renewing() as is_allowed:  # not while a recording is being played
            if look_again and is_allowed:
                # PortAudio has no public call for this; sounddevice documents the pair for exactly this purpose.
                sounddevice._terminate()
                sounddevice._initialize()
        default = int(sounddevice.default.device[0])
        host_apis = [api["name"] for api in sounddevice.query_hostapis()]
        return choose_microphones(list(sounddevice.query_devices()), host_apis, default)

    def may_have_changed(self) -> bool:
        """Whether looking again could find something else.

        A look costs PortAudio a tenth of a second of work on Linux, so it is done when a sound device or a sound
        server has come or gone, and every ten seconds for what cannot be seen from outside.
        """
        now_s, outside = time.monotonic(), _seen_from_outside()
        if outside == self._outside and now_s - self._looked_at_s < _LOOK_ANYWAY_S:
            return False
        self._outside, self._looked_at_s = outside, now_s
        return True

    def open(self, microphone: Microphone) -> OpenStream:
        """Start a stream at 16 kHz, or at the device's own rate where that is refused.

        Raises:
            MicrophoneTrouble: busy, refused, gone, or no rate that fits.
        """
        sounddevice = self._sounddevice()
        rates = dict.fromkeys((WANTED_RATE_HZ, microphone.default_rate_hz, 48000, 44100))
        trouble: MicrophoneTrouble | None = None
        for n_channels in dict.fromkeys((1, min(2, microphone.n_channels))):
            for rate_hz in rates:
                try:
                    return self._open_at(microphone, rate_hz, n_channels)
                except sounddevice.PortAudioError as error:
                    trouble = trouble_of(error, microphone.name)
                    if trouble.trouble is not Trouble.RATE_REFUSED:
                        raise trouble from error
        raise trouble or MicrophoneTrouble(Trouble.RATE_REFUSED, microphone.name)

    def _open_at(self, microphone: Microphone, rate_hz: int, n_channels: int) -> OpenStream:
        ring = SoundRing(int(RING_S * rate_hz))

        def on_block(block: Any, n_frames: int, times: Any, status: Any) -> None:
            ring.write(block[:, 0] if n_channels == 1 else block.mean(axis=1))

        stream = self._sounddevice().InputStream(
            samplerate=rate_hz,
            blocksize=round(BLOCK_S * rate_hz),
            device=microphone.index,
            channels=n_channels,
            dtype="float32",
            latency="low",
            callback=on_block,
        )
        try:
            stream.start()
        except Exception:
            stream.close()
            raise

        def close() -> None:
            # `abort` does not wait for buffers of a device that may be gone.
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)

        return OpenStream(microphone, rate_hz, ring, close)

    def play(self, samples: Samples, sample_rate_hz: int) -> None:
        """Play a short sound, float32 [n], to its end.

        Raises:
            sounddevice.PortAudioError: there is no loudspeaker, or it is busy.
        """
        sounddevice = self._sounddevice()
        with sounddevice.OutputStream(samplerate=sample_rate_hz, channels=1, dtype="float32") as stream:
            stream.write(samples)

    def _sounddevice(self) -> Any:
        if self._module is None:
            try:
                import sounddevice
            except (ImportError, OSError) as error:
                raise MicrophoneTrouble(Trouble.NO_SOUND_SYSTEM, details=str(error)) from error
            self._module = sounddevice
        return self._module


def _seen_from_outside() -> tuple[str, ...]:
    """What Linux shows of sound devices and servers without asking them; the same empty thing elsewhere."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    chosen_server = os.environ.get("PULSE_SERVER", "").removeprefix("unix:")
    servers = (chosen_server, f"{runtime}/pulse/native", f"{runtime}/pipewire-0")
    devices = sorted(entry.name for entry in os.scandir("/dev/snd")) if os.path.isdir("/dev/snd") else []
    return (*devices, *(server for server in servers if server and os.path.exists(server)))


def choose_microphones(
    devices: list[Any], host_apis: list[str], default_index: int
) -> tuple[Microphone, ...]:
    """From everything PortAudio lists, the microphones a person would recognise, each once, the default first.

    Args:
        devices: PortAudio's device entries, with name, hostapi, index, max_input_channels, default_samplerate.
        host_apis: the names of its interfaces, by their number.
        default_index: the index of the default input, or -1.
    """
    inputs = [device for device in devices if device["max_input_channels"] > 0]
    apis = {host_apis[device["hostapi"]] for device in inputs}
    api = next((name for name in _HOST_APIS if name in apis), next(iter(sorted(apis)), ""))
    names = {device["name"] for device in inputs}
    chosen: dict[str, Microphone] = {}
    for device in inputs:
        raw_name = str(device["name"])
        is_alias = raw_name in _SOUND_SERVERS and "default" in names
        if host_apis[device["hostapi"]] != api or _ALSA_PLUGINS.match(raw_name) or is_alias:
            continue
        name = _ALSA_ADDRESS.sub("", raw_name)
        while name in chosen:
            name += " (2)" if not name.endswith(")") else "+"
        is_default = device["index"] == default_index or raw_name == "default"
        chosen[name] = Microphone(
            name, device["index"], int(device["default_samplerate"]), device["max_input_channels"], is_default
        )
    return tuple(sorted(chosen.values(), key=lambda microphone: not microphone.is_default))


def trouble_of(error: Exception, microphone_name: str) -> MicrophoneTrouble:
    """Tell from a PortAudioError which trouble it is.

    Args:
        error: its arguments are a text, PortAudio's number and, for errors of the system's own, a triple whose
            second is the system's number (for ALSA a negative errno).
        microphone_name: the microphone it is about.
    """
    number = error.args[1] if len(error.args) > 1 else 0
    host_number = error.args[2][1] if len(error.args) > 2 else 0
    text = str(error).lower()
    if number == -9985 or "busy" in text or host_number == -16:
        trouble = Trouble.BUSY
    elif "permission" in text or "access" in text or host_number == -13:
        trouble = Trouble.REFUSED
    elif number in (-9997, -9998) or "sample rate" in text:
        trouble = Trouble.RATE_REFUSED
    elif number in (-9996, -9992) or host_number in (-19, -2):
        trouble = Trouble.GONE
    else:
        trouble = Trouble.DOES_NOT_START
    return MicrophoneTrouble(trouble, microphone_name, str(error))
