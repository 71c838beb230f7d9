"""How likely words are one after another, as they are spoken: for choosing among a recognizer's readings."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from engine.autocompleter.autocompleter import Autocompleter
from engine.autocompleter.quick_network import log_sum_exp
from engine.autocompleter.tokens import START, UNKNOWN, Shape, shape_of
from engine.layers.eight_bit import Floats

_SAME_AFTER = 6  # words: beginnings that end in so many equal ones are read as one
_OUTPUTS_AT_ONCE = 32  # so many times the vocabulary is held in memory
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
        """Natural log-probability of each word after those before it; the likeliest sentences are best given first."""
        read = [[self._vocabulary.id_of_word(word) for word in sentence] for sentence in sentences]
        output, state = self._network.read(START, 0, self._network.begin())
        outputs, states = [output], [state]
        rows: dict[tuple[int, tuple[int, ...]], int] = {(0, ()): 0}  # by length and last words of the beginning
        wanted: list[tuple[int, int]] = []  # where each word's chance is to be found
        for ids in read:
            for length, word in enumerate(ids):
                row = rows[length, _end(ids, length)]
                wanted.append((row, word))
                after = (length + 1, _end(ids, length + 1))
                if after not in rows and length + 1 < len(ids):
                    rows[after] = len(outputs)
                    output, state = self._network.read(word, self._shape(word), states[row])
                    outputs.append(output)
                    states.append(state)
        chances = iter(self._chances(np.stack(outputs), wanted))
        return [[next(chances) for _ in ids] for ids in read]

    def _chances(self, outputs: Floats, wanted: list[tuple[int, int]]) -> list[float]:
        """Log-probability of words after outputs, when it is a word that comes."""
        by_row: dict[int, list[int]] = {}
        for number, (row, _) in enumerate(wanted):
            by_row.setdefault(row, []).append(number)
        found = [0.0] * len(wanted)
        first = self._vocabulary.first_word
        for start in range(0, len(outputs), _OUTPUTS_AT_ONCE):
            logits = self._network.logits(outputs[start : start + _OUTPUTS_AT_ONCE])
            any_word = np.logaddexp(log_sum_exp(logits[:, first:]), logits[:, UNKNOWN])
            for row in range(start, start + len(logits)):
                for number in by_row.get(row, ()):
                    word = wanted[number][1]
                    chance = float(logits[row - start, word] - any_word[row - start])
                    found[number] = chance - (_LOG_UNKNOWN_WORDS if word == UNKNOWN else 0.0)
        return found

    def _shape(self, word: int) -> int:
        """How a word would be written inside a sentence: nobody hears where one begins."""
        return int(shape_of(self._vocabulary.surfaces[word]) if word != UNKNOWN else Shape.LOWER)


def _end(ids: Sequence[int], length: int) -> tuple[int, ...]:
    """The last words of a beginning of that length."""
    return tuple(ids[max(0, length - _SAME_AFTER) : length])
