"""The n-gram model walked state by state, as the search in compiled code does it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from engine.layers.ngram import BackoffModel
from engine.layers.ngram_states import NO_STATE, ngram_score, score_arrays, state_links
from engine.training.ngram_pruning import estimate
from tests.unit.engine.layers.test_ngram import N_TOKENS, _tokens


@pytest.fixture(scope="module", params=[10_000, 60])
def model(request: pytest.FixtureRequest) -> BackoffModel:
    return estimate(_tokens(), N_TOKENS, order=4, budget=request.param)


def test_state_by_state_gives_what_whole_histories_give(model: BackoffModel) -> None:
    arrays = score_arrays(model, state_links(model))
    for row in product(range(N_TOKENS), repeat=4):
        state, history = NO_STATE, []
        for token in row:
            score, state = ngram_score(*arrays, state, token)
            wanted = model.log_probability(history, token) if history else float(model.unigrams[token])
            assert score == pytest.approx(wanted, abs=1e-4)
            history.append(token)


def test_a_state_is_only_what_can_still_matter(model: BackoffModel) -> None:
    arrays = score_arrays(model, state_links(model))
    for row in product(range(N_TOKENS), repeat=3):
        state = NO_STATE
        for token in row:
            _, state = ngram_score(*arrays, state, token)
        assert state == NO_STATE or model.starts[state] < model.starts[state + 1]


def test_a_pruned_model_has_fewer_states() -> None:
    def n_states(budget: int) -> int:
        model = estimate(_tokens(), N_TOKENS, order=4, budget=budget)
        return int(np.count_nonzero(np.diff(model.starts)))

    assert n_states(60) < n_states(10_000)
