"""A recording's words in time: merging segments as they arrive, the word at a time, the time of a word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from engine.contract.types import Segment, Transcript, Word, WrittenToken


@dataclass(frozen=True, slots=True, order=True)
class WordPlace:
    """Where a word stands: the number of its segment, and its own number in it, both from 0."""

    segment: int
    word: int


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the list of segments: `n_removed` from `first` on gave way to `n_added` new ones."""

    first: int
    n_removed: int
    n_added: int


class TimedTranscript:
    """The segments of one recording in order of time, growing while the recording is written down.

    When a recording is asked for again from the beginning, the old segments stay until new ones cover their time,
    and a new segment equal to the old one is no change at all, so a reader sees no flicker.

    Example:
        >>> transcript = TimedTranscript()
        >>> transcript.accept([Segment((Word("bread", 0.2, 0.6, 0.9),), 0.0, 1.0)])
        [Change(first=0, n_removed=0, n_added=1)]
        >>> transcript.place_at(0.3)
        WordPlace(segment=0, word=0)
    """

    def __init__(self) -> None:
        self._segments: list[Segment] = []
        self._starts_s: list[float] = []
        self._n_current = 0

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments that hold words, in order."""
        return tuple(self._segments)

    @property
    def text(self) -> str:
        """The text alone, one segment a line."""
        return "\n".join(segment.written_text for segment in self._segments)

    @property
    def n_words(self) -> int:
        return sum(len(segment.words) for segment in self._segments)

    @property
    def end_s(self) -> float:
        """Where the last segment ends, 0.0 when there is none."""
        return self._segments[-1].end_s if self._segments else 0.0

    def as_transcript(self, duration_s: float) -> Transcript:
        """The same as the plain value that is exported; `duration_s` is the length of the recording."""
        return Transcript(tuple(self._segments), max(duration_s, self.end_s))

    # ---- growing ------------------------------------------------------------------------------------------------

    def begin_again(self) -> None:
        """The segments come once more from the start of the recording; those here give way one by one."""
        self._n_current = 0

    def accept(self, segments: Iterable[Segment]) -> list[Change]:
        """Take in final segments in their order.

        Args:
            segments: as they come from the engine; those without words are left out.

        Returns:
            What a view has to do, in order; nothing for a segment that was there already.
        """
        changes = [self._accept_one(segment) for segment in segments if segment.words]
        return [change for change in changes if change is not None]

    def finish(self) -> list[Change]:
        """No more segments come: what is left of an earlier run after the last new segment goes."""
        n_old = len(self._segments) - self._n_current
        if n_old == 0:
            return []
        self._replace(self._n_current, n_old, [])
        return [Change(self._n_current, n_old, 0)]

    def _accept_one(self, segment: Segment) -> Change | None:
        first = self._n_current
        n_removed = 0
        while first + n_removed < len(self._segments) and self._starts_s[first + n_removed] < segment.end_s:
            n_removed += 1
        self._n_current += 1
        if n_removed == 1 and self._segments[first] == segment:
            return None
        self._replace(first, n_removed, [segment])
        return Change(first, n_removed, 1)

    def _replace(self, first: int, n_removed: int, added: list[Segment]) -> None:
        self._segments[first : first + n_removed] = added
        self._starts_s[first : first + n_removed] = [segment.start_s for segment in added]

    # ---- words and times ----------------------------------------------------------------------------------------

    def word(self, place: WordPlace) -> Word:
        return self._segments[place.segment].words[place.word]

    def holds(self, place: WordPlace) -> bool:
        """Whether there is a word at a place, which may have gone since it was noted."""
        return (
            0 <= place.segment < len(self._segments)
            and 0 <= place.word < len(self._segments[place.segment].words)
        )  # fmt: skip

    def segment_at(self, time_s: float) -> int | None:
        """The segment that is being heard at a time: the last that has begun, or None before the first."""
        found = bisect_right(self._starts_s, time_s) - 1
        return found if found >= 0 else None

    def place_at(self, time_s: float) -> WordPlace | None:
        """The word that is being heard at a time: the last that has begun in the segment of that time.

        Returns:
            Its place; None before the first word of a segment, and after the end of a segment.
        """
        number = self.segment_at(time_s)
        if number is None or time_s > self._segments[number].end_s:
            return None
        starts_s = [word.start_s for word in self._segments[number].words]
        found = bisect_right(starts_s, time_s) - 1
        return WordPlace(number, found) if found >= 0 else None

    def time_at(self, place: WordPlace) -> float:
        """When a word begins, in seconds from the start of the recording."""
        return self.word(place).start_s

    def moved(self, place: WordPlace, n_words: int) -> WordPlace:
        """The place so many written words on (or back, when negative), stopping at the first and the last.

        Args:
            place: a place that holds a word.
            n_words: how far; "$25" is one, though it was said in three words.
        """
        places = [
            WordPlace(number, token.first)
            for number, segment in enumerate(self._segments)
            for token in _tokens(segment)
        ]
        here = bisect_right(places, place) - 1
        return places[min(max(here + n_words, 0), len(places) - 1)]

    def moved_segment(self, place: WordPlace, n_segments: int) -> WordPlace:
        """The first word so many segments on or back; going back from inside a segment first goes to its start."""
        if n_segments < 0 and place.word > 0:
            n_segments += 1
        return WordPlace(min(max(place.segment + n_segments, 0), len(self._segments) - 1), 0)


def word_at_offset(segment: Segment, offset: int) -> int:
    """Which word of a segment's text an offset falls on.

    Args:
        segment: holds at least one word.
        offset: into `segment.written_text` in code points; the space after a word belongs to it.

    Returns:
        The number of the spoken word, from 0; the first where several became one.
    """
    starts = _token_starts(segment)
    return _tokens(segment)[max(0, bisect_right(starts, offset) - 1)].first


def word_span(segment: Segment, number: int) -> tuple[int, int]:
    """Where a spoken word stands in `segment.written_text`: first offset and the one after its end, in code points."""
    tokens = _tokens(segment)
    which = max(0, bisect_right([token.first for token in tokens], number) - 1)
    start = _token_starts(segment)[which]
    return start, start + len(tokens[which].text)


def _tokens(segment: Segment) -> tuple[WrittenToken, ...]:
    return segment.written or tuple(WrittenToken(word.text, number, 1) for number, word in enumerate(segment.words))


def _token_starts(segment: Segment) -> list[int]:
    """Where each token begins in the text, in code points."""
    starts: list[int] = []
    length = 0
    for token in _tokens(segment):
        length += bool(starts) and not token.is_glued
        starts.append(length)
        length += len(token.text)
    return starts
