"""How long work will still take, in plain words."""

from __future__ import annotations

_SEEN_ENOUGH_S = 2.0


def time_left_s(done_s: float, total_s: float, elapsed_s: float) -> float | None:
    """How long the rest takes at the pace so far.

    Args:
        done_s: how much of the recording is done.
        total_s: how long the recording is, 0.0 when unknown.
        elapsed_s: how long the work has taken.

    Returns:
        Seconds, or None when nothing honest can be said yet.
    """
    if total_s <= 0.0 or done_s <= 0.0 or elapsed_s < _SEEN_ENOUGH_S:
        return None
    return max(0.0, total_s - done_s) * elapsed_s / done_s


def time_left_words(left_s: float | None) -> str:
    """The same as a person says it, or "" when nothing can be said.

    Example:
        >>> time_left_words(130.0), time_left_words(14.0)
        ('about 2 minutes left', 'about 15 seconds left')
    """
    if left_s is None:
        return ""
    if left_s < 5:
        return "a few seconds left"
    if left_s < 45:
        return f"about {5 * round(left_s / 5)} seconds left"
    minutes = max(1, round(left_s / 60))
    if minutes < 60:
        return f"about {minutes} minute{'s' if minutes > 1 else ''} left"
    hours = round(minutes / 30) / 2
    return f"about {hours:g} hour{'s' if hours > 1 else ''} left"


def duration_words(duration_s: float) -> str:
    """How long something took: "0.8 s", "58 s", "3 min 5 s"."""
    if duration_s < 10:
        return f"{duration_s:.1f} s"
    minutes, seconds = divmod(round(duration_s), 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
