"""Pairs that an earlier network made: what it writes, and which of it is learnt from."""

from __future__ import annotations

import lzma
import sys
from pathlib import Path

import pytest

from engine.training import made_pairs
from engine.training.command import read_recipe
from engine.training.export import averaged_weights, pieces_of, translation_network
from engine.translator.constraint import Constraint
from engine.translator.pieces import Pieces
from engine.translator.placeholders import masked
from engine.translator.search import SearchOptions, search
from tests.support.small_translator import PAIRS, SIZES, learn_by_heart, pairs_task


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that knows ten pairs, with its recipe beside it."""
    folder = tmp_path_factory.mktemp("made")
    learn_by_heart(pairs_task(folder), folder / "run")
    (folder / "recipe.toml").write_text(f'kind = "translator"\n[network]\n{SIZES}', encoding="utf-8")
    return folder


def test_many_at_once_are_what_a_search_of_width_one_finds_for_each(run: Path) -> None:
    network = translation_network(averaged_weights(run / "run"), run / "recipe.toml")
    pieces = Pieces(pieces_of(run))
    sources = [pieces.source(english, "es") for english, _ in PAIRS if not masked(english).originals]
    constraint = Constraint(pieces.surfaces, pieces.placeholder_ids)
    wanted = [search(network, [source], constraint, SearchOptions(beam=1))[0][0] for source in sources]
    assert made_pairs.likeliest(network, sources) == [list(found.pieces) for found in wanted]


def test_texts_become_pairs_with_their_numbers_and_without_what_is_doubtful(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [english for english, _ in PAIRS] + ["The cat, the cat, the cat eats eats 10:30 of the water of the house."]
    with lzma.open(run / "chosen.txt.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join(texts) + "\n")
    out = run / "made.tsv.xz"
    arguments = ["translate", "en", str(out), str(run / "chosen.txt.xz"), "--from", str(run), "--recipe", str(run / "recipe.toml")]
    (run / "checkpoint.safetensors").write_bytes((run / "run" / "checkpoint.safetensors").read_bytes())
    monkeypatch.setattr(sys, "argv", ["made_pairs", *arguments])
    made_pairs.main()
    with lzma.open(out, "rt", encoding="utf-8") as file:
        rows = [tuple(line.rstrip("\n").split("\t")) for line in file]
    assert set(rows) == set(PAIRS)


def test_a_translation_that_lost_its_number_is_left_out() -> None:
    text = masked("Call me at 10:30.", source="en")
    assert made_pairs._row(text, "Ll\u00e1mame a las \u27e60\u27e7.", "en") == "Call me at 10:30.\tLl\u00e1mame a las 10:30."
    assert made_pairs._row(text, "Ll\u00e1mame.", "en") == ""


def test_a_recipe_with_a_base_says_only_what_is_otherwise(tmp_path: Path) -> None:
    (tmp_path / "first.toml").write_text('kind = "translator"\n[data]\nlongest = 90\n[data.shares]\na = 1.0\nb = 2.0\n', encoding="utf-8")
    second = tmp_path / "second.toml"
    second.write_text('base = "first.toml"\n[data.shares]\nb = 3.0\nc = 4.0\n[loop]\nseed = 2\n', encoding="utf-8")
    shares = {"a": 1.0, "b": 3.0, "c": 4.0}
    assert read_recipe(second) == {"kind": "translator", "data": {"longest": 90, "shares": shares}, "loop": {"seed": 2}}
