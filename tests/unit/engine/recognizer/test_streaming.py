"""Cutting at pauses and listening to a stream."""

import itertools

import numpy as np
import pytest

from engine.contract.types import Heard, ListenOptions, Word
from engine.recognizer.streaming import PauseCutter, Stream

RATE_HZ = 16_000


def speech(seconds: float) -> np.ndarray:
    return (np.random.default_rng(1).standard_normal(int(seconds * RATE_HZ)) * 0.2).astype(np.float32)


def quiet(seconds: float) -> np.ndarray:
    return (np.random.default_rng(2).standard_normal(int(seconds * RATE_HZ)) * 1e-4).astype(np.float32)


RECORDING = np.concatenate([quiet(1.3), speech(2.0), quiet(1.5), speech(30.0), quiet(3.0), speech(1.0)])


@pytest.mark.parametrize("block", [160, 1_601, 48_000, len(RECORDING)])
def test_no_sample_is_lost_or_repeated(block: int) -> None:
    cutter = PauseCutter()
    pieces = [u for i in range(0, len(RECORDING), block) for u in cutter.accept(RECORDING[i : i + block])]
    pieces += cutter.finish()
    assert np.array_equal(np.concatenate([piece.samples for piece in pieces]), RECORDING)
    starts = np.cumsum([0, *(len(piece.samples) for piece in pieces)])[:-1] / RATE_HZ
    assert [piece.start_s for piece in pieces] == pytest.approx(starts.tolist())
    assert max(len(piece.samples) for piece in pieces) <= 21 * RATE_HZ + block


def test_silence_is_never_read() -> None:
    def read(_: np.ndarray, is_thorough: bool) -> tuple[Word, ...]:
        raise AssertionError("silence was read")

    stream = Stream(read, ListenOptions())
    assert stream.accept(quiet(10.0)) == [] and stream.finish() == []


def test_a_pause_ends_an_utterance_and_gives_it_the_next_number() -> None:
    stream = Stream(lambda samples, _: (Word("hello", 0.0, min(2.0, len(samples) / RATE_HZ), 0.9),), ListenOptions())
    heard = []
    sound = np.concatenate([speech(1.5), quiet(2.0), speech(1.5), quiet(2.0)])
    for start in range(0, len(sound), 1_600):
        heard += stream.accept(sound[start : start + 1_600])
    finals = [answer for answer in heard + stream.finish() if answer.is_final]
    assert [answer.utterance_id for answer in finals] == [1, 2]
    assert all(answer.n_committed == len(answer.words) for answer in finals)
    assert finals[1].start_s >= finals[0].end_s
    partials = [answer for answer in heard if not answer.is_final]
    assert len(partials) >= 4


def test_committed_words_never_change_and_come_first() -> None:
    readings = iter(
        [
            ("see", "the"),
            ("see", "the", "cat"),
            ("sea", "the", "cat", "sat"),
            ("sea", "a", "hat", "sat", "on"),
            ("sea", "a", "hat", "sat", "on"),
        ]
    )

    def read(_: np.ndarray, is_thorough: bool) -> tuple[Word, ...]:
        return tuple(Word(text, 0.4 * n, 0.4 * n + 0.3, 0.9) for n, text in enumerate(next(readings)))

    stream = Stream(read, ListenOptions(endpoints=False))
    noise = (np.random.default_rng(1).standard_normal(16_000 * 8) * 0.2).astype(np.float32)
    heard: list[Heard] = []
    for start in range(0, len(noise), 32_000):
        heard += stream.accept(noise[start : start + 32_000])
    heard += stream.finish()
    assert heard[-1].is_final and any(answer.n_committed for answer in heard[:-1])
    for earlier, later in itertools.pairwise(heard):
        committed = [word.text for word in earlier.words[: earlier.n_committed]]
        assert [word.text for word in later.words[: earlier.n_committed]] == committed
        assert later.n_committed >= earlier.n_committed


def test_only_thorough_readings_commit_words_and_they_are_few() -> None:
    asked: list[bool] = []

    def read(samples: np.ndarray, is_thorough: bool) -> tuple[Word, ...]:
        asked.append(is_thorough)
        n_words = len(samples) // 8_000
        return tuple(Word("right" if is_thorough else "quick", 0.5 * n, 0.5 * n + 0.4, 0.9) for n in range(n_words))

    stream = Stream(read, ListenOptions(endpoints=False))
    heard: list[Heard] = []
    sound = speech(12.0)
    for start in range(0, len(sound), 1_600):
        heard += stream.accept(sound[start : start + 1_600])
    for answer in heard:
        assert all(word.text == "right" for word in answer.words[: answer.n_committed])
    assert heard[-1].n_committed > 5
    assert sum(asked) <= 6 < len(asked)
    assert all(word.text == "right" for word in stream.finish()[-1].words)


def test_in_a_noisy_room_an_utterance_ends_a_second_after_its_last_word() -> None:
    def read(samples: np.ndarray, is_thorough: bool) -> tuple[Word, ...]:
        return (Word("hello", 0.5, 2.0, 0.9),) if len(samples) > 2 * RATE_HZ else ()

    stream = Stream(read, ListenOptions())
    noise = speech(6.0)  # loud to the end
    heard: list[Heard] = []
    ended_s = 0.0
    for start in range(0, len(noise), 1_600):
        new = stream.accept(noise[start : start + 1_600])
        heard += new
        if not ended_s and any(answer.is_final for answer in new):
            ended_s = (start + 1_600) / RATE_HZ
    assert 3.0 <= ended_s <= 3.8
    assert [answer.text for answer in heard if answer.is_final][:1] == ["hello"]


def test_noise_without_words_is_let_go_after_five_seconds() -> None:
    lengths: list[int] = []

    def read(samples: np.ndarray, is_thorough: bool) -> tuple[Word, ...]:
        lengths.append(len(samples))
        return ()

    stream = Stream(read, ListenOptions())
    noise = speech(18.0)
    for start in range(0, len(noise), 1_600):
        assert stream.accept(noise[start : start + 1_600]) == []
    assert max(lengths) < 6 * RATE_HZ
