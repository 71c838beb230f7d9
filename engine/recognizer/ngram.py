"""The recognizer's language model: a back-off model of words, read from compiled code during the search.

Words have the numbers of the vocabulary, then come two marks, then further words, of which no runs are known: they stand wherever
a word stands that is unknown. A state after some words is a node of the model, see engine.layers.ngram_states. Logarithms are natural.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.layers.ngram import BackoffModel
from engine.layers.ngram_states import ngram_score, score_arrays, state_links

SENTENCE = 0  # added to n_words: the mark before and after a sentence
UNKNOWN = 1  # added to n_words: any other word


@dataclass(frozen=True, slots=True)
class NgramModel:
    """A back-off model whose last two tokens are the marks.

    Args:
        model: of the words and the marks
        links: int32, see `state_links`
    """

    model: BackoffModel
    links: NDArray[np.int32]

    @classmethod
    def of(cls, model: BackoffModel) -> NgramModel:
        """Takes a model of words and marks."""
        return cls(model, state_links(model))

    @property
    def n_words(self) -> int:
        """Size of the vocabulary, without the two marks and further words."""
        return self.model.n_tokens - 2

    @property
    def unigrams(self) -> NDArray[np.float32]:
        """float32 [n_words + 2 and further words], log-probabilities."""
        return self.model.unigrams

    @property
    def arrays(self) -> tuple[NDArray[np.generic], ...]:
        """What `ngram_score` takes before state and word."""
        return score_arrays(self.model, self.links)

    @property
    def initial_state(self) -> int:
        """The state at the start of a sentence."""
        return self.n_words + SENTENCE

    def score(self, state: int, word: int) -> tuple[float, int]:
        """Log-probability of a word after a state, and the state after it."""
        compiled: Any = ngram_score
        log_probability, after = compiled(*self.arrays, state, word)
        return float(log_probability), int(after)

    def log_probability(self, words: list[int]) -> float:
        """Log-probability of a sentence, its end included."""
        state, total = self.initial_state, 0.0
        for word in [*words, self.n_words + SENTENCE]:
            log_probability, state = self.score(state, word)
            total += log_probability
        return total

    def with_words(self, chances: Sequence[float]) -> NgramModel:
        """The same with further words.

        Args:
            chances: of the new words, together well below one; the others' are lowered by so much
        """
        lowered = self.unigrams + np.float32(np.log1p(-sum(chances)))
        return self._with_unigrams(np.append(lowered, np.log(chances)))

    def with_unknown_words(self, weights: Sequence[float]) -> NgramModel:
        """The same with further words that share what unknown words have.

        Args:
            weights: by which they share it
        """
        shares = np.log(weights) - np.log(np.sum(weights))
        return self._with_unigrams(np.append(self.unigrams, self.unigrams[self.n_words + UNKNOWN] + shares))

    def with_chances(self, chances: Mapping[int, float]) -> NgramModel:
        """The same with some words as likely as this where nothing is known of the words before them."""
        unigrams = self.unigrams.copy()
        unigrams[[*chances]] = np.log([*chances.values()])
        return self._with_unigrams(unigrams)

    def _with_unigrams(self, unigrams: NDArray[np.floating]) -> NgramModel:
        return replace(self, model=replace(self.model, unigrams=unigrams.astype(np.float32)))

    def save(self, path: Path) -> None:
        """Writes the model with eight bits a number."""
        self.model.save(path)

    @classmethod
    def load(cls, path: Path) -> NgramModel:
        """Reads a model.

        Raises:
            ModelError: no file there, or not such a file
        """
        return cls.of(BackoffModel.load(path))
