"""How heard words sit in a text."""

import pytest

from app.core.insertion import fitted, settled_length
from engine.contract.types import Heard, Word


@pytest.mark.parametrize(
    ("words", "before", "after", "expected"),
    [
        ("good morning", "", "", "Good morning"),
        ("good morning", "Hello.", "", " Good morning"),
        ("good morning", "Hello. ", "", "Good morning"),
        ("and more", "Hello", " there", " and more"),
        ("and more", "Hello ", "there", "and more "),
        ("it is", "(", ")", "it is"),
        ("i said i'm here", "then ", "", "I said I'm here"),
        ("", "Hello", "", ""),
        ("We met Anna.", "Yes.", "", " We met Anna."),
        ("and more.", "Hello", " there", " and more"),
        ("and more.", "Hello", " There.", " and more."),
        (",", "Hello", "", ","),
        (".", "Hello", " there", ""),
        ("\u201cgo home", "", "", "\u201cGo home"),
        ("we met", "He said \u201cyes.\u201d", "", " We met"),
    ],
)
def test_spaces_and_capitals_come_out_right(words: str, before: str, after: str, expected: str) -> None:
    assert fitted(words, before, after) == expected


def test_the_unsure_tail_is_what_follows_the_committed_words() -> None:
    words = tuple(Word(text, 0.0, 1.0, 0.9) for text in ("i", "see", "the", "cat"))
    text = fitted("i see the cat", "Yes.", "")
    assert text == " I see the cat"
    for n, settled in ((0, " "), (1, " I "), (2, " I see "), (4, text)):
        heard = Heard(1, 1, words, n, False, 0.0, 1.0)
        assert text[: settled_length(text, heard)] == settled
