"""The words that can be heard, how they are spoken, and the tree that shares their beginnings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import ModelError

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and pronunciations; a word's id is its place in `words`.

    Args:
        words: sorted
        spoken: for each pronunciation the word's id and its phone units
        ids: of the words
    """

    words: tuple[str, ...]
    spoken: tuple[tuple[int, tuple[int, ...]], ...]
    ids: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", {word: number for number, word in enumerate(self.words)})

    def save(self, path: Path) -> None:
        """One line a pronunciation: the word, a tab, phone units by number."""
        lines = [f"{self.words[word]}\t{' '.join(map(str, units))}\n" for word, units in self.spoken]
        path.write_text("".join(lines), encoding="utf-8")

    @classmethod
    def load(cls, words_path: Path, path: Path) -> Lexicon:
        """Reads `words.txt` and `lexicon.tsv`.

        Raises:
            ModelError: a file that is missing or damaged
        """
        try:
            words = tuple(words_path.read_text(encoding="utf-8").split())
            ids = {word: number for number, word in enumerate(words)}
            spoken = []
            for line in path.read_text(encoding="utf-8").splitlines():
                word, units = line.split("\t")
                spoken.append((ids[word], tuple(map(int, units.split()))))
        except (OSError, ValueError, KeyError) as error:
            raise ModelError("The lexicon is missing or damaged.", details=f"{path}: {error}") from error
        return cls(words, tuple(spoken))


@dataclass(frozen=True, slots=True)
class LexiconTree:
    """A prefix tree of pronunciations in flat arrays; node 0 is the root.

    Args:
        child_starts: int32 [n_nodes + 1], into children
        children: int32 [n_nodes - 1], nodes
        units: int32 [n_nodes], the phone that leads to a node
        word_starts: int32 [n_nodes + 1], into words
        words: int32 [n_pronunciations], word ids that end at a node
        best_unigram: float32 [n_nodes], largest unigram log-probability at or below a node
    """

    child_starts: Ints
    children: Ints
    units: Ints
    word_starts: Ints
    words: Ints
    best_unigram: NDArray[np.float32]

    @classmethod
    def build(cls, lexicon: Lexicon, unigrams: NDArray[np.float32]) -> LexiconTree:
        """The tree of a lexicon, with the unigrams it looks ahead with."""
        places: dict[tuple[int, int], int] = {}
        units, parents = [0], [-1]
        ends: list[tuple[int, int]] = []
        for word, pronunciation in lexicon.spoken:
            node = 0
            for unit in pronunciation:
                following = places.get((node, unit))
                if following is None:
                    following = len(units)
                    places[node, unit] = following
                    units.append(unit)
                    parents.append(node)
                node = following
            ends.append((node, word))
        n_nodes = len(units)
        order = sorted(range(1, n_nodes), key=parents.__getitem__)
        ends = sorted(set(ends))
        best = np.full(n_nodes, -np.inf, dtype=np.float32)
        for node, word in ends:
            best[node] = max(best[node], unigrams[word])
        for node in range(n_nodes - 1, 0, -1):  # children have larger numbers than their parents
            best[parents[node]] = max(best[parents[node]], best[node])
        child_counts = np.bincount([parents[node] for node in order], minlength=n_nodes)
        word_counts = np.bincount([node for node, _ in ends], minlength=n_nodes)
        return cls(
            child_starts=np.concatenate([[0], np.cumsum(child_counts)]).astype(np.int32),
            children=np.array(order, dtype=np.int32),
            units=np.array(units, dtype=np.int32),
            word_starts=np.concatenate([[0], np.cumsum(word_counts)]).astype(np.int32),
            words=np.array([word for _, word in ends], dtype=np.int32),
            best_unigram=best,
        )
