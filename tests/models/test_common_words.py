"""The shipped vocabularies know which words are everybody's."""

from __future__ import annotations

import pytest

from engine.autocompleter.autocompleter import load
from engine.contract.assets import asset


@pytest.mark.parametrize(
    ("language", "common", "own"),
    [("en", "the The I and garden yesterday", "Thorvald Ximena zorblax"), ("es", "el de jard\u00edn ayer Yo", "Thorvald zorblax")],
)
def test_everyday_words_are_common_and_names_are_not(language: str, common: str, own: str) -> None:
    autocompleter = load(asset("models", f"autocompleter-{language}"))
    assert all(autocompleter.is_common(word) for word in common.split())
    assert not any(autocompleter.is_common(word) for word in own.split())
