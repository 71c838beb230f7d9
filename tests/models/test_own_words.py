"""Words that the shipped recognizer does not know, or finds too rare to hear, are heard once they are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.contract.assets import asset
from engine.recognizer.letter_sounds import LetterSounds
from engine.recognizer.lexicon import Lexicon
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


def test_words_that_were_kept_from_it_are_mostly_guessed_as_they_are_spoken() -> None:
    shipped = Lexicon.load(asset("models", "recognizer-en"))
    kept_back = set(range(50, shipped.n_common, 300))
    spoken = list(shipped.spoken())
    sounds = LetterSounds(Lexicon.of(shipped.words, [one for one in spoken if one[0] not in kept_back]))
    right = {word: {units for other, units in spoken if other == word} for word in kept_back}
    guessed = {word: sounds.guesses(shipped.words[word]) for word in kept_back}
    first = sum(guessed[word][0] in right[word] for word in kept_back) / len(kept_back)
    among = sum(not right[word].isdisjoint(guessed[word]) for word in kept_back) / len(kept_back)
    assert first > 0.65 and among > 0.8, f"{first:.2f} at once, {among:.2f} of four"
