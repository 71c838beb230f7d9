"""How likely words are one after another, as they are spoken: for choosing among a recognizer's readings."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from engine.autocompleter.autocompleter import Autocompleter
from engine.autocompleter.tokens import START, UNKNOWN, Shape, shape_of

_OUTPUTS_AT_ONCE = 128
_SAME_AFTER = 6  # words: beginnings that end in so many equal ones are read as one
_LOG_UNKNOWN_WORDS = math.log(30_000)  # among so many the chance of an unknown word is divided


class SpokenWords:
    """Scores sentences without signs with an autocompleter's network.

    Speech has no commas to be heard, so the chance of signs is taken out after every word. All different beginnings of
    one length go through the network together, and what differed long ago counts as the same.

    Source: Liu et al. 2014, section 3 (histories that end alike share their state in rescoring).

    Args:
        autocompleter: whose network and vocabulary serve; its state is not touched
    """

    def __init__(self, autocompleter: Autocompleter) -> None:
        self._network = autocompleter.network
        self._vocabulary = autocompleter.vocabulary

    @torch.inference_mode()
    def word_log_probabilities(self, sentences: Sequence[Sequence[str]]) -> list[list[float]]:
        """Natural log-probability of each word after those before it."""
        vocabulary = self._vocabulary
        read = [[vocabulary.id_of_word(word) for word in sentence] for sentence in sentences]
        tokens, shapes, state = torch.tensor([[START]]), torch.tensor([[0]]), None
        places: dict[tuple[int, ...], int] = {(): 0}  # of the beginnings that were read last, by how they end
        outputs: list[Tensor] = []
        rows: list[list[int]] = [[] for _ in sentences]  # where in the outputs each word's chance is to be found
        n_rows = 0
        for length in range(max(map(len, read), default=0)):
            output, state = self._network(tokens, shapes, state)
            outputs.append(output[:, 0])
            before: dict[tuple[int, ...], int] = {}  # the likeliest sentence's row, since sentences come in that order
            for number, ids in enumerate(read):
                if len(ids) > length:
                    row = places[_end(ids, length)]
                    rows[number].append(n_rows + row)
                    before.setdefault(_end(ids, length + 1), row)
            n_rows += len(places)
            places = {end: row for row, end in enumerate(before)}
            parents = torch.tensor(list(before.values()))
            state = (state[0][:, parents], state[1][:, parents])
            tokens = torch.tensor([[end[-1]] for end in before])
            shapes = torch.tensor([[self._shape(end[-1], is_first=length == 0)] for end in before])
        if not outputs:
            return [[] for _ in sentences]
        wanted_rows = [row for its_rows in rows for row in its_rows]
        wanted_words = [word for ids in read for word in ids]
        chances = iter(self._chances(torch.cat(outputs), wanted_rows, wanted_words))
        return [[next(chances) for _ in ids] for ids in read]

    def _chances(self, outputs: Tensor, rows: list[int], words: list[int]) -> list[float]:
        """Log-probability of words after outputs, when it is a word that comes.

        The table of all words is larger than the processor's cache, so it is gone through once for many outputs.
        """
        weights, bias, first = self._network.tokens.weight, self._network.bias, self._vocabulary.first_word
        any_word = torch.cat(
            [
                torch.logaddexp(
                    functional.linear(part, weights[first:], bias[first:]).logsumexp(-1),
                    part @ weights[UNKNOWN] + bias[UNKNOWN],
                )
                for part in outputs.split(_OUTPUTS_AT_ONCE)
            ]
        )
        at, number = torch.tensor(rows), torch.tensor(words)
        chances = (outputs[at] * weights[number]).sum(-1) + bias[number] - any_word[at]
        return [float(chance) for chance in chances - (number == UNKNOWN) * _LOG_UNKNOWN_WORDS]

    def _shape(self, word: int, is_first: bool) -> int:
        """How a word would be written: the first of a sentence with a capital."""
        shape = shape_of(self._vocabulary.surfaces[word]) if word != UNKNOWN else Shape.LOWER
        return int(Shape.TITLE if is_first and shape is Shape.LOWER else shape)


def _end(ids: Sequence[int], length: int) -> tuple[int, ...]:
    """The last words of a beginning of that length."""
    return tuple(ids[max(0, length - _SAME_AFTER) : length])
