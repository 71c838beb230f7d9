"""Pronunciations of words that the dictionary lacks."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from engine.training.speech_data import read_dictionary
from engine.training.word_sounds import build_lexicon, derived, derived_twice

DICTIONARY = {
    word: [tuple(phones.split())]
    for word, phones in {
        "cloak": "K L OW K", "church": "CH ER CH", "yard": "Y AA R D", "dine": "D AY N", "din": "D IH N", "stop": "S T AA P",
        "flavor": "F L EY V ER", "normal": "N AO R M AH L", "seek": "S IY K", "try": "T R AY", "fox": "F AA K S",
    }.items()
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("cloaks", "K L OW K S"), ("fox's", "F AA K S IH Z"), ("tries", "T R AY Z"), ("dined", "D AY N D"),
        ("dinned", "D IH N D"), ("stopping", "S T AA P IH NG"), ("flavour", "F L EY V ER"), ("normally", "N AO R M AH L IY"),
        ("churchyard", "CH ER CH Y AA R D"), ("seekest", "S IY K AH S T"),
    ],
)  # fmt: skip
def test_a_word_is_put_together_from_known_ones(word: str, phones: str) -> None:
    assert derived(word, DICTIONARY)[0] == tuple(phones.split())


def test_an_ending_may_follow_what_is_put_together_itself() -> None:
    assert derived("churchyards", DICTIONARY) == []
    assert derived_twice("churchyards", DICTIONARY) == [tuple("CH ER CH Y AA R D Z".split())]


def test_every_word_of_the_vocabulary_gets_a_pronunciation(tmp_path: Path) -> None:
    path = tmp_path / "dictionary.xz"
    with lzma.open(path, "wt") as file:
        file.write("".join(f"{word} {' '.join(phones)}\n" for word, [phones] in DICTIONARY.items()) + "fox(2) F AO1 K S # rare\n")
    words = tuple(sorted([*DICTIONARY, "cloaks", "churchyards", "sten"]))
    lexicon = build_lexicon(words, read_dictionary(path))
    assert {number for number, _ in lexicon.spoken()} == set(range(len(words)))
    assert sum(words[number] == "fox" for number, _ in lexicon.spoken()) == 2
