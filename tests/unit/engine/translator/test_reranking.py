"""Reranking: the way back is scored as the network scores it one by one, and orders the hypotheses."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.training.translation import TranslationTask
from engine.translator.network import END, START
from engine.translator.reranking import reranked
from engine.translator.search import Found, SearchOptions
from tests.support.small_translator import PAIRS, learn_by_heart, pairs_task


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> TranslationTask:
    folder: Path = tmp_path_factory.mktemp("pairs")
    task = pairs_task(folder)
    learn_by_heart(task, folder / "run")
    task.network.eval()
    return task


def found(task: TranslationTask, text: str, score: float, is_whole: bool = True) -> Found:
    pieces = tuple(task.pieces.encode(text))
    return Found(pieces, score * len(pieces), score, torch.zeros(len(pieces), 1), is_whole)


def texts(task: TranslationTask, hypotheses: list[Found]) -> list[str]:
    return [task.pieces.decode(list(one.pieces)) for one in hypotheses]


def test_the_translation_that_leads_back_to_the_sentence_comes_first(task: TranslationTask) -> None:
    sources = [task.pieces.encode(english) for english, _ in PAIRS]
    right, wrong = [spanish for _, spanish in PAIRS], [spanish for _, spanish in (*PAIRS[1:], PAIRS[0])]
    hypotheses = [[found(task, bad, -0.22), found(task, good, -0.3)] for good, bad in zip(right, wrong, strict=True)]
    ordered = reranked(task.network, task.pieces, sources, hypotheses, "en", SearchOptions(way_back=0.8))
    assert [texts(task, one)[0] for one in ordered] == right
    untouched = reranked(task.network, task.pieces, sources, hypotheses, "en", SearchOptions())
    assert [texts(task, one)[0] for one in untouched] == wrong


def test_scores_of_a_batch_are_those_of_each_alone(task: TranslationTask) -> None:
    sources = [task.pieces.encode(english) for english, _ in PAIRS]
    hypotheses = [[found(task, PAIRS[at][1], -0.2), found(task, PAIRS[at - 1][1], -0.28)] for at in range(len(PAIRS))]
    options = SearchOptions(way_back=0.5, piece_bonus=0.02)
    ordered = reranked(task.network, task.pieces, sources, hypotheses, "en", options)
    for source, one, together in zip(sources, hypotheses, ordered, strict=True):
        for hypothesis in one:
            read = torch.tensor([task.pieces.tagged(hypothesis.pieces, "en")])
            with torch.inference_mode():
                encoded = task.network.encode(read, torch.tensor([read.shape[1]]))
                state = task.network.begin_state(encoded)
                outputs, _, _ = task.network.decode(torch.tensor([[START, *source]]), encoded, state)
                chances = task.network.logits(outputs[0]).log_softmax(-1)
            back = float(chances.gather(1, torch.tensor([*source, END])[:, None]).mean())
            expected = hypothesis.score + 0.5 * back + 0.02 * len(hypothesis.pieces)
            scored = next(other for other in together if other.pieces == hypothesis.pieces)
            assert scored.score == pytest.approx(expected, abs=1e-4)


def test_one_that_never_came_to_its_end_stays_behind_those_that_did(task: TranslationTask) -> None:
    sources = [task.pieces.encode(PAIRS[0][0])]
    hypotheses = [[found(task, PAIRS[3][1], -0.5), found(task, PAIRS[0][1], -0.1, is_whole=False)]]
    ordered = reranked(task.network, task.pieces, sources, hypotheses, "en", SearchOptions(way_back=0.8))
    assert [one.is_whole for one in ordered[0]] == [True, False]


def test_what_is_far_less_likely_stays_behind_whatever_it_leads_back_to(task: TranslationTask) -> None:
    sources = [task.pieces.encode(PAIRS[0][0])]
    for score, first in ((-0.28, PAIRS[0][1]), (-0.3, PAIRS[3][1])):
        hypotheses = [[found(task, PAIRS[3][1], -0.2), found(task, PAIRS[0][1], score)]]
        ordered = reranked(task.network, task.pieces, sources, hypotheses, "en", SearchOptions(way_back=0.8))
        assert texts(task, ordered[0])[0] == first


def test_a_sentence_with_one_hypothesis_or_none_costs_nothing(task: TranslationTask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task.network, "encode", None)
    one = found(task, PAIRS[0][1], -0.2)
    ordered = reranked(task.network, task.pieces, [[5], []], [[one], []], "en", SearchOptions(way_back=0.8))
    assert [len(hypotheses) for hypotheses in ordered] == [1, 0]
