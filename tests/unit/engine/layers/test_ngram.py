"""The back-off model and how it is estimated."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from engine.contract.errors import ModelError
from engine.layers.ngram import BackoffModel
from engine.training.ngram_pruning import estimate

N_TOKENS = 9


def _tokens(n_lines: int = 300, seed: int = 3) -> np.ndarray:
    draw = np.random.default_rng(seed)
    line = [0]
    for _ in range(n_lines):
        word = int(draw.integers(1, N_TOKENS))
        for _ in range(int(draw.integers(1, 12))):
            line.append(word)
            word = 1 + (word * 3 + int(draw.integers(0, 3))) % (N_TOKENS - 1)
        line += [0, 0]
    return np.array(line[:-1])


@pytest.fixture(scope="module", params=[10_000, 60])
def model(request: pytest.FixtureRequest) -> BackoffModel:
    return estimate(_tokens(), N_TOKENS, order=4, budget=request.param)


def test_probabilities_sum_to_one_after_every_history(model: BackoffModel) -> None:
    for history in product(range(N_TOKENS), repeat=3):
        chances, _ = model.probabilities(history)
        assert chances.sum() == pytest.approx(1, abs=1e-4)
        assert (chances > 0).all()


def test_one_token_at_a_time_and_all_at_once_agree(model: BackoffModel) -> None:
    for history in ([1], [0, 4], [2, 7, 5], [1, 1, 1, 1, 1]):
        chances, _ = model.probabilities(history)
        for token in range(N_TOKENS):
            assert np.exp(model.log_probability(history, token)) == pytest.approx(chances[token], rel=1e-4)


def test_a_longer_memory_predicts_better() -> None:
    draw = np.random.default_rng(5)
    line = [0]
    for _ in range(3_000):  # each token follows from the two before it, nearly always
        line.append(1 + (3 * line[-1] + 5 * line[-2] + int(draw.random() < 0.1)) % 7 if len(line) > 2 else 1)
    heldout = line[-300:]

    def score(order: int) -> float:
        model = estimate(np.array([*line[:-300], 0]), N_TOKENS, order=order, budget=10_000)
        return sum(model.log_probability(heldout[max(0, i - 3) : i], heldout[i]) for i in range(1, len(heldout)))

    assert score(3) > score(2) + 50


def test_a_pruned_model_keeps_to_its_budget() -> None:
    model = estimate(_tokens(), N_TOKENS, order=4, budget=60)
    assert model.n_runs <= 64


def test_what_is_saved_is_read_again(model: BackoffModel, tmp_path: Path) -> None:
    model.save(tmp_path / "model")
    again = BackoffModel.load(tmp_path / "model")
    for history in ([3], [0, 4], [2, 7, 5]):
        assert again.probabilities(history)[0] == pytest.approx(model.probabilities(history)[0], abs=0.02)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model").write_bytes(b"not this")
    with pytest.raises(ModelError):
        BackoffModel.load(tmp_path / "model")


@pytest.mark.parametrize("name", ["1.children", "2.children", "3.words", "2.log_backoffs.codes", "1.log_backoffs", "4.log_probabilities.codes"])
def test_parts_that_do_not_fit_together_are_refused(name: str, tmp_path: Path) -> None:
    estimate(_tokens(), N_TOKENS, order=4, budget=10_000).save(tmp_path / "model")
    tensors = load_file(tmp_path / "model")
    tensors[name] = np.concatenate([tensors[name], tensors[name][:1] + 1])
    save_file(tensors, tmp_path / "model")
    with pytest.raises(ModelError):
        BackoffModel.load(tmp_path / "model")


def test_words_beyond_the_vocabulary_are_refused(tmp_path: Path) -> None:
    estimate(_tokens(), N_TOKENS, order=4, budget=10_000).save(tmp_path / "model")
    tensors = load_file(tmp_path / "model")
    tensors["3.words"][0] = N_TOKENS
    save_file(tensors, tmp_path / "model")
    with pytest.raises(ModelError):
        BackoffModel.load(tmp_path / "model")
