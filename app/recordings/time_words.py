"""How long work will still take, as a person says it."""

from __future__ import annotations

from app.look.words import tr


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
