"""The language model one token at a time, computed from its eight-bit weights: a quarter of the memory, ten times the
speed of reading them as floats, since what a token costs is bringing the weights from memory.

Every product is the same as with `unpack`ed weights; only the order of the sums differs.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from torch import Tensor, nn

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
        read: Floats = self._tokens.row(token) * self._input_scale + self._shapes.row(shape)
        after: list[State] = []
        for (inputs, recurrent, bias), (hidden, cell) in zip(self._layers, state, strict=True):
            gates = inputs.times(read[None])[0] + recurrent.times(hidden[None])[0] + bias
            read, cell = lstm_step(gates, cell)
            after.append((read, cell))
        normed = layer_norm(read, *self._norm)
        return self._narrow.times(normed[None])[0] + self._narrow_bias, after

    def logits(self, outputs: Floats) -> Floats:
        """Of every token after each output: float32 [n, embedding] to [n, n_tokens]."""
        return self._tokens.times(outputs) + self._bias


def probabilities(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    found: Floats = np.exp(logits - logits.max(axis=-1, keepdims=True))
    found /= found.sum(axis=-1, keepdims=True)
    return found


def log_sum_exp(logits: Floats) -> Floats:
    """The logarithm of the sum of exponentials over the last axis."""
    highest = logits.max(axis=-1)
    found: Floats = highest + np.log(np.exp(logits - highest[..., None]).sum(axis=-1))
    return found
