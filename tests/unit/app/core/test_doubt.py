"""Which words a person is asked to look at, and what is offered in their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.doubt import Reading, changed_words, doubtful, part_seen, readings
from engine.contract.types import Alternative, TextSpan, Word


def _words(*confidences: float) -> list[Word]:
    return [Word(f"w{n}", float(n), n + 0.5, value) for n, value in enumerate(confidences)]


@given(st.lists(st.floats(0, 1), max_size=60))
def test_at_most_one_word_in_ten_is_marked_and_always_the_least_sure(confidences: list[float]) -> None:
    words = _words(*confidences)
    marked = doubtful(words)
    assert len(marked) <= max(1, len(words) // 10)
    assert marked == sorted(marked)
    rest = [n for n in range(len(words)) if n not in marked]
    assert all(words[m].confidence <= words[n].confidence for m in marked for n in rest)
    assert all(words[m].confidence < 0.6 for m in marked)


def test_what_stands_there_comes_first_and_the_others_take_its_capitals() -> None:
    word = Word("walk", 0.0, 0.4, 0.5, (Alternative("work", 0.3), Alternative("walk", 0.1), Alternative("war", 0.05)))
    assert readings(word, "Walk") == [Reading("Walk", 0.5), Reading("Work", 0.3), Reading("War", 0.05)]


def test_words_that_both_texts_share_are_not_changed() -> None:
    after = "La guerra fue m\u00e1s dura."
    changed = [after[span.start : span.end] for span in changed_words("El paseo fue m\u00e1s duro.", after)]
    assert changed == ["La", "guerra", "dura"]
    assert changed_words(after, after) == []


LONG = "Por la ma\u00f1ana quer\u00edamos caminar hasta el viejo molino junto al puente."


@pytest.mark.parametrize("room", range(14, 70, 3))
def test_the_words_that_differ_are_seen_however_little_room_there_is(room: int) -> None:
    at = LONG.index("molino")
    shown, lit = part_seen(LONG, [TextSpan(at, at + 6)], lambda part: len(part) <= room)
    assert len(shown) <= room
    assert [shown[span.start : span.end] for span in lit] == ["molino"]
    assert shown.startswith(("Por", "\u2026"))
    assert shown.endswith((".", "\u2026"))


def test_where_nothing_differs_a_text_is_seen_from_its_beginning() -> None:
    assert part_seen(LONG, [], lambda part: len(part) <= 10) == ("Por la ma\u2026", [])
    assert part_seen(LONG, [], lambda part: True) == (LONG, [])
