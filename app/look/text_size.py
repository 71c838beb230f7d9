"""How large the sheet's text is set; lines are eight fifths of it."""

from __future__ import annotations

SIZES = (16, 18, 20, 22, 24, 28)  # px that a person may choose
_chosen_px = 20


def choose(size_px: int) -> None:
    """Sets it."""
    global _chosen_px
    _chosen_px = min(max(size_px, SIZES[0]), SIZES[-1])


def text_px() -> int:
    """Of what is written, and of its translation beside it."""
    return _chosen_px


def line_px() -> int:
    """From line to line of it."""
    return round(1.6 * _chosen_px)


def small_text_px() -> int:
    """Of a translation beneath its sentence."""
    return round(0.85 * _chosen_px)


def small_line_px() -> int:
    """From line to line of that."""
    return round(1.3 * _chosen_px)
