"""What a microphone's loudness says of voice and room, so that a person can mend it."""

from __future__ import annotations

from collections.abc import Sequence

LISTENING = "listening"  # too little was heard to tell
SILENT = "silent"
FAINT = "faint"
LOUD = "loud"
NOISY = "noisy"
CLEAR = "clear"

ENOUGH = 45  # levels, thirty a second
_SILENT_DBFS = -75.0  # a muted microphone; a silent room is louder
_FAINT_DBFS = -48.0
_LOUD_DBFS = -5.0  # a full-scale sine has -3: what is louder is cut off
_NOISE_DB = 15.0  # a voice is so much louder than its room at least


def verdict(levels_dbfs: Sequence[float]) -> str:
    """What is to be said.

    Args:
        levels_dbfs: the loudness of each 33 ms since somebody began to speak

    Returns:
        one of the constants above

    Example:
        >>> verdict([-90.0] * 60)
        'silent'
    """
    if len(levels_dbfs) < ENOUGH:
        return LISTENING
    ordered = sorted(levels_dbfs)
    room, voice = ordered[len(ordered) // 10], ordered[-1 - len(ordered) // 10]
    if voice < _SILENT_DBFS:
        return SILENT
    if ordered[-1 - len(ordered) // 50] > _LOUD_DBFS:
        return LOUD
    if voice < _FAINT_DBFS:
        return FAINT
    return NOISY if voice - room < _NOISE_DB else CLEAR
