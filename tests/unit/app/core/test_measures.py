"""What is within its target, and where it stands on its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.measures import Measure, percentile


def test_the_target_itself_is_met_from_both_sides() -> None:
    assert Measure("a", 20.0, 20.0).is_met and Measure("a", 20.0, 20.0, is_at_most=False).is_met
    assert not Measure("a", 20.1, 20.0).is_met and not Measure("a", 19.9, 20.0, is_at_most=False).is_met


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_value_is_left_of_the_tick_just_when_it_is_below_the_target(value: float, target: float) -> None:
    share = Measure("a", value, target).share
    assert 0.0 <= share <= 1.0
    if target > 0 and value < target:
        assert share <= 0.6


def test_percentile_of_few_values_is_one_of_them() -> None:
    assert percentile([], 0.5) == 0.0
    assert percentile([3.0], 0.95) == 3.0
    assert percentile([5.0, 1.0, 3.0], 0.5) == 3.0
    assert percentile([float(n) for n in range(100)], 0.95) == pytest.approx(95.0)
