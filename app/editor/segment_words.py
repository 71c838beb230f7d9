"""The words of what was said in a recording, as they stand in its written text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.core.doubt import doubtful
from app.core.insertion import fitted, placed
from app.editor.spoken_words import Spoken, TextWord
from engine.contract.types import Segment


def words_in(text: str, segment: Segment, sound: Path | None, start: int = 0) -> list[TextWord]:
    """The words of a segment that stand in the text that was made of it; what became a number or a sign does not.

    Args:
        text: what was made of the segment
        segment: with times of the recording
        sound: the recording; None when it is not kept
        start: where that text begins in a longer one, in code points
    """
    unsure = doubtful(segment.words)
    return [
        TextWord(start + first, start + end, Spoken(segment.words[number], sound, number in unsure))
        for number, first, end in placed(text, segment.words, segment.written)
    ]


def joined(segments: Iterable[Segment], sound: Path | None) -> tuple[str, list[TextWord]]:
    """What was said, as one text, and its words."""
    text, words = "", list[TextWord]()
    for segment in segments:
        added = fitted(segment.written_text, text, "")
        words += words_in(added, segment, sound, len(text))
        text += added
    return text, words
