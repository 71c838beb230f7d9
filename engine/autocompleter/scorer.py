"""How likely words are one after another, as they are spoken: for choosing among a recognizer's readings."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from engine.autocompleter.autocompleter import Autocompleter
from engine.autocompleter.tokens import START, UNKNOWN, Shape, shape_of

_LOG_UNKNOWN_WORDS = math.log(30_000)  # among so many the chance of an unknown word is divided


class SpokenWords:
    """Scores sentences without signs with an autocompleter's network.

    Speech has no commas to be heard, so the chance of signs is taken out after every word. Sentences that begin alike
    are read once: all different beginnings of one length go through the network together.

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
        found: list[list[float]] = [[] for _ in sentences]
        beginnings: list[tuple[int, ...]] = [()]  # of the length that was read last, each once
        tokens, shapes, state = torch.tensor([[START]]), torch.tensor([[0]]), None
        for length in range(max(map(len, read), default=0)):
            outputs, state = self._network(tokens, shapes, state)
            places = {beginning: row for row, beginning in enumerate(beginnings)}
            going_on = [number for number, ids in enumerate(read) if len(ids) > length]
            rows = torch.tensor([places[tuple(read[number][:length])] for number in going_on])
            words = torch.tensor([read[number][length] for number in going_on])
            for number, chance in zip(going_on, self._chances(outputs[:, 0], rows, words), strict=True):
                found[number].append(chance)
            beginnings = list(dict.fromkeys(tuple(read[number][: length + 1]) for number in going_on))
            parents = torch.tensor([places[beginning[:-1]] for beginning in beginnings])
            state = (state[0][:, parents], state[1][:, parents])
            tokens = torch.tensor([[beginning[-1]] for beginning in beginnings])
            shapes = torch.tensor([[self._shape(beginning)] for beginning in beginnings])
        return found

    def _chances(self, outputs: Tensor, rows: Tensor, words: Tensor) -> list[float]:
        logits = self._network.log_probabilities(outputs)
        any_word = torch.logaddexp(logits[:, self._vocabulary.first_word :].logsumexp(-1), logits[:, UNKNOWN])
        chances = logits[rows, words] - any_word[rows] - (words == UNKNOWN) * _LOG_UNKNOWN_WORDS
        return [float(chance) for chance in chances]

    def _shape(self, beginning: tuple[int, ...]) -> int:
        """How the last word would be written: the first of a sentence with a capital."""
        shape = shape_of(self._vocabulary.surfaces[beginning[-1]]) if beginning[-1] != UNKNOWN else Shape.LOWER
        return int(Shape.TITLE if len(beginning) == 1 and shape is Shape.LOWER else shape)
