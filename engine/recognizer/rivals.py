"""What else may have been said in each place of a reading, how sure the chosen word is, and where it lies exactly.

Every word the search thought of near a chosen word's place is weighed against it: sound by its best path through the
same emissions, language by the words on both sides. The chosen word's share is its confidence before calibration.

Source: Evermann & Woodland 2000 (word posteriors); Platt 1999, eq. 1 (calibration).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.contract.types import Alternative
from engine.recognizer.alignment import align
from engine.recognizer.lexicon import Lexicon
from engine.recognizer.ngram import SENTENCE, NgramModel
from engine.recognizer.search import SearchOptions, WordSpan

_LEAST_SUPPORT = 0.02  # of a word that no reading has but its own contest likes
_LEAST_SHARE = 1e-3  # of readings: there are some hundred


@dataclass(frozen=True, slots=True)
class ConfidenceOptions:
    """How shares become probabilities; fitted on every fourth dev utterance, see engine/training/RESULTS.md."""

    sharpness: float = 0.6  # of the contest between rivals
    slope: float = 0.480
    offset: float = -0.015
    support_sharpness: float = 0.3  # of the contest between readings, where there are several
    support_slope: float = 0.516
    support_offset: float = -0.084


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word with its exact place, confidence and rivals."""

    span: WordSpan
    confidence: float
    alternatives: tuple[Alternative, ...]


class Rivals:
    """Weighs the words of a reading.

    Args:
        lexicon: of the search
        ngram: of the search
        search: its weights
        options: see `ConfidenceOptions`
    """

    def __init__(
        self, lexicon: Lexicon, ngram: NgramModel, search: SearchOptions, options: ConfidenceOptions
    ) -> None:  # fmt: skip
        self._ngram, self._search, self.options = ngram, search, options
        self._ids = lexicon.ids
        self._lexicon = lexicon

    def placed(self, emissions: NDArray[np.float32], spans: list[WordSpan]) -> list[WordSpan]:
        """The same words at the places of the best path through all of them.

        Args:
            emissions: float32 [n_emissions, n_units], as the search had them
            spans: its words
        """
        spoken = [self.best(emissions[span.start : span.end], self._ids[span.word])[1] for span in spans]
        if not spoken:
            return []
        _, starts, ends = align(emissions, np.concatenate(spoken))
        edges = np.cumsum([0, *(len(units) for units in spoken)])
        return [
            replace(span, start=int(starts[edges[n]]), end=int(ends[edges[n + 1] - 1])) for n, span in enumerate(spans)
        ]

    def weighed(self, emissions: NDArray[np.float32], spans: list[WordSpan], n_alternatives: int) -> list[Weighed]:
        """Each word with its confidence and its likeliest rivals."""
        words = [self._ids[span.word] for span in spans]
        states = [self._ngram.initial_state]
        for word in words:
            states.append(self._ngram.score(states[-1], word)[1])
        after = [*words, self._ngram.n_words + SENTENCE, self._ngram.n_words + SENTENCE]
        exact = self.placed(emissions, spans)
        return [
            self._weigh(emissions[span.start : span.end], span, exact[n], states[n], after[n + 1 : n + 3], n_alternatives)
            for n, span in enumerate(spans)
        ]

    def _weigh(
        self, emissions: NDArray[np.float32], span: WordSpan, exact: WordSpan, state: int, after: list[int], limit: int
    ) -> Weighed:  # fmt: skip
        candidates = [span.word, *span.rivals]
        scores = np.array([self._score(emissions, self._ids[word], state, after) for word in candidates])
        shares = np.exp((scores - scores.max()) * self.options.sharpness)
        shares /= shares.sum()
        share, slope, offset = float(np.clip(shares[0], 1e-6, 1 - 1e-6)), self.options.slope, self.options.offset
        if span.supports:
            # What whole readings say of a word is worth more than its own contest, which then only orders rivals that they lack.
            shares = np.array(span.supports) + _LEAST_SUPPORT * shares
            share = float(np.clip(span.supports[0], _LEAST_SHARE, 1 - _LEAST_SHARE))
            slope, offset = self.options.support_slope, self.options.support_offset
        logit = slope * math.log(share / (1 - share)) + offset
        confidence = 1 / (1 + math.exp(-min(30.0, max(-30.0, logit))))
        # What the chosen word lacks is divided among its rivals by their shares.
        scale = (1 - confidence) / max(1e-9, float(shares[1:].sum()))
        order = np.argsort(-shares[1:])[:limit] + 1
        alternatives = tuple(
            Alternative(candidates[n], float(min(1.0, shares[n] * scale))) for n in order if shares[n] * scale > 0.01
        )
        return Weighed(replace(exact, rivals=(), supports=()), confidence, alternatives)

    def _score(self, emissions: NDArray[np.float32], word: int, state: int, after: list[int]) -> float:
        language, state = self._ngram.score(state, word)
        for following in after:
            score, state = self._ngram.score(state, following)
            language += score
        return self.best(emissions, word)[0] + self._search.lm_weight * language

    def best(self, emissions: NDArray[np.float32], word: int) -> tuple[float, NDArray[np.int64]]:
        """The pronunciation of a word, by its number, that fits best, after its path's log-probability."""
        pronunciations = self._lexicon.pronunciations(word)
        best = (-math.inf, pronunciations[0])
        for units in pronunciations:
            score = float(align(emissions, units)[0])
            if score > best[0]:
                best = (score, units)
        return best
