"""Forced alignment against all paths there are."""

from itertools import product

import numpy as np
import pytest

from engine.recognizer.alignment import NOWHERE, align


def collapsed(path: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(unit for n, unit in enumerate(path) if unit != 0 and (n == 0 or path[n - 1] != unit))


@pytest.mark.parametrize("labels", [(1,), (1, 2), (1, 1), (2, 1, 2)])
def test_the_path_is_the_best_of_all_that_spell_the_labels(labels: tuple[int, ...]) -> None:
    draw = np.random.default_rng(len(labels))
    emissions = np.log(draw.dirichlet(np.ones(3), size=6)).astype(np.float32)
    best = max(
        sum(emissions[n, unit] for n, unit in enumerate(path))
        for path in product(range(3), repeat=6)
        if collapsed(path) == labels
    )
    score, starts, ends = align(emissions, np.array(labels))
    assert score == pytest.approx(best, rel=1e-5)
    assert (starts < ends).all() and (starts[1:] >= ends[:-1]).all()


def test_a_repeated_label_needs_a_blank_between() -> None:
    emissions = np.log(np.array([[0.1, 0.9], [0.1, 0.9]], dtype=np.float32))
    assert align(emissions, np.array([1, 1]))[0] <= NOWHERE / 2


def test_labels_are_found_where_they_are() -> None:
    emissions = np.full((8, 3), -5.0, dtype=np.float32)
    for frame, unit in enumerate([0, 1, 1, 0, 0, 2, 0, 0]):
        emissions[frame, unit] = -0.01
    _, starts, ends = align(emissions, np.array([1, 2]))
    assert starts.tolist() == [1, 5] and ends.tolist() == [3, 6]
