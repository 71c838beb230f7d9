"""How a word that no dictionary has is probably spoken, learnt from the words of a lexicon."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import takewhile

from engine.recognizer.lexicon import Lexicon

Units = tuple[int, ...]
_WINDOWS = ((3, 3), (2, 3), (2, 2), (1, 2), (1, 1), (0, 1), (0, 0))  # letters before and after, the widest first
_MOST_UNITS = 2  # that one letter stands for: "x" in "box"
_ROUNDS = 3
_RARE = math.log(0.05)  # of a letter that is silent or stands for two, before anything is known
_NEVER = -20.0


class LetterSounds:
    """Guesses pronunciations letter by letter, each from the letters about it.

    Source: Black, Lenzo & Pagel 1998 (letters aligned with phones by their counts; a letter's sound from its context),
    with back-off to narrower contexts in place of trees.

    Args:
        lexicon: whose words are learnt from
        n_words: how many of them, evenly spaced
    """

    def __init__(self, lexicon: Lexicon, n_words: int = 15_000) -> None:
        # Not of rarer words, many of which are names of other languages.
        n_common = lexicon.n_common
        common = takewhile(lambda one: one[0] < n_common, lexicon.spoken())
        examples = [(lexicon.words[word].replace("'", ""), units) for word, units in common]
        examples = [(word, units) for word, units in examples if word and len(units) <= _MOST_UNITS * len(word)]
        examples = examples[:: max(1, len(examples) // n_words)]
        scores = _first_scores(examples)
        for _ in range(_ROUNDS):
            scores = _counted(pair for word, units in examples for pair in zip(word, _aligned(word, units, scores), strict=True))
        self._chunks: defaultdict[tuple[str, str, str], Counter[Units]] = defaultdict(Counter)
        for word, units in examples:
            for at, chunk in enumerate(_aligned(word, units, scores)):
                for context in _contexts(word, at):
                    self._chunks[context][chunk] += 1

    def guesses(self, word: str, limit: int = 4) -> list[Units]:
        """Pronunciations that differ, the likeliest first; none when the word has no letters.

        Args:
            word: lower case; apostrophes are not read
            limit: how many at most
        """
        word = word.replace("'", "")
        beam: list[tuple[float, Units]] = [(0.0, ())]
        for at in range(len(word)):
            chunks = next((self._chunks[one] for one in _contexts(word, at) if one in self._chunks), Counter({(): 1}))
            total = chunks.total()
            longer: dict[Units, float] = {}
            for score, units in beam:
                for chunk, count in chunks.most_common(3):
                    following = (*units, *chunk)
                    longer[following] = max(longer.get(following, -math.inf), score + math.log(count / total))
            beam = heapq.nlargest(4 * limit, ((score, units) for units, score in longer.items()))
        return [units for _, units in beam if units][:limit]


def _contexts(word: str, at: int) -> list[tuple[str, str, str]]:
    padded = f"###{word}###"
    middle = at + 3
    return [(padded[middle - a : middle], word[at], padded[middle + 1 : middle + 1 + b]) for a, b in _WINDOWS]


def _first_scores(examples: list[tuple[str, Units]]) -> dict[tuple[str, Units], float]:
    """Which phone stands in about the same place of a word as which letter."""
    pairs = (
        (word[min(len(word) - 1, place * len(word) // len(units))], (unit,))
        for word, units in examples
        for place, unit in enumerate(units)
    )
    return _counted(pairs)


def _counted(pairs: Iterable[tuple[str, Units]]) -> dict[tuple[str, Units], float]:
    counts: Counter[tuple[str, Units]] = Counter(pairs)
    letters: Counter[str] = Counter()
    for (letter, _), count in counts.items():
        letters[letter] += count
    return {pair: math.log(count / letters[pair[0]]) for pair, count in counts.items()}


def _aligned(word: str, units: Units, scores: dict[tuple[str, Units], float]) -> list[Units]:
    """The units that each letter stands for, by the best path."""
    n_units = len(units)
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]  # after each letter: units used -> score, units of this letter
    for letter in word:
        reached: dict[int, tuple[float, int]] = {}
        for used, (score, _) in best[-1].items():
            for size in range(min(_MOST_UNITS, n_units - used) + 1):
                total = score + _score(letter, units[used : used + size], scores)
                if total > reached.get(used + size, (-math.inf, 0))[0]:
                    reached[used + size] = (total, size)
        best.append(reached)
    chunks: list[Units] = []
    used = n_units
    for reached in reversed(best[1:]):
        size = reached[used][1]
        chunks.append(units[used - size : used])
        used -= size
    return chunks[::-1]


def _score(letter: str, chunk: Units, scores: dict[tuple[str, Units], float]) -> float:
    known = scores.get((letter, chunk))
    if known is not None:
        return known
    if not chunk:
        return _RARE
    return sum(scores.get((letter, (unit,)), _NEVER) for unit in chunk) + (_RARE if len(chunk) > 1 else 0.0)
