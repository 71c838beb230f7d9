"""A back-off word trigram model in flat arrays, read from compiled code during the search.

The state after some words is either a pair of words the model knows (its number, from `n_words + 2` on) or the last
word alone (its id). Logarithms are natural.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from engine.contract.errors import ModelError
from engine.layers.quantisation import quantised

SENTENCE = 0  # added to n_words: the mark before and after a sentence
UNKNOWN = 1  # added to n_words: any other word

Floats = NDArray[np.float32]


@njit(cache=True)
def _find(words: np.ndarray, start: int, end: int, word: int) -> int:
    while start < end:
        middle = (start + end) // 2
        if words[middle] < word:
            start = middle + 1
        else:
            end = middle
    return start


@njit(cache=True)
def ngram_score(
    unigrams: np.ndarray,
    unigram_backoffs: np.ndarray,
    bigram_starts: np.ndarray,
    bigram_words: np.ndarray,
    bigrams: np.ndarray,
    bigram_backoffs: np.ndarray,
    trigram_starts: np.ndarray,
    trigram_words: np.ndarray,
    trigrams: np.ndarray,
    state: int,
    word: int,
) -> tuple[float, int]:
    """Log-probability of a word after a state, and the state after it."""
    size = unigrams.shape[0]
    log_probability = 0.0
    last = state
    scored = False
    if state >= size:
        pair = state - size
        last = bigram_words[pair]
        end = trigram_starts[pair + 1]
        found = _find(trigram_words, trigram_starts[pair], end, word)
        if found < end and trigram_words[found] == word:
            log_probability = trigrams[found]
            scored = True
        else:
            log_probability = bigram_backoffs[pair]
    end = bigram_starts[last + 1]
    found = _find(bigram_words, bigram_starts[last], end, word)
    if found < end and bigram_words[found] == word:
        if not scored:
            log_probability += bigrams[found]
        return log_probability, size + found
    if not scored:
        log_probability += unigram_backoffs[last] + unigrams[word]
    return log_probability, word


@dataclass(frozen=True, slots=True)
class NgramModel:
    """A trigram model; the words after each context are sorted.

    Args:
        n_words: size of the vocabulary, without the two marks
        unigrams: float32 [n_words + 2]; unigram_backoffs the same
        bigram_starts: int64 [n_words + 3]; where each first word's bigrams begin
        bigram_words: uint16 [n_bigrams]; bigrams and bigram_backoffs float32 the same
        trigram_starts: int64 [n_bigrams + 1]
        trigram_words: uint16 [n_trigrams]; trigrams float32 the same
    """

    n_words: int
    unigrams: Floats
    unigram_backoffs: Floats
    bigram_starts: NDArray[np.int64]
    bigram_words: NDArray[np.uint16]
    bigrams: Floats
    bigram_backoffs: Floats
    trigram_starts: NDArray[np.int64]
    trigram_words: NDArray[np.uint16]
    trigrams: Floats

    @property
    def arrays(self) -> tuple[NDArray[np.generic], ...]:
        """What `ngram_score` takes before state and word."""
        return tuple(getattr(self, field.name) for field in fields(self)[1:])

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
        n_words, n_new = self.n_words, len(chances)
        if n_words + n_new + 2 > np.iinfo(np.uint16).max:
            raise ModelError("The language model has no room for so many new words.")
        lowered = self.unigrams + np.float32(np.log1p(-sum(chances)))

        def moved(numbers: NDArray[np.uint16]) -> NDArray[np.uint16]:
            # The marks of sentence and unknown word stand behind all words, so their numbers grow.
            wide = numbers.astype(np.int64)
            return np.where(wide >= n_words, wide + n_new, wide).astype(np.uint16)

        return replace(
            self,
            n_words=n_words + n_new,
            unigrams=np.insert(lowered, n_words, np.log(chances).astype(np.float32)),
            unigram_backoffs=np.insert(self.unigram_backoffs, n_words, np.zeros(n_new, np.float32)),
            bigram_starts=np.insert(self.bigram_starts, n_words, np.full(n_new, self.bigram_starts[n_words])),
            bigram_words=moved(self.bigram_words),
            trigram_words=moved(self.trigram_words),
        )

    def save(self, path: Path) -> None:
        """Writes the model with eight bits a number."""
        tensors: dict[str, NDArray[np.generic]] = {}
        for name in ("unigrams", "unigram_backoffs"):
            tensors[name] = getattr(self, name)
        for name in ("bigrams", "bigram_backoffs", "trigrams"):
            tensors[f"{name}_codes"], tensors[f"{name}_book"] = quantised(getattr(self, name))
        tensors["bigram_counts"] = np.diff(self.bigram_starts).astype(np.uint32)
        tensors["trigram_counts"] = np.diff(self.trigram_starts).astype(np.uint16)
        tensors["bigram_words"], tensors["trigram_words"] = self.bigram_words, self.trigram_words
        save_file(tensors, path)

    @classmethod
    def load(cls, path: Path) -> NgramModel:
        """Reads a model.

        Raises:
            ModelError: no file there, or not such a file
        """
        try:
            tensors = load_file(path)
            return cls(
                n_words=len(tensors["unigrams"]) - 2,
                unigrams=tensors["unigrams"],
                unigram_backoffs=tensors["unigram_backoffs"],
                bigram_starts=np.concatenate([[0], np.cumsum(tensors["bigram_counts"], dtype=np.int64)]),
                bigram_words=tensors["bigram_words"],
                bigrams=tensors["bigrams_book"][tensors["bigrams_codes"]],
                bigram_backoffs=tensors["bigram_backoffs_book"][tensors["bigram_backoffs_codes"]],
                trigram_starts=np.concatenate([[0], np.cumsum(tensors["trigram_counts"], dtype=np.int64)]),
                trigram_words=tensors["trigram_words"],
                trigrams=tensors["trigrams_book"][tensors["trigrams_codes"]],
            )
        except (OSError, SafetensorError, KeyError) as error:
            raise ModelError("The language model is missing or damaged.", details=f"{path}: {error}") from error


def add_words(source: Path, target: Path, chances: list[float]) -> None:
    """Copies a saved model with further words; see `NgramModel.with_words`."""
    NgramModel.load(source).with_words(chances).save(target)
