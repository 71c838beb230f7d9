"""How far a text is from what was said: edit distance over words and over characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def normal_words(text: str) -> list[str]:
    """Words without case and punctuation; apostrophes inside a word stay.

    Example:
        >>> normal_words("\\u201cDon\\u2019t,\\u201d he said - twice!")
        ["don't", 'he', 'said', 'twice']
    """
    return _WORD.findall(text.replace("\u2019", "'").casefold())


def edit_distance(first: Sequence[str], second: Sequence[str]) -> int:
    """Least number of substitutions, insertions and deletions that turn one into the other.

    Source: Levenshtein 1966, Wagner & Fischer 1974; a row at once: the insertions of a row are a running minimum.
    """
    numbers: dict[str, int] = {}
    columns = np.array([numbers.setdefault(item, len(numbers)) for item in second], dtype=np.int64)
    places = np.arange(len(second) + 1)
    row = places.copy()
    for n_read, item in enumerate(first, start=1):
        ahead = np.empty_like(row)
        ahead[0] = n_read
        ahead[1:] = np.minimum(row[1:] + 1, row[:-1] + (columns != numbers.get(item, -1)))
        row = np.minimum.accumulate(ahead - places) + places
    return int(row[-1])


@dataclass(slots=True)
class ErrorRates:
    """Counts over many utterances: rates are of all words together, so a long utterance counts for more."""

    n_utterances: int = 0
    n_words: int = 0
    n_characters: int = 0
    n_word_errors: int = 0
    n_character_errors: int = 0

    def add(self, said: str, heard: str) -> None:
        """Count one utterance."""
        said_words, heard_words = normal_words(said), normal_words(heard)
        said_text, heard_text = " ".join(said_words), " ".join(heard_words)
        self.n_utterances += 1
        self.n_words += len(said_words)
        self.n_characters += len(said_text)
        self.n_word_errors += edit_distance(said_words, heard_words)
        self.n_character_errors += edit_distance(said_text, heard_text)

    @property
    def word_error_rate(self) -> float:
        """A fraction; more than 1 is possible, when many words are heard that nobody said."""
        return self.n_word_errors / max(1, self.n_words)

    @property
    def character_error_rate(self) -> float:
        return self.n_character_errors / max(1, self.n_characters)
