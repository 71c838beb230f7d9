"""How heard words sit in a text: spaces, a sentence's capital, and no sentence's end before its rest."""

from __future__ import annotations

from engine.contract.types import Heard

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
