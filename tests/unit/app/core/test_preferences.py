"""Preferences survive being written, and being tampered with."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.preferences import Keys, Preferences, conflict, read_preferences, written


def test_what_is_written_is_read() -> None:
    preferences = Preferences(suggestions=False, appearance="dark", geometry="AdnQ", keys=Keys(dictate="F10"))
    assert read_preferences(written(preferences)) == (preferences, False)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"suggestions": 1}', '{"appearance": "pink"}', '{"geometry": 3}', '{"keys": []}', '{"keys": {"ask": "Tab"}}', '{"geometry": "<>"}'],
)  # fmt: skip
def test_what_makes_no_sense_is_replaced_and_told(text: str) -> None:
    assert read_preferences(text) == (Preferences(), True)


def test_a_newer_file_keeps_what_is_understood() -> None:
    assert read_preferences('{"format": 9, "phrases": false, "holograms": true}') == (Preferences(phrases=False), False)


json_values = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3))


@given(st.dictionaries(st.sampled_from([*Preferences.__dataclass_fields__, "other"]), json_values | st.dictionaries(st.text(max_size=8), json_values)))
def test_anything_is_read_as_something(document: dict[str, object]) -> None:
    preferences, _ = read_preferences(json.dumps(document))
    assert read_preferences(written(preferences)) == (preferences, False)


def test_a_key_does_one_thing() -> None:
    assert conflict(Keys(), "ask", "F9") == "dictate" and conflict(Keys(), "dictate", "F9") == ""
