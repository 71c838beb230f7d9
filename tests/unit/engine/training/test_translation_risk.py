"""The translator's last round: its risk against one computed piece by piece, what it teaches, and its candidates."""

from __future__ import annotations

import json
import lzma
import math
import sys
from pathlib import Path

import pytest
import torch

from engine.contract.errors import TrioletError
from engine.training import translation_candidates
from engine.training.export import pieces_of
from engine.training.loop import Loop, LoopOptions
from engine.training.translation import TranslationTask
from engine.training.translation_risk import Candidates, RiskOptions, RiskTask, read_candidates, risk
from engine.translator.network import END, START, NetworkOptions, TranslationNetwork
from tests.support.small_translator import PAIRS, SIZES, learn_by_heart, pairs_task

BATCH = [
    Candidates([4, 30, 40, 3], [2, 50, 60, 3], [[50, 60], [50], [70, 80, 90]], [1.0, 0.4, 0.1]),
    Candidates([4, 31, 3], [2, 51, 61, 71, 3], [[51, 61], [52, 62, 72]], [0.3, 0.6]),
]


@pytest.fixture
def task(tmp_path: Path) -> TranslationTask:
    return pairs_task(tmp_path)


def mean_log_p(network: TranslationNetwork, source: list[int], target: list[int]) -> float:
    encoded = network.encode(torch.tensor([source]), torch.tensor([len(source)]))
    state, total = network.begin_state(encoded), 0.0
    for before, piece in zip([START, *target], [*target, END], strict=True):
        output, _, state = network.decode(torch.tensor([[before]]), encoded, state)
        total += float(network.logits(output[0, 0]).log_softmax(-1)[piece])
    return total / (len(target) + 1)


def test_the_risk_is_that_of_each_candidate_read_alone(task: TranslationTask) -> None:
    network = task.network.eval()
    wanted = 0.0
    with torch.inference_mode():
        for one in BATCH:
            weights = [math.exp(0.7 * (len(one.reference) - 1) * mean_log_p(network, one.source, found)) for found in one.found]
            mean = sum(one.scores) / len(one.scores)
            wanted -= sum(w / sum(weights) * (score - mean) for w, score in zip(weights, one.scores, strict=True)) / len(BATCH)
        total, likelihood = risk(network, BATCH, sharpness=0.7, smoothing=0.0)
        sums = [(mean_log_p(network, one.source, one.reference[1:-1]) * (len(one.reference) - 1), len(one.reference) - 1) for one in BATCH]
    assert float(total) == pytest.approx(wanted, abs=1e-5)
    assert float(likelihood) == pytest.approx(-sum(nats for nats, _ in sums) / sum(n for _, n in sums), rel=1e-4)


def test_what_is_like_the_reference_becomes_likelier(tmp_path: Path) -> None:
    sizes = pairs_task(tmp_path).network.options
    known = pieces_of(tmp_path / "prepared")
    rows = [{"source": one.source, "reference": one.reference, "found": one.found, "chrf": one.scores, "bleu": one.scores} for one in BATCH]
    (tmp_path / "candidates.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    options = RiskOptions(candidates=("candidates.jsonl",), likelihood_share=0.0)
    task = RiskTask(options, sizes, tmp_path, tmp_path / "again", "cpu", 1, known)
    before = risk(task.network.eval(), BATCH, 0.7, 0.0)[0].item()
    Loop(task, LoopOptions(total_steps=30, warmup_steps=1, decay_steps=1, peak_rate=3e-3, evaluate_every=30), tmp_path / "run", lambda _: None).run()
    assert risk(task.network.eval(), BATCH, 0.7, 0.0)[0].item() < before - 0.05


def test_the_last_round_needs_a_network_to_go_on_from(tmp_path: Path) -> None:
    with pytest.raises(TrioletError, match="goes on from a network"):
        RiskTask(RiskOptions(), NetworkOptions(), tmp_path, tmp_path, "cpu", 1)


def test_candidates_are_scored_against_their_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learn_by_heart(pairs_task(tmp_path), tmp_path / "run")
    (tmp_path / "checkpoint.safetensors").write_bytes((tmp_path / "run" / "checkpoint.safetensors").read_bytes())
    (tmp_path / "recipe.toml").write_text(f'kind = "translator"\n[network]\n{SIZES}', encoding="utf-8")
    (tmp_path / "all.tsv").write_text("\n".join("\t".join(pair) for pair in PAIRS), encoding="utf-8")
    arguments = [str(tmp_path / "out.jsonl.xz"), str(tmp_path / "all.tsv"), "--from", str(tmp_path), "--recipe", str(tmp_path / "recipe.toml")]
    monkeypatch.setattr(sys, "argv", ["translation_candidates", *arguments])
    translation_candidates.main()
    with lzma.open(tmp_path / "out.jsonl.xz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    assert rows and all(len(row["found"]) == len(row["chrf"]) == len(row["bleu"]) > 1 for row in rows)
    known = [row for row in rows if max(row["bleu"]) == 1.0]
    assert len(known) >= 0.7 * len(rows)
    assert all(max(row["chrf"]) == 1.0 > min(row["bleu"]) for row in known)
    assert len(read_candidates(tmp_path / "out.jsonl.xz", 0.5)) == len(rows)


def test_a_file_without_candidates_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text('{"source": [1]}\n', encoding="utf-8")
    with pytest.raises(TrioletError, match="holds no candidates"):
        read_candidates(tmp_path / "c.jsonl", 0.5)
