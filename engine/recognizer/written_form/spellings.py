"""Words that writing shortens: titles before names, spelled letters."""

from __future__ import annotations

from collections.abc import Sequence

from engine.recognizer.written_form.numbers import Piece

_TITLES = {"mister": "Mr.", "mr": "Mr.", "missus": "Mrs.", "mrs": "Mrs."}
_BEFORE_NAMES = {"doctor": "Dr.", "dr": "Dr."}


def find_spellings(words: Sequence[str], is_capital: Sequence[bool]) -> list[Piece]:
    """Titles before a name ("Dr. Smith") and letters said one by one ("u s" is written US).

    Args:
        words: lower case, of one stretch without signs
        is_capital: whether each is written with a capital

    Example:
        >>> [piece.text for piece in find_spellings(["doctor", "smith"], [False, True])]
        ['Dr.']
    """
    pieces: list[Piece] = []
    start = 0
    while start < len(words):
        n_letters = _n_letters(words[start:], is_capital[start:])
        has_name = start + 1 < len(words) and is_capital[start + 1]
        title = _TITLES.get(words[start]) if start + 1 < len(words) else None
        if n_letters > 1:
            pieces.append(Piece("".join(words[start : start + n_letters]).upper(), start, n_letters))
        elif title or (has_name and words[start] in _BEFORE_NAMES):
            pieces.append(Piece(title or _BEFORE_NAMES[words[start]], start, 1))
        start += max(1, n_letters)
    return pieces


def _n_letters(words: Sequence[str], is_capital: Sequence[bool]) -> int:
    """How many letters are said in a row from here; "I" alone and "a" begin none."""
    count = 0
    for word, capital in zip(words, is_capital, strict=True):
        if len(word) != 1 or not capital or (not count and word in "ai"):
            break
        count += 1
    return count
