"""The n-gram model as an automaton, for searches in compiled code.

A state is all that matters of the words so far: the longest run of them that the model holds and that has children, by
its node; `NO_STATE` where there is none. So words whose difference can change nothing any more share a state.

Source: Allauzen, Mohri & Roark 2003, section 4 (back-off transitions).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from engine.layers.ngram import BackoffModel

NO_STATE = -1


@njit(cache=True)
def _find(words: np.ndarray, start: int, end: int, word: int) -> int:
    """The place of a word among sorted ones, -1 where it is not."""
    stop = end
    while start < end:
        middle = (start + end) // 2
        if words[middle] < word:
            start = middle + 1
        else:
            end = middle
    return start if start < stop and words[start] == word else -1


@njit(cache=True)
def _length(firsts: np.ndarray, node: int) -> int:
    """How many tokens a node has, less one."""
    length = 0
    while node >= firsts[length + 1]:
        length += 1
    return length


@njit(cache=True)
def ngram_score(
    unigrams: np.ndarray,
    unigram_backoffs: np.ndarray,
    words: np.ndarray,
    codes: np.ndarray,
    backoff_codes: np.ndarray,
    starts: np.ndarray,
    firsts: np.ndarray,
    book: np.ndarray,
    book_starts: np.ndarray,
    backoff_book_starts: np.ndarray,
    links: np.ndarray,
    state: int,
    word: int,
) -> tuple[float, int]:
    """Log-probability of a word after a state, and the state after it.

    A word beyond the tokens, of which the model knows the unigram alone, is one of those that its last token stands for
    (Brown et al. 1992, eq. 2).
    """
    n_tokens = unigram_backoffs.shape[0]
    n_inner = starts.shape[0] - 1
    log_probability = 0.0
    if word >= n_tokens:
        log_probability = unigrams[word] - unigrams[n_tokens - 1]
        word = n_tokens - 1
    is_scored = False
    node: Any = state
    while node >= 0:
        found = _find(words, starts[node], starts[node + 1], word)
        if found >= 0:
            if not is_scored:
                log_probability += book[book_starts[_length(firsts, found)] + codes[found]]
                is_scored = True
            if found < n_inner and starts[found] < starts[found + 1]:
                return log_probability, found
        elif not is_scored:
            if node < n_tokens:
                log_probability += unigram_backoffs[node]
            else:
                log_probability += book[backoff_book_starts[_length(firsts, node)] + backoff_codes[node]]
        node = np.int64(links[node - n_tokens]) if node >= n_tokens else -1
    if not is_scored:
        log_probability += unigrams[word]
    return log_probability, word if starts[word] < starts[word + 1] else -1


@njit(cache=True)
def _linked(words: np.ndarray, starts: np.ndarray, n_tokens: int) -> np.ndarray:
    n_inner = starts.shape[0] - 1
    links = np.full(max(0, n_inner - n_tokens), -1, dtype=np.int32)
    for parent in range(n_inner):  # shorter ones first, so what is looked up is done
        for node in range(starts[parent], min(starts[parent + 1], n_inner)):
            word: Any = np.int64(words[node])
            shorter: Any = np.int64(links[parent - n_tokens]) if parent >= n_tokens else -1
            while shorter >= 0:
                found = _find(words, starts[shorter], starts[shorter + 1], word)
                if found >= 0 and found < n_inner and starts[found] < starts[found + 1]:
                    links[node - n_tokens] = found
                    break
                shorter = np.int64(links[shorter - n_tokens]) if shorter >= n_tokens else -1
            if shorter < 0 and starts[word] < starts[word + 1]:
                links[node - n_tokens] = word
    return links


def state_links(model: BackoffModel) -> NDArray[np.int32]:
    """The state that each node of length two and more falls back to, `NO_STATE` for none.

    Returns:
        int32 [n_inner - n_tokens]
    """
    links: NDArray[np.int32] = _linked(model.words, model.starts, model.n_tokens)
    return links


def score_arrays(model: BackoffModel, links: NDArray[np.int32]) -> tuple[NDArray[np.generic], ...]:
    """What `ngram_score` takes before state and word."""
    return (
        model.unigrams, model.unigram_backoffs, model.words, model.codes, model.backoff_codes, model.starts, model.firsts,
        model.book, model.book_starts, model.backoff_book_starts, links,
    )  # fmt: skip
