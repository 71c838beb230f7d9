"""How heard words sit in a text: spaces and a sentence's capital."""

from __future__ import annotations

from engine.contract.types import Heard

_ENDS = ".!?\u2026"
_NO_SPACE_AFTER = "([{\u00bf\u00a1\"\u201c\u2018"


def fitted(words: str, before: str, after: str) -> str:
    """The words as they are to be inserted.

    Args:
        words: what was heard, lower case
        before: the paragraph's text up to the place
        after: the paragraph's text from the place on

    Example:
        >>> fitted("good morning", "Hello.", "")
        ' Good morning'
    """
    if not words:
        return ""
    spoken = " ".join("I" + word[1:] if word == "i" or word.startswith("i'") else word for word in words.split())
    stripped = before.rstrip()
    if not stripped or stripped[-1] in _ENDS:
        spoken = spoken[0].upper() + spoken[1:]
    lead = " " if before and not before[-1].isspace() and before[-1] not in _NO_SPACE_AFTER else ""
    trail = " " if after and after[0].isalnum() else ""
    return lead + spoken + trail


def settled_length(text: str, heard: Heard) -> int:
    """How much of a fitted text stands for words that will not change any more, in code points.

    Args:
        text: what `fitted` made of all words
        heard: the words, the first `n_committed` of them settled
    """
    tail = " ".join(word.text for word in heard.words[heard.n_committed :])
    trailing = len(text) - len(text.rstrip())
    return max(0, len(text) - trailing - len(tail)) if tail else len(text)
