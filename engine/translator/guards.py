"""How a translation goes wrong, seen from outside: loops, copies, nothing, far too little or too much, parts lost."""

from __future__ import annotations

import re
from collections import Counter

from engine.translator.placeholders import PLACEHOLDER

_WORD = re.compile(r"[^\W_]+")
_MOST_REPEATS = 3  # of the same words in a row
# Nobody writes "in the in the" or "thanks thanks", though some say "very very" and "had had".
_STAMMER = re.compile(r"(?<!\w)(\w{5,}|\w+(?: \w+){1,3}) \1(?!\w)", re.IGNORECASE)


def doubt_about(source: str, translation: str) -> str:
    """Why a translation is not to be trusted, one of `engine.contract.types.DOUBTS`, or "".

    Args:
        source: the sentence, with placeholders
        translation: the other, with placeholders

    Example:
        >>> doubt_about("He is very tired.", "Est\u00e1 muy muy muy muy cansado.")
        'loop'
    """
    read, written = _words(source), _words(translation)
    if not translation.strip() or (read and not written) or "\ufffd" in translation:
        return "empty"
    if _longest_run(written) > max(_MOST_REPEATS - 1, _longest_run(read)) or _goes_in_circles(read, written):
        return "loop"
    if _STAMMER.search(translation) and not _STAMMER.search(source):
        return "loop"
    if Counter(PLACEHOLDER.findall(source)) - Counter(PLACEHOLDER.findall(translation)):
        return "lost"
    if len(read) >= 4 and _copied_share(source, translation) > 0.7:
        return "copy"
    if len(written) < 0.35 * len(read) - 1:
        return "short"
    if len(written) > 2.5 * len(read) + 6:
        return "long"
    return ""


def _words(text: str) -> list[str]:
    return [match.group().casefold() for match in _WORD.finditer(PLACEHOLDER.sub(" 0 ", text))]


def _longest_run(words: list[str]) -> int:
    """How often one to four words stand again and again in a row, at most."""
    longest = 1
    for size in range(1, 5):
        for start in range(len(words) - size):
            times = 1
            while words[start + times * size : start + (times + 1) * size] == words[start : start + size]:
                times += 1
            longest = max(longest, times)
    return longest


def _goes_in_circles(read: list[str], written: list[str]) -> bool:
    """Whether three words in a row come back more often than anything does in the source."""

    def most(words: list[str]) -> int:
        return max(Counter(zip(words, words[1:], words[2:], strict=False)).values(), default=0)

    return most(written) > max(2, most(read) + 1)


def _copied_share(source: str, translation: str) -> float:
    """Which share of the words in lower case, names left out, stands in the translation too."""
    plain = [word for word in re.findall(r"(?<![\w])[^\W\d_]{2,}", source) if word.islower()]
    there = set(_words(translation))
    return sum(word in there for word in plain) / len(plain) if len(plain) >= 3 else 0.0
