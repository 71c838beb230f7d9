"""Words, tags, numbers and spoken signs become text, and every token knows the words it came from."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contract.types import Word, written_text
from engine.recognizer.written_form.network import NetworkOptions, TaggerNetwork
from engine.recognizer.written_form.tagger import CAPITAL, LOWER, Tag, Tagger
from engine.recognizer.written_form.words import WordTable
from engine.recognizer.written_form.writer import Writer, WritingOptions, pauses_after

NAMES = ("smith", "anna", "monday")


class KnowingTagger(Tagger):
    """Puts the signs it was told after words, and capitals on names."""

    def __init__(self, **signs: str) -> None:
        self._table = WordTable(["the", "GitHub", "Monday"], 4)
        self.signs = signs

    def tags(self, words: Sequence[str], pauses_s: Sequence[float]) -> list[Tag]:
        return [Tag(self.signs.get(word, ""), CAPITAL if word in (*NAMES, "github") else LOWER) for word in words]


def said(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, float(n), n + 0.9, 0.9) for n, word in enumerate(text.split()))


def written(text: str, options: WritingOptions | None = None, **signs: str) -> str:
    return written_text(Writer(KnowingTagger(**signs)).write(said(text), options or WritingOptions()).tokens)


def test_signs_capitals_and_numbers_come_together() -> None:
    text = "doctor smith came at half past three he paid twenty five dollars"
    assert written(text, three=".", dollars=".") == "Dr. Smith came at 3:30. He paid $25."


def test_a_sentence_begins_large_only_where_somebody_knows_that_it_begins() -> None:
    assert written("we met", met=".") == "we met."
    assert written("we met", WritingOptions(begins_sentence=True), met=".") == "We met."


def test_i_is_always_large_and_names_have_their_spelling() -> None:
    assert written("i think i'm on github") == "I think I'm on GitHub"


def test_the_dot_of_p_m_is_enough_for_a_sentence_and_ends_none_by_itself() -> None:
    assert written("at three p m we met") == "at 3 p.m. we met"
    assert written("at three p m we met", m=".") == "at 3 p.m. We met"


def test_a_spoken_sign_replaces_the_tagger_s() -> None:
    assert written("dear anna comma how are you question mark", anna=".", you=".") == "dear Anna, how are you?"


def test_quotes_stand_close_to_what_they_hold() -> None:
    assert written("he said open quote never close quote") == "he said \u201cnever\u201d"


def test_a_sign_inside_a_number_parts_it() -> None:
    assert written("twenty three", twenty=",") == "20, three"


def test_commands_come_without_text() -> None:
    found = Writer(KnowingTagger()).write(said("scratch that"))
    assert (found.tokens, found.command) == ((), "scratch that")


def test_switched_off_it_gives_the_plain_words() -> None:
    plain = WritingOptions(written_form=False, spoken_commands=False)
    for text in ("scratch that", "doctor smith paid twenty dollars comma i think"):
        found = Writer(KnowingTagger(smith=".")).write(said(text), plain)
        assert written_text(found.tokens) == text and found.command == ""


def test_commands_work_without_the_written_form() -> None:
    options = WritingOptions(written_form=False)
    assert written("twenty dollars comma i think", options) == "twenty dollars, i think"


def test_pauses_are_seconds_between_words_and_unknown_at_the_end() -> None:
    assert pauses_after(said("a b")) == pytest.approx([0.1, -1.0])
    assert pauses_after(()) == []


WORDS = "twenty three thousand half past p m doctor smith comma period question mark open quote the i u s percent dollars".split()


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=15), st.booleans(), st.booleans())
def test_every_word_belongs_to_exactly_one_token(words: list[str], written_form: bool, spoken_commands: bool) -> None:
    options = WritingOptions(written_form, spoken_commands)
    tokens = Writer(KnowingTagger(three=",", m=".", s="?")).write(said(" ".join(words)), options).tokens
    covered = [number for token in tokens for number in range(token.first, token.first + token.n_words)]
    assert covered == list(range(len(words)))


def test_a_long_text_is_tagged_in_parts_and_whole() -> None:
    sizes = NetworkOptions(n_words=3, n_suffixes=8, embedding=4, width=8, n_layers=1)
    tagger = Tagger(WordTable(["the", "of", "Monday"], 8), TaggerNetwork(sizes))
    assert len(tagger.tags(["the"] * 555, [0.1] * 555)) == 555
    assert tagger.tags([], []) == []
