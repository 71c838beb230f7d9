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


def duration_words(duration_s: float) -> str:
    """How long something took: "0.8 s", "58 s", "3 min 5 s"."""
    if duration_s < 10:
        return f"{duration_s:.1f} s"
    minutes, seconds = divmod(round(duration_s), 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
