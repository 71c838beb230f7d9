"""How text goes on from where a person stands: what is typed of a word, and the case that a suggestion takes."""

from __future__ import annotations

import re

from engine.autocompleter.tokens import WORD, Shape, Token, shape_of

_SENTENCE_END = frozenset(".!?\u2026\u00bf\u00a1")
_OPENING = frozenset("\"'\u201c\u2018([{\u00ab*_#>-\u2014")
_TYPED = re.compile(rf"(?:{WORD.pattern})['\u2019]?\Z")


def typed_part(text_before: str) -> str:
    """The letters of the word that is being written, "" between words.

    Example:
        >>> typed_part("I don't kn"), typed_part("well, "), typed_part("it'")
        ('kn', '', "it'")
    """
    found = _TYPED.search(text_before)
    return found.group() if found else ""


def starts_sentence(tokens: list[Token]) -> bool:
    """Whether the next word is the first of a sentence, after the tokens of its line."""
    for token in reversed(tokens):
        if token.text in _SENTENCE_END:
            return True
        if token.text not in _OPENING:
            return False
    return True


def written_as(surface: str, typed: str, at_start: bool, all_capitals: bool) -> str:
    """A word in the case that fits its place.

    Args:
        surface: as the word is mostly written
        typed: what the person wrote of it, of the same letters as its beginning
        at_start: at a sentence's start
        all_capitals: the person writes in capitals

    Example:
        >>> written_as("monday", "Mo", False, False), written_as("the", "", True, False), written_as("Rome", "ro", False, False)
        ('Monday', 'The', 'Rome')
    """
    if all_capitals or (len(typed) > 1 and shape_of(typed) is Shape.UPPER):
        return surface.upper()
    lower_start = surface == surface.lower()
    if not typed:
        return surface[:1].upper() + surface[1:] if at_start and lower_start else surface
    if lower_start:
        return typed + surface[len(typed) :]
    if shape_of(typed) is Shape.LOWER:
        return surface  # a name begun in small letters is put right
    return typed + surface[len(typed) :]


def in_capitals(tokens: list[Token]) -> bool:
    """Whether the last words are shouted: two or more of several letters, all in capitals."""
    words = [token.text for token in tokens if token.is_word and len(token.text) > 1][-2:]
    return len(words) == 2 and all(shape_of(word) is Shape.UPPER for word in words)
