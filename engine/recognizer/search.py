"""From emissions to words: a beam search over the lexicon tree with the word n-gram."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.recognizer.lexicon import Lexicon, LexiconTree
from engine.recognizer.ngram import SENTENCE, NgramModel
from engine.recognizer.search_kernel import advance, log_add

Ints = NDArray[np.int64]

_NEAR = 3  # emissions
MOST_RIVALS = 24  # of a word
_MOST_STEPS = 200  # back through the traces, for each reading that is wanted


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How the search weighs and how far it looks; part of a model's configuration."""

    lm_weight: float = 1.0
    word_bonus: float = 0.5
    acoustic_scale: float = 1.0
    prior_scale: float = 0.4  # how much of the phones' own frequency is taken from the emissions
    beam: float = 14.0  # hypotheses further behind the best are dropped
    width: int = 300  # most hypotheses kept


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A word of a hypothesis: emissions [start, end)."""

    word: str
    start: int
    end: int
    rivals: tuple[str, ...] = ()  # other words the search thought of in about the same place
    supports: tuple[float, ...] = ()  # shares of readings that have the word, and each rival, there; none without several readings


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an utterance, with its score: sound, words and language together."""

    spans: tuple[WordSpan, ...]
    score: float


class _Ways:
    """The ways into each trace, and the best rows of traces from the start to the end."""

    def __init__(self, traces: Ints, befores: Ints, totals: NDArray[np.float64], n_traces: int) -> None:
        order = np.lexsort((-totals, traces))
        self._befores, self._totals = befores[order], totals[order]
        self._starts = np.searchsorted(traces[order], np.arange(n_traces + 1))

    def best(self, finals: list[tuple[float, int]], words: Ints, limit: int) -> list[tuple[float, list[int]]]:
        """The best rows of traces that differ in their words.

        Args:
            finals: score and last trace (-1 for no word) of each hypothesis that is complete
            words: of each trace
            limit: how many
        """
        # Each entry: score with the best way before the first trace of the row, the row, its words.
        waiting: list[tuple[float, tuple[int, ...], tuple[int, ...]]] = []
        for score, trace in finals:
            heappush(waiting, (-score, (trace,), ()))
        found: list[tuple[float, list[int]]] = []
        told: set[tuple[int, ...]] = set()
        for _ in range(_MOST_STEPS * limit):
            if not waiting or len(found) == limit:
                break
            cost, row, said = heappop(waiting)
            trace = row[0]
            if trace < 0:
                if said not in told:
                    told.add(said)
                    found.append((-cost, list(row[1:])))
                continue
            start, end = int(self._starts[trace]), int(self._starts[trace + 1])
            said = (int(words[trace]), *said)
            for way in range(start, end if limit > 1 else start + 1):
                lost = float(self._totals[start] - self._totals[way])
                heappush(waiting, (cost + lost, (int(self._befores[way]), *row), said))
        return found


class LexiconSearch:
    """Finds the likeliest word sequence.

    Source: prefix search with a language model, Graves & Jaitly 2014, section 4; tree and look-ahead, Ney & Ortmanns
    1999.
    """

    def __init__(self, lexicon: Lexicon, ngram: NgramModel, options: SearchOptions) -> None:
        self._lexicon = lexicon
        self._ngram = ngram
        self.options = options
        tree = LexiconTree.build(lexicon, ngram.unigrams)
        self._tree = tree.child_starts, tree.units, tree.word_starts, tree.words, tree.best_unigram

    def __call__(self, emissions: NDArray[np.float32]) -> tuple[list[WordSpan], float]:
        """The best reading of an utterance.

        Args:
            emissions: float32 [n_emissions, n_units], log-probabilities, unit 0 the blank

        Returns:
            its words with their places, and its score
        """
        found = self.readings(emissions, 1)
        return (list(found[0].spans), found[0].score) if found else ([], 0.0)

    def readings(self, emissions: NDArray[np.float32], limit: int) -> list[Reading]:
        """The best readings of an utterance that differ in their words, the best first.

        Two paths that meet with words that the n-gram does not tell apart are one to the search; each way into the meeting point is
        kept with its score, and the others than the best are told from these.

        Args:
            emissions: float32 [n_emissions, n_units], log-probabilities, unit 0 the blank
            limit: how many at most

        Source: Ney & Aubert 1994 (word graphs); Chow & Schwartz 1989 (the best sentences from traces).
        """
        options = self.options
        if len(emissions) == 0:
            return []
        room = (len(emissions) + 1) * 4 * options.width
        words, before, ends, edge_traces, edge_befores = (np.full(room, -1, dtype=np.int64) for _ in range(5))
        edge_totals = np.zeros(room)
        nodes, states, _lasts, blanks, labels, traces, n_traces, n_edges = advance(
            np.ascontiguousarray(emissions * np.float32(options.acoustic_scale)),
            self._tree,
            self._ngram.arrays,
            (options.lm_weight, options.word_bonus, options.beam),
            options.width,
            np.array([0]),
            np.array([self._ngram.initial_state]),
            np.array([0]),
            np.array([0.0]),
            np.array([-1e30]),
            np.array([-1]),
            words, before, ends, edge_traces, edge_befores, edge_totals,
        )  # fmt: skip
        finals = []
        for row in np.nonzero(nodes == 0)[0]:  # only here no word is unfinished
            end_score, _ = self._ngram.score(int(states[row]), self._ngram.n_words + SENTENCE)
            finals.append((float(log_add(blanks[row], labels[row]) + options.lm_weight * end_score), int(traces[row])))
        ways = _Ways(edge_traces[:n_edges], edge_befores[:n_edges], edge_totals[:n_edges], n_traces)
        words, before, ends = words[:n_traces], before[:n_traces], ends[:n_traces]
        starts = np.where(before >= 0, ends[np.maximum(before, 0)], 0)

        @cache  # readings share most of their words
        def span(word: int, start: int, end: int) -> WordSpan:
            near = (np.abs(ends - end) <= _NEAR) & (np.abs(starts - start) <= _NEAR)
            return WordSpan(self._lexicon.words[word], start, end, self._rivals(word, words[near]))

        readings = []
        for score, path in ways.best(finals, words, limit):
            moments = [0, *(int(ends[trace]) for trace in path)]
            spans = (span(int(words[trace]), *moment) for trace, moment in zip(path, pairwise(moments), strict=True))
            readings.append(Reading(tuple(spans), score))
        return readings

    def _rivals(self, word: int, near: Ints) -> tuple[str, ...]:
        """The words that other hypotheses had between about the same two moments, the most frequent first."""
        others, counts = np.unique(near, return_counts=True)
        chosen = others[np.argsort(-counts, kind="stable")][: MOST_RIVALS + 1]
        return tuple(self._lexicon.words[other] for other in chosen if other != word)[:MOST_RIVALS]
