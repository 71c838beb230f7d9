"""The search against every possible reading on small random emissions, and the language model under it."""

import itertools
import math
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn.functional import ctc_loss

from engine.contract.errors import ModelError
from engine.layers.ngram_states import NO_STATE
from engine.recognizer.lexicon import MARKS, Lexicon, LexiconTree
from engine.recognizer.ngram import UNKNOWN, NgramModel
from engine.recognizer.search import LexiconSearch, SearchOptions
from engine.training.ngram_estimation import estimate

WORDS = ["ab", "ba", "bb", "cab"]
SPOKEN = {"ab": (1, 2), "ba": (2, 1), "bb": (2, 2), "cab": (3, 1, 2)}
FURTHER = {"ca": (3, 1), "abba": (1, 2, 2, 1)}  # words of which no runs are known
LEXICON = Lexicon.of(WORDS, [(i, SPOKEN[word]) for i, word in enumerate(WORDS)])
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
    numbers = {word: number for number, word in enumerate((*WORDS, *MARKS, *FURTHER))}
    units = [unit for word in words for unit in {**SPOKEN, **FURTHER}[word]]
    acoustic = -ctc_loss(
        torch.from_numpy(heard)[:, None],
        torch.tensor([units], dtype=torch.long),
        torch.tensor([len(heard)]),
        torch.tensor([len(units)]),
        reduction="sum",
    )
    state, total = ngram.initial_state, float(acoustic)
    for word in [*(numbers[word] for word in words), len(WORDS)]:
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


@pytest.mark.parametrize("seed", range(25))
def test_so_it_is_with_words_that_are_known_alone(seed: int) -> None:
    wider = estimate({"all": [*TEXTS, ["no", "ab"], ["ba", "no"], ["ab", "no", "cab"]]}, WORDS, order=3, budget=10_000)
    wider = wider.with_unknown_words([3.0, 1.0])
    lexicon = LEXICON.with_words({word: [units] for word, units in FURTHER.items()}, len(wider.unigrams) - len(FURTHER))
    heard = emissions(5, seed)
    every = (*WORDS, *FURTHER)
    best = max([words for n in (0, 1, 2) for words in itertools.product(every, repeat=n)], key=lambda words: score(words, heard, wider))
    found, found_score = LexiconSearch(lexicon, wider, WIDE)(heard)
    if best:
        assert tuple(span.word for span in found) == best
        assert found_score == pytest.approx(score(best, heard, wider), abs=1e-3)


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


def test_words_that_are_known_alone_share_what_unknown_ones_have() -> None:
    model = estimate({"all": [*TEXTS, ["no", "ab"], ["ba", "no"], ["ab", "no", "cab"]]}, WORDS, order=3, budget=10_000)
    wider = model.with_unknown_words([3.0, 1.0])
    unknown = len(WORDS) + UNKNOWN
    first, second = unknown + 1, unknown + 2
    for state in range(NO_STATE, len(model.model.backoff_codes)):
        for word in range(unknown):
            assert wider.score(state, word) == model.score(state, word)
        (one, after), (other, _), (every, after_any) = wider.score(state, first), wider.score(state, second), model.score(state, unknown)
        assert math.exp(one) + math.exp(other) == pytest.approx(math.exp(every), rel=1e-5)
        assert one - other == pytest.approx(math.log(3)) and after == after_any


def test_the_tree_holds_each_pronunciation_with_its_word_and_nothing_else() -> None:
    draw = random.Random(1)
    spoken = [(word, tuple(draw.choices((1, 2, 3), k=draw.randint(1, 5)))) for word in range(60) for _ in range(draw.randint(1, 3))]
    lexicon = Lexicon.of([str(number) for number in range(60)], spoken)
    chances = np.array([draw.uniform(-9, -1) for _ in range(60)], dtype=np.float32)
    tree = LexiconTree.build(lexicon, chances)
    found, seen = set(), set()

    def walk(node: int, before: tuple[int, ...]) -> float:
        """The best word at or below a node."""
        assert node not in seen
        seen.add(node)
        words = tree.words[tree.word_starts[node] : tree.word_starts[node + 1]].tolist()
        found.update((word, before) for word in words)
        children = range(tree.child_starts[node], tree.child_starts[node + 1])
        assert len({int(tree.units[child]) for child in children}) == len(children)
        below = [walk(child, (*before, int(tree.units[child]))) for child in children]
        best = max([*(float(chances[word]) for word in words), *below])
        assert tree.best_unigram[node] == best
        return best

    walk(0, ())
    assert found == set(spoken) and len(seen) == len(tree.units)
    assert [sorted(map(tuple, lexicon.pronunciations(7)))] == [sorted(units for word, units in spoken if word == 7)]


def test_a_lexicon_comes_back_from_disk_packed_or_as_earlier_versions_wrote_it(tmp_path: Path) -> None:
    wider = LEXICON.with_words({"ca": [(3, 1), (3, 2)]}, len(WORDS) + 2)
    wider.save(tmp_path)
    loaded = Lexicon.load(tmp_path)
    assert loaded.words == (*WORDS, *MARKS, "ca") and loaded.ids["ca"] == 6 and "<unk>" not in loaded.ids
    assert list(loaded.spoken()) == list(wider.spoken()) == [*LEXICON.spoken(), (6, (3, 1)), (6, (3, 2))]
    (tmp_path / "words.txt").write_text("ab\nba\n")
    (tmp_path / "lexicon.tsv").write_text("ba\t2 1\nab\t1 2\n")
    assert list(Lexicon.load(tmp_path).spoken()) == [(0, (1, 2)), (1, (2, 1))]
    (tmp_path / "lexicon.tsv").write_text("be\t2 1\n")
    with pytest.raises(ModelError, match="lexicon"):
        Lexicon.load(tmp_path)
    (tmp_path / "lexicon.tsv").unlink()
    (tmp_path / "lexicon.tsv.gz").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="lexicon"):
        Lexicon.load(tmp_path)


def test_a_saved_language_model_is_nearly_the_same(ngram: NgramModel, tmp_path: Path) -> None:
    path = tmp_path / "ngram.safetensors"
    ngram.save(path)
    loaded = NgramModel.load(path)
    for words in itertools.product(range(4), repeat=3):
        assert loaded.log_probability(list(words)) == pytest.approx(ngram.log_probability(list(words)), abs=0.2)
