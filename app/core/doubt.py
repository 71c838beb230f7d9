"""Which words of an utterance a person should look at: few, and those that are most likely wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from engine.contract.types import TextSpan, Word

_WORD = re.compile(r"\w+")
_SURE = 0.6  # of the words at this confidence six in ten are right
_WORDS_A_MARK = 10  # at most one word in so many is marked, and one of a short utterance


def doubtful(words: Sequence[Word]) -> list[int]:
    """The numbers of the words to be marked, in order.

    A person who has to check every third word checks none, so only the least sure are marked.

    Example:
        >>> doubtful([Word("the", 0.0, 0.1, 0.95), Word("walk", 0.1, 0.4, 0.52), Word("was", 0.4, 0.5, 0.58)])
        [1]
    """
    unsure = sorted((n for n, word in enumerate(words) if word.confidence < _SURE), key=lambda n: words[n].confidence)
    return sorted(unsure[: max(1, len(words) // _WORDS_A_MARK)])


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that may have been said.

    Args:
        text: as it would stand in the text
        share: how likely it is, 0 to 1
    """

    text: str
    share: float


def readings(word: Word, shown: str, limit: int = 3) -> list[Reading]:
    """What may have been said in a word's place: what stands there first, then the others, the likeliest first.

    Args:
        word: as it was heard
        shown: as it stands in the text, with its capitals
        limit: how many
    """
    found = [Reading(shown, word.confidence)]
    for other in word.alternatives:
        text = as_written_like(shown, other.text)
        if text not in [one.text for one in found]:
            found.append(Reading(text, other.probability))
    return found[:limit]


def as_written_like(pattern: str, word: str) -> str:
    """A word with the capitals of another one.

    Example:
        >>> as_written_like("Walk", "work"), as_written_like("USA", "use")
        ('Work', 'USE')
    """
    if len(pattern) > 1 and pattern.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word


def changed_words(before: str, after: str) -> list[TextSpan]:
    """The words of a text that another one does not have in their place, in code points.

    Example:
        >>> changed_words("El paseo fue duro.", "El trabajo fue duro.")
        [TextSpan(start=3, end=10)]
    """
    spans = [TextSpan(match.start(), match.end()) for match in _WORD.finditer(after)]
    old, new = _WORD.findall(before), [after[span.start : span.end] for span in spans]
    changed: list[TextSpan] = []
    for tag, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            changed += spans[start:end]
    return changed


def part_seen(text: str, lit: Sequence[TextSpan], fits: Callable[[str], bool]) -> tuple[str, list[TextSpan]]:
    """As much of a text as there is room for: from its beginning, or from where its first lit word can still be seen.

    Args:
        text: a sentence
        lit: words of it that matter, in order, in code points
        fits: whether there is room for so much

    Returns:
        what is seen, with an ellipsis where something is left out, and the lit words in it

    Example:
        >>> part_seen("one two three four", [TextSpan(8, 13)], lambda part: len(part) <= 9)
        ('\u2026three\u2026', [TextSpan(start=1, end=6)])
    """
    if fits(text):
        return text, list(lit)
    starts = [0, *(match.start() for match in _WORD.finditer(text))]
    first = lit[0] if lit else TextSpan(0, 0)

    def cut(start: int, end: int) -> str:
        return ("\u2026" if start else "") + text[start:end].rstrip() + ("\u2026" if end < len(text) else "")

    start = next((at for at in starts if at <= first.start and fits(cut(at, first.end))), first.start)
    low, high = start, len(text)  # the longest that fits, by halving
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(cut(start, middle)) else (low, middle - 1)
    shown, moved = cut(start, low), start - (1 if start else 0)
    return shown, [TextSpan(span.start - moved, min(span.end, low) - moved) for span in lit if start <= span.start < low]
