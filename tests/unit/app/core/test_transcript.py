from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.core.transcript import Change, TimedTranscript, WordPlace, word_at_offset, word_span
from engine.contract.types import Segment, Word, WrittenToken


def segment(start_s: float, *texts: str) -> Segment:
    words = tuple(Word(text, start_s + i, start_s + i + 0.8, 0.9) for i, text in enumerate(texts))
    return Segment(words, start_s, start_s + len(texts))


BAKERY = (segment(0.0, "we", "opened"), segment(5.0, "my", "father"), segment(9.0, "people", "came", "here"))


def written(*segments: Segment) -> TimedTranscript:
    transcript = TimedTranscript()
    transcript.accept(segments)
    return transcript


def test_segments_are_appended_as_they_arrive() -> None:
    transcript = TimedTranscript()
    assert transcript.accept(BAKERY[:1]) == [Change(0, 0, 1)]
    assert transcript.accept(BAKERY[1:]) == [Change(1, 0, 1), Change(2, 0, 1)]
    assert transcript.text == "we opened\nmy father\npeople came here"
    assert transcript.n_words == 7


def test_a_segment_without_words_is_left_out() -> None:
    assert written(Segment((), 0.0, 4.0)).segments == ()


def test_the_same_segments_again_change_nothing() -> None:
    transcript = written(*BAKERY)
    transcript.begin_again()
    assert transcript.accept(BAKERY) == []
    assert transcript.finish() == []


def test_a_new_segment_replaces_all_it_covers() -> None:
    transcript = written(*BAKERY)
    transcript.begin_again()
    longer = segment(0.0, "we", "opened", "it", "and", "my", "dad")
    assert transcript.accept([longer]) == [Change(0, 2, 1)]
    assert transcript.segments == (longer, BAKERY[2])


def test_what_no_new_segment_covers_goes_at_the_end() -> None:
    transcript = written(*BAKERY)
    transcript.begin_again()
    transcript.accept(BAKERY[:1])
    assert transcript.finish() == [Change(1, 2, 0)]
    assert transcript.segments == BAKERY[:1]


def test_the_word_at_a_time_is_the_last_that_has_begun() -> None:
    transcript = written(*BAKERY)
    assert transcript.place_at(9.0) == WordPlace(2, 0)
    assert transcript.place_at(10.9) == WordPlace(2, 1)
    assert transcript.place_at(3.0) is None
    assert transcript.segment_at(3.0) == 0
    assert written(segment(2.0, "late")).segment_at(1.0) is None


def test_moving_by_words_crosses_segments_and_stops_at_both_ends() -> None:
    transcript = written(*BAKERY)
    assert transcript.moved(WordPlace(0, 1), 1) == WordPlace(1, 0)
    assert transcript.moved(WordPlace(1, 0), -1) == WordPlace(0, 1)
    assert transcript.moved(WordPlace(0, 0), -1) == WordPlace(0, 0)
    assert transcript.moved(WordPlace(2, 2), 1) == WordPlace(2, 2)


def test_moving_back_by_segment_first_goes_to_the_start_of_this_one() -> None:
    transcript = written(*BAKERY)
    assert transcript.moved_segment(WordPlace(2, 1), -1) == WordPlace(2, 0)
    assert transcript.moved_segment(WordPlace(2, 0), -1) == WordPlace(1, 0)
    assert transcript.moved_segment(WordPlace(2, 0), 1) == WordPlace(2, 0)


def test_the_space_after_a_word_belongs_to_it() -> None:
    three = BAKERY[2]
    assert [word_at_offset(three, offset) for offset in (0, 6, 7, 11, 12, 15, 16)] == [0, 0, 1, 1, 2, 2, 2]


@given(st.lists(st.text(st.characters(exclude_characters=" "), min_size=1), min_size=1, max_size=6))
def test_spans_cut_the_words_out_of_the_text_again(texts: list[str]) -> None:
    some = segment(0.0, *texts)
    for number, text in enumerate(texts):
        start, end = word_span(some, number)
        assert some.text[start:end] == text
        assert word_at_offset(some, start) == number == word_at_offset(some, end - 1)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8))
def test_the_word_at_the_time_of_a_word_is_that_word(sizes: list[int]) -> None:
    starts = [sum(sizes[:i]) + 2.0 * i for i in range(len(sizes))]
    transcript = written(*(segment(start, *"abcde"[:n]) for start, n in zip(starts, sizes, strict=True)))
    for number, size in enumerate(sizes):
        for word in range(size):
            place = WordPlace(number, word)
            assert transcript.place_at(transcript.time_at(place)) == place


def bill() -> Segment:
    said = segment(0.0, "he", "paid", "twenty", "five", "dollars", "comma", "sir")
    tokens = (("He", 0, 1), ("paid", 1, 1), ("$25", 2, 3), (",", 5, 1), ("sir.", 6, 1))
    return replace(said, written=tuple(WrittenToken(text, first, n, text == ",") for text, first, n in tokens))


def test_written_words_stand_for_all_the_words_they_were_said_in() -> None:
    text = bill().written_text
    assert text == "He paid $25, sir." == written(bill()).text
    for number in (2, 3, 4):
        start, end = word_span(bill(), number)
        assert text[start:end] == "$25"
    assert [word_at_offset(bill(), text.index(sought)) for sought in ("He", "paid", "$", "5", ",", "sir")] == [0, 1, 2, 2, 5, 6]
    assert written(bill()).place_at(3.5) == WordPlace(0, 3)


def test_going_on_by_words_passes_a_number_in_one_step() -> None:
    transcript = written(bill(), *BAKERY[1:])
    assert transcript.moved(WordPlace(0, 1), 1) == WordPlace(0, 2)
    assert transcript.moved(WordPlace(0, 2), 1) == WordPlace(0, 5)
    assert transcript.moved(WordPlace(0, 4), -1) == WordPlace(0, 1)
    assert transcript.moved(WordPlace(0, 6), 1) == WordPlace(1, 0)
    assert transcript.moved(WordPlace(1, 0), 99) == WordPlace(2, 2)
