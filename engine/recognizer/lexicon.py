"""The words that can be heard, how they are spoken, and the tree that shares their beginnings."""

from __future__ import annotations

import gzip  # and not xz, which some Pythons lack
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import ModelError

Ints = NDArray[np.int32]
Units = tuple[int, ...]

WORDS_FILE, SPOKEN_FILE = "words.txt.gz", "lexicon.tsv.gz"
MARKS = ("<s>", "<unk>")  # tokens of the language model that are no words, but have numbers as these do


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Words and pronunciations; a word's id is its place in `words`. Made by `of`, small in memory.

    Args:
        words: those of which the language model knows runs, then its two marks, then those that it knows alone; the last two
            parts may be missing
        owners: int32 [n_pronunciations], the word of each, rising
        starts: int32 [n_pronunciations + 1], into units
        units: uint8, the phones of all pronunciations one after another
        ids: of the words, without the marks
        firsts: int32 [n_words + 1], the first pronunciation of each word
    """

    words: tuple[str, ...]
    owners: Ints
    starts: Ints
    units: NDArray[np.uint8]
    ids: dict[str, int] = field(init=False, repr=False)
    firsts: Ints = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", {word: number for number, word in enumerate(self.words) if word not in MARKS})
        firsts = np.searchsorted(self.owners, np.arange(len(self.words) + 1, dtype=np.int32)).astype(np.int32)
        object.__setattr__(self, "firsts", firsts)

    @classmethod
    def of(cls, words: Iterable[str], spoken: Iterable[tuple[int, Sequence[int]]]) -> Lexicon:
        """A lexicon of words and of (word id, phone units) for each pronunciation."""
        ordered = sorted(spoken, key=lambda one: one[0])
        starts = np.cumsum([0, *(len(units) for _, units in ordered)])
        together = b"".join(bytes(units) for _, units in ordered)
        return cls(
            tuple(words),
            np.array([word for word, _ in ordered], dtype=np.int32),
            starts.astype(np.int32),
            np.frombuffer(together, dtype=np.uint8),
        )

    def spoken(self) -> Iterator[tuple[int, Units]]:
        """Word id and phone units of each pronunciation."""
        for number, word in enumerate(self.owners.tolist()):
            yield word, tuple(self.units[self.starts[number] : self.starts[number + 1]].tolist())

    @property
    def n_common(self) -> int:
        """How many words the language model knows runs of."""
        return self.words.index(MARKS[0]) if MARKS[0] in self.words else len(self.words)

    def pronunciations(self, word: int) -> list[NDArray[np.int64]]:
        """The phone units of each pronunciation of a word."""
        places = range(self.firsts[word], self.firsts[word + 1])
        return [self.units[self.starts[n] : self.starts[n + 1]].astype(np.int64) for n in places]

    def with_words(self, added: Mapping[str, Sequence[Units]], first: int) -> Lexicon:
        """The same with further words and their pronunciations.

        Args:
            added: pronunciations of each
            first: number of the first of them, which the language model gives
        """
        if not added:
            return self
        words = (*self.words, *MARKS)[:first]
        assert len(words) == first
        own = Lexicon.of((), ((first + number, units) for number, spoken in enumerate(added.values()) for units in spoken))
        return Lexicon(
            (*words, *added),
            np.concatenate([self.owners, own.owners]),
            np.concatenate([self.starts[:-1], self.starts[-1] + own.starts]),
            np.concatenate([self.units, own.units]),
        )

    def save(self, folder: Path) -> None:
        """Writes words, one a line, and pronunciations: the word, a tab, phone units by number."""
        lines = [f"{self.words[word]}\t{' '.join(map(str, units))}\n" for word, units in self.spoken()]
        for name, text in ((WORDS_FILE, "".join(f"{word}\n" for word in self.words)), (SPOKEN_FILE, "".join(lines))):
            (folder / name).write_bytes(gzip.compress(text.encode(), mtime=0))

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Reads what `save` wrote, or the same not packed, as earlier versions wrote it.

        Raises:
            ModelError: a file that is missing or damaged
        """
        try:
            words = _text(folder / WORDS_FILE).split()
            ids = {word: number for number, word in enumerate(words)}
            spoken = []
            for line in _text(folder / SPOKEN_FILE).splitlines():
                word, units = line.split("\t")
                spoken.append((ids[word], bytes(map(int, units.split()))))
        except (OSError, EOFError, zlib.error, ValueError, KeyError) as error:
            raise ModelError("The lexicon is missing or damaged.", details=f"{folder}: {error}") from error
        return cls.of(words, spoken)


def _text(path: Path) -> str:
    plain = path.with_suffix("")
    return plain.read_text(encoding="utf-8") if plain.exists() else gzip.decompress(path.read_bytes()).decode()


@dataclass(frozen=True, slots=True)
class LexiconTree:
    """A prefix tree of pronunciations in flat arrays; node 0 is the root, and the children of one node are neighbours.

    Args:
        child_starts: int32 [n_nodes + 1], the first child of each node, which the others follow
        units: uint8 [n_nodes], the phone that leads to a node
        word_starts: int32 [n_nodes + 1], into words
        words: int32 [n_pronunciations], word ids that end at a node
        best_unigram: float32 [n_nodes], largest unigram log-probability at or below a node
    """

    child_starts: Ints
    units: NDArray[np.uint8]
    word_starts: Ints
    words: Ints
    best_unigram: NDArray[np.float32]

    @classmethod
    def build(cls, lexicon: Lexicon, unigrams: NDArray[np.float32]) -> LexiconTree:
        """The tree of a lexicon, with the unigrams it looks ahead with."""
        lengths = np.diff(lexicon.starts)
        longest = int(lengths.max(initial=0))
        table = np.zeros((len(lengths), longest + 1), dtype=np.uint8)
        rows = np.repeat(np.arange(len(lengths)), lengths)
        table[rows, np.arange(len(lexicon.units)) - np.repeat(lexicon.starts[:-1], lengths)] = lexicon.units
        # Sorted, those that begin alike are neighbours; a node is a beginning that the row above lacks. Shorter ones come first.
        order = np.argsort(table.view(f"S{longest + 1}").ravel(), kind="stable")
        table, lengths, owners = table[order], lengths[order], lexicon.owners[order]
        differs = np.zeros(len(table), dtype=bool)
        differs[:1] = True
        at = np.zeros(len(table), dtype=np.int32)  # the node of each row's beginning
        ends = np.zeros(len(table), dtype=np.int32)
        units, parents = [np.zeros(1, np.uint8)], [np.zeros(0, np.int32)]
        n_nodes = 1
        for length in range(1, longest + 1):
            column = table[:, length - 1]
            differs[1:] |= column[1:] != column[:-1]
            begins = differs & (lengths >= length)
            units.append(column[begins])
            parents.append(at[begins])
            at = np.where(lengths >= length, n_nodes - 1 + np.cumsum(begins), at).astype(np.int32)
            ends[lengths == length] = at[lengths == length]
            n_nodes += int(begins.sum())
        best = np.full(n_nodes, -np.inf, dtype=np.float32)
        np.maximum.at(best, ends, unigrams[owners])
        last = n_nodes
        for above in reversed(parents):  # a length at a time: no node of it is above another
            np.maximum.at(best, above, best[last - len(above) : last])
            last -= len(above)
        ending = np.unique(np.stack([ends, owners]), axis=1)
        children = np.bincount(np.concatenate(parents), minlength=n_nodes)
        n_words = np.bincount(ending[0], minlength=n_nodes)
        return cls(
            child_starts=(1 + np.concatenate([[0], np.cumsum(children)])).astype(np.int32),
            units=np.concatenate(units),
            word_starts=np.concatenate([[0], np.cumsum(n_words)]).astype(np.int32),
            words=ending[1].astype(np.int32),
            best_unigram=best,
        )
