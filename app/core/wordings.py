"""Other ways to go on from a word of a translation, as they are offered to a person."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from engine.contract.types import Wording


@dataclass(frozen=True, slots=True)
class OtherWording:
    """One of them.

    Args:
        whole: the sentence with it
        rest: what stands from the word on
        share: how likely it is among all wordings, 0 to 1
    """

    whole: str
    rest: str
    share: float


def other_wordings(word: str, before: str, wordings: Sequence[Wording]) -> list[OtherWording]:
    """Those that say something else than what stands there, the likeliest first.

    Args:
        word: what stands there now
        before: the translation up to it
        wordings: as they came, the one that stands there among them

    Example:
        >>> [one.rest for one in other_wordings("casa", "La ", (Wording("La casa", -1.0), Wording("La vivienda", -2.0)))]
        ['vivienda']
    """
    total = sum(math.exp(one.log_probability) for one in wordings) or 1.0
    found = []
    for one in wordings:
        rest = one.text[len(before.rstrip()) :].strip()
        if rest.split()[:1] != [word]:
            found.append(OtherWording(one.text, rest, math.exp(one.log_probability) / total))
    return found
