"""One count of utterances and one clock over streams that come and go."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.dictation.utterances import KEPT_S, HeardSequence, UnheardSound
from engine.contract.types import Heard, Word


def heard(
    stream_id: int, utterance_id: int, text: str = "yes", is_final: bool = False, at_s: float = 0.0
) -> Heard:
    words = tuple(Word(word, at_s, at_s + 0.5, 0.9) for word in text.split())
    return Heard(stream_id, utterance_id, words, 0, is_final, at_s, at_s + 1.0)


def test_what_another_stream_says_is_stale() -> None:
    sequence = HeardSequence()
    assert sequence.accept(heard(1, 0)) is None
    sequence.begin(2)
    assert sequence.accept(heard(1, 0)) is None
    assert sequence.accept(heard(2, 0)) is not None
    sequence.end()
    assert sequence.accept(heard(2, 0)) is None


def test_utterances_are_counted_over_all_dictations() -> None:
    sequence = HeardSequence()
    ids = []
    for stream_id in (4, 5):
        sequence.begin(stream_id)
        for utterance_id in (0, 1):
            result = sequence.accept(heard(stream_id, utterance_id, is_final=True))
            assert result is not None
            ids.append(result.utterance_id)
    assert ids == [1, 2, 3, 4]


def test_an_open_utterance_goes_on_in_the_stream_after_a_restart() -> None:
    sequence = HeardSequence()
    sequence.begin(1)
    sequence.accept(heard(1, 0, is_final=True))
    before = sequence.accept(heard(1, 1, "good mor", at_s=4.0))
    sequence.resume(2, from_s=3.5)
    again = sequence.accept(heard(2, 0, "good morning", is_final=True, at_s=0.5))
    after = sequence.accept(heard(2, 1, "everyone", at_s=2.0))
    assert before is not None and again is not None and after is not None
    assert again.utterance_id == before.utterance_id == 2
    assert again.stream_id == before.stream_id == 1
    assert (again.start_s, again.end_s, again.words[0].start_s) == (4.0, 5.0, 4.0)
    assert after.utterance_id == 3


def test_after_a_restart_in_a_pause_a_new_utterance_begins() -> None:
    sequence = HeardSequence()
    sequence.begin(1)
    sequence.accept(heard(1, 0, is_final=True))
    sequence.resume(2, from_s=1.0)
    result = sequence.accept(heard(2, 0))
    assert result is not None and result.utterance_id == 2


def test_the_open_utterance_is_known_until_it_is_final() -> None:
    sequence = HeardSequence()
    sequence.begin(1)
    assert sequence.open_utterance_id is None
    sequence.accept(heard(1, 0))
    assert sequence.open_utterance_id == 1
    sequence.accept(heard(1, 0, is_final=True))
    assert sequence.open_utterance_id is None


def test_sound_is_kept_until_it_is_final_text() -> None:
    unheard = UnheardSound(10)
    for start in range(0, 40, 8):
        unheard.append(np.arange(start, start + 8, dtype=np.float32))
    unheard.forget_before(1.5)
    assert (unheard.start_s, unheard.end_s) == (1.5, 4.0)
    np.testing.assert_array_equal(unheard.samples(), np.arange(15, 40))


def test_no_more_than_two_minutes_are_kept() -> None:
    unheard = UnheardSound(100)
    for _ in range(300):
        unheard.append(np.zeros(100, dtype=np.float32))
    assert len(unheard.samples()) == KEPT_S * 100
    assert (unheard.start_s, unheard.end_s) == (300 - KEPT_S, 300.0)


@given(st.lists(st.tuples(st.integers(0, 30), st.floats(0, 50)), max_size=30))
def test_what_is_kept_is_always_the_newest_without_a_gap(steps: list[tuple[int, float]]) -> None:
    unheard = UnheardSound(10)
    n_given = 0
    for n_new, heard_until_s in steps:
        unheard.append(np.arange(n_given, n_given + n_new, dtype=np.float32))
        n_given += n_new
        unheard.forget_before(heard_until_s)
        first = round(unheard.start_s * 10)
        np.testing.assert_array_equal(unheard.samples(), np.arange(first, n_given))
