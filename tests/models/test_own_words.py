"""Words that the shipped recognizer does not know, or finds too rare to hear, are heard once they are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.contract.assets import asset
from engine.recognizer.recognizer import Recognizer, load

SOUNDS = Path(__file__).resolve().parents[1] / "data" / "sound"


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return load(asset("models", "recognizer-en"), "cpu")


@pytest.mark.parametrize(
    ("sound", "named", "wanted"),
    [
        ("8555-284447-0002", ["cap'n", "consid'ble", "mornin", "breakfas"], "consid'ble"),  # which no vocabulary has
        ("1919-142785-0003", ["pungent", "\u00d1and\u00fa", ""], "pungent"),  # known, but rare
    ],
)
def test_named_words_are_heard_and_forgotten_again(sound: str, named: list[str], wanted: str, recognizer: Recognizer) -> None:
    path = SOUNDS / f"{sound}.opus"
    plain = recognizer.transcribe(path).text
    assert wanted not in plain.split()
    recognizer.know(named)
    assert wanted in recognizer.transcribe(path).text.split()
    recognizer.know(())
    assert recognizer.transcribe(path).text == plain
