"""The second opinion: the search's readings against every reading, and their new order."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest

from engine.recognizer.rescoring import RescoringOptions, SecondOpinion
from engine.recognizer.search import LexiconSearch, Reading, WordSpan
from tests.unit.engine.recognizer.test_search import LEXICON, WIDE, WORDS, emissions, ngram, score, search

__all__ = ["ngram", "search"]


@pytest.mark.parametrize("seed", range(12))
def test_the_best_three_readings_are_those_of_exhaustive_search(seed, search: LexiconSearch, ngram) -> None:  # type: ignore[no-untyped-def]
    heard = emissions(6, seed)
    every = [words for n in (1, 2, 3) for words in itertools.product(WORDS, repeat=n)]
    every = [words for words in every if score(words, heard, ngram) > -1e9]
    wanted = sorted(every, key=lambda words: -score(words, heard, ngram))[:3]
    found = [tuple(span.word for span in reading.spans) for reading in search.readings(heard, 8)]
    assert [words for words in found if words][:3] == wanted


def test_readings_differ_and_come_in_order(search: LexiconSearch) -> None:
    found = search.readings(emissions(40, 5), 30)
    told = [tuple(span.word for span in reading.spans) for reading in found]
    assert len(told) == len(set(told)) == 30
    assert [reading.score for reading in found] == sorted((reading.score for reading in found), reverse=True)
    for reading in found:
        places = [place for span in reading.spans for place in (span.start, span.end)]
        assert places == sorted(places)


class Likes:
    """A scorer to whom one word is likely and all others are not."""

    def __init__(self, word: str) -> None:
        self._word = word

    def word_log_probabilities(self, sentences: Sequence[Sequence[str]]) -> list[list[float]]:
        return [[*(np.log(0.9 if word == self._word else 0.01) for word in sentence), np.log(0.1)] for sentence in sentences]


def test_the_scorer_decides_between_readings_that_sound_alike(ngram) -> None:  # type: ignore[no-untyped-def]
    readings = [Reading((WordSpan("ab", 0, 2), WordSpan(word, 2, 4)), 0.0) for word in ("ba", "bb")]
    opinion = SecondOpinion(ngram, LEXICON, WIDE.lm_weight, RescoringOptions())
    for word in ("ba", "bb"):
        assert opinion(readings, Likes(word))[0].spans[1].word == word


def test_with_no_share_the_scorer_changes_nothing(ngram, search: LexiconSearch) -> None:  # type: ignore[no-untyped-def]
    readings = search.readings(emissions(30, 2), 20)
    options = RescoringOptions(share=0.0, lm_weight=WIDE.lm_weight, word_bonus=0.0)
    again = SecondOpinion(ngram, LEXICON, WIDE.lm_weight, options)(readings, Likes("ab"))
    for before, after in zip(readings, again, strict=True):
        assert after.spans == before.spans
        assert after.score == pytest.approx(before.score, abs=1e-3)
