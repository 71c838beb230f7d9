"""The translator's decoder one piece at a time, for the few hypotheses of one sentence, from its weights in eight bits."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor

from engine.layers.eight_bit import EightBitMatrix, Floats, layer_norm, lstm_step
from engine.translator.network import CellState, DecoderState, Encoded, TranslationNetwork

MOST_ROWS = 16  # with more hypotheses at once the products are no longer bound by memory, and torch is faster


class QuickDecoder:
    """Does what `TranslationNetwork.decode` and `logits` do with one piece for each hypothesis.

    Args:
        packed: the network's weights as `engine.layers.packing.pack` gives them
        network: the same weights unpacked; many hypotheses at once are given to it
    """

    def __init__(self, packed: Mapping[str, Tensor], network: TranslationNetwork) -> None:
        def vector(name: str) -> Floats:
            found: Floats = packed[name].float().numpy()
            return found

        def layer(name: str) -> tuple[EightBitMatrix, EightBitMatrix, Floats]:
            bias = vector(f"{name}.bias_ih_l0") + vector(f"{name}.bias_hh_l0")
            return EightBitMatrix(packed, f"{name}.weight_ih_l0"), EightBitMatrix(packed, f"{name}.weight_hh_l0"), bias

        self._network = network
        self._pieces, self._bias = EightBitMatrix(packed, "pieces.weight"), vector("bias")
        self._lower, self._upper = layer("lower"), layer("upper")
        self._query, self._query_bias = EightBitMatrix(packed, "query.weight"), vector("query.bias")
        self._norm = vector("upper_norm.weight"), vector("upper_norm.bias")
        self._output, self._output_bias = EightBitMatrix(packed, "output.weight"), vector("output.bias")
        self._width = network.options.width
        self._n_heads = network.options.n_heads

    def decode(self, pieces: Tensor, encoded: Encoded, state: DecoderState) -> tuple[Tensor, Tensor, DecoderState]:
        """See `TranslationNetwork.decode`; pieces: int64 [batch, 1], on the CPU."""
        if len(pieces) > MOST_ROWS:
            outputs, attention, state = self._network.decode(pieces, encoded, state)
            return outputs, attention, state.floats()
        with torch.autocast("cpu", enabled=False):
            return self._quickly(pieces, encoded, state)

    def _quickly(self, pieces: Tensor, encoded: Encoded, state: DecoderState) -> tuple[Tensor, Tensor, DecoderState]:
        read = self._pieces.rows(pieces[:, 0].numpy()) * self._width**0.5
        lower, lower_state = _step(self._lower, torch.from_numpy(read), state.lower)
        query = torch.from_numpy(self._query.times(lower.numpy()) + self._query_bias)
        query = query.view(len(pieces), self._n_heads, 1, -1)
        scores = query @ encoded.keys.transpose(2, 3) / math.sqrt(query.shape[-1])
        attention = scores.masked_fill(encoded.is_padding[:, None, None, :], -1e9).softmax(-1)
        context = (attention @ encoded.values).reshape(len(pieces), self._width)
        upper, upper_state = _step(self._upper, torch.cat([lower, context], dim=1), state.upper)
        seen = layer_norm(torch.cat([upper + lower, context], dim=1).numpy(), *self._norm)
        outputs = torch.from_numpy(self._output.times(seen) + self._output_bias)
        return outputs[:, None], attention, DecoderState(lower_state, upper_state)

    def logits(self, outputs: Tensor) -> Tensor:
        """See `TranslationNetwork.logits`: float [n, width] to float [n, n_pieces]."""
        if len(outputs) > MOST_ROWS:
            return self._network.logits(outputs)
        return torch.from_numpy(self._pieces.times(outputs.numpy()) + self._bias)


def _step(
    layer: tuple[EightBitMatrix, EightBitMatrix, Floats], read: Tensor, state: CellState
) -> tuple[Tensor, CellState]:
    inputs, recurrent, bias = layer
    hidden, cell = state
    gates = inputs.times(read.numpy()) + recurrent.times(hidden[0].numpy()) + bias
    output, after = lstm_step(gates, cell[0].numpy())
    found = torch.from_numpy(output)
    return found, (found[None], torch.from_numpy(after)[None])
