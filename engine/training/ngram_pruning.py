"""The runs that earn their place, as a back-off model whose probabilities sum to one after every history.

Source: Seymore & Rosenfeld 1996, eq. 1 (weighted difference pruning).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numba import njit
from numpy.typing import NDArray

from engine.layers.ngram import BackoffModel
from engine.layers.ngram_states import ngram_score, score_arrays, state_links
from engine.training.ngram_counts import Mixed, count_runs, mix, smooth

Floats = NDArray[np.float64]


def estimate(tokens: NDArray[np.integer], n_tokens: int, order: int, budget: int, mark: int = 0) -> BackoffModel:
    """A model of one text.

    Args:
        tokens: [n], lines one after another, `mark` before and after each
        n_tokens: size of the vocabulary, at most 65,536
        order: longest run
        budget: how many runs of two and more may stay
        mark: the token that separates lines; no run goes across it
    """
    runs = count_runs(tokens, n_tokens, order, mark)
    return pruned(mix(runs, [smooth(runs, slice(None), n_tokens)], [1.0]), budget)


def pruned(levels: list[Mixed], budget: int) -> BackoffModel:
    """The model of the runs whose probability differs most from what shorter runs say, weighted by how often they occur.

    Args:
        levels: of lengths one and more
        budget: how many runs of two and more may stay
    """
    scores = []
    for above, level in pairwise(levels):
        lower = above.probability[level.suffix].astype(np.float64)
        own = np.bincount(level.parent, weights=level.probability, minlength=len(above.word))
        covered = np.bincount(level.parent, weights=lower, minlength=len(above.word))
        backoff = np.maximum(1 - own, 1e-9) / np.maximum(1 - covered, 1e-9)
        gain = np.log(level.probability / np.maximum(backoff[level.parent] * lower, 1e-12))
        scores.append(above.frequency[level.parent] * level.probability * gain)
    # A run that stays keeps all its beginnings: each is worth at least as much as what grows from it.
    for depth in range(len(scores) - 1, 0, -1):
        np.maximum.at(scores[depth - 1], levels[depth + 1].parent, scores[depth])
    everything = np.concatenate(scores) if scores else np.zeros(0)
    threshold = np.partition(everything, -budget)[-budget] if len(everything) > budget else -np.inf
    return _built(levels, [score >= threshold for score in scores])


def _built(levels: list[Mixed], kept: list[NDArray[np.bool_]]) -> BackoffModel:
    """The kept runs with probabilities as they were and back-offs that make every history sum to one."""
    size = len(levels[0].word)
    words, probabilities, children = [levels[0].word], [levels[0].probability / levels[0].probability.sum()], []
    numbers = np.arange(size)
    for level, keep in zip(levels[1:], kept, strict=True):
        children.append(np.bincount(numbers[level.parent[keep]], minlength=len(words[-1])))
        words.append(level.word[keep])
        probabilities.append(level.probability[keep])
        numbers = np.where(keep, np.cumsum(keep) - 1, -1)
    if not children:
        children.append(np.zeros(size, np.int64))
    logs = np.log(np.maximum(np.concatenate(probabilities), 1e-12)).astype(np.float32)
    firsts = np.concatenate([[0], np.cumsum([len(some) for some in words])])
    n_nodes, n_inner = int(firsts[-1]), int(firsts[max(1, len(words) - 1)])
    order = len(words)
    # Nothing is rounded yet: each number has a place of its own in the book.
    model = BackoffModel(
        unigrams=logs[:size],
        unigram_backoffs=np.zeros(size, np.float32),
        words=np.concatenate(words).astype(np.uint16),
        codes=np.arange(n_nodes, dtype=np.int32),
        backoff_codes=np.arange(n_nodes, n_nodes + n_inner, dtype=np.int32),
        starts=(size + np.concatenate([[0], np.cumsum(np.concatenate(children))])).astype(np.int32),
        firsts=firsts,
        book=np.concatenate([logs, np.zeros(n_inner, np.float32)]),
        book_starts=np.zeros(order, np.int64),
        backoff_book_starts=np.zeros(order, np.int64),
    )
    _fill_backoffs(score_arrays(model, state_links(model)))
    return model


@njit
def _fill_backoffs(model):  # type: ignore[no-untyped-def]
    """Writes the back-offs, those of shorter contexts first: each needs the distributions below it."""
    (unigrams, unigram_backoffs, words, codes, backoff_codes, starts, firsts, book, book_starts, backoff_book_starts,
     links) = model  # fmt: skip
    n_tokens = unigrams.shape[0]
    for node in range(starts.shape[0] - 1):
        start, end = starts[node], starts[node + 1]
        if start == end:
            continue
        state = links[node - n_tokens] if node >= n_tokens else -1
        own, covered = 0.0, 0.0
        for child in range(start, end):
            own += np.exp(book[codes[child]])
            score, _ = ngram_score(
                unigrams, unigram_backoffs, words, codes, backoff_codes, starts, firsts, book, book_starts,
                backoff_book_starts, links, state, np.int64(words[child]),
            )  # fmt: skip
            covered += np.exp(score)
        backoff = np.log(max(1 - own, 1e-9) / max(1 - covered, 1e-9))
        if node < n_tokens:
            unigram_backoffs[node] = backoff
        else:
            book[backoff_codes[node]] = backoff
