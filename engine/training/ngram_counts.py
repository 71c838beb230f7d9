"""From long rows of tokens to probabilities of every run in them: modified Kneser-Ney, one model a text, mixed.

Source: Chen & Goodman 1998, section 4.1.6 (modified Kneser-Ney); Jelinek & Mercer 1980 (models mixed in fixed shares,
which are found by expectation maximisation).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
_ROUNDS = 60  # of expectation maximisation
_SPAN = 1 << 22  # runs worked on at once where all at once would fill the memory


@dataclass(frozen=True, slots=True)
class Runs:
    """All different runs of one length, in the order of their tokens.

    Args:
        keys: int64 [n], parent times the vocabulary's size plus the last token; sorted
        parent: int64 [n], the run without its last token, on the level below
        word: int64 [n], the last token
        suffix: int64 [n], the run without its first token, on the level below
        starts_line: bool [n], whether it begins with the mark
        at: int32 [n_tokens of the text], which run begins at each token, -1 for none
    """

    keys: Ints
    parent: Ints
    word: Ints
    suffix: Ints
    starts_line: NDArray[np.bool_]
    at: NDArray[np.int32]


def count_runs(tokens: NDArray[np.integer], size: int, order: int, mark: int) -> list[Runs]:
    """Finds the runs of lengths 1 to `order`; none goes across a mark.

    Args:
        tokens: [n], lines one after another, `mark` before and after each
        size: of the vocabulary
        order: longest run
        mark: the token that separates lines
    """
    tokens = tokens.astype(np.int64)
    n = len(tokens)
    everything = np.arange(size)
    nothing = np.zeros(size, np.int64)
    runs = [Runs(everything, nothing, everything, nothing, everything == mark, tokens.astype(np.int32))]
    for length in range(2, order + 1):
        at = runs[-1].at
        valid = np.zeros(n, dtype=bool)
        last = n - length + 1
        valid[:last] = at[:last] >= 0
        before, final = tokens[length - 2 : n - 1], tokens[length - 1 :]
        valid[:last] &= ~((before == mark) & (final == mark)) if length == 2 else before != mark
        places = np.flatnonzero(valid)
        keys = at[places] * np.int64(size) + tokens[places + length - 1]
        unique, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        numbers = np.full(n, -1, dtype=np.int32)
        numbers[places] = inverse
        begins = places[first]
        runs.append(
            Runs(unique, unique // size, unique % size, at[begins + 1].astype(np.int64), tokens[begins] == mark, numbers)
        )
    return runs


def find(runs: list[Runs], tokens: NDArray[np.integer], size: int) -> list[Ints]:
    """The run of each length that ends at each token of another text, -1 where there is none.

    Args:
        runs: of `count_runs`
        tokens: [n]
        size: of the vocabulary

    Returns:
        int64 [n] for each length
    """
    last: Ints = tokens.astype(np.int64)
    ends = [last]
    for level in runs[1:]:
        parent = np.concatenate([[-1], ends[-1][:-1]])
        keys = parent * size + last
        found = np.minimum(np.searchsorted(level.keys, keys), len(level.keys) - 1)
        ends.append(np.where((parent >= 0) & (level.keys[found] == keys), found, -1))
    return ends


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A text's model over all runs of one length, those it never saw included.

    Args:
        count: float32 [n], how often the text holds each run
        probability: float32 [n], of the last token after the others
        left: float32 [n of the level below], the share of each context that goes to shorter ones
    """

    count: Floats
    probability: Floats
    left: Floats


def smooth(runs: list[Runs], part: slice, size: int) -> list[Smoothed]:
    """The modified Kneser-Ney model of a part of the text.

    Args:
        runs: of the whole text
        part: which of its tokens
        size: of the vocabulary

    Returns:
        one a length; the probabilities sum to one after every context
    """
    # Single words that a small text lacks are not all alike rare: the whole text says how rare.
    whole = np.bincount(runs[0].at, minlength=size) + 0.5
    counts = [np.bincount(level.at[part][level.at[part] >= 0], minlength=len(level.word)) for level in runs]
    levels: list[Smoothed] = []
    for depth, level in enumerate(runs):
        count = counts[depth].astype(np.float32)
        if depth < len(runs) - 1:
            # Shorter runs count in how many ways they are preceded, except where a line begins.
            ways = np.bincount(runs[depth + 1].suffix[counts[depth + 1] > 0], minlength=len(level.word))
            count = np.where(level.starts_line & (depth > 0), counts[depth], ways).astype(np.float32)
        n_parents = len(runs[depth - 1].word) if depth else 1
        total = np.bincount(level.parent, weights=count, minlength=n_parents)
        own = count - _discounts(count)[np.minimum(count, 3).astype(np.int8)]
        own = (np.maximum(own, 0) / np.maximum(total, 1)[level.parent]).astype(np.float32)
        left = (1 - np.bincount(level.parent, weights=own, minlength=n_parents)).astype(np.float32)
        lower = (whole / whole.sum()).astype(np.float32) if depth == 0 else levels[-1].probability[level.suffix]
        levels.append(Smoothed(counts[depth].astype(np.float32), own + left[level.parent] * lower, left))
    return levels


def _discounts(counts: Floats) -> Floats:
    """D1, D2 and D3+ of modified Kneser-Ney, as an array to be taken by min(count, 3)."""
    ones, twos, threes, fours = (max(1.0, float((counts == k).sum())) for k in (1, 2, 3, 4))
    common = ones / (ones + 2 * twos)
    values = np.array([0.0, 1 - 2 * common * twos / ones, 2 - 3 * common * threes / twos, 3 - 4 * common * fours / threes])
    return np.clip(values, [0, 0.1, 0.2, 0.3], [0, 0.95, 1.9, 2.9]).astype(np.float32)


def chances(levels: list[Smoothed], ends: list[Ints]) -> Floats:
    """What a model gives each token of a text after those before it.

    Args:
        levels: of `smooth`
        ends: of `find`

    Returns:
        float32 [n]
    """
    found = levels[0].probability[ends[0]]
    for depth in range(1, len(levels)):
        context = np.concatenate([[-1], ends[depth - 1][:-1]])
        backed = np.where(context >= 0, levels[depth].left[context], 1) * found
        found = np.where(ends[depth] >= 0, levels[depth].probability[ends[depth]], backed)
    return found.astype(np.float32)


def best_shares(by_text: Floats) -> NDArray[np.float64]:
    """The shares that make a held-out text likeliest.

    Args:
        by_text: float32 [n_texts, n], each model's chance of each token

    Returns:
        float64 [n_texts], together one
    """
    shares = np.full(len(by_text), 1 / len(by_text))
    for _ in range(_ROUNDS):
        weighted = shares[:, None] * by_text
        shares = (weighted / weighted.sum(axis=0)).mean(axis=1)
    return shares


@dataclass(frozen=True, slots=True)
class Mixed:
    """Runs of one length with their mixed probability and how often they are expected.

    Args:
        parent, word, suffix: int64 [n], see `Runs`
        probability: float32 [n]
        frequency: float32 [n], of the run in the mixed text; together one
    """

    parent: Ints
    word: Ints
    suffix: Ints
    probability: Floats
    frequency: Floats


def mix(runs: list[Runs], models: Sequence[list[Smoothed]], shares: Sequence[float]) -> list[Mixed]:
    """One model out of several, in fixed shares."""
    levels = []
    for depth, level in enumerate(runs):
        probability = np.zeros(len(level.word), np.float32)
        frequency = np.zeros(len(level.word), np.float32)
        for model, share in zip(models, shares, strict=True):
            for some in _spans(len(level.word)):
                probability[some] += np.float32(share) * model[depth].probability[some]
            frequency += np.float32(share / max(1.0, float(model[0].count.sum()))) * model[depth].count
        levels.append(Mixed(level.parent, level.word, level.suffix, probability, frequency))
    return levels


def _spans(n: int) -> Iterator[slice]:
    for start in range(0, n, _SPAN):
        yield slice(start, start + _SPAN)
