"""The language model one token at a time, computed from its eight-bit weights: a quarter of the memory, ten times the
speed of reading them as floats, since what a token costs is bringing the weights from memory.

Every product is the same as with `unpack`ed weights; only the order of the sums differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.autocompleter.tokens import START, UNKNOWN
from engine.layers.devices import half_where_it_pays
from engine.layers.eight_bit import EightBitMatrix, Floats, layer_norm, lstm_step
from engine.layers.packing import pack

State = tuple[Floats, Floats]


class QuickNetwork:
    """A `CompletionNetwork` for use.

    Args:
        packed: its weights as `engine.layers.packing.pack` gives them
    """

    def __init__(self, packed: Mapping[str, Tensor]) -> None:
        def vector(name: str) -> Floats:
            found: Floats = packed[name].float().numpy()
            return found

        self._tokens = EightBitMatrix(packed, "tokens.weight")
        self._shapes = EightBitMatrix(packed, "shapes.weight")
        self._layers: list[tuple[EightBitMatrix, EightBitMatrix, Floats]] = []
        while f"lstm.weight_ih_l{len(self._layers)}" in packed:
            n = len(self._layers)
            bias = vector(f"lstm.bias_ih_l{n}") + vector(f"lstm.bias_hh_l{n}")
            self._layers.append((EightBitMatrix(packed, f"lstm.weight_ih_l{n}"), EightBitMatrix(packed, f"lstm.weight_hh_l{n}"), bias))
        self._norm = (vector("norm.weight"), vector("norm.bias"))
        self._narrow, self._narrow_bias = EightBitMatrix(packed, "narrow.weight"), vector("narrow.bias")
        self._bias = vector("bias")
        self._width = self._layers[0][1].weights.shape[1]
        self._input_scale = np.float32(self._tokens.weights.shape[1] ** 0.5)

    @classmethod
    def of(cls, network: nn.Module) -> QuickNetwork:
        """The same network, as it would be once it is written and loaded."""
        return cls(pack({name: value.detach() for name, value in network.state_dict().items()}))

    def begin(self) -> list[State]:
        """The state before the first token: of each layer two float32 [width]."""
        return [(np.zeros(self._width, np.float32), np.zeros(self._width, np.float32)) for _ in self._layers]

    def read(self, token: int, shape: int, state: list[State]) -> tuple[Floats, list[State]]:
        """Reads one token.

        Args:
            token: its number
            shape: how it is written
            state: before it

        Returns:
            float32 [embedding], to be given to `logits`; the state after it
        """
        output, after = self.read_many([token], [shape], [(hidden[None], cell[None]) for hidden, cell in state])
        return output[0], [(hidden[0], cell[0]) for hidden, cell in after]

    def read_many(self, tokens: Sequence[int], shapes: Sequence[int], states: list[State]) -> tuple[Floats, list[State]]:
        """Reads a token after each of several beginnings.

        Args:
            tokens: n of them
            shapes: how they are written
            states: of each layer, float32 [n, width] each

        Returns:
            float32 [n, embedding]; the states after them
        """
        read: Floats = self._tokens.rows(np.asarray(tokens)) * self._input_scale + self._shapes.rows(np.asarray(shapes))
        after: list[State] = []
        for (inputs, recurrent, bias), (hidden, cell) in zip(self._layers, states, strict=True):
            read, cell = lstm_step(inputs.times(read) + recurrent.times(hidden) + bias, cell)
            after.append((read, cell))
        return self._narrow.times(layer_norm(read, *self._norm)) + self._narrow_bias, after

    def word_chances(self, outputs: Floats, first_word: int, rows: NDArray[np.int64], words: NDArray[np.int64]) -> Floats:
        """Log-probabilities of words, or of the line's end, when neither sign nor number comes.

        Args:
            outputs: float32 [n, embedding]
            first_word: the words are the tokens from this number on, and UNKNOWN; START is the end
            rows: int64 [m], after which outputs
            words: int64 [m], which words

        Returns:
            float32 [m]
        """
        read = torch.from_numpy(outputs)
        special = [START, UNKNOWN]
        total = (read @ torch.from_numpy(self._tokens.rows(np.array(special))).T + torch.from_numpy(self._bias[special])).logsumexp(-1)
        for start, weights in self._tokens.blocks(first_word):
            bias = torch.from_numpy(self._bias[start : start + len(weights)])
            with half_where_it_pays("cpu"):
                logits = functional.linear(read, torch.from_numpy(weights), bias)
            total = torch.logaddexp(total, logits.float().logsumexp(-1))
        exact = (outputs[rows] * self._tokens.rows(words)).sum(-1) + self._bias[words]
        found: Floats = exact - total.numpy()[rows]
        return found

    def logits(self, outputs: Floats) -> Floats:
        """Of every token after each output: float32 [n, embedding] to [n, n_tokens]."""
        return self._tokens.times(outputs) + self._bias


def probabilities(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    found: Floats = np.exp(logits - logits.max(axis=-1, keepdims=True))
    found /= found.sum(axis=-1, keepdims=True)
    return found
