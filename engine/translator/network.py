"""The encoder-decoder with attention: which piece of the translation comes next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.layers.recurrent import BidirectionalLayer, reversal_index

PAD, UNKNOWN, START, END = 0, 1, 2, 3
CellState = tuple[Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """Sizes of the network."""

    n_pieces: int = 8_000
    width: int = 512  # of the embeddings, the encoder and both decoder layers
    n_encoder_layers: int = 3
    n_heads: int = 4  # of the attention
    dropout: float = 0.15
    word_dropout: float = 0.05  # share of pieces whose embedding is silenced in training


class Encoded(NamedTuple):
    """What the decoder reads of the source sentences.

    Attributes:
        keys: float [batch, n_heads, n_source, width // n_heads]
        values: float, the same
        is_padding: bool [batch, n_source]
        summary: float [batch, width], mean over the sentence
    """

    keys: Tensor
    values: Tensor
    is_padding: Tensor
    summary: Tensor

    def floats(self) -> Encoded:
        """The same in full precision."""
        return Encoded(self.keys.float(), self.values.float(), self.is_padding, self.summary.float())


class DecoderState(NamedTuple):
    """Of both decoder layers, each two float [1, batch, width]."""

    lower: CellState
    upper: CellState

    def floats(self) -> DecoderState:
        """The same in full precision."""
        (a, b), (c, d) = self
        return DecoderState((a.float(), b.float()), (c.float(), d.float()))


class TranslationNetwork(nn.Module):
    """Bidirectional LSTM encoder, two LSTM decoder layers with attention between them, one table of embeddings.

    The lower decoder layer reads the pieces written so far and asks; the answer goes into the upper layer and past it
    into the output. Nothing of the output is fed back, so all steps of a known translation are computed at once.

    Source: Bahdanau et al. 2015 (encoder-decoder with attention); Wu et al. 2016, section 3 (attention asked by the
    lowest layer, given to those above); Chen et al. 2018, section 4 (several heads in a recurrent decoder); Press &
    Wolf 2017, section 3.2 (three tables in one).
    """

    def __init__(self, options: NetworkOptions) -> None:
        super().__init__()
        self.options = options
        width = options.width
        self.pieces = nn.Embedding(options.n_pieces, width)
        self.encoder = nn.ModuleList(BidirectionalLayer(width, options.dropout) for _ in range(options.n_encoder_layers))
        self.encoder_norm = nn.LayerNorm(width)
        self.keys = nn.Linear(width, width)
        self.values = nn.Linear(width, width)
        self.begin = nn.Linear(width, 4 * width)
        self.lower = nn.LSTM(width, width, batch_first=True)
        self.query = nn.Linear(width, width)
        self.upper = nn.LSTM(2 * width, width, batch_first=True)
        self.upper_norm = nn.LayerNorm(2 * width)
        self.output = nn.Linear(2 * width, width)
        self.bias = nn.Parameter(torch.zeros(options.n_pieces))
        self.dropout = nn.Dropout(options.dropout)
        nn.init.normal_(self.pieces.weight, std=width**-0.5)
        with torch.no_grad():
            for lstm in (self.lower, self.upper):
                lstm.get_parameter("bias_ih_l0")[width : 2 * width] = 1.0  # remember at first

    def encode(self, source: Tensor, lengths: Tensor) -> Encoded:
        """Reads source sentences.

        Args:
            source: int64 [batch, n_source], tags first, PAD after the end
            lengths: int64 [batch]
        """
        is_padding = torch.arange(source.shape[1], device=source.device)[None, :] >= lengths[:, None]
        turned = reversal_index(lengths, source.shape[1])
        read = self._embedded(source)
        for layer in self.encoder:
            read = layer(read, turned)
        read = self.encoder_norm(read)
        summary = read.masked_fill(is_padding[:, :, None], 0.0).sum(1) / lengths[:, None]
        return Encoded(self._heads(self.keys(read)), self._heads(self.values(read)), is_padding, summary)

    def begin_state(self, encoded: Encoded) -> DecoderState:
        """The decoder before its first piece."""
        a, b, c, d = (part[None].contiguous() for part in torch.tanh(self.begin(encoded.summary)).chunk(4, dim=-1))
        return DecoderState((a, b), (c, d))

    def decode(
        self, pieces: Tensor, encoded: Encoded, state: DecoderState
    ) -> tuple[Tensor, Tensor, DecoderState]:
        """Reads pieces of the translation.

        Args:
            pieces: int64 [batch, n_target], the ones before those sought: START first
            encoded: the source
            state: before the first of the pieces

        Returns:
            float [batch, n_target, width], to be compared with the embeddings of what may come next; attention,
            float [batch, n_heads, n_target, n_source], each row sums to one; the state after the last piece
        """
        lower, lower_state = self.lower(self._embedded(pieces), state.lower)
        lower = self.dropout(lower)
        query = self._heads(self.query(lower))
        scores = (query @ encoded.keys.transpose(2, 3)).float() / math.sqrt(query.shape[-1])
        attention = scores.masked_fill(encoded.is_padding[:, None, None, :], -1e9).softmax(-1)
        batch, n_target = pieces.shape
        context = self.dropout((attention @ encoded.values).transpose(1, 2).reshape(batch, n_target, -1))
        upper, upper_state = self.upper(torch.cat([lower, context], dim=-1), state.upper)
        seen = self.upper_norm(torch.cat([upper + lower, context], dim=-1))
        return self.output(self.dropout(seen)), attention, DecoderState(lower_state, upper_state)

    def logits(self, outputs: Tensor) -> Tensor:
        """Of every piece after each output: float [..., width] to float [..., n_pieces]."""
        return functional.linear(outputs, self.pieces.weight, self.bias)

    def _embedded(self, pieces: Tensor) -> Tensor:
        read = self.pieces(pieces) * self.options.width**0.5
        if self.training and self.options.word_dropout:
            kept = torch.rand(pieces.shape, device=pieces.device) >= self.options.word_dropout
            read = read * kept[:, :, None]
        return self.dropout(read)

    def _heads(self, values: Tensor) -> Tensor:
        batch, n, width = values.shape
        return values.view(batch, n, self.options.n_heads, width // self.options.n_heads).transpose(1, 2)


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Rows as one table int64 [n_rows, longest], PAD at their ends, and their lengths int64 [n_rows]."""
    lengths = torch.tensor([len(row) for row in rows])
    table = torch.full((len(rows), int(lengths.max())), PAD)
    for number, row in enumerate(rows):
        table[number, : len(row)] = torch.tensor(row)
    return table, lengths
