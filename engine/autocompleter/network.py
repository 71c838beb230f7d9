"""The language model: which token comes next."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.autocompleter.tokens import N_SHAPES

State = tuple[Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """Sizes of the network."""

    n_tokens: int = 40_000
    embedding: int = 256  # of tokens, in and out: one table serves both
    width: int = 768  # of the LSTM
    n_layers: int = 1
    dropout: float = 0.1


class CompletionNetwork(nn.Module):
    """Embedding, LSTM, layer norm, back to the embedding's width, the embedding again.

    Source: Hochreiter & Schmidhuber 1997 (LSTM); Press & Wolf 2017, section 3 (one table for input and output).
    """

    def __init__(self, options: NetworkOptions) -> None:
        super().__init__()
        self.options = options
        self.tokens = nn.Embedding(options.n_tokens, options.embedding)
        self.shapes = nn.Embedding(N_SHAPES, options.embedding)
        self.lstm = nn.LSTM(options.embedding, options.width, options.n_layers, batch_first=True)
        self.norm = nn.LayerNorm(options.width)
        self.narrow = nn.Linear(options.width, options.embedding)
        self.bias = nn.Parameter(torch.zeros(options.n_tokens))
        self.dropout = nn.Dropout(options.dropout)
        nn.init.normal_(self.tokens.weight, std=options.embedding**-0.5)
        nn.init.zeros_(self.shapes.weight)
        with torch.no_grad():
            for layer in range(options.n_layers):
                getattr(self.lstm, f"bias_ih_l{layer}")[options.width : 2 * options.width] = 1.0  # remember at first

    def forward(self, tokens: Tensor, shapes: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Reads tokens.

        Args:
            tokens: int64 [batch, n_tokens]
            shapes: int64 [batch, n_tokens]
            state: of the LSTM, two float [n_layers, batch, width]; None for the beginning

        Returns:
            float [batch, n_tokens, embedding], to be compared with the embeddings of what may come next; the state
        """
        read = self.tokens(tokens) * self.options.embedding**0.5 + self.shapes(shapes)
        out, state = self.lstm(self.dropout(read), state)
        return self.narrow(self.dropout(self.norm(out))), state

    def log_probabilities(self, outputs: Tensor) -> Tensor:
        """Of every token after each output: float [..., embedding] to float [..., n_tokens]."""
        return functional.log_softmax(functional.linear(outputs, self.tokens.weight, self.bias), dim=-1)

    def sampled_loss(self, outputs: Tensor, targets: Tensor, sampled: Tensor, log_expected: Tensor) -> Tensor:
        """Cross-entropy against a sample of the vocabulary, each logit lowered by how often its token is drawn.

        Source: Jean et al. 2015, eq. 6 and section 3.2 (importance sampling).

        Args:
            outputs: float [n, embedding]
            targets: int64 [n]
            sampled: int64 [n_sampled], no token twice
            log_expected: float [n_tokens], log of the chance that a token is in the sample

        Returns:
            the mean loss
        """
        weights = self.tokens.weight
        others = functional.linear(outputs, weights[sampled], self.bias[sampled] - log_expected[sampled])
        others = others.masked_fill(sampled[None, :] == targets[:, None], -1e4)
        own = (outputs * weights[targets]).sum(-1) + self.bias[targets] - log_expected[targets]
        total = torch.logaddexp(own, others.logsumexp(-1))
        return (total - own).mean()
