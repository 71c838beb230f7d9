"""A back-off n-gram model of any order, kept as a tree of sorted arrays; it gives whole distributions at once.

A node is a run of tokens. Nodes are numbered through all lengths, the shorter first, children of one node side by side
and sorted, so a node's children are a range. Numbers are codes into a book: eight bits each in a saved model. Logarithms
are natural. The recognizer walks the same arrays in compiled code, see engine.layers.ngram_states.

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
Codes = NDArray[np.integer]  # uint8 as saved, int32 before


@dataclass(frozen=True, slots=True)
class BackoffModel:
    """Probabilities of the next token after the last few.

    Args:
        unigrams: float32 [n_tokens], log-probabilities of single tokens; more of them for words that the last token stands for
        unigram_backoffs: float32 [n_tokens], what the unigrams are scaled by after a token, logarithms
        words: uint16 [n_nodes], the last token of each node; of length one, every token in order
        codes: [n_nodes], of each node's log-probability in its length's book; of length one unused
        backoff_codes: [n_inner], the same for what shorter contexts are scaled by after a node that is not of full length
        starts: int32 [n_inner + 1], where each node's children begin
        firsts: int64 [order + 1], where the nodes of each length begin, and how many there are
        book: float32, the books of all lengths one after another
        book_starts, backoff_book_starts: int64 [order], where the book of each length begins
    """

    unigrams: Floats
    unigram_backoffs: Floats
    words: NDArray[np.uint16]
    codes: Codes
    backoff_codes: Codes
    starts: NDArray[np.int32]
    firsts: NDArray[np.int64]
    book: Floats
    book_starts: NDArray[np.int64]
    backoff_book_starts: NDArray[np.int64]

    @property
    def order(self) -> int:
        return len(self.firsts) - 1

    @property
    def n_tokens(self) -> int:
        return len(self.unigram_backoffs)

    @property
    def n_runs(self) -> int:
        """Runs of two and more."""
        return len(self.words) - self.n_tokens

    def children(self, node: int) -> tuple[int, int]:
        """The range of a node's children; empty where there are none."""
        if node >= len(self.backoff_codes):
            return 0, 0
        return int(self.starts[node]), int(self.starts[node + 1])

    def node(self, tokens: Sequence[int]) -> int:
        """The number of a run of tokens, -1 when the model has it not."""
        node = int(tokens[0])
        for token in tokens[1:]:
            start, end = self.children(node)
            node = start + int(np.searchsorted(self.words[start:end], token))
            if node >= end or int(self.words[node]) != token:
                return -1
        return node

    def probabilities(self, history: Sequence[int]) -> tuple[Floats, int]:
        """The distribution of the next token.

        Args:
            history: the tokens before, at least one; only the last `order - 1` count

        Returns:
            float32 [n_tokens], summing to one, and how many tokens of the history it rests on
        """
        chances = np.exp(self.unigrams)
        longest = 0
        for length in range(1, min(self.order, len(history) + 1)):
            node = self.node(history[-length:])
            if node < 0:
                continue
            start, end = self.children(node)
            if start == end:
                continue
            chances *= np.exp(self._log_backoff(node, length))
            book = self.book[self.book_starts[length] :]
            chances[self.words[start:end]] = np.exp(book[self.codes[start:end]])
            longest = length
        return chances, longest

    def log_probability(self, history: Sequence[int], token: int) -> float:
        """Of one token after a history, the same number as `probabilities` gives."""
        total = 0.0
        for length in range(min(self.order - 1, len(history)), 0, -1):
            node = self.node(history[-length:])
            if node < 0:
                continue
            start, end = self.children(node)
            found = start + int(np.searchsorted(self.words[start:end], token))
            if found < end and int(self.words[found]) == token:
                return total + float(self.book[self.book_starts[length] + self.codes[found]])
            if start < end:
                total += self._log_backoff(node, length)
        return total + float(self.unigrams[token])

    def _log_backoff(self, node: int, length: int) -> float:
        if length == 1:
            return float(self.unigram_backoffs[node])
        return float(self.book[self.backoff_book_starts[length - 1] + self.backoff_codes[node]])

    def save(self, path: Path) -> None:
        """Writes the model, eight bits a number."""
        tensors: dict[str, NDArray[np.generic]] = {
            "1.log_probabilities": self.unigrams,
            "1.log_backoffs": self.unigram_backoffs,
            "1.children": np.diff(self.starts[: self.n_tokens + 1]).astype(np.uint32),
        }
        for length in range(2, self.order + 1):
            first, last = self.firsts[length - 1 : length + 1]
            tensors[f"{length}.words"] = self.words[first:last]
            self._put(tensors, f"{length}.log_probabilities", self.codes[first:last], self.book_starts[length - 1])
            if length < self.order:
                codes = self.backoff_codes[first:last]
                self._put(tensors, f"{length}.log_backoffs", codes, self.backoff_book_starts[length - 1])
                children = np.diff(self.starts[first : last + 1])
                tensors[f"{length}.children"] = np.minimum(children, _ESCAPE).astype(np.uint8)
                tensors[f"{length}.many"] = children[children >= _ESCAPE].astype(np.uint32)
        save_file(tensors, path)

    def _put(self, tensors: dict[str, NDArray[np.generic]], name: str, codes: Codes, start: int) -> None:
        book = self.book[start:]
        if codes.dtype == np.uint8:
            tensors[f"{name}.codes"], tensors[f"{name}.book"] = codes, book[: int(codes.max(initial=0)) + 1]
        else:
            tensors[f"{name}.codes"], tensors[f"{name}.book"] = quantised(book[codes])

    @classmethod
    def load(cls, path: Path) -> BackoffModel:
        """Reads what `save` wrote.

        Raises:
            ModelError: no such file, or not one of these
        """
        try:
            return cls._of(load_file(path))
        except (OSError, SafetensorError, KeyError, ValueError, IndexError) as error:
            raise ModelError("The n-gram model is missing or damaged.", details=f"{path}: {error}") from error

    @classmethod
    def _of(cls, tensors: dict[str, NDArray[np.generic]]) -> BackoffModel:
        order = max(int(name.split(".")[0]) for name in tensors)
        unigrams, n_tokens = tensors["1.log_probabilities"], len(tensors["1.log_backoffs"])
        words = [np.arange(n_tokens, dtype=np.uint16)]
        codes, backoff_codes = [np.zeros(n_tokens, np.uint8)], [np.zeros(n_tokens, np.uint8)]
        children = [tensors["1.children"].astype(np.int64)]
        books: list[Floats] = []
        book_starts, backoff_book_starts = np.zeros(order, np.int64), np.zeros(order, np.int64)
        for length in range(2, order + 1):
            words.append(tensors[f"{length}.words"])  # type: ignore[arg-type]
            named = [(f"{length}.log_probabilities", codes, book_starts)]
            if length < order:
                named.append((f"{length}.log_backoffs", backoff_codes, backoff_book_starts))
                numbers = tensors[f"{length}.children"].astype(np.int64)
                numbers[numbers == _ESCAPE] = tensors[f"{length}.many"]
                children.append(numbers)
            for name, place, starts in named:
                place.append(tensors[f"{name}.codes"])  # type: ignore[arg-type]
                starts[length - 1] = sum(map(len, books))
                books.append(tensors[f"{name}.book"])  # type: ignore[arg-type]
                if place[-1].max(initial=0) >= max(1, len(books[-1])):
                    raise ValueError(f"{name}: codes that its book lacks")
        starts = n_tokens + np.concatenate([[0], np.cumsum(np.concatenate(children))])
        model = cls(
            unigrams,  # type: ignore[arg-type]
            tensors["1.log_backoffs"],  # type: ignore[arg-type]
            np.concatenate(words),
            np.concatenate(codes),
            np.concatenate(backoff_codes),
            starts.astype(np.int32),
            np.concatenate([[0], np.cumsum([len(some) for some in words])]),
            np.concatenate(books) if books else np.zeros(0, np.float32),
            book_starts,
            backoff_book_starts,
        )
        model._check(starts)
        return model

    def _check(self, starts: NDArray[np.int64]) -> None:
        """Compiled code walks these arrays without looking, so they must fit together."""
        begins = starts[self.firsts[: self.order - 1]]  # where the children of each length do
        fits = (
            len(self.unigrams) >= self.n_tokens
            and len(self.codes) == len(self.words)
            and len(self.backoff_codes) == len(starts) - 1 == self.firsts[max(1, self.order - 1)]
            and (begins == self.firsts[1 : self.order]).all()
            and starts[-1] == len(self.words)
            and self.words.max(initial=0) < self.n_tokens
        )
        if not fits:
            raise ValueError("parts of different sizes")
