"""A second opinion on what was heard: a stronger language model chooses among the search's readings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.recognizer.lexicon import Lexicon
from engine.recognizer.ngram import SENTENCE, NgramModel
from engine.recognizer.search import Reading


class SpokenScorer(Protocol):
    """What is needed of a language model; the caller brings it along."""

    def word_log_probabilities(self, sentences: Sequence[Sequence[str]]) -> list[list[float]]:
        """Natural log-probability of each word after those before it, and of the end, for sentences without signs."""


@dataclass(frozen=True, slots=True)
class RescoringOptions:
    """How much the second opinion counts; part of a model's configuration."""

    n_readings: int = 10  # of each hearing
    n_weighed: int = 30  # of those of all hearings
    n_crossed: int = 8  # made of them, in each round
    share: float = 0.85  # of the scorer in the mix with the n-gram
    lm_weight: float = 1.1  # of the mix, in place of the n-gram's own weight
    word_bonus: float = 0.4  # for each word, beside the search's own


class SecondOpinion:
    """Puts readings in the order of both language models together.

    Args:
        ngram: the search's own model, whose share of each score is taken out
        lexicon: of the search
        lm_weight: what the n-gram counted in the search
        options: see `RescoringOptions`
    """

    def __init__(self, ngram: NgramModel, lexicon: Lexicon, lm_weight: float, options: RescoringOptions) -> None:
        self.options = options
        self._ngram = ngram
        self._ids = lexicon.ids
        self._end = ngram.n_words + SENTENCE
        self._lm_weight = lm_weight

    def __call__(self, readings: Sequence[Reading], scorer: SpokenScorer) -> list[Reading]:
        """The readings of one utterance with their new scores, the best first."""
        sentences = [[span.word for span in reading.spans] for reading in readings]
        opinions = scorer.word_log_probabilities(sentences)
        found = [
            Reading(reading.spans, self._score(reading.score, [*map(self._ids.__getitem__, words), self._end], opinion))
            for reading, words, opinion in zip(readings, sentences, opinions, strict=True)
        ]
        return sorted(found, key=lambda reading: -reading.score)

    def _score(self, score: float, tokens: Sequence[int], opinion: Sequence[float]) -> float:
        share, state = self.options.share, self._ngram.initial_state
        first_total, mixed_total = 0.0, 0.0
        for token, second in zip(tokens, opinion, strict=True):
            first, state = self._ngram.score(state, token)
            first_total += first
            mixed_total += math.log(share * math.exp(second) + (1 - share) * math.exp(first) + 1e-30)
        language = self.options.lm_weight * mixed_total + self.options.word_bonus * (len(tokens) - 1)
        return score - self._lm_weight * first_total + language
