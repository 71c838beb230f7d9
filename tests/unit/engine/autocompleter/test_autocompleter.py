"""Suggestions, with a small network of random weights and an n-gram model of a few lines."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.autocompleter.autocompleter import Autocompleter, MixOptions
from engine.autocompleter.memory import PersonalMemory
from engine.autocompleter.network import CompletionNetwork, NetworkOptions
from engine.autocompleter.quick_network import QuickNetwork, probabilities
from engine.autocompleter.scorer import SpokenWords
from engine.autocompleter.spelling import in_capitals, starts_sentence, typed_part, written_as
from engine.autocompleter.tokens import START, Vocabulary, split
from engine.contract.errors import TrioletError
from engine.contract.types import Context, SuggestOptions
from engine.layers.packing import pack, unpack
from engine.training.ngram_pruning import estimate
from engine.training.text_data import build_vocabulary

LINES = [
    "We met on Monday, and we met again in Rome.",
    "Do you know what time it is?",
    "I don't know what you mean.",
    "They were met by nobody; the meeting was over.",
] * 5


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return build_vocabulary({"all": LINES}, 60)


@pytest.fixture
def network(vocabulary: Vocabulary) -> CompletionNetwork:
    torch.manual_seed(2)
    return CompletionNetwork(NetworkOptions(len(vocabulary), 16, 24, 1, 0.0)).eval()


@pytest.fixture
def autocompleter(vocabulary: Vocabulary, network: CompletionNetwork) -> Autocompleter:
    tokens = np.concatenate([[START, *vocabulary.encode(split(line))[0], START] for line in LINES])
    return Autocompleter(QuickNetwork.of(network), vocabulary, estimate(tokens, len(vocabulary), 3, 10_000), MixOptions())


def test_a_vocabulary_keeps_words_as_they_are_mostly_written(vocabulary: Vocabulary, tmp_path: Path) -> None:
    assert {"Monday", "Rome", "we", "don't"} <= set(vocabulary.words)
    vocabulary.save(tmp_path / "v")
    assert Vocabulary.load(tmp_path / "v").surfaces == vocabulary.surfaces


def test_typed_letters_are_searched_as_an_exhaustive_search_would(autocompleter: Autocompleter) -> None:
    vocabulary = autocompleter.vocabulary
    for stem in ("", "We ", "I don't know what ", "On Monday, we "):
        chances = autocompleter._distribution(stem)
        for typed in ("", "m", "me", "w", "k", "d", "zz"):
            words = [
                (float(chances[n]), vocabulary.surfaces[n])
                for n in range(vocabulary.first_word, len(vocabulary))
                if vocabulary.folded[n].startswith(typed) and vocabulary.folded[n] != typed
            ]
            best = [word for _, word in sorted(words, reverse=True)[:3]]
            assert [one.surface for one in autocompleter.candidates(stem, typed, 3, learning=False)] == best


def test_a_text_read_on_gives_what_the_whole_text_gives(
    autocompleter: Autocompleter, network: CompletionNetwork, vocabulary: Vocabulary
) -> None:
    line = "They were met by nobody"
    words = line.split()
    for n in range(len(words)):
        autocompleter.candidates(" ".join(words[:n]) + " ", "", 3)
    ids, shapes = vocabulary.encode(split(line))
    with torch.inference_mode():
        whole, _ = network(torch.tensor([[START, *ids]]), torch.tensor([[0, *shapes]]))
    assert np.allclose(autocompleter._output((START, *ids), (0, *shapes)), whole[0, -1].numpy(), atol=1e-5)


def test_probabilities_of_all_tokens_sum_to_one(autocompleter: Autocompleter) -> None:
    for stem in ("", "We ", "nonsense \u00f1 \U0001f600 "):
        assert autocompleter._distribution(stem).sum() == pytest.approx(1, abs=1e-3)


def test_a_sentence_of_the_text_is_likelier_than_its_words_turned_round(autocompleter: Autocompleter) -> None:
    there = autocompleter.log_probability("Do you know what time it is?")
    assert there > autocompleter.log_probability("is it time what know you Do?")
    assert math.isfinite(autocompleter.log_probability("Zzyzx \U0001f600"))


def test_a_word_of_the_document_is_suggested_though_no_vocabulary_has_it(autocompleter: Autocompleter) -> None:
    found = autocompleter.suggest(Context("Quixote rode on.\nThen Qui"))
    assert found and found[0].text == "xote"
    assert not autocompleter.suggest(Context("Quixote rode on.\nThen Qui"), SuggestOptions(learning=False))


def test_nothing_is_suggested_inside_a_word_or_right_after_a_full_stop(autocompleter: Autocompleter) -> None:
    assert autocompleter.suggest(Context("We me", "t again")) == []
    assert autocompleter.suggest(Context("We met.")) == []
    assert autocompleter.suggest(Context("in 1984")) == []


def test_odd_texts_bring_no_crash(autocompleter: Autocompleter) -> None:
    for text in ("", "\n\n", "\U0001f600", "e\u0301", "\u202e", "a" * 10_000, "'", "' '", "\u00bfQu", "\x00", "1.5 "):
        for one in autocompleter.suggest(Context(text)):
            assert one.text and 0 <= one.probability <= 1


@pytest.mark.parametrize(
    ("surface", "typed", "start", "capitals", "written"),
    [
        ("the", "", True, False, "The"),
        ("the", "", False, True, "THE"),
        ("monday", "Mo", False, False, "Monday"),
        ("Rome", "ro", False, False, "Rome"),
        ("nato", "NA", False, False, "NATO"),
        ("iPhone", "", True, False, "iPhone"),
    ],
)
def test_case_fits_the_place(surface: str, typed: str, start: bool, capitals: bool, written: str) -> None:
    assert written_as(surface, typed, start, capitals) == written


def test_sentences_capitals_and_typed_letters_are_recognised() -> None:
    assert starts_sentence([]) and starts_sentence(split('He left. "')) and not starts_sentence(split("He left,"))
    assert in_capitals(split("THIS IS LOUD")) and not in_capitals(split("This is NATO"))
    assert (typed_part("I don't kn"), typed_part("well, "), typed_part("it'")) == ("kn", "", "it'")


def test_weights_survive_eight_bits(autocompleter: Autocompleter) -> None:
    weights = {"matrix": torch.randn(200, 100), "bias": torch.randn(7)}
    again = unpack(pack(weights))
    assert torch.equal(again["bias"], weights["bias"])
    assert (again["matrix"] - weights["matrix"]).abs().max() < weights["matrix"].abs().max() / 127


def test_memory_heeds_a_word_once_it_was_seen_twice_and_forgets_it_when_told(tmp_path: Path) -> None:
    memory = PersonalMemory(tmp_path / "own" / "memory.json")
    memory.learn("Ask Thorvald.")
    assert memory.words == [] and memory.chances("ask") == {}
    memory.learn("Ask Thorvald.")
    assert dict(memory.words) == {"Ask": 2, "Thorvald": 2} and memory.chances("ask")["thorvald"] > 0.3
    memory.save()
    assert (tmp_path / "own" / "memory.json").stat().st_mode & 0o777 == 0o600
    again = PersonalMemory(tmp_path / "own" / "memory.json")
    assert again.chances("ask") == memory.chances("ask")
    again.forget("thorvald")
    assert "thorvald" not in again.chances("ask") and "Thorvald" not in again.export()


def test_a_damaged_memory_is_set_aside_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    path.write_text("{")
    with pytest.raises(TrioletError):
        PersonalMemory(path)
    assert not path.exists() and path.with_suffix(".unreadable").exists()


def test_learning_brings_up_what_the_person_writes(autocompleter: Autocompleter) -> None:
    assert autocompleter.suggest(Context("Ask Thor")) == []
    for _ in range(50):
        autocompleter.memory.learn("Ask Thorvald.")
    assert autocompleter.suggest(Context("Ask Thor"))[0].text == "vald"
    assert autocompleter.suggest(Context("Ask Thor"), SuggestOptions(learning=False)) == []


def test_spoken_words_are_scored_as_the_network_would_if_there_were_no_signs(autocompleter: Autocompleter) -> None:
    scorer = SpokenWords(autocompleter)
    words = list(autocompleter.vocabulary.words)
    after = [row[2] for row in scorer.word_log_probabilities([[*words[:2], word] for word in words])]
    [unknown] = scorer.word_log_probabilities([[*words[:2], "qqqq"]])
    [ended] = scorer.word_log_probabilities([words[:2]])
    assert sum(map(math.exp, after)) + math.exp(unknown[2]) * 30_000 + math.exp(ended[2]) == pytest.approx(1.0, abs=1e-3)


def test_sentences_together_score_as_each_alone(autocompleter: Autocompleter) -> None:
    scorer = SpokenWords(autocompleter)
    words = list(autocompleter.vocabulary.words)
    sentences = [words[:5], words[:3] + words[6:8], words[2:4], [], words[:1]]
    together = scorer.word_log_probabilities(sentences)
    assert [len(row) for row in together] == [len(sentence) + 1 for sentence in sentences]
    for row, sentence in zip(together, sentences, strict=True):
        alone = scorer.word_log_probabilities([sentence])
        assert row == pytest.approx(alone[0], abs=1e-4)


def test_eight_bit_weights_give_what_the_unpacked_network_gives() -> None:
    torch.manual_seed(4)
    network = CompletionNetwork(NetworkOptions(700, 64, 96, 2, 0.0)).eval()
    packed = pack(network.state_dict())
    assert packed["tokens.weight"].dtype is torch.int8
    network.load_state_dict(unpack(packed))
    quick = QuickNetwork(packed)
    tokens, shapes = [3, 600, 14, 15, 9], [0, 1, 2, 3, 0]
    with torch.inference_mode():
        wanted, _ = network(torch.tensor([tokens]), torch.tensor([shapes]))
        scores = network.log_probabilities(wanted[0]).numpy()
    state, outputs = quick.begin(), []
    for token, shape in zip(tokens, shapes, strict=True):
        output, state = quick.read(token, shape, state)
        outputs.append(output)
    assert np.allclose(outputs, wanted[0].numpy(), atol=1e-4)
    assert np.allclose(np.log(probabilities(quick.logits(np.stack(outputs)))), scores, atol=1e-4)
