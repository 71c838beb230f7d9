"""The shipped tagger: sentences everybody writes alike, and a writer's real posts, held to stated figures."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import pytest

from engine.commandline.evaluate_written import Counts
from engine.contract.types import Word, written_text
from engine.layers.model_folder import check_sums, read_card, shipped_model
from engine.recognizer.written_form.tagger import Tagger, load
from engine.recognizer.written_form.writer import MODEL, Writer, WritingOptions

LINES = (Path(__file__).parents[1] / "data" / "text" / "author.txt").read_text(encoding="utf-8").splitlines()
MOST_BYTES = 6_000_000


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load(shipped_model(MODEL))


def written(tagger: Tagger, text: str) -> str:
    words = [Word(word, 0.5 * n, 0.5 * n + 0.46, 0.9) for n, word in enumerate(text.split())]
    return written_text(Writer(tagger).write(words, WritingOptions(begins_sentence=True)).tokens)


def test_it_is_small_and_whole() -> None:
    folder = shipped_model(MODEL)
    check_sums(folder)
    assert read_card(folder).name == MODEL
    assert sum(file.stat().st_size for file in folder.iterdir()) <= MOST_BYTES


@pytest.mark.parametrize(
    "expected",
    [
        "What time is it?",
        "Hello, how are you today?",
        "We use GitHub and JavaScript at Google.",
        "Can you send me the report by Friday? Thanks.",
        "I don't know what you mean, but I think we should go home now.",
    ],
)
def test_a_plain_sentence_comes_back_as_it_was_written(tagger: Tagger, expected: str) -> None:
    spoken = "".join(letter for letter in expected.lower() if letter not in ",.?")
    assert written(tagger, spoken) == expected


def test_names_titles_numbers_and_signs_come_together(tagger: Tagger) -> None:
    assert written(tagger, "he paid twenty five dollars for it in nineteen eighty four").startswith("He paid $25 for it in 1984")
    assert written(tagger, "doctor smith came to london on monday").startswith("Dr. Smith came to London on Monday")


def test_signs_and_capitals_of_a_writer_it_never_read_are_mostly_found(tagger: Tagger) -> None:
    counts = Counts()
    for line in LINES:
        counts.take(tagger, line)
    figures = counts.figures()
    assert counts.n_words > 1_000
    assert figures["sentence end"]["f1"] > 0.53
    assert figures["comma"]["f1"] > 0.31
    assert figures["capital inside"]["f1"] > 0.78


def test_an_utterance_is_written_before_anybody_notices(tagger: Tagger) -> None:
    text = "well that was a very long day we met anna and john at the station then we had dinner and went home"
    written(tagger, text)
    times_s = []
    for _ in range(9):
        started_s = time.perf_counter()
        written(tagger, text)
        times_s.append(time.perf_counter() - started_s)
    assert statistics.median(times_s) < 0.2
