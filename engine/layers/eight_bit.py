"""Products with matrices kept in eight bits: where few vectors meet a matrix, what costs is bringing its weights from
memory, and there are a quarter as many bytes to bring.

Every product is the same as with `engine.layers.packing.unpack`ed weights; only the order of the sums differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from torch import Tensor

Floats = NDArray[np.float32]

_BLOCK_ROWS = 2_048
_INPUTS_AT_ONCE = 8  # more do not stay in the processor's nearest memory


@njit(cache=True, fastmath=True)
def _product(weights, scales, inputs, results):  # type: ignore[no-untyped-def]
    """results[i, row] = scales[row] * sum(weights[row] * inputs[i]); four inputs share the turning of weights into floats."""
    n_rows, width = weights.shape
    n_inputs = inputs.shape[0]
    in_fours = n_inputs - n_inputs % 4
    for row in range(n_rows):
        scale = scales[row]
        for at in range(0, in_fours, 4):
            a, b, c, d = np.float32(0.0), np.float32(0.0), np.float32(0.0), np.float32(0.0)
            for column in range(width):
                weight = np.float32(weights[row, column])
                a += weight * inputs[at, column]
                b += weight * inputs[at + 1, column]
                c += weight * inputs[at + 2, column]
                d += weight * inputs[at + 3, column]
            results[at, row] = a * scale
            results[at + 1, row] = b * scale
            results[at + 2, row] = c * scale
            results[at + 3, row] = d * scale
        for at in range(in_fours, n_inputs):
            total = np.float32(0.0)
            for column in range(width):
                total += np.float32(weights[row, column]) * inputs[at, column]
            results[at, row] = total * scale


class EightBitMatrix:
    """A matrix in eight bits with a scale for each row, or in floats where it is small.

    Args:
        packed: weights as `engine.layers.packing.pack` gives them
        name: of the matrix among them
    """

    def __init__(self, packed: Mapping[str, Tensor], name: str) -> None:
        self.weights: NDArray[Any] = packed[name].numpy()
        scale = packed.get(f"{name}.scale")
        self.scales: Floats = np.ones(len(self.weights), np.float32) if scale is None else scale.float().numpy()

    def times(self, inputs: Floats) -> Floats:
        """float32 [n, width] to [n, n_rows]."""
        results = np.empty((len(inputs), len(self.weights)), dtype=np.float32)
        inputs = np.ascontiguousarray(inputs)
        for start in range(0, len(inputs), _INPUTS_AT_ONCE):
            end = start + _INPUTS_AT_ONCE
            _product(self.weights, self.scales, inputs[start:end], results[start:end])
        return results

    def blocks(self, first: int = 0) -> Iterator[tuple[int, Floats]]:
        """The rows from `first` on in floats, some at a time, after the number of the first of them: where many vectors meet them."""
        for start in range(first, len(self.weights), _BLOCK_ROWS):
            yield start, self.rows(np.arange(start, min(start + _BLOCK_ROWS, len(self.weights))))

    def row(self, number: int) -> Floats:
        """One row in floats."""
        found: Floats = self.weights[number].astype(np.float32) * self.scales[number]
        return found

    def rows(self, numbers: NDArray[np.int64]) -> Floats:
        """Several rows in floats: int64 [n] to float32 [n, width]."""
        found: Floats = self.weights[numbers].astype(np.float32) * self.scales[numbers, None]
        return found


def sigmoid(values: Floats) -> Floats:
    """The logistic function."""
    found: Floats = (1.0 / (1.0 + np.exp(-values))).astype(np.float32)
    return found


def lstm_step(gates: Floats, cell: Floats) -> tuple[Floats, Floats]:
    """One step of an LSTM from the sums that open its gates.

    Args:
        gates: float32 [..., 4 * width], in torch's order: enter, keep, new, leave
        cell: float32 [..., width]

    Returns:
        output and cell, float32 [..., width]

    Source: Hochreiter & Schmidhuber 1997, with forget gates.
    """
    enter, keep, new, leave = np.split(gates, 4, axis=-1)
    cell = sigmoid(keep) * cell + sigmoid(enter) * np.tanh(new)
    return sigmoid(leave) * np.tanh(cell), cell


def layer_norm(values: Floats, weight: Floats, bias: Floats) -> Floats:
    """Ba et al. 2016, eq. 4, over the last axis; torch's epsilon."""
    centred = values - values.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + 1e-5)
    found: Floats = centred / spread * weight + bias
    return found
