"""Sentences that a voice reads become a speech table that training takes like any other."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from engine.training.made_speech import mixture, read_aloud, readable_sentences, words_of
from engine.training.speech_data import read_table
from engine.training.spoken_texts import HeldOut

SENTENCES = [f"This is the sentence of number {name}." for name in "one two three four five".split()]


def _tone(sentence: str, chance: random.Random) -> tuple[NDArray[np.float32], int, str]:
    """A second of sound a word, at a rate that training does not take."""
    rate_hz = 22_050
    time_s = np.arange(rate_hz * len(sentence.split())) / rate_hz
    return np.sin(2 * np.pi * 440 * time_s).astype(np.float32), rate_hz, "tone"


@pytest.fixture
def held_out(tmp_path: Path) -> HeldOut:
    """One transcript."""
    table = tmp_path / "dev.tsv"
    table.write_text("path\ttext\tspeaker\tseconds\na.wav\tthe cat sat on the old mat\tx\t2\n", encoding="utf-8")
    return HeldOut([table])


def test_only_whole_sentences_of_known_words_are_chosen_and_none_that_shares_six_words_with_a_transcript(
    held_out: HeldOut,
) -> None:
    known = set("the cat sat on old mat dog ran to its house and slept well it isn't far".split())
    lines = [
        "\u201cThe dog ran to its house.\u201d It slept.",  # the second is too short
        "Then the cat sat on the old mat and slept.",  # held out
        "The dog ran to its house at 5 and slept.",  # a number is read in many ways
        "The zyxt ran to its old house and slept.",  # a word that nobody knows how to say
        "The dog ran to its house and",  # no end
        "The old cat isn\u2019t far, the dog slept well!",
    ]
    assert list(readable_sentences(lines, known, held_out)) == [
        "The dog ran to its house.",
        "The old cat isn't far, the dog slept well!",
    ]


def test_the_table_holds_what_was_said_and_the_recordings_have_the_rate_and_length_that_training_wants(tmp_path: Path) -> None:
    table = tmp_path / "tone.tsv"
    read_s = read_aloud(SENTENCES, _tone, table, (1, 1), 1e9)
    rows = read_table(table)
    assert [row.text for row in rows] == [" ".join(words_of(sentence)) for sentence in SENTENCES]
    assert read_s == pytest.approx(35, abs=0.1) == pytest.approx(sum(row.seconds for row in rows), abs=0.1)
    for row in rows:
        samples, rate_hz = soundfile.read(row.path)
        assert rate_hz == 16_000
        assert len(samples) == pytest.approx(16_000 * row.seconds, abs=400)
        assert 0.1 < np.abs(samples).max() < 0.95


def test_parts_that_are_read_at_once_share_the_sentences(tmp_path: Path) -> None:
    tables = [tmp_path / "a.tsv", tmp_path / "b.tsv"]
    for number, table in enumerate(tables, 1):
        read_aloud(SENTENCES, _tone, table, (number, 2), 1e9)
    first, second = ([row.text for row in read_table(table)] for table in tables)
    assert sorted(first + second) == sorted(" ".join(words_of(sentence)) for sentence in SENTENCES)
    assert len(first) == 3


def test_reading_ends_when_there_is_speech_enough(tmp_path: Path) -> None:
    assert read_aloud(SENTENCES, _tone, tmp_path / "tone.tsv", (1, 1), 10.0) == pytest.approx(14, abs=0.1)
    assert len(read_table(tmp_path / "tone.tsv")) == 2


def test_the_same_sentence_is_read_in_the_same_way_whichever_part_reads_it(tmp_path: Path) -> None:
    read_aloud(SENTENCES, _tone, tmp_path / "a.tsv", (1, 1), 1e9)
    read_aloud(SENTENCES, _tone, tmp_path / "b.tsv", (2, 2), 1e9)
    loudest = [float(np.abs(soundfile.read(tmp_path / name / "3.ogg")[0]).max()) for name in ("a", "b")]
    assert loudest[0] == loudest[1]


def test_a_mixture_of_voices_is_english_for_the_most_part_and_all_voices_come_up() -> None:
    names = ["af_one", "am_two", "bf_three", "bm_four", "jf_five", "zm_six"]
    mixtures = [mixture(names, random.Random(number)) for number in range(400)]
    assert set().union(*mixtures) == set(names)
    for shares in mixtures:
        assert sum(shares.values()) == pytest.approx(1.0)
        assert sum(share for name, share in shares.items() if name[0] in "ab") >= 0.5
    alone = sum(len(shares) == 1 for shares in mixtures)
    assert 120 < alone < 200


def test_english_voices_alone_are_mixed_with_one_another() -> None:
    mixtures = [mixture(["af_one", "bm_two"], random.Random(number)) for number in range(100)]
    assert any(len(shares) == 2 for shares in mixtures)
