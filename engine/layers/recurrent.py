"""Recurrent layers that learn from little data: normalised, connected past each layer, exact under padding."""

from __future__ import annotations

import torch
from torch import Tensor, nn


def reversal_index(lengths: Tensor, n_frames: int) -> Tensor:
    """Where each frame comes from when every sequence is turned round within its own length.

    Args:
        lengths: int64 [batch]
        n_frames: the padded length

    Returns:
        int64 [batch, n_frames]; padding stays where it is
    """
    positions = torch.arange(n_frames, device=lengths.device)[None, :]
    turned = lengths[:, None] - 1 - positions
    return torch.where(turned >= 0, turned, positions)


class BidirectionalLayer(nn.Module):
    """x + dropout(BLSTM(layer_norm(x))), the width kept.

    The backward direction reads each sequence from its own end, so padding changes nothing and a batch gives the
    same numbers as its sequences one by one, at a fraction of the cost of packed sequences.

    Source: Graves & Schmidhuber 2005 (bidirectional LSTM); Ba et al. 2016 (layer norm); He et al. 2016 (residual).

    Args:
        width: size of input and output, twice the size of each direction
        dropout: share of outputs dropped in training
    """

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.forward_lstm = nn.LSTM(width, width // 2, batch_first=True)
        self.backward_lstm = nn.LSTM(width, width // 2, batch_first=True)
        self.dropout = nn.Dropout(dropout)

    def forward(self, frames: Tensor, turned: Tensor) -> Tensor:
        """One layer.

        Args:
            frames: float [batch, n_frames, width]
            turned: int64 [batch, n_frames] of `reversal_index`

        Returns:
            float [batch, n_frames, width]
        """
        normed = self.norm(frames)
        index = turned[:, :, None]
        ahead, _ = self.forward_lstm(normed)
        behind, _ = self.backward_lstm(normed.gather(1, index.expand_as(normed)))
        behind = behind.gather(1, index.expand_as(behind))
        return frames + self.dropout(torch.cat([ahead, behind], dim=-1))
