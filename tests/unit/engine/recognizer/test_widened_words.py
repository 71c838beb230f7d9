"""Lexicon and language model widened by the words a person names."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from engine.contract.errors import ModelError
from engine.layers.model_folder import write_sums
from engine.recognizer.lexicon import Lexicon
from engine.recognizer.ngram import NgramModel
from engine.recognizer.own_words import OwnWords
from engine.recognizer.recognizer import load
from engine.training.ngram_estimation import estimate
from tests.support.small_recognizer import small_model

WORDS = ("ab", "ba", "cab")


@pytest.fixture
def own_words() -> OwnWords:
    lexicon = Lexicon.of(WORDS, [(0, (1, 2)), (1, (2, 1)), (2, (3, 1, 2))])
    ngram = estimate({"all": [["ab", "ba"], ["ba", "cab"]]}, WORDS, 3, 100)
    return OwnWords(lexicon, ngram.with_chances({2: 1e-7}))


def _chance(ngram: NgramModel, word: int) -> float:
    return math.exp(float(ngram.unigrams[word]))


def test_a_new_word_gets_a_sound_and_a_chance(own_words: OwnWords) -> None:
    lexicon, ngram = own_words.widened(["The Bab", "ab"])
    assert "bab" in lexicon.words and len(lexicon.words) == len(ngram.unigrams)
    assert _chance(ngram, lexicon.words.index("bab")) == pytest.approx(5e-5, rel=0.01)
    assert any(number == lexicon.words.index("bab") for number, _ in lexicon.spoken())


def test_a_known_word_that_is_named_is_no_longer_rare(own_words: OwnWords) -> None:
    plain = own_words.widened([])[1]
    lexicon, named = own_words.widened(["Cab", "ab"])
    assert lexicon.words == WORDS
    assert _chance(plain, 2) < _chance(named, 2) == pytest.approx(5e-5, rel=0.01)
    assert _chance(named, 0) == pytest.approx(_chance(plain, 0))  # a frequent one stays
    assert _chance(own_words.widened([])[1], 2) == pytest.approx(_chance(plain, 2))


def test_a_model_whose_lexicon_has_more_words_than_its_language_model_is_refused(tmp_path: Path) -> None:
    folder = small_model(tmp_path)
    lexicon = Lexicon.load(folder)
    assert len(load(folder, "cpu").transcribe(np.zeros(16_000, np.float32)).segments) == 0
    lexicon.with_words({"kokobo": [(1, 2)]}, len(lexicon.words) + 2).save(folder)
    write_sums(folder)
    with pytest.raises(ModelError, match="lexicon"):
        load(folder, "cpu")
