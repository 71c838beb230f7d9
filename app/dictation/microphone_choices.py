"""The microphones as a person chooses among them: as the system has it first, then each by its name."""

from __future__ import annotations

from app.dictation.microphone import Microphone
from app.dictation.troubles import is_default, microphone_label
from app.look.words import tr

AS_THE_SYSTEM = ""


def microphone_choices(microphones: tuple[Microphone, ...], chosen: str) -> list[tuple[str, str]]:
    """Of each microphone its name and what is shown for it.

    Args:
        microphones: those there are
        chosen: the name of the chosen one; it is among them even when it is not plugged in

    Returns:
        the system's own choice first, under the name ""
    """
    choices = [(AS_THE_SYSTEM, tr("Like the system"))]
    # What the sound system itself calls its default is the same thing once more.
    choices += [(one.name, microphone_label(one.name)) for one in microphones if not is_default(one.name)]
    if is_missing(microphones, chosen):
        choices.append((chosen, tr("{0} (not plugged in)").format(microphone_label(chosen))))
    return choices


def is_missing(microphones: tuple[Microphone, ...], chosen: str) -> bool:
    """Whether the chosen microphone is not there."""
    return not is_default(chosen) and all(one.name != chosen for one in microphones)
