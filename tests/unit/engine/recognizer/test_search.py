"""The search against every possible reading on small random emissions, and the language model under it."""

import itertools
import math

import numpy as np
import pytest
import torch
from torch.nn.functional import ctc_loss

from engine.layers.ngram_states import NO_STATE
from engine.recognizer.lexicon import Lexicon
from engine.recognizer.ngram import NgramModel
from engine.recognizer.search import LexiconSearch, SearchOptions
from engine.training.ngram_estimation import estimate

WORDS = ["ab", "ba", "bb", "cab"]
SPOKEN = {"ab": (1, 2), "ba": (2, 1), "bb": (2, 2), "cab": (3, 1, 2)}
LEXICON = Lexicon(tuple(WORDS), tuple((i, SPOKEN[word]) for i, word in enumerate(WORDS)))
TEXTS = [list(pair) for pair in itertools.product(WORDS, WORDS)] + [["ab", "ba"], ["cab"], ["bb", "ab"]] * 3
WIDE = SearchOptions(lm_weight=0.7, word_bonus=0.3, beam=60.0, width=2_000)


@pytest.fixture(scope="module")
def ngram() -> NgramModel:
    return estimate({"all": TEXTS}, WORDS, order=4, budget=10_000)


@pytest.fixture(scope="module")
def search(ngram: NgramModel) -> LexiconSearch:
    return LexiconSearch(LEXICON, ngram, WIDE)


def emissions(n_emissions: int, seed: int, sharpness: float = 2.0) -> np.ndarray:
    scores = torch.randn(n_emissions, 4, generator=torch.Generator().manual_seed(seed)) * sharpness
    return scores.log_softmax(-1).numpy()


def score(words: tuple[str, ...], heard: np.ndarray, ngram: NgramModel) -> float:
    units = [unit for word in words for unit in SPOKEN[word]]
    acoustic = -ctc_loss(
        torch.from_numpy(heard)[:, None],
        torch.tensor([units], dtype=torch.long),
        torch.tensor([len(heard)]),
        torch.tensor([len(units)]),
        reduction="sum",
    )
    state, total = ngram.initial_state, float(acoustic)
    for word in [*map(WORDS.index, words), len(WORDS)]:
        log_probability, state = ngram.score(state, word)
        total += WIDE.lm_weight * log_probability
    return total + WIDE.word_bonus * len(words)


@pytest.mark.parametrize("seed", range(25))
def test_the_best_of_all_readings_is_found_with_its_score(
    seed: int, search: LexiconSearch, ngram: NgramModel
) -> None:
    heard = emissions(5, seed)
    readings = [()] + [words for n in (1, 2) for words in itertools.product(WORDS, repeat=n)]
    best = max(readings, key=lambda words: score(words, heard, ngram))
    found, found_score = search(heard)
    if best:  # an empty reading is scored without its sentence end
        assert tuple(span.word for span in found) == best
        assert found_score == pytest.approx(score(best, heard, ngram), abs=1e-3)


def test_repeated_phones_need_a_blank_between(search: LexiconSearch) -> None:
    joined = np.full((4, 4), -9.0, dtype=np.float32)
    joined[:, 2] = 0.0
    apart = joined.copy()
    apart[1] = [0.0, -9.0, -9.0, -9.0]
    assert [span.word for span in search(apart)[0]] == ["bb"]
    assert search(joined)[1] < search(apart)[1]


def test_blanks_alone_give_no_words(search: LexiconSearch) -> None:
    silent = np.full((30, 4), -12.0, dtype=np.float32)
    silent[:, 0] = 0.0
    assert search(silent)[0] == []
    assert search(np.zeros((0, 4), dtype=np.float32)) == ([], 0.0)


def test_words_stand_in_order_and_inside_the_sound(search: LexiconSearch) -> None:
    spans = search(emissions(60, 3))[0]
    places = [place for span in spans for place in (span.start, span.end)]
    assert places == sorted(places) and places[0] >= 0 and places[-1] <= 60


def test_probabilities_after_every_context_sum_to_one(ngram: NgramModel) -> None:
    size = len(WORDS) + 2
    for state in range(NO_STATE, len(ngram.model.backoff_codes)):
        total = sum(math.exp(ngram.score(state, word)[0]) for word in range(size))
        assert total == pytest.approx(1.0, abs=1e-4)


def test_a_saved_language_model_is_nearly_the_same(ngram: NgramModel, tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "ngram.safetensors"
    ngram.save(path)
    loaded = NgramModel.load(path)
    for words in itertools.product(range(4), repeat=3):
        assert loaded.log_probability(list(words)) == pytest.approx(ngram.log_probability(list(words)), abs=0.2)
