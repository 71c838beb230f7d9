"""Whether things may move: the system's wish is followed unless one is set."""

from __future__ import annotations

_chosen: bool | None = None
_system = False


def choose(is_reduced: bool | None) -> None:
    """Sets whether motion is reduced, or None to follow the system."""
    global _chosen
    _chosen = is_reduced


def follow(is_reduced: bool) -> None:
    """Takes the system's wish."""
    global _system
    _system = is_reduced


def is_reduced() -> bool:
    """Whether nothing may travel or fade now."""
    return _system if _chosen is None else _chosen
