"""The tagger's lessons: lines said aloud, and a network that learns them."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import torch

from engine.recognizer.written_form import tagger
from engine.recognizer.written_form.network import SIGNS, NetworkOptions
from engine.training.export import export_tagger
from engine.training.loop import Loop, LoopOptions
from engine.training.spoken_form import is_well_written, spoken
from engine.training.written_form import WrittenFormOptions, WrittenFormTask, likely_pauses
from engine.training.written_form_data import NO_CASE, build_words, case_of

SIZES = NetworkOptions(n_words=40, n_suffixes=16, embedding=16, width=32, n_layers=1, dropout=0.0)
LINES = ["Well, Anna came home.", "Did Anna see the house?", "We saw it, and NASA saw it too!", "The house is old."] * 20
RECIPE = '[network]\nn_words = 40\nn_suffixes = 16\nembedding = 16\nwidth = 32\nn_layers = 1\ndropout = 0.0\n'


def shown(line: str) -> str:
    words = spoken(line)
    assert words is not None
    return " ".join(f"{word.text}{SIGNS[word.sign]}" for word in words)


def task(folder: Path) -> WrittenFormTask:
    with lzma.open(folder / "text.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join(LINES) + "\n")
    options = WrittenFormOptions({"fiction": "text.xz"}, batch_words=256, replaced=0.0, unlisted=0.0)
    return WrittenFormTask(options, SIZES, folder, folder / "prepared", "cpu", 1)


def test_a_line_is_said_aloud() -> None:
    assert shown("Dr. Smith left at 3:30 p.m. today; why?") == "doctor smith left at three thirty p m today; why?"
    assert shown('He said, "Go home!" \u2014 and left...') == "he said, go home! and left."
    assert shown("It cost $5 (10%), e.g. in the 1980s.") == "it cost five dollars ten percent, for example in the nineteen eighties."
    assert shown("A well-known man\u2019s dog") == "a well known man's dog"


def test_a_line_with_a_code_in_it_is_left_out() -> None:
    assert spoken("Call R2D2 now.") is None


def test_shouted_and_unended_lines_teach_nothing() -> None:
    for line in ("WE ARE ALL VERY LOUD HERE TODAY.", "no capital here.", "And no end"):
        words = spoken(line)
        assert words is not None and not is_well_written(line, words)


def test_the_case_of_a_sentence_s_first_word_is_its_usual_one() -> None:
    lines = [words for line in ["We met. The man met Anna.", "Anna met the man."] if (words := spoken(line))]
    table = build_words({"fiction": lines}, 4, 8)
    cases = {(word.text, word.is_initial): case_of(word, table) for line in lines for word in line}
    assert cases["the", True] == 0 and cases["anna", False] == 1
    assert cases["we", True] == NO_CASE or "we" in [one.lower() for one in table.surfaces]


def test_sentences_end_in_longer_pauses_than_words() -> None:
    draw = np.random.default_rng(1)
    end, none = SIGNS.index("."), 0
    ends, inside = likely_pauses(np.full(500, end), draw), likely_pauses(np.full(500, none), draw)
    assert np.median(ends) > 0.3 and np.median(inside) < 0.05


def test_a_small_tagger_learns_its_lines_and_is_read_back(tmp_path: Path) -> None:
    torch.manual_seed(1)
    lessons = task(tmp_path)
    options = LoopOptions(
        total_steps=150, warmup_steps=5, decay_steps=50, peak_rate=1e-2, average_decay=0.9, evaluate_every=1000, save_every=1000
    )
    Loop(lessons, options, tmp_path / "run", lambda line: None).run()
    (tmp_path / "recipe.toml").write_text(RECIPE, encoding="utf-8")
    export_tagger(
        tmp_path / "run", tmp_path / "recipe.toml", tmp_path / "prepared", "card", tmp_path / "model", tagger.TaggingOptions()
    )
    read = tagger.load(tmp_path / "model")
    words = "did anna see the house".split()
    tags = read.tags(words, [-1.0] * 5)
    assert tags[-1].sign == "?" and tags[1].case == tagger.CAPITAL and tags[3].case == tagger.LOWER


def test_the_same_step_gives_the_same_batch(tmp_path: Path) -> None:
    lessons = task(tmp_path)
    lessons.network.eval()
    with torch.no_grad():
        assert lessons.loss(3, 0, 1)[0] == lessons.loss(3, 0, 1)[0] != lessons.loss(4, 0, 1)[0]
