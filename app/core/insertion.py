"""How heard words sit in a text: spaces, a sentence's capital, and no sentence's end before its rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.contract.types import Heard, Word, WrittenToken

_ENDS = ".!?\u2026"
_NO_SPACE_AFTER = "([{\u00bf\u00a1\"\u201c\u2018"
_NO_SPACE_BEFORE = ",.?!;:\u201d"


def fitted(words: str, before: str, after: str) -> str:
    """The words as they are to be inserted.

    Args:
        words: what was heard, in lower case or as it is written
        before: the paragraph's text up to the place
        after: the paragraph's text from the place on

    Example:
        >>> fitted("good morning", "Hello.", "")
        ' Good morning'
    """
    if not words:
        return ""
    spoken = " ".join("I" + word[1:] if word == "i" or word.startswith("i'") else word for word in words.split())
    if spoken.endswith(".") and _goes_on(after):
        spoken = spoken[:-1]
    if not spoken:
        return ""
    stripped = before.rstrip()
    if not stripped or stripped.rstrip("\u201d")[-1:] in _ENDS:
        at = 1 if spoken[0] == "\u201c" else 0
        spoken = spoken[:at] + spoken[at : at + 1].upper() + spoken[at + 1 :]
    is_close = spoken[0] in _NO_SPACE_BEFORE or (before and before[-1] in _NO_SPACE_AFTER)
    lead = " " if before and not before[-1].isspace() and not is_close else ""
    trail = " " if after and after[0].isalnum() else ""
    return lead + spoken + trail


def _goes_on(after: str) -> bool:
    """Whether a sentence goes on after the place, so that none ends there."""
    following = after.lstrip()[:1]
    return following.islower() or (following != "" and following in _NO_SPACE_BEFORE)


def settled_length(text: str, heard: Heard) -> int:
    """How much of a fitted text stands for words that will not change any more, in code points.

    Args:
        text: what `fitted` made of all words
        heard: the words, the first `n_committed` of them settled
    """
    tail = " ".join(word.text for word in heard.words[heard.n_committed :])
    trailing = len(text) - len(text.rstrip())
    return max(0, len(text) - trailing - len(tail)) if tail else len(text)


def placed(text: str, words: Sequence[Word], written: Sequence[WrittenToken] = ()) -> list[tuple[int, int, int]]:
    """Where spoken words stand in the text that was made of them; what became a number or a sign stands nowhere.

    Args:
        text: as `fitted` made it
        words: as they were heard
        written: what was made of them, nothing when they were only joined

    Returns:
        the number of a word, where it begins and where it ends, in code points

    Example:
        >>> placed("Two p.m. it is", [Word("it", 0, 1, 1), Word("is", 1, 2, 1)])
        [(0, 9, 11), (1, 12, 14)]
    """
    found, at = [], 0
    kept = [one.first for one in written if one.n_words == 1] if written else range(len(words))
    for number in kept:
        match = re.compile(rf"(?<!\w){re.escape(words[number].text)}(?!\w)", re.IGNORECASE).search(text, at)
        if match is not None:
            found.append((number, match.start(), match.end()))
            at = match.end()
    return found


def spelled(text: str, phrases: Sequence[str]) -> str:
    """The text with the person's own words and names written as they write them.

    Example:
        >>> spelled("dear ximena", ["Ximena"])
        'dear Ximena'
    """
    for phrase in phrases:
        if phrase.lower() in text.lower():
            text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", lambda _, phrase=phrase: phrase, text, flags=re.IGNORECASE)  # type: ignore[misc]
    return text
