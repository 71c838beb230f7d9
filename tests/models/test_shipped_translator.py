"""The shipped translator on sentences that anybody says, held to what it was measured at."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from engine.commandline import main
from engine.contract.types import Sentence
from engine.layers.model_folder import shipped_model
from engine.translator.translator import Translator, load

PAIRS = Path(__file__).parents[1] / "data" / "text" / "everyday.tsv"
MOST_BYTES = 40 * 2**20


@pytest.fixture(scope="module")
def translator() -> Translator:
    return load(shipped_model("translator-en-es"), "cpu")


def test_plain_sentences_come_out_right_in_both_directions(translator: Translator) -> None:
    spanish = translator.translate([Sentence("Where is the station?"), Sentence("I would like to buy two tickets.")])
    assert spanish[0].text == "\u00bfD\u00f3nde est\u00e1 la estaci\u00f3n?"
    assert spanish[1].text.startswith("Me gustar\u00eda comprar dos ")
    [english] = translator.translate([Sentence("La casa es grande.", "es", "en")])
    assert english.text == "The house is large."


def test_attention_aligns_a_known_sentence(translator: Translator) -> None:
    [found] = translator.translate([Sentence("Where is the station?")])
    words = [found.text[span.start : span.end] for span in found.target_words]
    row = found.attention[words.index("estaci\u00f3n")]
    assert row.index(max(row)) == 3
    for shares in found.attention:
        assert sum(shares) == pytest.approx(1.0, abs=1e-3)


def test_everyday_sentences_are_as_near_to_a_persons_as_was_measured() -> None:
    for source, target, least in (("en", "es", 22.0), ("es", "en", 25.0)):
        out = io.StringIO()
        with redirect_stdout(out):
            assert main(["evaluate", "translation", str(PAIRS), "--from", source, "--to", target, "--json"]) == 0
        figures = json.loads(out.getvalue())
        assert figures["sentences"] == 60
        assert figures["bleu"] > least and figures["doubtful"] <= 3


def test_a_prefix_of_the_persons_is_kept_to_the_letter(translator: Translator) -> None:
    [found] = translator.translate([Sentence("I would like to buy two tickets.", prefix="Quisiera com")])
    assert found.text.startswith("Quisiera com")


def test_it_is_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in shipped_model("translator-en-es").iterdir()) <= MOST_BYTES
