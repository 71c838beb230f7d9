"""The ring between the sound card's thread and everyone else."""

from __future__ import annotations

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.dictation.ring import RingReader, SoundRing


def counting(start: int, n: int) -> np.ndarray:
    return np.arange(start, start + n, dtype=np.float32)


def test_what_was_written_is_read_in_order() -> None:
    ring = SoundRing(100)
    ring.write(counting(0, 30))
    ring.write(counting(30, 12))
    samples, start = ring.read(0)
    assert start == 0
    np.testing.assert_array_equal(samples, counting(0, 42))


def test_a_reader_gets_every_sample_once() -> None:
    ring = SoundRing(10)
    reader = RingReader(ring, 0)
    ring.write(counting(0, 7))
    first = reader.read()
    ring.write(counting(7, 6))
    np.testing.assert_array_equal(np.concatenate([first, reader.read()]), counting(0, 13))
    assert len(reader.read()) == 0
    assert reader.n_lost == 0


def test_a_reader_too_far_behind_gets_the_newest_and_knows_its_loss() -> None:
    ring = SoundRing(8)
    reader = RingReader(ring, 0)
    for start in range(0, 20, 5):
        ring.write(counting(start, 5))
    np.testing.assert_array_equal(reader.read(), counting(12, 8))
    assert reader.n_lost == 12


def test_a_block_longer_than_the_ring_leaves_its_end() -> None:
    ring = SoundRing(4)
    ring.write(counting(0, 11))
    samples, start = ring.read(0)
    assert start == 7
    np.testing.assert_array_equal(samples, counting(7, 4))


def test_the_ring_knows_when_the_last_block_came() -> None:
    now_s = [3.0]
    ring = SoundRing(4, clock=lambda: now_s[0])
    assert ring.last_block_at_s is None
    ring.write(counting(0, 1))
    assert ring.last_block_at_s == 3.0


@given(
    capacity=st.integers(1, 40),
    steps=st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=30),
)
def test_whatever_is_read_is_what_was_written_there(capacity: int, steps: list[tuple[int, bool]]) -> None:
    ring = SoundRing(capacity)
    reader = RingReader(ring, 0)
    n_read = 0
    for n_new, reads in steps:
        ring.write(counting(ring.n_written, n_new))
        if reads:
            samples = reader.read()
            np.testing.assert_array_equal(samples, counting(reader.position - len(samples), len(samples)))
            n_read += len(samples)
    n_read += len(reader.read())
    assert n_read + reader.n_lost == ring.n_written


def test_no_sample_is_torn_while_another_thread_writes() -> None:
    ring = SoundRing(4096)
    reader = RingReader(ring, 0)

    def write() -> None:
        for start in range(0, 320_000, 320):
            ring.write(counting(start, 320))

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        samples = reader.read()
        np.testing.assert_array_equal(samples, counting(reader.position - len(samples), len(samples)))
    writer.join()
    reader.read()
    assert reader.position == 320_000
