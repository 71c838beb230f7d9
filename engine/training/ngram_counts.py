"""From a long row of tokens to a back-off model: modified Kneser-Ney, then pruned to what earns its place.

Source: Chen & Goodman 1998, section 4.1.6 (modified Kneser-Ney); Seymore & Rosenfeld 1996, eq. 1 (weighted
difference pruning).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.layers.ngram import BackoffModel, Level

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def estimate(tokens: NDArray[np.integer], n_tokens: int, order: int, budget: int, mark: int = 0) -> BackoffModel:
    """Estimates a model.

    Args:
        tokens: [n], lines one after another, `mark` before and after each
        n_tokens: size of the vocabulary, at most 65,536
        order: longest run
        budget: how many runs of two and more may stay
        mark: the token that separates lines; no run goes across it

    Returns:
        a model whose probabilities sum to one after every history
    """
    runs = _runs(tokens.astype(np.int64), n_tokens, order, mark)
    levels = _smoothed(runs, n_tokens)
    kept = _worth(levels, budget)
    return _pruned(levels, kept, n_tokens)


class _Run:
    """All different runs of one length, sorted: parent on the level below, last word, count, the run without its first."""

    def __init__(self, parent: Ints, word: Ints, count: Ints, suffix: Ints, starts_line: NDArray[np.bool_]) -> None:
        self.parent, self.word, self.count, self.suffix, self.starts_line = parent, word, count, suffix, starts_line


def _runs(tokens: Ints, size: int, order: int, mark: int) -> list[_Run]:
    n = len(tokens)
    count = np.bincount(tokens, minlength=size)
    everything = np.arange(size)
    runs = [_Run(np.zeros(size, np.int64), everything, count, np.zeros(size, np.int64), everything == mark)]
    numbers = tokens.copy()  # of the run of the last length that begins here, -1 where none does
    for length in range(2, order + 1):
        valid = np.zeros(n, dtype=bool)
        last = n - length + 1
        valid[:last] = numbers[:last] >= 0
        before, final = tokens[length - 2 : n - 1], tokens[length - 1 :]
        valid[:last] &= ~((before == mark) & (final == mark)) if length == 2 else before != mark
        at = np.flatnonzero(valid)
        keys = numbers[at] * size + tokens[at + length - 1]
        unique, first, inverse, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
        suffix = numbers[at[first] + 1]
        runs.append(_Run(unique // size, unique % size, counts, suffix, tokens[at[first]] == mark))
        numbers = np.full(n, -1)
        numbers[at] = inverse
    return runs


class _Smoothed:
    """A run's interpolated probability, the share its context leaves to shorter ones, and the own part of it."""

    def __init__(self, run: _Run, own: Floats, probability: Floats, lower: Floats, count: Floats) -> None:
        self.run, self.own, self.probability, self.lower, self.count = run, own, probability, lower, count


def _discounts(counts: Floats) -> Floats:
    """D1, D2 and D3+ of modified Kneser-Ney, as an array to be taken by min(count, 3)."""
    ones, twos, threes, fours = (max(1.0, float((counts == k).sum())) for k in (1, 2, 3, 4))
    common = ones / (ones + 2 * twos)
    values = np.array([0.0, 1 - 2 * common * twos / ones, 2 - 3 * common * threes / twos, 3 - 4 * common * fours / threes])
    return np.clip(values, [0, 0.1, 0.2, 0.3], [0, 0.95, 1.9, 2.9])


def _smoothed(runs: list[_Run], size: int) -> list[_Smoothed]:
    levels: list[_Smoothed] = []
    for depth, run in enumerate(runs):
        if depth == len(runs) - 1:
            count = run.count.astype(np.float64)
        else:
            # Shorter runs count in how many ways they are preceded, except where a line begins.
            above = runs[depth + 1]
            ways = np.bincount(above.suffix, minlength=len(run.word)).astype(np.float64)
            count = np.where(run.starts_line & (depth > 0), run.count, ways)
        discount = _discounts(count)[np.minimum(count, 3).astype(np.int64)]
        n_parents = len(runs[depth - 1].word) if depth else 1
        total = np.bincount(run.parent, weights=count, minlength=n_parents)
        own = np.maximum(count - discount, 0) / np.maximum(total[run.parent], 1e-9)
        left = 1 - np.bincount(run.parent, weights=own, minlength=n_parents)
        lower = np.full(size, 1.0 / size) if depth == 0 else levels[-1].probability[run.suffix]
        levels.append(_Smoothed(run, own, own + left[run.parent] * lower, lower, run.count.astype(np.float64)))
    return levels


def _worth(levels: list[_Smoothed], budget: int) -> list[NDArray[np.bool_]]:
    """Which runs stay: those whose probability differs most from what shorter runs say, weighted by their count."""
    scores = []
    for level in levels[1:]:
        left = 1 - np.bincount(level.run.parent, weights=level.own)
        backed = left[level.run.parent] * level.lower
        scores.append(level.count * np.log(level.probability / np.maximum(backed, 1e-12)))
    # A run that stays keeps all its beginnings: each is worth at least as much as what grows from it.
    for depth in range(len(scores) - 1, 0, -1):
        np.maximum.at(scores[depth - 1], levels[depth + 1].run.parent, scores[depth])
    everything = np.concatenate(scores)
    threshold = np.partition(everything, -budget)[-budget] if len(everything) > budget else -np.inf
    return [np.ones(len(levels[0].own), dtype=bool), *(score >= threshold for score in scores)]


def _pruned(levels: list[_Smoothed], kept: list[NDArray[np.bool_]], size: int) -> BackoffModel:
    """The kept runs with probabilities as they were and back-offs that make every history sum to one."""
    built: list[Level] = []
    numbers = np.arange(size)
    probabilities: list[Floats] = [levels[0].probability / levels[0].probability.sum()]
    words: list[Ints] = [np.arange(size)]
    starts: list[Ints] = []
    for level, keep in zip(levels[1:], kept[1:], strict=True):
        parents = numbers[level.run.parent[keep]]
        starts.append(np.searchsorted(parents, np.arange(len(words[-1]) + 1)))
        words.append(level.run.word[keep])
        probabilities.append(level.probability[keep])
        numbers = np.where(keep, np.cumsum(keep) - 1, -1)
    for depth in range(len(words)):
        log = np.log(np.maximum(probabilities[depth], 1e-12)).astype(np.float32)
        last = depth == len(words) - 1
        none = np.zeros(0, np.float32)
        built.append(Level(words[depth].astype(np.uint16), log, none, np.zeros(1, np.int64) if last else starts[depth]))
    return _with_backoffs(built)


def _with_backoffs(levels: list[Level]) -> BackoffModel:
    """Fills in the back-offs from the shortest context to the longest: each needs the distributions below it."""
    done = list(levels)
    paths: list[NDArray[np.int64]] = [np.arange(len(levels[0].words))[:, None]]
    for depth in range(1, len(levels)):
        parents = np.repeat(np.arange(len(levels[depth - 1].words)), np.diff(levels[depth - 1].starts))
        paths.append(np.concatenate([paths[-1][parents], levels[depth].words[:, None].astype(np.int64)], axis=1))
        own = np.bincount(parents, weights=np.exp(levels[depth].log_probabilities), minlength=len(paths[-2]))
        below = BackoffModel(done[:depth])
        lower = lower_probabilities(below, paths[-1][:, 1:])
        covered = np.bincount(parents, weights=lower, minlength=len(paths[-2]))
        backoff = np.log(np.maximum(1 - own, 1e-9) / np.maximum(1 - covered, 1e-9)).astype(np.float32)
        backoff[np.diff(levels[depth - 1].starts) == 0] = 0.0
        level = levels[depth - 1]
        done[depth - 1] = Level(level.words, level.log_probabilities, backoff, level.starts)
    return BackoffModel(done)


def lower_probabilities(model: BackoffModel, runs: Ints) -> Floats:
    """The probability of the last token of each run after its others, for many runs at once.

    Args:
        model: whose order is the runs' length at least
        runs: int64 [n, length]

    Returns:
        float64 [n]
    """
    n, length = runs.shape
    result = np.zeros(n)
    open_ = np.ones(n, dtype=bool)
    for skip in range(length):
        context = runs[:, skip:-1]
        if context.shape[1] == 0:
            result += np.where(open_, model.levels[0].log_probabilities[runs[:, -1]], 0.0)
            break
        place = _places(model, context)
        level, below = model.levels[context.shape[1] - 1], model.levels[context.shape[1]]
        found = _children(level, below, place, runs[:, -1])
        hit = open_ & (found >= 0)
        result[hit] += below.log_probabilities[found[hit]]
        open_ &= ~hit
        backs = open_ & (place >= 0)
        has = np.zeros(n, dtype=bool)
        has[backs] = level.starts[place[backs] + 1] > level.starts[place[backs]]
        result[has] += level.log_backoffs[place[has]]
    return np.exp(result)


def _places(model: BackoffModel, runs: Ints) -> Ints:
    place = runs[:, 0].copy()
    for depth in range(1, runs.shape[1]):
        place = _children(model.levels[depth - 1], model.levels[depth], place, runs[:, depth])
    return place


def _children(level: Level, below: Level, place: Ints, word: Ints) -> Ints:
    """The child of each place that is the word, -1 where there is none: one search over all parents' keys."""
    size = 1 << 17
    parents = np.repeat(np.arange(len(level.words)), np.diff(level.starts))
    keys = parents * size + below.words
    sought = place * size + word
    found = np.minimum(np.searchsorted(keys, sought), max(len(keys) - 1, 0))
    if len(keys) == 0:
        return np.full(len(place), -1)
    return np.where((place >= 0) & (keys[found] == sought), found, -1)
