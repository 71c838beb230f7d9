"""The text task: which lines come when."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.autocompleter.network import NetworkOptions
from engine.autocompleter.tokens import Vocabulary
from engine.training.loop import Loop, LoopOptions
from engine.training.text import TextOptions, TextTask
from engine.training.text_data import as_said, word_runs


@pytest.fixture
def task(tmp_path: Path) -> TextTask:
    (tmp_path / "chat.txt").write_text("\n".join(f"line {'very ' * (n % 7)}long" for n in range(60)), encoding="utf-8")
    options = TextOptions({"chat": ["chat.txt"]}, (), {"chat": 1.5}, batch_tokens=64, n_sampled=8)
    return TextTask(options, NetworkOptions(70, 8, 8), tmp_path, tmp_path / "prepared", "cpu", 1)


def test_a_batch_follows_from_its_number_alone_whatever_came_before(task: TextTask, tmp_path: Path) -> None:
    in_order = [task._batch(number) for number in range(60)]
    assert task._passes.number >= 2
    for number in (59, 0, 31, 7, 58):
        again = task._batch(number)
        assert all(torch.equal(one, other) for one, other in zip(again, in_order[number], strict=True))


def test_each_pass_is_planned_once(task: TextTask, monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[int] = []
    plan = task.plan
    monkeypatch.setattr(task._passes, "_plan", lambda number: planned.append(number) or plan(number))
    for number in range(60):
        task._batch(number)
    assert planned == list(range(len(planned)))


def test_the_loss_is_finite_and_padding_takes_no_part(task: TextTask) -> None:
    loss, figures = task.loss(0, 0, 1)
    tokens, _ = task._batch(0)
    assert torch.isfinite(loss) and figures["tokens"] == float((tokens[:, 1:] >= 0).sum())


def test_text_is_said_without_signs_in_the_words_own_case_whole_sentences_at_a_time() -> None:
    vocabulary = Vocabulary((".",), ("the", "Anna", "saw", "ten"))
    said = list(as_said(["The 10 dogs saw Anna. " * 12], vocabulary, frozenset()))
    assert len(said) > 1 and all(part == " ".join(["the ten dogs saw Anna"] * (len(part.split()) // 5)) for part in said)
    assert sum(len(part.split()) for part in said) == 60


def test_a_sentence_without_end_is_said_in_parts_at_commas_where_it_has_them() -> None:
    vocabulary = Vocabulary((".",), ("and", "on"))
    with_commas = list(as_said(["and on, " * 60 + "and on"], vocabulary, frozenset()))
    without = list(as_said(["and on " * 61], vocabulary, frozenset()))
    assert [len(part.split()) for part in with_commas] == [40, 40, 40, 2] and [len(part.split()) for part in without] == [60, 60, 2]


def test_nothing_is_said_that_shares_eight_words_with_what_is_measured_on() -> None:
    vocabulary = Vocabulary((".",), ("the",))
    measured = frozenset(word_runs("one two three four five six seven eight nine"))
    lines = ["So: two three four five six seven eight nine.", "Only two three four five six seven eight."]
    assert list(as_said(lines, vocabulary, measured)) == ["only two three four five six seven eight"]


def test_a_network_is_gone_on_with_in_its_own_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("alpha beta beta beta\n" * 9, encoding="utf-8")
    own = Vocabulary((), ("gamma", "alpha", "beta"))
    options = TextOptions({"all": ["text.txt"], "said": ["text.txt"]}, n_sampled=4, said=("said",))
    task = TextTask(options, NetworkOptions(7, 8, 8), tmp_path, tmp_path / "prepared", "cpu", 1, own)
    assert task.vocabulary.surfaces == own.surfaces
    assert len(task._stores[1]) == 9 and task._stores[1].tokens[1] == own.id_of_word("alpha")


def test_a_paragraph_is_learnt_by_heart(tmp_path: Path) -> None:
    lines = [
        "The old house by the river has three windows and a green door.",
        "Nobody has lived there since the last summer before the war.",
        "Every evening an owl sits on the roof and looks at the road.",
    ]
    (tmp_path / "text.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    options = TextOptions({"all": ["text.txt"]}, ("text.txt",), batch_tokens=200, n_sampled=60)
    torch.manual_seed(1)
    task = TextTask(options, NetworkOptions(80, 32, 64, 1, 0.0), tmp_path, tmp_path / "prepared", "cpu", 1)
    loop = LoopOptions(150, 5, 30, 2e-2, 0.0, evaluate_every=1_000, save_every=1_000, average_decay=0.9)
    Loop(task, loop, tmp_path / "run", say=lambda line: None).run()
    task.network.eval()
    with torch.inference_mode():
        figures = task.evaluate(task.network)
    assert figures["error"] < 0.25 and figures["hit@1"] > 0.9
