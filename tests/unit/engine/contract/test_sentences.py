"""Where sentences end, and in which language they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contract.sentences import guess_language, sentence_spans


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Mr. Smith paid 3.50 to Dr. Brown. He left.", ["Mr. Smith paid 3.50 to Dr. Brown.", "He left."]),
        ("\u00bfVienes? \u00a1S\u00ed! Voy.", ["\u00bfVienes?", "\u00a1S\u00ed!", "Voy."]),
        ("He said \u201cGo.\u201d She went.", ["He said \u201cGo.\u201d", "She went."]),
        ("First line\nsecond line.", ["First line", "second line."]),
        ("See e.g. this one.", ["See e.g. this one."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


@given(st.text(max_size=300))
def test_no_letter_is_lost_and_spans_are_in_order(text: str) -> None:
    spans = list(sentence_spans(text))
    kept = "".join(text[span.start : span.end] for span in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(first.end <= second.start for first, second in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where is the station?", "en"), ("\u00bfD\u00f3nde est\u00e1 la estaci\u00f3n?", "es"), ("Madrid", ""), ("", ""), ("12:30", ""),
        ("I went to Mexico with my friends.", "en"), ("Ma\u00f1ana voy a comprar pan.", "es"),
    ],
)  # fmt: skip
def test_the_language_is_told_only_when_it_is_clear(text: str, language: str) -> None:
    assert guess_language(text) == language
