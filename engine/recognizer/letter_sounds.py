"""How a word that no dictionary has is probably spoken, learnt from the words of a lexicon."""

from __future__ import annotations

import heapq
import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from engine.recognizer.lexicon import Lexicon

Units = tuple[int, ...]
_NEIGHBOURS = (1, -1, 2, -2, 3, -3)  # of a letter; each makes its context wider by one
_REACH = max(_NEIGHBOURS)
_KINDS = 27  # of letters, none among them, as beyond the edge of a word
_MOST_UNITS = 2  # that one letter stands for: "x" in "box"
_ROUNDS = 3
_RARE = math.log(0.05)  # of a letter that is silent or stands for two, before anything is known
_NEVER = -20.0
_CHOICES = 3  # chunks tried for each letter


class LetterSounds:
    """Guesses pronunciations letter by letter, each from the letters about it.

    A letter stands for a chunk of no, one or two units; chunks are numbered, 0 the empty one, then single units, then pairs.

    Source: Black, Lenzo & Pagel 1998 (letters aligned with phones by their counts; a letter's sound from its context,
    with narrower contexts mixed in, in place of trees); Witten & Bell 1991 (method C: by how many kinds of chunk followed).

    Args:
        lexicon: whose words are learnt from
    """

    def __init__(self, lexicon: Lexicon) -> None:
        spelled = [_codes(word) for word in lexicon.words]
        rows = [
            (spelled[word], units)
            for word, units in lexicon.spoken()
            if 0 < len(spelled[word]) and 0 < len(units) <= _MOST_UNITS * len(spelled[word])
        ]
        letters = np.array([code for word, _ in rows for code in word], dtype=np.int64)
        units = np.array([unit for _, spoken in rows for unit in spoken], dtype=np.int64)
        word_starts = np.cumsum([0, *(len(word) for word, _ in rows)])
        unit_starts = np.cumsum([0, *(len(spoken) for _, spoken in rows)])
        self._n_units = int(units.max(initial=0)) + 1
        self._n_chunks = 1 + self._n_units + self._n_units**2
        chunks = _first_chunks(word_starts, unit_starts, units)
        scores = self._scores(letters[chunks >= 0], chunks[chunks >= 0])
        for _ in range(_ROUNDS):
            chunks = aligned_chunks(letters, word_starts, units, unit_starts, scores, self._n_units)
            scores = self._scores(letters, chunks)
        chunks = aligned_chunks(letters, word_starts, units, unit_starts, scores, self._n_units)
        around = _around(letters, word_starts)
        order = np.argsort(around, kind="stable")  # so that what shares a context lies together
        self._around, self._chunks = around[order], chunks[order]

    def guesses(self, word: str, limit: int = 4) -> list[Units]:
        """Pronunciations that differ, the likeliest first; none when the word has no letters.

        Args:
            word: lower case; apostrophes are not read
            limit: how many at most
        """
        letters = np.array(_codes(word), dtype=np.int64)
        beam: list[tuple[float, Units]] = [(0.0, ())]
        for around in _around(letters, np.array([0, len(letters)])).tolist():
            chances = self._chances(around)
            longer: dict[Units, float] = {}
            for score, units in beam:
                for chunk, chance in chances:
                    following = (*units, *chunk)
                    longer[following] = max(longer.get(following, -math.inf), score + chance)
            beam = heapq.nlargest(4 * limit, ((score, units) for units, score in longer.items()))
        return [units for _, units in beam if units][:limit]

    def _chances(self, around: int) -> list[tuple[Units, float]]:
        """The likeliest chunks of a letter and their log-probabilities: each context has its say beside the narrower ones."""
        seen, chunks = self._around, self._chunks
        chances = np.zeros(self._n_chunks)
        chances[0] = 1.0
        for n_unread in range(len(_NEIGHBOURS), -1, -1):
            size = _KINDS**n_unread
            first = around // size * size
            start, end = np.searchsorted(seen, (first, first + size)).tolist()
            if start == end:
                break
            seen, chunks = seen[start:end], chunks[start:end]
            counts = np.bincount(chunks, minlength=self._n_chunks)
            n_kinds = np.count_nonzero(counts)
            chances = (counts + n_kinds * chances) / (len(chunks) + n_kinds)
        best = np.argsort(-chances, kind="stable")[:_CHOICES]
        return [(self._units(int(chunk)), math.log(chances[chunk])) for chunk in best if chances[chunk] > 0]

    def _units(self, chunk: int) -> Units:
        if chunk <= self._n_units:
            return (chunk - 1,) if chunk else ()
        first, second = divmod(chunk - 1 - self._n_units, self._n_units)
        return first, second

    def _scores(self, letters: NDArray[np.int64], chunks: NDArray[np.int64]) -> NDArray[np.float64]:
        """Log-probability of each chunk given its letter: float64 [n_kinds, n_chunks]."""
        n_units, n_chunks = self._n_units, self._n_chunks
        counts = np.bincount(letters * n_chunks + chunks, minlength=_KINDS * n_chunks).reshape(_KINDS, n_chunks)
        with np.errstate(divide="ignore", invalid="ignore"):
            known = np.log(counts / counts.sum(axis=1, keepdims=True))
        single = np.where(counts[:, 1 : 1 + n_units] > 0, known[:, 1 : 1 + n_units], _NEVER)
        pairs = (single[:, :, None] + single[:, None, :] + _RARE).reshape(_KINDS, -1)
        unseen = np.concatenate([np.full((_KINDS, 1), _RARE), single, pairs], axis=1)
        return np.where(counts > 0, known, unseen)


def _codes(word: str) -> list[int]:
    """The letters of a word as numbers from one on; what is no letter from a to z is left out."""
    return [ord(letter) - ord("a") + 1 for letter in word if "a" <= letter <= "z"]


def _around(letters: NDArray[np.int64], word_starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each letter and its neighbours in the word as one number, in which the nearest count most: int64 [n_letters]."""
    n_words, apart = len(word_starts) - 1, 2 * _REACH
    padded = np.zeros(len(letters) + apart * n_words, dtype=np.int64)
    places = np.arange(len(letters)) + _REACH + apart * np.repeat(np.arange(n_words), np.diff(word_starts))
    padded[places] = letters
    found = np.zeros(len(letters), dtype=np.int64)
    for shift in (0, *_NEIGHBOURS):
        found = found * _KINDS + padded[places + shift]
    return found


def _first_chunks(
    word_starts: NDArray[np.int64], unit_starts: NDArray[np.int64], units: NDArray[np.int64]
) -> NDArray[np.int64]:  # fmt: skip
    """A unit that stands in about the same place of its word as each letter, as a chunk; -1 where there is none."""
    lengths, n_units = np.diff(word_starts), np.diff(unit_starts)
    chunks = np.full(word_starts[-1], -1, dtype=np.int64)
    rows = np.repeat(np.arange(len(lengths)), n_units)
    places = np.arange(len(units)) - unit_starts[rows]
    chunks[word_starts[rows] + places * lengths[rows] // n_units[rows]] = units + 1
    return chunks


@njit(cache=True)
def aligned_chunks(
    letters: np.ndarray, word_starts: np.ndarray, units: np.ndarray, unit_starts: np.ndarray, scores: np.ndarray, n_units: int
) -> np.ndarray:  # fmt: skip
    """The chunk that each letter stands for, by the path of the highest score.

    Args:
        letters: int64 [n_letters], of all words
        word_starts: int64 [n_words + 1], into letters
        units: int64 [n], of all words; at most two for each letter of a word
        unit_starts: int64 [n_words + 1], into units
        scores: float64 [n_kinds, n_chunks], of each chunk of each letter
        n_units: how many units there are

    Returns:
        int64 [n_letters]
    """
    chunks = np.zeros(len(letters), dtype=np.int64)
    for word in range(len(word_starts) - 1):
        start, n_letters = word_starts[word], word_starts[word + 1] - word_starts[word]
        spoken = units[unit_starts[word] : unit_starts[word + 1]]
        best = np.full((n_letters + 1, len(spoken) + 1), -np.inf)
        taken = np.zeros((n_letters + 1, len(spoken) + 1), dtype=np.int64)  # units of the last letter
        best[0, 0] = 0.0
        for at in range(n_letters):
            row = scores[letters[start + at]]
            for used in range(len(spoken) + 1):
                if best[at, used] == -np.inf:
                    continue
                for size in range(min(_MOST_UNITS, len(spoken) - used) + 1):
                    total = best[at, used] + row[_chunk(spoken, used, size, n_units)]
                    if total > best[at + 1, used + size]:
                        best[at + 1, used + size] = total
                        taken[at + 1, used + size] = size
        used = len(spoken)
        for at in range(n_letters, 0, -1):
            size = taken[at, used]
            used -= size
            chunks[start + at - 1] = _chunk(spoken, used, size, n_units)
    return chunks


@njit(cache=True, inline="always")
def _chunk(spoken, used, size, n_units):  # type: ignore[no-untyped-def]
    if size == 0:
        return 0
    if size == 1:
        return 1 + spoken[used]
    return 1 + n_units + spoken[used] * n_units + spoken[used + 1]
