"""Rough pairs: which sentences are taken, and how the network is told that rules wrote a side."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from engine.contract.errors import TrioletError
from engine.training import rough_pairs
from engine.training.command import _what_it_knew, beside_or_in
from engine.training.text_data import word_runs
from engine.training.translation import TranslationTask
from engine.training.translation_data import Pair
from engine.translator.pieces import FORMS, ROUGH
from tests.support.small_translator import pairs_task


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> TranslationTask:
    return pairs_task(tmp_path_factory.mktemp("pairs"))


def test_only_whole_plain_sentences_are_taken() -> None:
    lines = [
        "The harbour was closed for a week. Nobody knew why the harbour was closed!",
        "and so it begins small",
        "Too short.",
        "A line with a code {x} in it is left out.",
        "Words words words words words " * 12 + "end.",
    ]
    taken = list(rough_pairs.sentences_of(lines, frozenset()))
    assert taken == ["The harbour was closed for a week.", "Nobody knew why the harbour was closed!"]


def test_nothing_is_taken_that_shares_eight_words_with_what_is_measured_on() -> None:
    measured = frozenset(word_runs("We saw the ship leave the old harbour that night."))
    lines = ["Then we saw the ship leave the old harbour.", "Then we saw the ship leave the new harbour."]
    assert list(rough_pairs.sentences_of(lines, measured)) == lines[1:]


def test_a_missing_apertium_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(TrioletError, match="Apertium") as caught:
        rough_pairs.translated_by_rules(["The house is old."], "en")
    assert "apertium-eng-spa" in (caught.value.remedy or "")


def test_a_rough_side_is_told_in_both_directions_and_a_form_only_towards_spanish(task: TranslationTask) -> None:
    def tags(form: str, target: str) -> set[int]:
        pair, draw = Pair("The red house.", "La casa roja.", form), random.Random(1)
        return {task._batches.item(pair, target, draw)[0][1] for _ in range(30)}

    untold = tags("", "en"), tags("", "es")
    for target, plain in zip(("en", "es"), untold, strict=True):
        rough = tags(ROUGH, target)
        assert len(rough) == 1 and not rough & plain
    assert tags("usted", "en") == untold[0]
    assert len(tags("usted", "es")) == 2
    assert ROUGH not in FORMS  # nobody can ask for it


def test_a_table_that_the_data_folder_lacks_is_sought_beside_the_recipe(tmp_path: Path) -> None:
    data, recipes = tmp_path / "data", tmp_path / "recipes"
    for folder in (data, recipes):
        folder.mkdir()
    (recipes / "own.tsv").touch()
    assert beside_or_in(data, recipes, "own.tsv") == str(recipes / "own.tsv")
    (data / "own.tsv").touch()
    assert beside_or_in(data, recipes, "own.tsv") == "own.tsv"
    assert beside_or_in(data, recipes, "nowhere.tsv") == "nowhere.tsv"


def test_a_network_is_gone_on_with_in_its_own_pieces(task: TranslationTask, tmp_path: Path) -> None:
    known = tmp_path / "pieces.model"
    known.write_bytes(task.pieces._processor.serialized_model_proto())
    (tmp_path / "other.tsv").write_text("A cat sleeps.\tDuerme un gato.\n" * 3, encoding="utf-8")
    options = type(task.options)(sources={"other": "other.tsv"})
    other = TranslationTask(options, task.network.options, tmp_path, tmp_path / "prepared", "cpu", 1, known)
    assert other.pieces.encode("A cat sleeps.") == task.pieces.encode("A cat sleeps.")


@pytest.mark.parametrize("place", ["pieces.model", "prepared/0a1b/pieces.model"])
def test_pieces_are_found_beside_shipped_weights_and_in_a_run(tmp_path: Path, place: str) -> None:
    assert _what_it_knew("translator", tmp_path) == {}
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).touch()
    assert _what_it_knew("translator", tmp_path) == {"known_pieces": tmp_path / place}
