"""Numbers as they are said and as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.recognizer.written_form.numbers import find_numbers
from engine.recognizer.written_form.spellings import find_spellings
from engine.training.spoken_numbers import cardinal, ordinal, said, year


def written(spoken: str) -> str:
    words = spoken.split()
    pieces = {piece.first: piece for piece in find_numbers(words)}
    text, start = [], 0
    while start < len(words):
        piece = pieces.get(start)
        text.append(piece.text if piece else words[start])
        start += piece.n_words if piece else 1
    return " ".join(text)


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("twenty three people", "23 people"),
        ("one hundred and five", "105"),
        ("two thousand five hundred", "2,500"),
        ("twelve hundred men", "1,200 men"),
        ("one million two hundred thousand", "1,200,000"),
        ("three million people", "3 million people"),
        ("three point one four", "3.14"),
        ("nineteen eighty four", "1984"),
        ("in nineteen oh five", "in 1905"),
        ("nineteen hundred and five", "1905"),
        ("twenty twenty four", "2024"),
        ("in two thousand and four", "in 2004"),
        ("the nineteen eighties", "the 1980s"),
        ("half past three", "3:30"),
        ("a quarter to four", "3:45"),
        ("ten minutes to nine", "8:50"),
        ("three thirty p m", "3:30 p.m."),
        ("eight a m", "8 a.m."),
        ("at nine oh five", "at 9:05"),
        ("ten percent", "10%"),
        ("five per cent", "5%"),
        ("zero point five percent", "0.5%"),
        ("five dollars", "$5"),
        ("five dollars and twenty cents", "$5.20"),
        ("two point five million dollars", "$2.5 million"),
        ("twenty euros", "\u20ac20"),
        ("twenty first", "21st"),
        ("one hundred and second", "102nd"),
        ("may third", "may 3rd"),
        ("five five five one two three four", "555-1234"),
    ],
)
def test_what_is_said_is_written_in_digits(spoken: str, expected: str) -> None:
    assert written(spoken) == expected


@pytest.mark.parametrize(
    "spoken",
    ["one of them", "two or three people", "the third time", "a hundred people", "seven o'clock", "four score and seven years",
     "a dollar", "one two three", "the point is", "half of it", "in two days", "a quarter"],
)  # fmt: skip
def test_small_numbers_and_what_only_sounds_like_one_stay_words(spoken: str) -> None:
    assert written(spoken) == spoken


def test_from_ten_to_five_is_no_time_of_day() -> None:
    assert written("from ten to five") == "from 10 to five"


def test_two_thousand_homes_are_no_year() -> None:
    assert written("in two thousand homes") == "in 2,000 homes"


@given(st.integers(10, 999_999))
def test_every_number_said_comes_back_in_digits(number: int) -> None:
    assert written(" ".join(cardinal(number))) == f"{number:,}"


@given(st.integers(10, 9_999))
def test_every_place_in_a_row_comes_back(number: int) -> None:
    assert written(" ".join(ordinal(number)))[:-2] == f"{number:,}"


@given(st.integers(1_300, 1_999))
def test_every_year_comes_back(number: int) -> None:
    assert written("in " + " ".join(year(number))) == f"in {number}"


@given(st.lists(st.sampled_from("one ten twenty hundred thousand and a point half past to dollars first m p oh".split()), max_size=12))
def test_no_words_are_lost_or_read_twice(words: list[str]) -> None:
    end = 0
    for piece in find_numbers(words):
        assert piece.first >= end and piece.n_words > 0
        end = piece.first + piece.n_words
    assert end <= len(words)


def test_digits_in_training_text_are_said_as_people_say_them() -> None:
    assert said("3:05") == ["three", "oh", "five"]
    assert said("$5") == ["five", "dollars"]
    assert said("1,984") == ["one", "thousand", "nine", "hundred", "eighty", "four"]
    assert said("12345678901234") is None


def test_titles_are_short_before_names_only() -> None:
    assert [one.text for one in find_spellings(["doctor", "smith"], [False, True])] == ["Dr."]
    assert find_spellings(["the", "doctor", "said"], [False, False, False]) == []
    assert [one.text for one in find_spellings(["mister", "brown"], [False, False])] == ["Mr."]
    assert find_spellings(["hey", "mister"], [False, False]) == []


def test_letters_said_one_by_one_are_one_word() -> None:
    pieces = find_spellings(["the", "u", "s", "army"], [False, True, True, True])
    assert [(one.text, one.first, one.n_words) for one in pieces] == [("US", 1, 2)]
    assert find_spellings(["i", "i", "think"], [True, True, False]) == []
