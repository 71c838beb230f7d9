"""A back-off n-gram model of any order, kept as a tree of sorted arrays; it gives whole distributions at once.

A node is a run of tokens; the nodes of one length stand together, children of one node side by side and sorted.
Logarithms are natural.

Source: Katz 1987, eq. 7 (back-off form); Kneser & Ney 1995 for the numbers, see engine.training.ngram_counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from engine.contract.errors import ModelError
from engine.layers.quantisation import quantised

_ESCAPE = 255  # a node with so many children or more has their number in a list of its own

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Level:
    """All nodes of one length.

    Args:
        words: uint16 [n], the last token of each node; of length one, every token in order
        log_probabilities: float32 [n], of the last token after the others
        log_backoffs: float32 [n], what the shorter context's probabilities are scaled by; empty at full length
        starts: int64 [n + 1], where each node's children begin on the next level; empty at full length
    """

    words: NDArray[np.uint16]
    log_probabilities: Floats
    log_backoffs: Floats
    starts: NDArray[np.int64]


class BackoffModel:
    """Probabilities of the next token after the last few.

    Args:
        levels: of lengths 1 to the model's order
    """

    def __init__(self, levels: Sequence[Level]) -> None:
        self.levels = tuple(levels)
        self._unigrams = np.exp(self.levels[0].log_probabilities)

    @property
    def order(self) -> int:
        return len(self.levels)

    @property
    def n_tokens(self) -> int:
        return len(self.levels[0].words)

    def node(self, tokens: Sequence[int]) -> int:
        """The place of a run of tokens on its level, -1 when the model has it not."""
        place = int(tokens[0])
        for depth in range(1, len(tokens)):
            starts, words = self.levels[depth - 1].starts, self.levels[depth].words
            start, end = int(starts[place]), int(starts[place + 1])
            found = start + int(np.searchsorted(words[start:end], tokens[depth]))
            if found >= end or int(words[found]) != tokens[depth]:
                return -1
            place = found
        return place

    def probabilities(self, history: Sequence[int]) -> tuple[Floats, int]:
        """The distribution of the next token.

        Args:
            history: the tokens before, at least one; only the last `order - 1` count

        Returns:
            float32 [n_tokens], summing to one, and how many tokens of the history it rests on
        """
        chances = self._unigrams.copy()
        longest = 0
        for length in range(1, min(self.order, len(history) + 1)):
            place = self.node(history[-length:])
            if place < 0:
                continue
            level, below = self.levels[length - 1], self.levels[length]
            start, end = int(level.starts[place]), int(level.starts[place + 1])
            if start == end:
                continue
            chances *= np.exp(level.log_backoffs[place])
            chances[below.words[start:end]] = np.exp(below.log_probabilities[start:end])
            longest = length
        return chances, longest

    def log_probability(self, history: Sequence[int], token: int) -> float:
        """Of one token after a history, the same number as `probabilities` gives."""
        total = 0.0
        for length in range(min(self.order - 1, len(history)), 0, -1):
            place = self.node(history[-length:])
            if place < 0:
                continue
            level, below = self.levels[length - 1], self.levels[length]
            start, end = int(level.starts[place]), int(level.starts[place + 1])
            found = start + int(np.searchsorted(below.words[start:end], token))
            if found < end and int(below.words[found]) == token:
                return total + float(below.log_probabilities[found])
            if start < end:
                total += float(level.log_backoffs[place])
        return total + float(self.levels[0].log_probabilities[token])

    def save(self, path: Path) -> None:
        """Writes the model, eight bits a number."""
        tensors: dict[str, NDArray[np.generic]] = {}
        for depth, level in enumerate(self.levels, 1):
            if depth == 1:
                tensors["1.log_probabilities"] = level.log_probabilities
                tensors["1.log_backoffs"] = level.log_backoffs
                tensors["1.children"] = np.diff(level.starts).astype(np.uint32)
                continue
            tensors[f"{depth}.words"] = level.words
            _quantise(tensors, f"{depth}.log_probabilities", level.log_probabilities)
            if depth < self.order:
                _quantise(tensors, f"{depth}.log_backoffs", level.log_backoffs)
                children = np.diff(level.starts)
                tensors[f"{depth}.children"] = np.minimum(children, _ESCAPE).astype(np.uint8)
                tensors[f"{depth}.many"] = children[children >= _ESCAPE].astype(np.uint32)
        save_file(tensors, path)

    @classmethod
    def load(cls, path: Path) -> BackoffModel:
        """Reads what `save` wrote.

        Raises:
            ModelError: no such file, or not one of these
        """
        try:
            tensors = load_file(path)
            order = max(int(name.split(".")[0]) for name in tensors)
            n_tokens = len(tensors["1.log_probabilities"])
            levels = [
                Level(
                    np.arange(n_tokens, dtype=np.uint16),
                    tensors["1.log_probabilities"],
                    tensors["1.log_backoffs"],
                    _starts(tensors["1.children"]),
                )
            ]
            for depth in range(2, order + 1):
                last = depth == order
                children = np.zeros(0, dtype=np.int64) if last else tensors[f"{depth}.children"].astype(np.int64)
                if not last:
                    children[children == _ESCAPE] = tensors[f"{depth}.many"]
                levels.append(
                    Level(
                        tensors[f"{depth}.words"],
                        _restore(tensors, f"{depth}.log_probabilities"),
                        np.zeros(0, np.float32) if last else _restore(tensors, f"{depth}.log_backoffs"),
                        _starts(children),
                    )
                )
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise ModelError("The n-gram model is missing or damaged.", details=f"{path}: {error}") from error
        return cls(levels)


def _starts(children: NDArray[np.generic]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(children, dtype=np.int64)])


def _quantise(tensors: dict[str, NDArray[np.generic]], name: str, values: Floats) -> None:
    tensors[f"{name}.codes"], tensors[f"{name}.book"] = quantised(values)


def _restore(tensors: dict[str, NDArray[np.generic]], name: str) -> Floats:
    book: Floats = tensors[f"{name}.book"]  # type: ignore[assignment]
    return book[tensors[f"{name}.codes"]]
