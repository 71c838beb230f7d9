"""The words a tagger reads: the frequent ones by themselves, all others by how they end."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

from engine.contract.errors import ModelError

PADDING = 0
_SUFFIX_LETTERS = 3


class WordTable:
    """Numbers for words.

    Number 0 is padding, then come the words, then `n_suffixes` places for the endings of words that are not listed.

    Args:
        surfaces: words as they are mostly written inside sentences ("monday" is listed as "Monday"), frequent first
        n_suffixes: how many places endings share
    """

    def __init__(self, surfaces: Sequence[str], n_suffixes: int) -> None:
        self.surfaces = tuple(surfaces)
        self.n_suffixes = n_suffixes
        self._ids = {surface.lower(): number for number, surface in enumerate(self.surfaces, start=1)}

    def __len__(self) -> int:
        return 1 + len(self.surfaces) + self.n_suffixes

    def id_of(self, word: str) -> int:
        """The number of a word, or of its ending.

        Args:
            word: lower case
        """
        return self._ids.get(word) or self.id_of_suffix(word)

    def id_of_suffix(self, word: str) -> int:
        """The number that stands for every unlisted word with this ending."""
        ending = zlib.crc32(word[-_SUFFIX_LETTERS:].encode()) % self.n_suffixes
        return 1 + len(self.surfaces) + ending

    def surface(self, word: str) -> str:
        """How a word is mostly written inside sentences; as it is when it is not listed."""
        number = self._ids.get(word)
        return word if number is None else self.surfaces[number - 1]

    def save(self, path: Path) -> None:
        """Writes one surface a line."""
        path.write_text("\n".join(self.surfaces) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path, n_suffixes: int) -> WordTable:
        """Reads what `save` wrote.

        Raises:
            ModelError: no such file, or not text
        """
        try:
            return cls(path.read_text(encoding="utf-8").split("\n")[:-1], n_suffixes)
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError("The tagger's word list is missing or damaged.", details=f"{path}: {error}") from error
