"""Pairs of words by rules: only what the rules know and what leads back."""

from __future__ import annotations

from engine.training.rough_words import frequent_words, known_words

_ENGLISH = {"tomb": "tumba", "bank": "banco", "scarp": "scarp", "look": "mirar a uno y otro lado", "gone": "#ir"}
_SPANISH = {"tumba": "tomb", "banco": "bench"}


def rules(lines: list[str], source: str) -> list[str]:
    table = _ENGLISH if source == "en" else _SPANISH
    return [f"{table[line.rstrip('.')]}." for line in lines]


def test_words_are_kept_that_are_known_and_lead_back() -> None:
    assert known_words(list(_ENGLISH), "en", rules) == {"tomb": "tumba"}


def test_names_numbers_and_rare_words_are_no_words_to_learn() -> None:
    lines = ["the tomb of Ana in 1990, the tomb, the tomb", "the tomb, the end of it, of it"]
    assert frequent_words(lines) == ["the", "tomb"]
