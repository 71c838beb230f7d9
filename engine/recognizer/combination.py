"""What several hearings of an utterance were read as, weighed by all of them together.

Emissions of hearings at different tempos cannot be averaged one by one, but the chance of a whole reading can: each hearing's
search proposes its best readings, and every hearing says how well it fits every one.

Source: Beyerlein 1998 (several models' scores of a sentence added); Fiscus 1997 (what several recognisers found, combined).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

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
    ) -> list[Reading]:
        """The readings that differ in their words, places as in a plain hearing, the best first.

        Args:
            hearings: how the utterance was heard
            emissions: of each, float32 [n_emissions, n_units], as its search had them
            found: what each search found
        """
        readings: dict[tuple[str, ...], list[WordSpan]] = {}
        spoken: list[NDArray[np.int64]] = []
        places: list[NDArray[np.float64]] = []  # of each unit: from where to where its word lies
        for hearing, heard, ones in zip(hearings, emissions, found, strict=True):
            units_of: dict[tuple[str, int, int], NDArray[np.int64]] = {}
            for one in ones:
                words = tuple(span.word for span in one.spans)
                if words in readings:
                    continue
                units, edges = [], []
                for span in one.spans:
                    key = (span.word, span.start, span.end)
                    if key not in units_of:
                        units_of[key] = self._rivals.best(heard[span.start : span.end], self._ids[span.word])[1]
                    units.append(units_of[key])
                    edges.append((len(units_of[key]), hearing.plain(span.start), hearing.plain(span.end)))
                readings[words] = [
                    replace(span, start=max(0, round(start)), end=max(1, round(end)))
                    for span, (_, start, end) in zip(one.spans, edges, strict=True)
                ]
                spoken.append(np.concatenate([np.zeros(0, np.int64), *units]))
                places.append(np.array([(start, end) for n, start, end in edges for _ in range(n)]).reshape(-1, 2))
        if not readings:
            return []
        bounds = np.cumsum([0, *map(len, spoken)])
        labels, place = np.concatenate(spoken), np.concatenate(places)
        sound = np.zeros(len(readings))
        for hearing, heard in zip(hearings, emissions, strict=True):
            earliest = np.floor(hearing.heard(place[:, 0])).astype(np.int64) - _LEEWAY
            latest = np.ceil(hearing.heard(place[:, 1])).astype(np.int64) + _LEEWAY
            sound += best_paths(heard, labels, bounds, earliest, latest)
        scores = sound * (self._options.acoustic_scale / len(hearings)) + [self._language(words) for words in readings]
        spans = list(readings.values())
        return [Reading(tuple(spans[number]), float(scores[number])) for number in np.argsort(-scores)]

    def _language(self, words: Sequence[str]) -> float:
        """What the search gives words and their order."""
        log_probability = self._ngram.log_probability([self._ids[word] for word in words])
        return self._options.lm_weight * log_probability + self._options.word_bonus * len(words)


def supported(spans: Sequence[WordSpan], readings: Sequence[Reading], sharpness: float) -> list[WordSpan]:
    """The words of a reading, each with the share of all readings that have it in its place, and what the others have there.

    Args:
        spans: of one of the readings
        readings: with their final scores
        sharpness: of the shares: a reading counts exp(sharpness * score)

    Source: Wessel et al. 2001 (word posteriors from the best sentences).
    """
    scores = np.array([reading.score for reading in readings])
    shares = np.exp(sharpness * (scores - scores.max()))
    shares /= shares.sum()
    found = []
    for span in spans:
        own, support = 0.0, Counter[str]()
        for reading, share in zip(readings, shares.tolist(), strict=True):
            near = [(_distance(one, span), one.word) for one in reading.spans if _distance(one, span) <= _NEAR]
            if any(word == span.word for _, word in near):
                own += share
            elif near:
                support[min(near)[1]] += share
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
