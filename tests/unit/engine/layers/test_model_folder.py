"""A model folder is either whole and of the right kind, or refused with the reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from engine.contract.errors import ModelError
from engine.layers.model_folder import (
    CONFIG_FILE,
    WEIGHTS_FILE,
    check_sums,
    hash_tokens,
    load_weights,
    read_card,
    shipped_model,
    weights_file,
    write_model,
)

WEIGHTS = {"output.weight": torch.arange(6.0).reshape(2, 3), "output.bias": torch.ones(2)}
CONFIG = {
    "kind": "recognizer",
    "name": "tiny",
    "sizes": {"width": 3},
    "features": {"n_mels": 80},
    "tokens_hash": hash_tokens(["<blank>", "a"]),
    "beam": 12,
}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    write_model(folder, CONFIG, WEIGHTS, "# Tiny\n", lambda place: (place / "lexicon.txt").write_text("a a\n") and None)
    return folder


def test_what_was_written_is_read_again(model: Path) -> None:
    card = read_card(model, "recognizer")
    assert (card.kind, card.name, card.format_version) == ("recognizer", "tiny", 1)
    assert card.sizes == {"width": 3} and card.features == {"n_mels": 80} and card.settings == {"beam": 12}
    assert card.tokens_hash == CONFIG["tokens_hash"] and card.text == "# Tiny\n"
    assert card.bytes_by_file["lexicon.txt"] == 4
    weights = load_weights(model, WEIGHTS)
    assert all(torch.equal(weights[name], WEIGHTS[name]) for name in WEIGHTS)


def test_each_of_several_networks_has_its_weights(model: Path) -> None:
    others = {name: value + 1 for name, value in WEIGHTS.items()}
    write_model(model, CONFIG, [WEIGHTS, others], "# Tiny\n")
    assert set(check_sums(model)) == {CONFIG_FILE, WEIGHTS_FILE, "weights-2.safetensors", "card.md"}
    for number, wanted in enumerate((WEIGHTS, others)):
        found = load_weights(model, WEIGHTS, file_name=weights_file(number))
        assert all(torch.equal(found[name], wanted[name]) for name in WEIGHTS)
    (model / weights_file(1)).unlink()
    with pytest.raises(ModelError, match="weights of the model tiny cannot be read"):
        load_weights(model, WEIGHTS, file_name=weights_file(1))


def test_sums_cover_every_file_and_are_those_of_sha256sum(model: Path) -> None:
    sums = check_sums(model)
    assert set(sums) == {CONFIG_FILE, WEIGHTS_FILE, "card.md", "lexicon.txt"}
    assert sums["lexicon.txt"] == "64d8718642816ec9aec67b1b1a797714bde2d4788d509ba91f4e4fc557ec7941"


def test_one_changed_byte_is_noticed_and_named(model: Path) -> None:
    data = bytearray((model / WEIGHTS_FILE).read_bytes())
    data[-1] ^= 1
    (model / WEIGHTS_FILE).write_bytes(data)
    with pytest.raises(ModelError, match=r"weights\.safetensors is damaged"):
        check_sums(model)


def test_a_missing_file_is_named(model: Path) -> None:
    (model / "lexicon.txt").unlink()
    with pytest.raises(ModelError, match=r"lexicon\.txt is missing"):
        check_sums(model)


def test_a_file_that_nobody_listed_is_refused(model: Path) -> None:
    (model / "extra.bin").write_bytes(b"x")
    with pytest.raises(ModelError, match=r"extra\.bin does not belong there"):
        check_sums(model)


def test_a_missing_folder_says_what_was_sought(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json was sought and not found"):
        read_card(tmp_path / "nothing")


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")])
def test_a_broken_configuration_is_an_error_a_person_can_read(model: Path, content: str) -> None:
    (model / CONFIG_FILE).write_text(content)
    with pytest.raises(ModelError, match=r"config\.json is damaged"):
        read_card(model)


def test_another_kind_is_refused_by_name(model: Path) -> None:
    with pytest.raises(ModelError, match="holds a recognizer, but a translator was sought"):
        read_card(model, "translator")


def test_a_format_of_the_future_is_refused(model: Path) -> None:
    (model / CONFIG_FILE).write_text(json.dumps({**CONFIG, "format_version": 2}))
    with pytest.raises(ModelError, match="has format 2, but this version of Triolet reads format 1"):
        read_card(model)


def test_weights_of_another_network_are_refused_with_both_shapes(model: Path) -> None:
    with pytest.raises(ModelError, match=r"output\.bias is \(2,\), but \(5,\) was sought"):
        load_weights(model, {**WEIGHTS, "output.bias": torch.ones(5)})
    with pytest.raises(ModelError, match=r"new\.weight is missing, but \(1,\) was sought"):
        load_weights(model, {**WEIGHTS, "new.weight": torch.ones(1)})


def test_weights_that_are_no_safetensors_are_refused(model: Path) -> None:
    (model / WEIGHTS_FILE).write_bytes(b"not weights")
    with pytest.raises(ModelError, match="weights of the model tiny cannot be read"):
        load_weights(model, WEIGHTS)


def test_a_failed_check_leaves_the_old_model_in_its_place(model: Path) -> None:
    def refuse(place: Path) -> None:
        check_sums(place)
        raise RuntimeError("outputs differ")

    with pytest.raises(RuntimeError):
        write_model(model, {**CONFIG, "name": "new"}, WEIGHTS, "", check=refuse)
    assert read_card(model).name == "tiny"
    assert [entry.name for entry in model.parent.iterdir()] == ["tiny"]


def test_a_new_model_replaces_the_old_one_wholly(model: Path) -> None:
    write_model(model, {**CONFIG, "name": "new"}, WEIGHTS, "")
    assert read_card(model).name == "new"
    assert "lexicon.txt" not in check_sums(model)
    assert [entry.name for entry in model.parent.iterdir()] == ["tiny"]


def test_tokens_in_another_order_have_another_hash() -> None:
    assert hash_tokens(["<blank>", "a", "b"]) != hash_tokens(["<blank>", "b", "a"])


def test_shipped_models_lie_in_assets() -> None:
    assert shipped_model("recognizer-en").parts[-3:] == ("assets", "models", "recognizer-en")
