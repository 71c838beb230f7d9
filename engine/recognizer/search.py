"""From emissions to words: a beam search over the lexicon tree with the word trigram."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.recognizer.lexicon import Lexicon, LexiconTree
from engine.recognizer.ngram import SENTENCE, NgramModel
from engine.recognizer.search_kernel import advance, log_add

Ints = NDArray[np.int64]

_NEAR = 3  # emissions
_MOST_RIVALS = 24  # of a word


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
        self._tree = (
            tree.child_starts, tree.children, tree.units, tree.word_starts, tree.words, tree.best_unigram,
        )  # fmt: skip

    def __call__(self, emissions: NDArray[np.float32]) -> tuple[list[WordSpan], float]:
        """The best reading of an utterance.

        Args:
            emissions: float32 [n_emissions, n_units], log-probabilities, unit 0 the blank

        Returns:
            its words with their places, and its score
        """
        options = self.options
        if len(emissions) == 0:
            return [], 0.0
        room = (len(emissions) + 1) * 4 * options.width
        words, before, ends = (np.full(room, -1, dtype=np.int64) for _ in range(3))
        nodes, states, _lasts, blanks, labels, traces, n_traces = advance(
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
            words, before, ends, 0,
        )  # fmt: skip
        best_score, best_trace = -np.inf, -1
        for row in np.nonzero(nodes == 0)[0]:  # only here no word is unfinished
            end_score, _ = self._ngram.score(int(states[row]), self._ngram.n_words + SENTENCE)
            score = log_add(blanks[row], labels[row]) + options.lm_weight * end_score
            if score > best_score:
                best_score, best_trace = score, int(traces[row])
        spans: list[WordSpan] = []
        while best_trace >= 0:
            previous = int(before[best_trace])
            start = int(ends[previous]) if previous >= 0 else 0
            spans.append(WordSpan(self._lexicon.words[words[best_trace]], start, int(ends[best_trace])))
            best_trace = previous
        return self._with_rivals(spans[::-1], words[:n_traces], before[:n_traces], ends[:n_traces]), float(best_score)

    def _with_rivals(
        self, spans: list[WordSpan], words: Ints, before: Ints, ends: Ints
    ) -> list[WordSpan]:  # fmt: skip
        """Each word with those that other hypotheses had between about the same two moments."""
        starts = np.where(before >= 0, ends[np.maximum(before, 0)], 0)
        found = []
        for span in spans:
            near = (np.abs(ends - span.end) <= _NEAR) & (np.abs(starts - span.start) <= _NEAR)
            others, counts = np.unique(words[near], return_counts=True)
            chosen = others[np.argsort(-counts, kind="stable")][: _MOST_RIVALS + 1]
            rivals = tuple(self._lexicon.words[word] for word in chosen if self._lexicon.words[word] != span.word)
            found.append(replace(span, rivals=rivals[:_MOST_RIVALS]))
        return found
