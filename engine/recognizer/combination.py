"""What several hearings of an utterance were read as, weighed by all of them together.

Emissions of hearings at different tempos cannot be averaged one by one, but the chance of a whole reading can: each hearing's
search proposes its best readings, and every hearing says how well it fits every one.

Source: Beyerlein 1998 (several models' scores of a sentence added); Fiscus 1997 (what several recognisers found, combined);
Rastrow et al. 2011, "Hill climbing on speech lattices" (a reading changed in one place after another while its score rises).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from engine.recognizer.alignment import NOWHERE
from engine.recognizer.hearings import Hearing
from engine.recognizer.lexicon import Lexicon
from engine.recognizer.ngram import NgramModel
from engine.recognizer.rivals import Rivals
from engine.recognizer.search import MOST_RIVALS, Reading, SearchOptions, WordSpan

_LEEWAY = 10  # emissions that a unit may lie outside its word's place in the hearing that found it
_NEAR = 5  # emissions within which two words are in the same place
_ROUNDS = 3  # of crossing the best reading with the others
_PARTNERS = 80  # readings that it is crossed with

Words = tuple[str, ...]
Opinion = Callable[[Sequence[Reading]], list[Reading]]  # readings with new scores, the best first


class Combination:
    """Joins the readings of several hearings.

    Args:
        rivals: knows how words are spoken
        lexicon: of the search
        ngram: of the search
        options: the search's weights
    """

    def __init__(self, rivals: Rivals, lexicon: Lexicon, ngram: NgramModel, options: SearchOptions) -> None:
        self._rivals, self._ngram, self._options = rivals, ngram, options
        self._ids = lexicon.ids

    def __call__(
        self, hearings: Sequence[Hearing], emissions: Sequence[NDArray[np.float32]], found: Sequence[Sequence[Reading]]
    ) -> Pool:
        """The readings that differ in their words.

        Args:
            hearings: how the utterance was heard
            emissions: of each, float32 [n_emissions, n_units], as its search had them
            found: what each search found
        """
        spoken: dict[WordSpan, _Spoken] = {}
        readings: dict[Words, tuple[WordSpan, ...]] = {}
        for hearing, heard, ones in zip(hearings, emissions, found, strict=True):
            for one in ones:
                if _words(one.spans) not in readings:
                    readings[_words(one.spans)] = tuple(self._plain(span, hearing, heard, spoken) for span in one.spans)
        return Pool(hearings, emissions, list(readings.values()), spoken, self._options.acoustic_scale, self._language)

    def _plain(
        self, span: WordSpan, hearing: Hearing, heard: NDArray[np.float32], spoken: dict[WordSpan, _Spoken]
    ) -> WordSpan:
        """A word where a plain hearing has it; how it was spoken is noted."""
        start, end = hearing.plain(span.start), hearing.plain(span.end)
        plain = replace(span, start=max(0, round(start)), end=max(1, round(end)))
        if plain not in spoken:
            spoken[plain] = _Spoken(self._rivals.best(heard[span.start : span.end], self._ids[span.word])[1], start, end)
        return plain

    def _language(self, words: Words) -> float:
        """What the search gives words and their order."""
        log_probability = self._ngram.log_probability([self._ids[word] for word in words])
        return self._options.lm_weight * log_probability + self._options.word_bonus * len(words)


class _Spoken(NamedTuple):
    """How a word was spoken: its units, and from where to where, in emissions of a plain hearing."""

    units: NDArray[np.int64]
    start: float
    end: float


class Pool:
    """The readings of an utterance, of which others can be made: one reading with a stretch of another.

    A search's best readings differ in few places from its very best. Where one hearing is right in the beginning and another at
    the end, no search has the whole, but crossed with one another their readings have.

    Args:
        hearings: how the utterance was heard
        emissions: of each, float32 [n_emissions, n_units]
        readings: that differ in their words, places as in a plain hearing
        spoken: how each of their words was
        acoustic_scale: weight of the sound
        language: weighed score of words and their order
    """

    def __init__(
        self, hearings: Sequence[Hearing], emissions: Sequence[NDArray[np.float32]], readings: Sequence[tuple[WordSpan, ...]],
        spoken: Mapping[WordSpan, _Spoken], acoustic_scale: float, language: Callable[[Words], float],
    ) -> None:  # fmt: skip
        self._hearings, self._emissions, self._spoken = hearings, emissions, spoken
        self._acoustic_scale, self._language = acoustic_scale, language
        self._known: dict[Words, Reading] = {}
        #: the best first
        self.readings = self._scored(readings)

    def explored(self, opinion: Opinion | None, n_weighed: int, n_crossed: int) -> list[Reading]:
        """The readings and what comes of crossing them: those that the judge saw, the best first, and then the others.

        Args:
            opinion: a stronger judge, if there is one
            n_weighed: at most so many readings are shown to it at first
            n_crossed: and so many crossed ones in each round after that
        """
        readings = self._climbed(self.readings, (), list, None)
        if opinion is None or len(readings) < 2:
            return readings
        weighed = self._climbed(opinion(readings[:n_weighed]), readings[n_weighed:], opinion, n_crossed)
        # The others count as if the judge had changed them as it changed those it saw on average.
        before = dict(self._known)
        changes = [reading.score - before.pop(_words(reading.spans)).score for reading in weighed]
        change = sum(changes) / len(changes)
        return weighed + [Reading(reading.spans, reading.score + change) for reading in before.values()]

    def _climbed(self, readings: list[Reading], others: Sequence[Reading], opinion: Opinion, most: int | None) -> list[Reading]:
        """The readings and new ones, at most so many a round: the best is crossed with the rest until no better one comes of it."""
        for _ in range(_ROUNDS):
            new = self._crossed(readings[0], [*readings[1:], *others][:_PARTNERS])[:most] if readings else []
            if not new:
                break
            new = opinion(new)
            is_better = new[0].score > readings[0].score
            readings = sorted([*readings, *new], key=lambda reading: -reading.score)
            if not is_better:
                break
        return readings

    def _crossed(self, best: Reading, others: Sequence[Reading]) -> list[Reading]:
        """Readings that are new: the best one with one stretch of another, the best of them first."""
        new: dict[Words, tuple[WordSpan, ...]] = {}
        for other in others:
            differing = _differing(best.spans, other.spans)
            for (start, end), (other_start, other_end) in differing if len(differing) > 1 else ():
                spans = (*best.spans[:start], *other.spans[other_start:other_end], *best.spans[end:])
                if _words(spans) not in self._known:
                    new.setdefault(_words(spans), spans)
        return self._scored(list(new.values()))

    def _scored(self, readings: Sequence[tuple[WordSpan, ...]]) -> list[Reading]:
        """Readings with what sound and language give them, the best first."""
        if not readings:
            return []
        units = [[self._spoken[span] for span in spans] for spans in readings]
        rows = [np.concatenate([np.zeros(0, np.int64), *(one.units for one in row)]) for row in units]
        places = [np.array([(one.start, one.end) for one in row for _ in one.units]).reshape(-1, 2) for row in units]
        bounds = np.cumsum([0, *map(len, rows)])
        # Of crossed readings a word may begin or end a little before the one before it.
        place = np.concatenate([np.maximum.accumulate(row) for row in places])
        sound = np.zeros(len(readings))
        for hearing, heard in zip(self._hearings, self._emissions, strict=True):
            earliest = np.floor(hearing.heard(place[:, 0])).astype(np.int64) - _LEEWAY
            latest = np.ceil(hearing.heard(place[:, 1])).astype(np.int64) + _LEEWAY
            sound += best_paths(heard, np.concatenate(rows), bounds, earliest, latest)
        scores = sound * (self._acoustic_scale / len(self._hearings)) + [self._language(_words(spans)) for spans in readings]
        found = [Reading(readings[number], float(scores[number])) for number in np.argsort(-scores)]
        self._known |= {_words(reading.spans): reading for reading in found}
        return found


def _words(spans: Sequence[WordSpan]) -> Words:
    return tuple(span.word for span in spans)


def _differing(one: Sequence[WordSpan], other: Sequence[WordSpan]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The stretches, as word numbers from and to, in which two readings differ, between words that both have in the same place."""
    found = []
    start, other_start = 0, 0  # where the present stretch begins
    for other_end, span in enumerate(other):
        for end in range(start, len(one)):
            if one[end].start > span.start + _NEAR:
                break
            if one[end].word == span.word and _distance(one[end], span) <= _NEAR:
                found.append(((start, end), (other_start, other_end)))
                start, other_start = end + 1, other_end + 1
                break
    found.append(((start, len(one)), (other_start, len(other))))
    return [(own, others) for own, others in found if own[0] < own[1] or others[0] < others[1]]


def supported(spans: Sequence[WordSpan], readings: Sequence[Reading], sharpness: float) -> list[WordSpan]:
    """The words of a reading, each with the share of all readings that have it in its place, and what the others have there.

    Args:
        spans: of one of the readings
        readings: with their final scores
        sharpness: of the shares: a reading counts exp(sharpness * score)

    Source: Wessel et al. 2001 (word posteriors from the best sentences).
    """
    scores = np.array([reading.score for reading in readings])
    weights = np.exp(sharpness * (scores - scores.max()))
    shares = (weights / weights.sum()).tolist()
    owners = [number for number, reading in enumerate(readings) for _ in reading.spans]
    every = [span for reading in readings for span in reading.spans]
    starts, ends = (np.array(places, dtype=np.int64) for places in ([span.start for span in every], [span.end for span in every]))
    found = []
    for span in spans:
        distances = np.maximum(abs(starts - span.start), abs(ends - span.end))
        nearest: dict[int, tuple[bool, int, str]] = {}  # of each reading: whether it is another word, how far away, which
        for at in np.flatnonzero(distances <= _NEAR).tolist():
            one = (every[at].word != span.word, int(distances[at]), every[at].word)
            nearest[owners[at]] = min(one, nearest.get(owners[at], one))
        own, support = 0.0, Counter[str]()
        for number, (is_other, _, word) in nearest.items():
            if is_other:
                support[word] += shares[number]
            else:
                own += shares[number]
        rivals = dict.fromkeys([*(word for word, _ in support.most_common()), *span.rivals])
        rivals.pop(span.word, None)
        others = tuple(rivals)[:MOST_RIVALS]
        found.append(replace(span, rivals=others, supports=(own, *(support[word] for word in others))))
    return found


def _distance(one: WordSpan, other: WordSpan) -> int:
    """Emissions between two words' beginnings or ends, whichever are further apart."""
    return max(abs(one.start - other.start), abs(one.end - other.end))


@njit(cache=True, nogil=True)
def best_paths(
    emissions: np.ndarray, labels: np.ndarray, bounds: np.ndarray, earliest: np.ndarray, latest: np.ndarray
) -> np.ndarray:
    """The best CTC path's log-probability of each of several rows of labels, as `align` finds it.

    Args:
        emissions: float32 [n_emissions, n_units], log-probabilities, unit 0 the blank
        labels: int64 [n_labels], of all rows
        bounds: int64 [n_rows + 1], where each row begins in labels
        earliest: int64 [n_labels], no label is sought before this emission; it does not fall within a row
        latest: int64 [n_labels], nor from this one on; the same. Where no path keeps to both, any is sought

    Returns:
        float64 [n_rows]
    """
    found = np.empty(len(bounds) - 1)
    for row in range(len(found)):
        first, last = bounds[row], bounds[row + 1]
        total = _best_path(emissions, labels[first:last], earliest[first:last], latest[first:last])
        if total <= NOWHERE / 2:
            anywhere = np.zeros(last - first, dtype=np.int64)
            total = _best_path(emissions, labels[first:last], anywhere, anywhere + len(emissions))
        found[row] = total
    return found


@njit(cache=True, nogil=True)
def _best_path(emissions, labels, earliest, latest):  # type: ignore[no-untyped-def]
    n_labels = len(labels)
    scores = np.full(2 * n_labels + 1, NOWHERE)
    passed, reached = 0, 0  # labels that are over, labels that may have begun
    for frame in range(len(emissions)):
        while reached < n_labels and earliest[reached] <= frame:
            reached += 1
        while passed < n_labels and latest[passed] <= frame:
            scores[2 * passed] = scores[2 * passed + 1] = NOWHERE
            passed += 1
        # From the last state to the first: those before it are still as the frame before left them.
        for state in range(2 * reached, 2 * passed - 1, -1):
            unit = labels[state // 2] if state % 2 else 0
            if frame == 0:
                best = 0.0 if state < 2 else NOWHERE
            else:
                best = scores[state]
                if state > 0:
                    best = max(best, scores[state - 1])
                if state > 2 and state % 2 and unit != labels[state // 2 - 1]:
                    best = max(best, scores[state - 2])
            scores[state] = max(NOWHERE, best + emissions[frame, unit])
    return max(scores[2 * n_labels], scores[2 * n_labels - 1]) if n_labels else scores[0]
