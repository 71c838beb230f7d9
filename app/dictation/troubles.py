"""One sentence for each trouble with a microphone, told apart, with what is safe and a way on."""

from __future__ import annotations

import sys

from app.core.durations import clock_text
from app.core.notice import Notice
from app.dictation.microphone import Microphone, Trouble
from app.look.words import tr

CHOOSE_MICROPHONE = "dictation:microphone:"  # followed by a microphone's name
TRY_AGAIN = "dictation:try-again"
BRING_BACK = "dictation:bring-back:"  # followed by the name of a session's folder


def microphone_label(name: str) -> str:
    """A microphone's name as a person would say it."""
    if is_default(name):
        return tr("Default microphone")
    # ALSA writes "card: device"; the card is what is printed on the box.
    card, _, device = name.partition(": ")
    return card if device in ("", "Audio", "USB Audio", "- (hw)") else name


def notice_of(
    trouble: Trouble,
    microphone_name: str,
    microphones: tuple[Microphone, ...],
    at_s: float = 0.0,
    is_saved: bool = True,
) -> Notice:
    """What to say about a trouble.

    Args:
        trouble: which one.
        microphone_name: the microphone it is about, "" for the default one.
        microphones: those there are now; another of them is the way on.
        at_s: how far the dictation had come.
        is_saved: whether its sound is on disk.
    """
    message = _sentence(trouble, microphone_label(microphone_name), clock_text(at_s), is_saved)
    other = next((found.name for found in microphones if found.name != microphone_name), None)
    if trouble in (Trouble.NO_SOUND_SYSTEM, Trouble.MISSING, Trouble.DISK_FULL):
        return Notice(message)
    if other is not None:
        label = _go_on_label(other)
        return Notice(message, label, CHOOSE_MICROPHONE + other)
    if trouble is Trouble.SILENT:
        return Notice(message)
    return Notice(message, tr("Try again"), TRY_AGAIN)


def _go_on_label(name: str) -> str:
    if is_default(name):
        return tr("Go on with the default microphone")
    return tr("Go on with {microphone}").format(microphone=microphone_label(name))


def is_default(name: str) -> bool:
    """Whether a name means whatever microphone the system has chosen."""
    return name in ("", "default", "pulse", "pipewire")


def _sentence(trouble: Trouble, label: str, at: str, is_saved: bool) -> str:
    # Each text is written out where it is translated: the collector of texts reads only literals.
    if trouble is Trouble.NO_SOUND_SYSTEM:
        return _no_sound_system()
    if trouble is Trouble.MISSING:
        return tr("No microphone was found. You can go on typing; plug one in and press F9.")
    if trouble is Trouble.DISK_FULL:
        return tr("The disk is full: dictation goes on, but its sound is no longer saved.")
    if trouble is Trouble.SILENT:
        return tr("The microphone gives only silence. Is it muted?")
    if trouble is Trouble.UNPLUGGED:
        return _interrupted(
            tr("The microphone was unplugged at {time}; everything you said is written and saved."),
            tr("The microphone was unplugged at {time}; everything you said is written."),
            at, is_saved,
        )  # fmt: skip
    if trouble is Trouble.STALLED:
        return _interrupted(
            tr("The microphone stopped giving sound at {time}; everything you said is written and saved."),
            tr("The microphone stopped giving sound at {time}; everything you said is written."),
            at, is_saved,
        )  # fmt: skip
    return _would_not_open(trouble).format(microphone=label)


def _would_not_open(trouble: Trouble) -> str:
    if trouble is Trouble.GONE:
        return tr("{microphone} is not plugged in.")
    if trouble is Trouble.BUSY:
        return tr("{microphone} is in use by another program. Close that program and try again.")
    if trouble is Trouble.REFUSED:
        return tr("{microphone} is closed to this program. Allow it in the system's privacy settings.")
    if trouble is Trouble.RATE_REFUSED:
        return tr("{microphone} offers no sample rate that can be used.")
    return tr("{microphone} is there but does not start. Plug it in again.")


def _interrupted(saved: str, unsaved: str, at: str, is_saved: bool) -> str:
    return (saved if is_saved else unsaved).format(time=at)


def _no_sound_system() -> str:
    if sys.platform.startswith("linux"):
        return tr("Dictation needs the system library PortAudio. Install libportaudio2 and start again.")
    return tr("Dictation needs the system library PortAudio, which is missing here. You can go on typing.")
