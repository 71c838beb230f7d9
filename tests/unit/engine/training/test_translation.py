"""The translator's task: its pairs, and ten of them learnt by heart."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import torch

from engine.training.ahead import Share
from engine.training.translation import TranslationTask
from engine.training.translation_batches import PairBatches, PairOptions
from engine.training.translation_data import Pair, carried_over, fits, form_of
from engine.translator.placeholders import masked, unmasked
from tests.support.small_translator import learn_by_heart, pairs_task


@pytest.fixture
def task(tmp_path: Path) -> TranslationTask:
    return pairs_task(tmp_path)


def test_ten_pairs_are_learnt_by_heart_in_both_directions(task: TranslationTask, tmp_path: Path) -> None:
    learn_by_heart(task, tmp_path / "run")
    task.network.eval()
    with torch.inference_mode():
        figures = task.evaluate(task.network)
    assert figures["into es"] < 0.1
    assert figures["into en"] < 0.1


def test_padding_changes_nothing_and_attention_rows_sum_to_one(task: TranslationTask) -> None:
    network = task.network.eval()
    generator = torch.Generator().manual_seed(1)
    short = torch.randint(4, 300, (1, 5), generator=generator)
    long = torch.randint(4, 300, (1, 9), generator=generator)
    both = torch.cat([torch.nn.functional.pad(short, (0, 4)), long])
    target = torch.randint(4, 300, (2, 6), generator=generator)
    with torch.inference_mode():
        encoded = network.encode(both, torch.tensor([5, 9]))
        together, attention, _ = network.decode(target, encoded, network.begin_state(encoded))
        alone_encoded = network.encode(short, torch.tensor([5]))
        alone, _, _ = network.decode(target[:1], alone_encoded, network.begin_state(alone_encoded))
    assert torch.allclose(together[:1], alone, atol=1e-5)
    assert torch.allclose(attention.sum(-1), torch.ones(2, 2, 6), atol=1e-5)
    assert float(attention[0, :, :, 5:].abs().max()) == 0.0


def test_steps_one_by_one_give_what_all_steps_at_once_give(task: TranslationTask) -> None:
    network = task.network.eval()
    source, target = torch.tensor([[4, 30, 40, 3]]), torch.tensor([[2, 50, 60, 70]])
    with torch.inference_mode():
        encoded = network.encode(source, torch.tensor([4]))
        at_once, _, _ = network.decode(target, encoded, network.begin_state(encoded))
        state = network.begin_state(encoded)
        for step in range(4):
            output, _, state = network.decode(target[:, step : step + 1], encoded, state)
            assert torch.allclose(output[:, 0], at_once[:, step], atol=1e-5)


def test_what_is_carried_over_comes_back_to_the_letter() -> None:
    text = "Write to ana@example.org by 10:30, see https://example.org/a?b=1. \u4f60\u597d \U0001f600!"
    hidden = masked(text)
    assert "@" not in hidden.text and "10" not in hidden.text and "\u4f60" not in hidden.text
    assert unmasked(hidden.text, hidden.replacements) == text


def test_a_term_of_the_glossary_becomes_what_the_person_said() -> None:
    hidden = masked("The Board meets. A cupboard.", [("board", "Consejo")])
    assert unmasked(hidden.text, hidden.replacements) == "The Consejo meets. A cupboard."


def test_both_sides_of_a_pair_hold_the_same_placeholders() -> None:
    pair = carried_over(Pair("In 1990 or 1,995.", "En 1990 o 1.995."), random.Random(1))
    assert masked("1990").text not in (pair.english, pair.spanish)
    assert "1990" not in pair.english + pair.spanish and "1,995" in pair.english and "1.995" in pair.spanish


def test_pairs_that_cannot_be_translations_are_left_out() -> None:
    assert fits("This is a house.", "Esta es una casa.")
    assert not fits("This is a dramatic issue.", "Este es un tema dram\u00e1tico. El Sr")
    assert not fits("Yes.", "Es una historia muy larga que nadie quiere contar.")
    assert (form_of("\u00bfQu\u00e9 quieres t\u00fa?"), form_of("Pase usted."), form_of("Llueve.")) == ("tu", "usted", "")


def test_helpers_give_the_batches_that_one_process_gives(task: TranslationTask, tmp_path: Path) -> None:
    alone = [task._ahead[Share(step)] for step in range(6)]
    task._ahead.n_helpers = 2
    together = [task._ahead[Share(step)] for step in range(6)]
    assert all(torch.equal(a, b) for one, other in zip(alone, together, strict=True) for a, b in zip(one, other, strict=True))
    assert torch.equal(task._ahead[Share(3)].source, alone[3].source)  # gone back, as after a checkpoint


def test_a_table_may_have_a_direction_of_its_own(tmp_path: Path) -> None:
    options = PairOptions(english_share=0.0, english_shares={"all": 1.0})
    batches = PairBatches(options, {"all": [Pair("water", "agua")] * 9}, pairs_task(tmp_path).pieces, 1)
    assert {target for batch in batches._plan(0) for _, target in batch} == {"en"}


def test_a_word_alone_is_sometimes_learnt_with_a_capital(task: TranslationTask) -> None:
    draw = random.Random(1)
    targets = {tuple(task._batches.item(Pair("water", "agua"), "es", draw)[1]) for _ in range(40)}
    assert targets == {(2, *task.pieces.encode(text), 3) for text in ("agua", "Agua")}
    assert len({tuple(task._batches.item(Pair("I drink", "Bebo"), "es", draw)[1]) for _ in range(40)}) == 1
