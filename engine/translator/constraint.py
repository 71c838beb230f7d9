"""What a translation may go on with: a prefix to keep to the letter, parts that must be carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from engine.translator.network import END

_LOST = -8.0  # what ending without a part that was to be carried over costs; never more than being right is worth
NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Owed:
    """What one hypothesis still has to write."""

    prefix: bytes = b""  # UTF-8, with the space that begins every text
    parts: tuple[int, ...] = ()  # placeholder pieces, each as often as in the source


class Constraint:
    """Which pieces may follow.

    Args:
        surfaces: UTF-8 of every piece, b"" for those that are no text
        placeholder_ids: pieces that stand for what is carried over
    """

    def __init__(self, surfaces: Sequence[bytes], placeholder_ids: Sequence[int] = ()) -> None:
        self._surfaces = tuple(surfaces)
        self._placeholders = tuple(placeholder_ids)
        self._of_prefix = lru_cache(maxsize=64)(self._prefix_bias)
        self._of_parts = lru_cache(maxsize=256)(self._parts_bias)

    def bias(self, owed: Owed) -> Tensor:
        """What is added to the log-probability of each next piece: float32 [n_pieces], -inf for those ruled out."""
        if owed.prefix:
            return self._of_prefix(owed.prefix)
        return self._of_parts(owed.parts)

    def after(self, owed: Owed, piece: int) -> Owed:
        """What is owed once a piece is written."""
        if not owed.prefix and piece not in owed.parts:
            return owed
        prefix = owed.prefix[len(self._surfaces[piece]) :]
        parts = list(owed.parts)
        if piece in parts:
            parts.remove(piece)
        return Owed(prefix, tuple(parts))

    def _prefix_bias(self, prefix: bytes) -> Tensor:
        fits = [bool(s) and (prefix.startswith(s) or s.startswith(prefix)) for s in self._surfaces]
        return torch.where(torch.tensor(fits), 0.0, NEVER)

    def _parts_bias(self, parts: tuple[int, ...]) -> Tensor:
        bias = torch.tensor([0.0 if surface else NEVER for surface in self._surfaces])
        for piece in self._placeholders:
            if piece not in parts:
                bias[piece] = NEVER
        bias[END] = _LOST * len(parts)
        return bias
