"""Several hearings of an utterance: their places, their paths against the plain alignment, and their readings together."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.recognizer.alignment import NOWHERE, align
from engine.recognizer.combination import Combination, _differing, best_paths, supported
from engine.recognizer.hearings import PLAIN, Hearing, shared
from engine.recognizer.ngram import NgramModel
from engine.recognizer.rivals import ConfidenceOptions, Rivals
from engine.recognizer.search import LexiconSearch, Reading, WordSpan
from tests.unit.engine.recognizer.test_search import LEXICON, WIDE, emissions, ngram, search

__all__ = ["ngram", "search"]

SLOW = Hearing(tempo=0.5, delay_frames=4)


@pytest.fixture
def combination(ngram: NgramModel) -> Combination:
    return Combination(Rivals(LEXICON, ngram, WIDE, ConfidenceOptions()), LEXICON, ngram, WIDE)


def heard_as(units: list[int], length: int = 4) -> np.ndarray:
    """Emissions that say these units one after another, each so long, with a blank after each."""
    said = [unit for one in units for unit in [one] * (length - 1) + [0]]
    found = np.full((len(said), 4), -6.0, dtype=np.float32)
    found[np.arange(len(said)), said] = -0.05
    return found


def told(readings: list[Reading]) -> list[tuple[str, ...]]:
    return [tuple(span.word for span in reading.spans) for reading in readings]


@pytest.mark.parametrize("hearing", [Hearing(), Hearing(0.93, 4), Hearing(1.07, 2)])
def test_places_lead_into_a_hearing_and_back(hearing: Hearing) -> None:
    places = np.array([0.0, 7.0, 250.0])
    assert [hearing.plain(place) for place in hearing.heard(places)] == pytest.approx(list(places))


def test_a_slower_hearing_has_more_frames_and_a_delayed_one_has_them_later() -> None:
    frames = torch.randn(100, 80)
    assert torch.equal(Hearing().frames(frames)[0], frames)
    assert [len(one) for one in Hearing(0.8, 4, (0.95, 1.0)).frames(frames)] == [129, 129]
    assert torch.equal(Hearing(1.0, 4).frames(frames)[0][4:], frames)


def test_several_networks_hear_in_turn() -> None:
    assert [one.network for one in shared((Hearing(0.9), Hearing(), Hearing(1.1)), 2)] == [0, 1, 0]
    assert shared((Hearing(0.9), Hearing()), 1) == (Hearing(0.9), Hearing())


@pytest.mark.parametrize("seed", range(8))
def test_paths_without_bounds_are_those_of_the_alignment(seed: int) -> None:
    draw = np.random.default_rng(seed)
    heard = emissions(12, seed)
    rows = [draw.integers(1, 4, draw.integers(0, 6)) for _ in range(5)]
    bounds = np.cumsum([0, *map(len, rows)])
    anywhere = np.zeros(bounds[-1], dtype=np.int64)
    found = best_paths(heard, np.concatenate(rows), bounds, anywhere, anywhere + 12)
    assert found == pytest.approx([align(heard, row)[0] for row in rows], rel=1e-4)


def test_bounds_around_the_best_path_change_nothing_and_false_ones_are_given_up() -> None:
    heard, labels = emissions(40, 3), np.array([1, 2, 2, 3, 1])
    score, starts, ends = align(heard, labels)
    bounds = np.array([0, len(labels)])
    assert best_paths(heard, labels, bounds, starts - 1, ends + 1) == pytest.approx([score], rel=1e-4)
    too_late = np.full(len(labels), 39)
    assert best_paths(heard, labels, bounds, too_late, too_late + 1) == pytest.approx([score], rel=1e-4)
    late = np.full(len(labels), 20)
    elsewhere = best_paths(heard, labels, bounds, late, late + 20)
    assert NOWHERE / 2 < elsewhere[0] < score


def test_one_hearing_keeps_the_order_of_its_search_where_that_is_clear(search: LexiconSearch, combination: Combination) -> None:
    heard = heard_as([1, 2, 3, 1, 2])
    found = search.readings(heard, 5)
    together = combination(PLAIN, [heard], [found]).readings
    assert told(together)[0] == told(found)[0] == ("ab", "cab")
    assert sorted(told(together)) == sorted(told(found))
    assert [reading.score for reading in together] == sorted((reading.score for reading in together), reverse=True)


def test_what_only_one_hearing_finds_wins_when_all_of_them_together_like_it_best(combination: Combination) -> None:
    clear, doubtful = heard_as([1, 2], length=8), heard_as([2, 1])
    doubtful[:, 1:3] = -0.8  # says little
    early = Reading((WordSpan("ba", 0, 8),), 0.0)
    late = Reading((WordSpan("ab", 2, 16),), 0.0)
    together = combination([Hearing(), SLOW], [doubtful, clear], [[early], [late]]).readings
    assert told(together) == [("ab",), ("ba",)]
    assert (together[0].spans[0].start, together[0].spans[0].end) == (0, 8)  # where a plain hearing has it


def test_nothing_found_gives_nothing(combination: Combination) -> None:
    assert combination(PLAIN, [emissions(4, 1)], [[]]).explored(None, 10, 10) == []
    silent = np.full((10, 4), -12.0, dtype=np.float32)
    silent[:, 0] = 0.0
    assert told(combination(PLAIN, [silent], [[Reading((), 0.0)]]).explored(None, 10, 10)) == [()]


def spans(*words: str) -> tuple[WordSpan, ...]:
    return tuple(WordSpan(word, 20 * number, 20 * number + 20) for number, word in enumerate(words))


def test_half_of_one_reading_and_half_of_another_make_the_one_that_is_right(combination: Combination) -> None:
    heard = heard_as([1, 2, 3, 1, 2, 2, 2], length=6)
    first = Reading((WordSpan("ab", 0, 11), WordSpan("ba", 11, 28), WordSpan("ba", 28, 42)), 0.0)
    second = Reading((WordSpan("ba", 0, 11), WordSpan("ba", 11, 28), WordSpan("bb", 28, 42)), 0.0)
    pool = combination(PLAIN, [heard], [[first, second]])
    assert ("ab", "ba", "bb") not in told(pool.readings)
    assert told(pool.explored(None, 10, 10))[0] == ("ab", "ba", "bb")


def test_a_stronger_judge_sees_the_crossed_readings_too_and_has_the_last_word(combination: Combination) -> None:
    heard = np.full((60, 4), -1.5, dtype=np.float32)  # says nothing
    found = [Reading(spans("ab", "cab", "ab"), 0.0), Reading(spans("ba", "cab", "bb"), 0.0)]
    seen: list[tuple[str, ...]] = []

    def opinion(readings: list[Reading]) -> list[Reading]:
        seen.extend(told(readings))
        wanted = [Reading(one.spans, 5.0 * (told([one])[0] == ("ba", "cab", "ab")) - number) for number, one in enumerate(readings)]
        return sorted(wanted, key=lambda one: -one.score)

    explored = combination(PLAIN, [heard], [found]).explored(opinion, 4, 4)
    assert told(explored)[0] == ("ba", "cab", "ab")
    assert len(seen) == len(set(seen)), "none is weighed twice"


@pytest.mark.parametrize("seed", range(30))
def test_exchanging_all_stretches_in_which_two_readings_differ_makes_one_of_them_the_other(seed: int) -> None:
    draw = np.random.default_rng(seed)
    one, other = (
        tuple(WordSpan("ab" if draw.random() < 0.5 else "ba", int(start), int(start) + 9) for start in np.sort(draw.integers(0, 90, draw.integers(0, 9))))
        for _ in range(2)
    )
    exchanged, at = [], 0
    for (start, end), (other_start, other_end) in _differing(one, other):
        exchanged += [*(span.word for span in one[at:start]), *(span.word for span in other[other_start:other_end])]
        at = end
    assert [*exchanged, *(span.word for span in one[at:])] == [span.word for span in other]


def test_a_word_is_supported_by_the_readings_that_have_it_in_its_place() -> None:
    chosen = Reading((WordSpan("ab", 0, 10, ("cab",)), WordSpan("ba", 10, 20)), 0.0)
    others = [
        Reading((WordSpan("bb", 1, 9), WordSpan("ba", 10, 20)), -1.0),
        Reading((WordSpan("ab", 0, 10), WordSpan("bb", 17, 30)), -2.0),
    ]
    first, second = supported(chosen.spans, [chosen, *others], sharpness=0.5)
    weights = np.exp([0.0, -0.5, -1.0])
    weights /= weights.sum()
    assert first.rivals == ("bb", "cab") and second.rivals == ()
    assert first.supports == pytest.approx([weights[0] + weights[2], weights[1], 0.0])
    assert second.supports == pytest.approx([weights[0] + weights[1]])


def test_what_no_other_reading_doubts_is_sure_and_what_most_doubt_is_not(ngram: NgramModel) -> None:
    rivals = Rivals(LEXICON, ngram, WIDE, ConfidenceOptions())
    heard = heard_as([1, 2])
    sure, doubtful = (
        rivals.weighed(heard, [WordSpan("ab", 0, 8, ("bb",), supports)], 3)[0] for supports in ((0.98, 0.02), (0.2, 0.8))
    )
    assert sure.confidence > 0.8
    assert doubtful.confidence < 0.5
    assert doubtful.alternatives[0].text == "bb" and doubtful.alternatives[0].probability > doubtful.confidence
