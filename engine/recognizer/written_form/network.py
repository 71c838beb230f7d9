"""The tagger's network: which sign follows each word, and how the word is written."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from engine.layers.recurrent import BidirectionalLayer, reversal_index

SIGNS = ("", ",", ".", "?", "!", ";", ":")
CASES = ("lower", "capital", "upper")
UNKNOWN_PAUSE = -1.0
_SHORTEST_PAUSE_S = 0.02


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """How large the network is."""

    n_words: int = 20_000
    n_suffixes: int = 2_048  # places that the endings of unlisted words share
    embedding: int = 128
    width: int = 256
    n_layers: int = 2
    dropout: float = 0.1

    @property
    def n_tokens(self) -> int:
        """Rows of the table of embeddings, padding included."""
        return 1 + self.n_words + self.n_suffixes


class TaggerNetwork(nn.Module):
    """Words and pauses to scores for signs and cases.

    Source: Tilk & Alumäe 2016 (bidirectional recurrent punctuation from words and pauses), without its attention.

    Args:
        options: sizes
    """

    def __init__(self, options: NetworkOptions) -> None:
        super().__init__()
        self.options = options
        self.embedding = nn.Embedding(options.n_tokens, options.embedding)
        nn.init.normal_(self.embedding.weight, std=0.3)
        self.enter = nn.Linear(options.embedding + 2, options.width)
        self.layers = nn.ModuleList(BidirectionalLayer(options.width, options.dropout) for _ in range(options.n_layers))
        self.norm = nn.LayerNorm(options.width)
        self.dropout = nn.Dropout(options.dropout)
        self.signs = nn.Linear(options.width, len(SIGNS))
        self.cases = nn.Linear(options.width, len(CASES))

    def forward(self, words: Tensor, pauses: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """Scores for each word.

        Args:
            words: int64 [batch, n_words] of `WordTable`
            pauses: float [batch, n_words], seconds after each word, `UNKNOWN_PAUSE` where nobody knows
            lengths: int64 [batch]

        Returns:
            float [batch, n_words, n_signs] and float [batch, n_words, n_cases], not normalised
        """
        is_known = (pauses >= 0).float()
        log_pause = is_known * torch.log(pauses.clamp(min=_SHORTEST_PAUSE_S) / _SHORTEST_PAUSE_S)
        inputs = torch.cat([self.embedding(words), is_known[..., None], log_pause[..., None]], dim=-1)
        frames = self.enter(self.dropout(inputs))
        turned = reversal_index(lengths, words.shape[1])
        for layer in self.layers:
            frames = layer(frames, turned)
        frames = self.dropout(self.norm(frames))
        return self.signs(frames), self.cases(frames)
