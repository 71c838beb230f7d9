"""How text becomes numbers: words without case, their case beside them, punctuation, numbers.

A vocabulary keeps each word as it is mostly written ("the", "Monday", "I'm", "iPhone"); its case-folded form is what
the network reads and predicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from engine.contract.errors import ModelError

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_TOKEN = re.compile(rf"({WORD.pattern})|(\d+)|(\S)")

START, UNKNOWN, NUMBER, SYMBOL = range(4)  # of a line, of any other word, of digits, of any other sign
SPECIAL = ("<start>", "<unknown>", "<number>", "<symbol>")


class Shape(IntEnum):
    """How a word is written."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    MIXED = 3


N_SHAPES = len(Shape)


def fold(word: str) -> str:
    """The form in which words are compared: no case, straight apostrophes."""
    return word.lower().replace("\u2019", "'")


def shape_of(word: str) -> Shape:
    """How a word is written; a single capital counts as a title.

    Example:
        >>> [shape_of(word).name for word in ("we", "Anna", "NATO", "iPhone", "I")]
        ['LOWER', 'TITLE', 'UPPER', 'MIXED', 'TITLE']
    """
    if word == word.lower():
        return Shape.LOWER
    if len(word) > 1 and word == word.upper():
        return Shape.UPPER
    return Shape.TITLE if word[1:] == word[1:].lower() else Shape.MIXED


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign as it stands in a text."""

    text: str
    is_word: bool
    is_number: bool
    end: int  # offset of the first character after it


def split(text: str) -> list[Token]:
    """The tokens of a text; spaces between them are not kept."""
    return [
        Token(match.group(), match.group(1) is not None, match.group(2) is not None, match.end())
        for match in _TOKEN.finditer(text)
    ]


class Vocabulary:
    """The tokens a network knows, the special ones first, then signs, then words, the frequent before the rare.

    Args:
        signs: single characters that are neither letters nor digits
        words: as they are mostly written; case-folded they differ
    """

    def __init__(self, signs: Sequence[str], words: Sequence[str]) -> None:
        self.signs = tuple(signs)
        self.words = tuple(words)
        self.surfaces: tuple[str, ...] = (*SPECIAL, *self.signs, *self.words)
        self.first_word = len(SPECIAL) + len(self.signs)
        self.folded: tuple[str, ...] = tuple(
            fold(surface) if number >= self.first_word else surface for number, surface in enumerate(self.surfaces)
        )
        self._ids = {text: number for number, text in enumerate(self.folded)}

    def __len__(self) -> int:
        return len(self.surfaces)

    def id_of(self, token: Token) -> int:
        """The number of a token."""
        if token.is_word:
            found = self._ids.get(fold(token.text), UNKNOWN)
            return found if found >= self.first_word else UNKNOWN
        return NUMBER if token.is_number else self._ids.get(token.text, SYMBOL)

    def id_of_word(self, word: str) -> int:
        """The number of a word, UNKNOWN when the vocabulary has it not."""
        return self._ids.get(fold(word), UNKNOWN)

    def encode(self, tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
        """Numbers and shapes of tokens."""
        ids = [self.id_of(token) for token in tokens]
        return ids, [int(shape_of(token.text)) if token.is_word else 0 for token in tokens]

    def save(self, path: Path) -> None:
        """Writes one surface a line, signs first, an empty line, words."""
        path.write_text("\n".join([*self.signs, "", *self.words]) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Reads what `save` wrote.

        Raises:
            ModelError: no such file, or not one of these
        """
        try:
            lines = path.read_text(encoding="utf-8").split("\n")[:-1]
            middle = lines.index("")
        except (OSError, ValueError) as error:
            raise ModelError("The vocabulary is missing or damaged.", details=f"{path}: {error}") from error
        return cls(lines[:middle], lines[middle + 1 :])
