"""What a phone sequence is worth beside all others: CTC's paths under a trigram of phones (CTC-CRF).

CTC takes each emission on its own. Here a path of phones and blanks counts as the product of its emissions and of the
trigram's probabilities of its phones; what is learnt is the share of the right sequence's paths among all paths, so the
network need not say what the phones before already say.

Source: Xiang & Ou 2019 (CTC-CRF), eq. 4 to 6; Povey et al. 2016 (LF-MMI), section 2.2, for the phone model in the sum over all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor

BOUNDARY = 0  # stands for the sequence's start and end; as an emission the same number is the blank


class PhoneTrigram:
    """Probabilities of a phone after the two before it; every run has some.

    Source: Witten & Bell 1991, method C, each order smoothed by the one below.

    Args:
        sequences: phone units, each 1 to n_units - 1
        n_units: blank included

    Example:
        >>> trigram = PhoneTrigram([[1, 2], [1, 2, 2]], n_units=3)
        >>> bool(trigram.table[0, 0, 1] > 0.7), trigram.table.sum(-1).allclose(torch.ones(3, 3))
        (True, True)
    """

    def __init__(self, sequences: Iterable[Sequence[int]], n_units: int) -> None:
        counts = torch.zeros(n_units, n_units, n_units)
        for sequence in sequences:
            units = torch.tensor([BOUNDARY, BOUNDARY, *sequence, BOUNDARY])
            counts.index_put_((units[:-2], units[1:-1], units[2:]), torch.ones(len(units) - 2), accumulate=True)
        unigram = _smoothed(counts.sum((0, 1)), torch.full((n_units,), 1 / n_units))
        bigram = _smoothed(counts.sum(0), unigram)
        #: float32 [before last, last, next]
        self.table = _smoothed(counts, bigram)

    def log_probability(self, sequence: Sequence[int]) -> float:
        """Of a whole sequence with its end, in nats."""
        units = torch.tensor([BOUNDARY, BOUNDARY, *sequence, BOUNDARY])
        return float(self.table[units[:-2], units[1:-1], units[2:]].log().sum())


def _smoothed(counts: Tensor, below: Tensor) -> Tensor:
    """Rows of counts as probabilities, mixed with the order below by how many kinds a row has."""
    kinds = (counts > 0).sum(-1, keepdim=True)
    total = counts.sum(-1, keepdim=True)
    return torch.where(total > 0, (counts + kinds * below) / (total + kinds).clamp(min=1), below)


def log_sum_of_paths(log_probabilities: Tensor, lengths: Tensor, trigram: PhoneTrigram) -> Tensor:
    """Logarithm of what all paths through each row are worth together, float32 [batch].

    Args:
        log_probabilities: float [batch, n_emissions, n_units], the blank first
        lengths: int64 [batch], at least 1
        trigram: of as many units
    """
    table = trigram.table.to(log_probabilities.device)
    with torch.autocast("cuda", enabled=False):  # sums of small chances vanish in float16
        return _SumOfPaths.apply(log_probabilities, lengths, table)  # type: ignore[no-any-return, no-untyped-call]


class _SumOfPaths(torch.autograd.Function):
    """Forward and backward sums over states, in a phone or in the blank after it, scaled at each emission.

    States lie as [last phone, row, phone before it], so that a step is one product of matrices for each last phone.
    """

    @staticmethod
    def forward(context: Any, log_probabilities: Tensor, lengths: Tensor, table: Tensor) -> Tensor:
        heard = log_probabilities.detach().float().exp().permute(1, 2, 0).contiguous()
        n_emissions, n_units, n_rows = heard.shape
        into, again, ends = _parts(table)
        in_phone = heard.new_zeros(n_units, n_rows, n_units)
        in_blank = heard.new_zeros(n_units, n_rows, n_units)
        in_blank[BOUNDARY, :, BOUNDARY] = 1.0
        scales = []
        states = []
        shortest = int(lengths.min())
        for at in range(n_emissions):
            either = in_phone + in_blank
            begun = torch.bmm(either, into)
            # A phone follows any other at once, itself only after a blank.
            torch.diagonal(begun, dim1=0, dim2=2).sub_((in_phone * again).sum(-1).T)
            phone = (begun.permute(2, 1, 0).contiguous() + in_phone) * heard[at, :, :, None]
            blank = either * heard[at, BOUNDARY, :, None]
            scale = (phone + blank).sum((0, 2))
            phone, blank = phone / scale[:, None], blank / scale[:, None]
            if at >= shortest:
                ended = at >= lengths
                phone = torch.where(ended[:, None], in_phone, phone)
                blank = torch.where(ended[:, None], in_blank, blank)
                scale = torch.where(ended, 1.0, scale)
            in_phone, in_blank = phone, blank
            scales.append(scale)
            states += [phone, blank]
        context.save_for_backward(heard, lengths, table, *states)
        last = ((in_phone + in_blank) * ends).sum((0, 2))
        return torch.stack(scales).log().sum(0) + last.log()

    @staticmethod
    def backward(context: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        heard, lengths, table, *states = context.saved_tensors
        n_emissions, n_units, n_rows = heard.shape
        into, again, ends = _parts(table)
        back = into.transpose(1, 2).contiguous()
        after_phone = ends.expand(n_units, n_rows, n_units)
        after_blank = after_phone
        shares = torch.zeros_like(heard)
        shortest = int(lengths.min())
        for at in reversed(range(n_emissions)):
            share = (states[2 * at] * after_phone).sum(-1)
            share[BOUNDARY] = (states[2 * at + 1] * after_blank).sum((0, 2))
            shares[at] = share / share.sum(0)
            begun = after_phone * heard[at, :, :, None]
            from_blank = torch.bmm(begun.permute(2, 1, 0).contiguous(), back) + after_blank * heard[at, BOUNDARY, :, None]
            alike = torch.diagonal(begun, dim1=0, dim2=2).T[:, :, None]
            from_phone = from_blank + begun - again * alike
            # Only proportions within a row count; scaled so that none vanishes.
            scale = from_blank.sum((0, 2))[:, None]
            from_phone, from_blank = from_phone / scale, from_blank / scale
            if at >= shortest:
                ended = at >= lengths
                shares[at, :, ended] = 0.0
                from_phone = torch.where(ended[:, None], after_phone, from_phone)
                from_blank = torch.where(ended[:, None], after_blank, from_blank)
            after_phone, after_blank = from_phone, from_blank
        return shares.permute(2, 0, 1) * gradients[0][:, None, None], None, None


def _parts(table: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Of the trigram, as states lie: what leads to a phone [last, before, next]; to the last once more; to the end."""
    by_last = table.transpose(0, 1).contiguous()
    into = by_last.clone()
    into[:, :, BOUNDARY] = 0.0
    again = torch.diagonal(table, dim1=1, dim2=2).T.clone()
    again[BOUNDARY] = 0.0
    return into, again[:, None], by_last[:, None, :, BOUNDARY]
