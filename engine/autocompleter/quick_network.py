"""The language model one token at a time, computed from its eight-bit weights: a quarter of the memory, ten times the
speed of reading them as floats, since what a token costs is bringing the weights from memory.

Every product is the same as with `unpack`ed weights; only the order of the sums differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.layers.packing import pack

Floats = NDArray[np.float32]
State = tuple[Floats, Floats]
_NORM_EPSILON = 1e-5  # torch's
_AT_ONCE = 8  # inputs that go along one row of weights while it is in the cache


@njit(cache=True, fastmath=True)
def _product(weights, scales, inputs, results):  # type: ignore[no-untyped-def]
    """results[i, row] = scales[row] * sum(weights[row] * inputs[i])."""
    n_rows, width = weights.shape
    for row in range(n_rows):
        scale = scales[row]
        for at in range(inputs.shape[0]):
            total = np.float32(0.0)
            for column in range(width):
                total += np.float32(weights[row, column]) * inputs[at, column]
            results[at, row] = total * scale


class _Matrix:
    """A matrix in eight bits with a scale for each row, or in floats where it is small."""

    def __init__(self, packed: Mapping[str, Tensor], name: str) -> None:
        self.weights: NDArray[Any] = packed[name].numpy()
        scale = packed.get(f"{name}.scale")
        self.scales: Floats = np.ones(len(self.weights), np.float32) if scale is None else scale.float().numpy()

    def times(self, inputs: Floats) -> Floats:
        """float32 [n, width] to [n, n_rows]."""
        results = np.empty((len(inputs), len(self.weights)), dtype=np.float32)
        for start in range(0, len(inputs), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            _product(self.weights, self.scales, np.ascontiguousarray(inputs[part]), results[part])
        return results

    def row(self, number: int) -> Floats:
        """One row in floats."""
        found: Floats = self.weights[number].astype(np.float32) * self.scales[number]
        return found


class QuickNetwork:
    """A `CompletionNetwork` for use.

    Args:
        packed: its weights as `engine.layers.packing.pack` gives them
    """

    def __init__(self, packed: Mapping[str, Tensor]) -> None:
        def vector(name: str) -> Floats:
            found: Floats = packed[name].float().numpy()
            return found

        self._tokens = _Matrix(packed, "tokens.weight")
        self._shapes = _Matrix(packed, "shapes.weight")
        self._layers: list[tuple[_Matrix, _Matrix, Floats]] = []
        while f"lstm.weight_ih_l{len(self._layers)}" in packed:
            n = len(self._layers)
            bias = vector(f"lstm.bias_ih_l{n}") + vector(f"lstm.bias_hh_l{n}")
            self._layers.append((_Matrix(packed, f"lstm.weight_ih_l{n}"), _Matrix(packed, f"lstm.weight_hh_l{n}"), bias))
        self._norm = (vector("norm.weight"), vector("norm.bias"))
        self._narrow, self._narrow_bias = _Matrix(packed, "narrow.weight"), vector("narrow.bias")
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

        Source: Hochreiter & Schmidhuber 1997, with forget gates; Ba et al. 2016, eq. 4.
        """
        read: Floats = self._tokens.row(token) * self._input_scale + self._shapes.row(shape)
        after: list[State] = []
        for (inputs, recurrent, bias), (hidden, cell) in zip(self._layers, state, strict=True):
            gates = inputs.times(read[None])[0] + recurrent.times(hidden[None])[0] + bias
            enter, keep, new, leave = np.split(gates, 4)
            cell = _sigmoid(keep) * cell + _sigmoid(enter) * np.tanh(new)
            read = _sigmoid(leave) * np.tanh(cell)
            after.append((read, cell))
        centred = read - read.mean()
        normed = centred / np.sqrt((centred * centred).mean() + _NORM_EPSILON) * self._norm[0] + self._norm[1]
        return self._narrow.times(normed[None])[0] + self._narrow_bias, after

    def logits(self, outputs: Floats) -> Floats:
        """Of every token after each output: float32 [n, embedding] to [n, n_tokens]."""
        return self._tokens.times(outputs) + self._bias


def _sigmoid(values: Floats) -> Floats:
    found: Floats = (1.0 / (1.0 + np.exp(-values))).astype(np.float32)
    return found


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
