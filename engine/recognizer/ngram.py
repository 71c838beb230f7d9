"""The recognizer's language model: a back-off model of words, read from compiled code during the search.

Words have the numbers of the vocabulary, then come two marks. A state after some words is a node of the model, see
engine.layers.ngram_states. Logarithms are natural.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import ModelError
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
        """Size of the vocabulary, without the two marks."""
        return self.model.n_tokens - 2

    @property
    def unigrams(self) -> NDArray[np.float32]:
        """float32 [n_words + 2], log-probabilities."""
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

    def with_words(self, chances: list[float]) -> NgramModel:
        """The same with further words, which come after the others and are known as single words only.

        Args:
            chances: of the new words, together well below one; the others' are lowered by so much

        Raises:
            ModelError: more words than numbers for them
        """
        model, n_words, n_new = self.model, self.n_words, len(chances)
        if n_words + n_new + 2 > np.iinfo(np.uint16).max:
            raise ModelError("The language model has no room for so many new words.")
        lowered = model.unigrams + np.float32(np.log1p(-sum(chances)))
        # The marks and all longer runs stand behind the words, so their numbers grow; so do those of the marks as words.
        words = model.words.astype(np.int64)
        words = np.where(words >= n_words, words + n_new, words)
        nothing = np.zeros(n_new, np.uint8)
        starts = np.insert(model.starts, n_words, np.full(n_new, model.starts[n_words])) + np.int32(n_new)
        wider = replace(
            model,
            unigrams=np.insert(lowered, n_words, np.log(chances).astype(np.float32)),
            unigram_backoffs=np.insert(model.unigram_backoffs, n_words, nothing),
            words=np.insert(words, n_words, n_words + np.arange(n_new)).astype(np.uint16),
            codes=np.insert(model.codes, n_words, nothing),
            backoff_codes=np.insert(model.backoff_codes, n_words, nothing),
            starts=starts.astype(np.int32),
            firsts=np.concatenate([[0], model.firsts[1:] + n_new]),
        )
        return NgramModel(wider, np.where(self.links >= n_words, self.links + n_new, self.links).astype(np.int32))

    def with_chance(self, words: list[int], chance: float) -> NgramModel:
        """The same with some words as likely as `chance` where nothing is known of the words before them."""
        unigrams = self.unigrams.copy()
        unigrams[words] = np.log(chance)
        return replace(self, model=replace(self.model, unigrams=unigrams))

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


def add_words(source: Path, target: Path, chances: list[float]) -> None:
    """Copies a saved model with further words; see `NgramModel.with_words`."""
    NgramModel.load(source).with_words(chances).save(target)
