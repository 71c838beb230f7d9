"""Pairs live on as long as their sentences do."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.pairs import Pair, PairedText, linked_words
from engine.contract.types import Translation


def answered(paired: PairedText) -> None:
    """Every question is asked and answered."""
    for number, pair in enumerate(list(paired.to_ask(0, 0)), start=1_000):
        paired.ask(pair, number)
        assert paired.take(number, pair.sentence_id, Translation(pair.text.upper())) is pair


def texts(pairs: Iterable[Pair]) -> list[str]:
    return [pair.text for pair in pairs]


def test_only_the_changed_sentence_is_asked_again() -> None:
    paired = PairedText()
    paired.update("One is here. Two is there.\n\nThree goes.", 0.0)
    answered(paired)
    paired.update("One is here. Two is gone.\n\nThree goes.", 1.0)
    assert texts(paired.to_ask(0, 20)) == ["Two is gone."]
    changed = paired.paragraphs[0][1]
    assert changed.shown == "TWO IS THERE.", "the old translation stands until the new one is there"
    assert changed.behind_since_s == 1.0


def test_a_sentence_between_two_others_moves_nobody() -> None:
    paired = PairedText()
    paired.update("One. Two.", 0.0)
    answered(paired)
    ids = [pair.sentence_id for pair in paired.pairs()]
    paired.update("One. New one. Two.", 1.0)
    assert [pair.sentence_id for pair in paired.pairs()][::2] == ids
    assert texts(paired.to_ask(0, 5)) == ["New one."]


def test_what_comes_back_need_not_be_asked_again() -> None:
    paired = PairedText()
    paired.update("One.\nTwo.", 0.0)
    answered(paired)
    paired.update("One.", 1.0)
    paired.update("One.\nTwo.", 2.0)
    assert not list(paired.to_ask(0, 0)) and paired.translated_text() == "ONE.\nTWO."


def test_an_answer_about_an_older_text_finds_nobody() -> None:
    paired = PairedText()
    paired.update("One", 0.0)
    [pair] = paired.to_ask(0, 0)
    paired.ask(pair, 7)
    paired.update("One more", 1.0)
    assert paired.take(7, pair.sentence_id, Translation("UNO")) is None
    assert texts(paired.to_ask(0, 0)) == ["One more"]


def test_the_sentence_at_the_caret_comes_first() -> None:
    paired = PairedText()
    paired.update("\n".join(f"Number {n} a. Number {n} b." for n in range(6)), 0.0)
    asked = texts(paired.to_ask(3, 14))
    assert asked[:2] == ["Number 3 b.", "Number 3 a."]
    assert set(asked[2:6]) == {"Number 2 a.", "Number 2 b.", "Number 4 a.", "Number 4 b."}


def test_what_the_person_wrote_comes_back_with_its_sentence_and_its_direction() -> None:
    paired = PairedText()
    paired.update("One is here. Two is there.", 0.0)
    answered(paired)
    list(paired.pairs())[1].own = "Mine."
    paired.update("One is here.", 1.0)
    paired.update("One is here. Two is there.", 2.0)
    assert [pair.shown for pair in paired.pairs()] == ["ONE IS HERE.", "Mine."]
    paired.turn(3.0)
    assert [pair.shown for pair in paired.pairs()] == ["", ""]
    paired.turn(4.0)
    assert [pair.shown for pair in paired.pairs()] == ["ONE IS HERE.", "Mine."]
    paired.forget_translations(5.0)
    assert [pair.shown for pair in paired.pairs()] == ["", "Mine."]


def test_sentences_that_went_wait_for_nothing() -> None:
    paired = PairedText()
    paired.update("One.\nTwo.\nThree.", 0.0)
    for number, pair in enumerate(list(paired.to_ask(0, 0)), start=1):
        paired.ask(pair, number)
    paired.update("One.\nThree.", 1.0)
    assert paired.open_questions == [1, 3]


def test_what_the_person_wrote_stays_theirs_while_the_sentence_is_corrected() -> None:
    paired = PairedText()
    paired.update("The house is smal.", 0.0)
    answered(paired)
    [pair] = paired.pairs()
    pair.own = "La casita."
    paired.update("The house is small.", 1.0)
    assert pair.own == "La casita." and not list(paired.to_ask(0, 0))
    paired.update("Nobody knows why it rains.", 2.0)
    assert [one.own for one in paired.pairs()] == [None]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12), st.text(" ab.\n?A", max_size=8)), max_size=25), st.randoms())
def test_after_any_edits_and_answers_every_pair_is_where_its_sentence_is(edits: list[tuple[int, int, str]], draw) -> None:  # type: ignore[no-untyped-def]
    paired, text, number = PairedText(), "", 0
    open_questions: list[tuple[int, int, str]] = []
    for at, n_removed, added in edits:
        text = text[:at] + added + text[at + n_removed :]
        paired.update(text, 0.0)
        lines = text.split("\n")
        assert len(paired.paragraphs) == len(lines)
        for line, row in zip(lines, paired.paragraphs, strict=True):
            assert [line[pair.start : pair.end] for pair in row] == texts(row)
        ids = [pair.sentence_id for pair in paired.pairs()]
        assert len(ids) == len(set(ids))
        for pair in list(paired.to_ask(0, 0))[:2]:
            number += 1
            paired.ask(pair, number)
            open_questions.append((number, pair.sentence_id, pair.text))
        draw.shuffle(open_questions)
        while open_questions and draw.random() < 0.6:
            request_id, sentence_id, asked_text = open_questions.pop()
            paired.take(request_id, sentence_id, Translation(f"<{asked_text}>"))
    for pair in paired.pairs():
        if pair.is_current:
            assert pair.shown == f"<{pair.text}>"


def test_words_are_linked_both_ways() -> None:
    found = Translation("no ha cambiado", attention=((0.1, 0.9, 0.0), (0.7, 0.2, 0.1), (0.05, 0.15, 0.8)))
    assert linked_words(found, 0, from_source=False) == [1]
    assert linked_words(found, 2, from_source=True) == [2]
    assert linked_words(found, 0, from_source=True) == [1]
    assert linked_words(found, 9, from_source=False) == []


def test_translations_are_forgotten_in_the_other_direction_too() -> None:
    paired = PairedText()
    paired.update("Can you help me?", 0.0)
    answered(paired)
    paired.turn(1.0)
    paired.forget_translations(2.0)  # the person has chosen to be addressed otherwise
    paired.turn(3.0)
    assert texts(paired.to_ask(0, 0)) == ["Can you help me?"]
