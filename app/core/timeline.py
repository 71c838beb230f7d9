"""One line of time for a text that was spoken in pieces, and partly written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_READ_CHARACTERS_A_S = 15.0  # how fast people read subtitles
_SHORTEST_S = 1.0
_GAP_S = 0.2


@dataclass(frozen=True, slots=True)
class Spoken:
    """When a sentence was spoken.

    Args:
        start_s: in its recording
        end_s: likewise
        recording: names it
    """

    start_s: float
    end_s: float
    recording: str = ""


def lined_up(texts: Sequence[str], spoken: Sequence[Spoken | None]) -> list[tuple[float, float]]:
    """When each sentence is to be shown, none before the one before it has ended.

    A recording keeps its own times as far as that goes; what follows from another recording, and what was written by
    hand, is put behind.

    Args:
        texts: of the sentences
        spoken: when each was spoken, None for one that was written
    """
    shown: list[tuple[float, float]] = []
    offset_s, recording, end_s = 0.0, None, 0.0
    for text, one in zip(texts, spoken, strict=True):
        if one is None:
            start_s = end_s + (_GAP_S if shown else 0.0)
            end_s = start_s + max(_SHORTEST_S, len(text) / _READ_CHARACTERS_A_S)
        else:
            if one.recording != recording or one.start_s + offset_s < end_s:
                if recording is not None or shown:
                    offset_s = end_s + _GAP_S - one.start_s
                recording = one.recording
            start_s = one.start_s + offset_s
            end_s = max(start_s + 0.1, one.end_s + offset_s)
        shown.append((start_s, end_s))
    return shown
