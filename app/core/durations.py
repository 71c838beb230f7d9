"""Lengths of time as a person reads them."""

from __future__ import annotations


def clock_text(duration_s: float) -> str:
    """Whole seconds as on a clock.

    Args:
        duration_s: 0 or more; what is below counts as 0.

    Example:
        >>> clock_text(42.9), clock_text(3725)
        ('0:42', '1:02:05')
    """
    whole_s = max(0, int(duration_s))
    minutes, seconds = divmod(whole_s, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
