"""How words are spoken that no dictionary has."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np

from engine.recognizer.letter_sounds import LetterSounds, aligned_chunks
from engine.recognizer.lexicon import Lexicon

N_UNITS = 3


def chunk(units: tuple[int, ...]) -> int:
    if len(units) < 2:
        return 1 + units[0] if units else 0
    return 1 + N_UNITS + units[0] * N_UNITS + units[1]


def test_letters_and_units_are_aligned_as_the_best_of_all_ways() -> None:
    draw = np.random.default_rng(3)
    scores = draw.normal(size=(4, 1 + N_UNITS + N_UNITS**2))
    words = [tuple(draw.integers(0, 4, size=draw.integers(1, 6)).tolist()) for _ in range(40)]
    spoken = [tuple(draw.integers(0, N_UNITS, size=draw.integers(0, 2 * len(word) + 1)).tolist()) for word in words]
    starts, unit_starts = np.cumsum([0, *map(len, words)]), np.cumsum([0, *map(len, spoken)])
    letters = np.array([letter for word in words for letter in word])
    units = np.array([unit for one in spoken for unit in one])
    found = aligned_chunks(letters, starts, units, unit_starts, scores, N_UNITS).tolist()
    for word, one, (start, end) in zip(words, spoken, pairwise(starts), strict=True):
        ways = []
        for sizes in product(range(3), repeat=len(word)):
            if sum(sizes) == len(one):
                cuts = np.cumsum([0, *sizes]).tolist()
                ways.append([chunk(one[a:b]) for a, b in pairwise(cuts)])
        assert found[start:end] == max(ways, key=lambda way: sum(scores[letter, n] for letter, n in zip(word, way, strict=True)))


def test_what_has_no_letters_is_not_spoken_and_unknown_letters_are_passed_over() -> None:
    lexicon = Lexicon.of(("ab", "ba"), [(0, (1, 2)), (1, (2, 1))])
    sounds = LetterSounds(lexicon)
    assert sounds.guesses("") == sounds.guesses("'") == []
    assert sounds.guesses("abba")[0] == (1, 2, 2, 1)
    assert sounds.guesses("a\u00f1b")[0] == (1, 2)
    assert LetterSounds(Lexicon.of((), [])).guesses("ab") == []
