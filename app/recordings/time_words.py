"""How long work takes and what became of it, as a person says it."""

from __future__ import annotations

from app.core.durations import clock_text
from app.core.time_left import duration_words
from app.look.words import tr
from app.transcription import Recording, State


def time_left_words(left_s: float | None) -> str:
    """Seconds in plain words, or "" when nothing can be said.

    Example:
        >>> time_left_words(130.0), time_left_words(14.0)
        ('about 2 minutes left', 'about 15 seconds left')
    """
    if left_s is None:
        return ""
    if left_s < 5:
        return tr("a few seconds left")
    if left_s < 45:
        return tr("about {0} seconds left").format(5 * round(left_s / 5))
    minutes = max(1, round(left_s / 60))
    if minutes < 60:
        return tr("about 1 minute left") if minutes == 1 else tr("about {0} minutes left").format(minutes)
    hours = round(minutes / 30) / 2
    return tr("about 1 hour left") if hours == 1 else tr("about {0} hours left").format(f"{hours:g}")


def what_became_of(recording: Recording) -> str:
    """How long a recording is, and how far it is written down."""
    length = clock_text(recording.duration_s) if recording.duration_s else ""
    words = {
        State.WAITING: tr("waiting"),
        State.WRITING: tr("being written"),
        State.WRITTEN: tr("written in {0}").format(duration_words(recording.work_s)),
        State.STOPPED: tr("stopped at {0}").format(clock_text(recording.done_s)),
    }
    return ", ".join(filter(None, (length, words[recording.state])))
