"""How likely words are one after another, as they are spoken: for choosing among a recognizer's readings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

import numpy as np

from engine.autocompleter.autocompleter import Autocompleter
from engine.autocompleter.tokens import START, UNKNOWN, Shape, shape_of
from engine.layers.eight_bit import Floats

_SAME_AFTER = 6  # words: beginnings that end in so many equal ones are read as one
_LOG_UNKNOWN_WORDS = math.log(30_000)  # among so many the chance of an unknown word is divided


class SpokenWords:
    """Scores sentences without signs with an autocompleter's network.

    Speech has no commas to be heard, so the chance of signs is taken out after every word. A beginning that sentences
    share is read once, and what differed long ago counts as the same.

    Source: Liu et al. 2014, section 3 (histories that end alike share their state in rescoring).

    Args:
        autocompleter: whose network and vocabulary serve; its state is not touched
    """

    def __init__(self, autocompleter: Autocompleter) -> None:
        self._network = autocompleter.network
        self._vocabulary = autocompleter.vocabulary

    def word_log_probabilities(self, sentences: Sequence[Sequence[str]]) -> list[list[float]]:
        """Natural log-probability of each word after those before it, and of the sentence's end after the last.

        Of sentences that share their last words at some place the first counts, so the likeliest are best given first.
        """
        read = [[*map(self._vocabulary.id_of_word, sentence), START] for sentence in sentences]
        output, states = self._network.read_many([START], [0], [(h[None], c[None]) for h, c in self._network.begin()])
        outputs = [output]
        n_rows = 0  # of the beginnings that are shorter
        rows: dict[tuple[int, ...], int] = {(): 0}  # the beginnings of a length, by their last words
        wanted: list[list[tuple[int, int]]] = [[] for _ in read]  # where each word's chance is to be found
        for length in range(max(map(len, read), default=0)):
            after: dict[tuple[int, ...], tuple[int, int]] = {}  # last words of the next beginnings: row before, word
            for ids, places in zip(read, wanted, strict=True):
                if length < len(ids):
                    row = rows[_end(ids, length)]
                    places.append((n_rows + row, ids[length]))
                    if length + 1 < len(ids):
                        after.setdefault(_end(ids, length + 1), (row, ids[length]))
            n_rows += len(outputs[-1])
            if not after:
                break
            before = [row for row, _ in after.values()]
            words = [word for _, word in after.values()]
            shapes = [self._shape(word) for word in words]
            output, states = self._network.read_many(words, shapes, [(h[before], c[before]) for h, c in states])
            outputs.append(output)
            rows = {end: number for number, end in enumerate(after)}
        chances = iter(self._chances(np.concatenate(outputs), list(chain(*wanted))))
        return [[next(chances) for _ in ids] for ids in read]

    def _chances(self, outputs: Floats, wanted: list[tuple[int, int]]) -> list[float]:
        """Log-probability of words and ends after outputs, when neither sign nor number comes."""
        rows, words = np.array(wanted, dtype=np.int64).reshape(-1, 2).T
        found = self._network.word_chances(outputs, self._vocabulary.first_word, rows, words)
        return list((found - np.where(words == UNKNOWN, _LOG_UNKNOWN_WORDS, 0.0)).tolist())

    def _shape(self, word: int) -> int:
        """How a word would be written inside a sentence: nobody hears where one begins."""
        return int(shape_of(self._vocabulary.surfaces[word]) if word != UNKNOWN else Shape.LOWER)


def _end(ids: Sequence[int], length: int) -> tuple[int, ...]:
    """The last words of a beginning of that length."""
    return tuple(ids[max(0, length - _SAME_AFTER) : length])
