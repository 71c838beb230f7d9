"""Batches are as full as they may be, and nothing is lost or changes its place."""

from __future__ import annotations

from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contract.errors import TrioletError
from engine.training.passes import Passes, padded_portions, portions

LENGTHS = st.lists(st.integers(1, 40), max_size=30)


@given(LENGTHS, st.integers(1, 100))
def test_portions_keep_the_order_and_are_full(lengths: list[int], most: int) -> None:
    for cut, size in ((portions, sum), (padded_portions, lambda items: max(items) * len(items))):
        found = cut(lengths, float, most)
        assert list(chain(*found)) == lengths
        assert all(len(items) == 1 or size(items) <= most for items in found)
        for items, following in pairwise(found):
            assert size([*items, following[0]]) > most, "another would have fitted"


def test_batches_of_all_passes_stand_in_a_row() -> None:
    passes = Passes(lambda number: [f"{number}{letter}" for letter in "abc"[: number + 1]])
    assert [passes.batch(step) for step in (0, 1, 2, 3, 5, 0, 6)] == ["0a", "1a", "1b", "2a", "2c", "0a", "3a"]
    with pytest.raises(TrioletError, match="nothing that can be learnt from"):
        Passes(lambda number: []).batch(0)
