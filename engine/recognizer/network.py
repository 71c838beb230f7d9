"""The recognizer's network: convolutions, bidirectional LSTMs, an output over phones and one over letters.

The recurrent layers take one step for 80 ms, which halves their cost, and each step says what is heard in both of its
40 ms halves, so that fast speech still has room for its phones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from engine.layers.recurrent import BidirectionalLayer, reversal_index

SUBSAMPLING = 4  # feature frames for one emission
EMISSIONS_A_STEP = 2  # emissions for one step of the recurrent layers


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """Sizes of the network; part of a model's configuration."""

    n_mels: int = 80
    n_phones: int = 40  # blank included
    n_letters: int = 29  # blank included
    n_channels: int = 32  # of the convolutions
    width: int = 512
    n_layers: int = 4
    middle_layer: int = 2  # after so many layers a second phone output is read while training
    dropout: float = 0.15


class Emissions(NamedTuple):
    """What the network says of each 40 ms.

    phones: float [batch, n_emissions, n_phones], log-probabilities
    letters: float [batch, n_emissions, n_letters], log-probabilities
    lengths: int64 [batch]
    middle_phones: as phones, read half-way up; only while training
    """

    phones: Tensor
    letters: Tensor
    lengths: Tensor
    middle_phones: Tensor | None


def emission_lengths(n_frames: Tensor) -> Tensor:
    """How many emissions so many feature frames give: a quarter, rounded up."""
    return torch.div(n_frames + SUBSAMPLING - 1, SUBSAMPLING, rounding_mode="floor")


class RecognizerNetwork(nn.Module):
    """Bidirectional LSTM trained with CTC over phones and, beside them, over letters.

    Source: Graves et al. 2006 (CTC); Lee & Watanabe 2021, eq. 5 (an intermediate CTC output).

    Example:
        >>> network = RecognizerNetwork(NetworkOptions())
        >>> network(torch.zeros(2, 100, 80), torch.tensor([100, 60])).phones.shape
        torch.Size([2, 25, 40])
    """

    def __init__(self, options: NetworkOptions) -> None:
        super().__init__()
        self.options = options
        channels = options.n_channels
        self.first_convolution = nn.Conv2d(1, channels, kernel_size=3, stride=2, padding=1)
        self.second_convolution = nn.Conv2d(channels, channels, kernel_size=3, stride=2, padding=1)
        n_bands = -(-options.n_mels // SUBSAMPLING)
        self.projection = nn.Linear(EMISSIONS_A_STEP * channels * n_bands, options.width)
        self.dropout = nn.Dropout(options.dropout)
        self.layers = nn.ModuleList(
            BidirectionalLayer(options.width, options.dropout) for _ in range(options.n_layers)
        )
        self.norm = nn.LayerNorm(options.width)
        self.phone_output = nn.Linear(options.width, EMISSIONS_A_STEP * options.n_phones)
        self.letter_output = nn.Linear(options.width, EMISSIONS_A_STEP * options.n_letters)
        self.middle_norm = nn.LayerNorm(options.width)
        self.middle_output = nn.Linear(options.width, EMISSIONS_A_STEP * options.n_phones)

    def forward(self, features: Tensor, n_frames: Tensor) -> Emissions:
        """Emissions of a padded batch.

        Args:
            features: float32 [batch, n_frames, n_mels], zeros past the end of each sequence
            n_frames: int64 [batch]
        """
        lengths = emission_lengths(n_frames)
        n_emissions = emission_lengths(torch.tensor(features.shape[1])).item()
        hidden = self._steps(features, n_frames)
        n_steps = torch.div(lengths + EMISSIONS_A_STEP - 1, EMISSIONS_A_STEP, rounding_mode="floor")
        turned = reversal_index(n_steps, hidden.shape[1])

        def spoken(output: nn.Linear, values: Tensor) -> Tensor:
            scores = output(values).float().unflatten(-1, (EMISSIONS_A_STEP, -1)).flatten(1, 2)
            return scores[:, :n_emissions].log_softmax(-1)

        middle: Tensor | None = None
        for number, layer in enumerate(self.layers, start=1):
            hidden = layer(hidden, turned)
            if self.training and number == self.options.middle_layer:
                middle = spoken(self.middle_output, self.middle_norm(hidden))
        hidden = self.norm(hidden)
        return Emissions(
            phones=spoken(self.phone_output, hidden),
            letters=spoken(self.letter_output, hidden),
            lengths=lengths,
            middle_phones=middle,
        )

    def _steps(self, features: Tensor, n_frames: Tensor) -> Tensor:
        """float [batch, n_steps, width]: what the recurrent layers read."""
        maps = torch.relu(self.first_convolution(features[:, None]))
        maps = torch.relu(self.second_convolution(_without_padding(maps, n_frames, 2)))
        columns = _without_padding(maps, n_frames, SUBSAMPLING).transpose(1, 2).flatten(2)
        columns = nn.functional.pad(columns, (0, 0, 0, columns.shape[1] % EMISSIONS_A_STEP))
        pairs = columns.unflatten(1, (-1, EMISSIONS_A_STEP)).flatten(2)
        return self.dropout(self.projection(pairs))


def _without_padding(maps: Tensor, n_frames: Tensor, factor: int) -> Tensor:
    """Maps [batch, channels, n, bands] with zeros past each end, as the sequence alone would have them."""
    lengths = torch.div(n_frames + factor - 1, factor, rounding_mode="floor")
    inside = torch.arange(maps.shape[2], device=lengths.device)[None, :] < lengths[:, None]
    return maps * inside[:, None, :, None]
