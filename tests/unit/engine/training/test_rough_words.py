"""Words are taken from a dictionary that was not made for it, so only what leads back is believed."""

from __future__ import annotations

from collections.abc import Sequence

from engine.training.rough_words import frequent_words, there_and_back

INTO_SPANISH = {"house": "casa", "walked": "caminado", "bank": "orilla", "radio": "radio", "scarp": "*scarp", "get": "ir a por algo ya"}
INTO_ENGLISH = {"casa": "house", "caminado": "walking", "orilla": "shore"}


def _translate(words: Sequence[str], source: str) -> list[str]:
    return [(INTO_SPANISH if source == "en" else INTO_ENGLISH)[word] for word in words]


def test_a_word_is_kept_when_its_translation_leads_back_to_it_or_a_form_of_it() -> None:
    found = there_and_back(list(INTO_SPANISH), "en", _translate)
    assert found == {"house": "casa", "walked": "caminado"}


def test_frequent_words_of_one_side_of_a_table_come_in_the_order_of_their_frequency() -> None:
    lines = ["the old house\tla casa vieja"] * 3 + ["the house of the Lord\tla casa del Señor"] * 2 + ["the end"] * 4
    assert frequent_words(lines, 0) == ["the", "house", "end"]
