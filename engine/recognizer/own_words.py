"""Words that the person wants heard, beside those the recognizer came with."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from engine.recognizer.letter_sounds import LetterSounds
from engine.recognizer.lexicon import Lexicon
from engine.recognizer.ngram import NgramModel

_CHANCE = 5e-5  # of each own word; whoever names a word says it more often than people at large
_MOST_SHARE = 0.02  # of all own words together
_WORD = re.compile(r"[a-z']+")
_GUESSES = 3  # pronunciations of a word that no dictionary has


class OwnWords:
    """Widens lexicon and language model.

    Args:
        lexicon: as shipped, or adapted
        ngram: of the same words
    """

    def __init__(self, lexicon: Lexicon, ngram: NgramModel) -> None:
        self._lexicon, self._ngram = lexicon, ngram
        self._sounds: LetterSounds | None = None
        self._spoken: dict[str, list[tuple[int, ...]]] = {}

    def new(self, phrases: Sequence[str]) -> list[str]:
        """The words of some phrases, lower case, that the lexicon lacks; what is not spelled with its letters is left out."""
        words = [word for phrase in phrases for word in phrase.lower().replace("\u2019", "'").split()]
        return [word for word in dict.fromkeys(words) if _WORD.fullmatch(word) and word not in self._lexicon.ids]

    def widened(self, phrases: Sequence[str]) -> tuple[Lexicon, NgramModel]:
        """Both with the new words of some phrases, spoken as their letters suggest, and their rare words no longer rare."""
        added = {word: self._pronunciations(word) for word in self.new(phrases)}
        added = {word: spoken for word, spoken in added.items() if spoken}
        rare = self._rare(phrases)
        if not added and not rare:
            return self._lexicon, self._ngram
        chance = min(_CHANCE, _MOST_SHARE / (len(added) + len(rare)))
        lexicon = self._lexicon.with_words(added, len(self._ngram.unigrams))
        return lexicon, self._ngram.with_words([chance] * len(added)).with_chances(dict.fromkeys(rare, chance))

    def _rare(self, phrases: Sequence[str]) -> list[int]:
        """The numbers of the words that are known, but rarer than an own word is."""
        words = dict.fromkeys(word for phrase in phrases for word in phrase.lower().replace("\u2019", "'").split())
        ids = self._lexicon.ids
        numbers = [ids[word] for word in words if word in ids]
        return [number for number in numbers if self._ngram.unigrams[number] < math.log(_CHANCE)]

    def _pronunciations(self, word: str) -> list[tuple[int, ...]]:
        if word not in self._spoken:
            self._sounds = self._sounds or LetterSounds(self._lexicon)
            self._spoken[word] = self._sounds.guesses(word, _GUESSES)
        return self._spoken[word]
