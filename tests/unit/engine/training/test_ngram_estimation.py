"""From texts of several kinds to the recognizer's vocabulary and language model."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from engine.recognizer.ngram import NgramModel
from engine.training.ngram_counts import best_shares
from engine.training.ngram_estimation import choose_words, estimate, further_words, perplexity
from engine.training.spoken_texts import HeldOut, read_texts

WORDS = ["boat", "code", "sail", "test", "the"]
SEA, WORK = ["the boat sail".split(), "sail the boat".split()], ["the code test".split(), "test the code".split()]


def _drawn(kinds: list[list[str]], n: int, seed: int) -> list[list[str]]:
    draw = random.Random(seed)
    return [draw.choice(kinds) for _ in range(n)]


def test_the_kind_of_text_that_is_dictated_gets_the_larger_share(capsys: pytest.CaptureFixture[str]) -> None:
    texts = {"sea": _drawn(SEA, 40, 1), "work": _drawn(WORK, 400, 2)}
    for_sea = estimate(texts, WORDS, 3, 10_000, tune=_drawn(SEA, 20, 3))
    for_work = estimate(texts, WORDS, 3, 10_000, tune=_drawn(WORK, 20, 3))
    held_out = _drawn(SEA, 20, 4)
    assert perplexity(for_sea, WORDS, held_out)[0] < perplexity(for_work, WORDS, held_out)[0]
    assert "shares" in capsys.readouterr().out


def test_mixed_probabilities_sum_to_one_after_every_history() -> None:
    model = estimate({"sea": _drawn(SEA, 40, 1), "work": _drawn(WORK, 400, 2)}, WORDS, 4, 12)
    for state in range(-1, len(model.model.backoff_codes)):
        total = sum(np.exp(model.score(state, word)[0]) for word in range(model.n_words + 2))
        assert total == pytest.approx(1, abs=1e-4)


def test_the_shares_of_a_text_drawn_from_two_models_are_found() -> None:
    draw = np.random.default_rng(1)
    of_first = draw.random(5_000) < 0.7  # tokens of 2 kinds: the first model nearly always gives kind 0, the second kind 1
    is_zero = draw.random(5_000) < np.where(of_first, 0.9, 0.1)
    by_text = np.stack([np.where(is_zero, 0.9, 0.1), np.where(is_zero, 0.1, 0.9)]).astype(np.float32)
    assert best_shares(by_text) == pytest.approx([0.7, 0.3], abs=0.04)


def test_unknown_words_are_counted_and_not_measured() -> None:
    model = estimate({"sea": SEA}, WORDS, 3, 10_000)
    _, n_measured, n_unknown = perplexity(model, WORDS, ["the ship sail".split()])
    assert (n_measured, n_unknown) == (3, 1)


def test_slips_and_rare_words_of_talk_do_not_become_words() -> None:
    dictionary = {"the": [("DH", "AH")], "don't": [("D", "OW", "N", "T")]}
    counts = {
        "fiction": Counter({"the": 50, "frobnicate": 3, "dont": 9, "once": 1}),
        "talk": Counter({"the": 5, "lolz": 90}),
    }
    assert choose_words(counts, {}, dictionary, 10) == ["frobnicate", "the"]
    assert choose_words(counts, {}, dictionary, 1) == ["the"]


def test_words_that_are_too_rare_for_the_vocabulary_are_heard_all_the_same_unless_they_are_slips() -> None:
    counts = {
        "books": Counter({"the": 90, "cloak": 4, "cloaks": 1, "frobnicate": 2, "teh": 1, "dont": 7, "mr.": 5}),
        "talk": Counter({"gonnna": 9, "the": 9}),
    }
    dictionary = {word: [("AH",)] for word in ("the", "cloak", "don't", "udder", "a.")}
    found = further_words(counts, ["the"], dictionary)
    assert list(found) == ["cloak", "cloaks", "don't", "frobnicate", "udder"]
    assert found["cloak"] > found["frobnicate"] > found["cloaks"] > found["udder"] > 0


def test_nothing_the_dev_transcripts_hold_is_learnt_from(tmp_path: Path) -> None:
    table = tmp_path / "dev.tsv"
    table.write_text("path\ttext\tspeaker\tseconds\na.wav\tit was the best of times of all\tx\t1\nb.wav\tgood day sir\tx\t1\n")
    text = tmp_path / "text.txt"
    text.write_text("He said. It was the best. Of times we know.\nGood day, sir! Good day to you.\nIt was the best day.\n")
    kept, n_dropped = read_texts([text], HeldOut([table]))
    assert kept == ["good day to you".split(), "it was the best day".split()]
    assert n_dropped == 2


def test_a_model_survives_the_disk(tmp_path: Path) -> None:
    model = estimate({"sea": SEA, "work": WORK}, WORDS, 4, 10_000)
    model.save(tmp_path / "model")
    again = NgramModel.load(tmp_path / "model")
    assert again.log_probability([4, 0, 2]) == pytest.approx(model.log_probability([4, 0, 2]), abs=0.05)
