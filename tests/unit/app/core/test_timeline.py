"""Sentences that were spoken at different times, and written ones, follow one another."""

from __future__ import annotations

import itertools
import json

from hypothesis import given
from hypothesis import strategies as st

from app.core.pairs import Direction, Pair
from app.core.side_by_side import side_by_side
from app.core.timeline import Spoken, lined_up

_TIMES = st.one_of(
    st.none(),
    st.tuples(st.floats(0, 100), st.floats(0.1, 10), st.sampled_from(["a", "b"])).map(lambda t: Spoken(t[0], t[0] + t[1], t[2])),
)


@given(st.lists(st.tuples(st.text(max_size=80), _TIMES), max_size=12))
def test_no_sentence_begins_before_the_one_before_it_ended(rows: list[tuple[str, Spoken | None]]) -> None:
    shown = lined_up([text for text, _ in rows], [one for _, one in rows])
    assert all(start < end for start, end in shown)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(shown))


def test_a_recording_keeps_its_own_times() -> None:
    spoken = [Spoken(1.0, 2.0, "a"), Spoken(4.0, 5.5, "a")]
    assert lined_up(["One.", "Two."], spoken) == [(1.0, 2.0), (4.0, 5.5)]


def test_subtitles_and_data_hold_both_languages_with_their_times() -> None:
    pairs = [Pair("One.", own="Uno."), Pair("Two.", own="Dos.")]
    spoken = {pairs[0].sentence_id: Spoken(1.0, 2.5, "a")}
    srt = side_by_side([pairs], Direction(), ".srt", spoken)
    assert srt.startswith("1\n00:00:01,000 --> 00:00:02,500\nOne.\nUno.\n\n2\n00:00:02,700 --> ")
    assert side_by_side([pairs], Direction(), ".vtt", spoken).startswith("WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nOne.\nUno.\n")
    data = json.loads(side_by_side([pairs], Direction(), ".json", spoken))
    assert data["sentences"][0] == {"en": "One.", "es": "Uno.", "start_s": 1.0, "end_s": 2.5, "is_spoken": True}
    assert not data["sentences"][1]["is_spoken"]
