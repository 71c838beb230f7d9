"""How heard words sit in a text."""

import pytest

from app.core.insertion import fitted


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
    ],
)
def test_spaces_and_capitals_come_out_right(words: str, before: str, after: str, expected: str) -> None:
    assert fitted(words, before, after) == expected
