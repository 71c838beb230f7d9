"""Noise lies as far under the speech as is asked for, and a room adds no time and no cut tops."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from engine.commandline.hardships import Noise, in_a_room
from engine.contract.errors import TrioletError


@given(st.floats(-5, 30), st.integers(1, 5))
def test_noise_is_as_loud_as_was_asked(tmp_path_factory: pytest.TempPathFactory, snr_db: float, seed: int) -> None:
    folder = tmp_path_factory.mktemp("noise")
    draw = np.random.default_rng(seed)
    soundfile.write(folder / "hum.wav", (0.1 * draw.standard_normal(4_000)).astype(np.float32), 16_000, subtype="FLOAT")
    speech = (0.01 * draw.standard_normal(16_000)).astype(np.float32)
    mixed = Noise(folder).under(speech, snr_db)
    noise = mixed - speech
    if float(np.abs(mixed).max()) < 1.0:
        found_db = 10 * np.log10(np.mean(speech**2) / np.mean(noise**2))
        assert found_db == pytest.approx(snr_db, abs=0.1)


def test_a_room_keeps_the_length_and_the_voice_in_front(tmp_path: Path) -> None:
    click = np.zeros(16_000, dtype=np.float32)
    click[1_000] = 0.5
    heard = in_a_room(click)
    assert len(heard) == len(click) and int(np.abs(heard).argmax()) == 1_000
    tail = heard[1_032:]
    assert 0 < float(np.sum(tail**2)) < float(heard[1_000] ** 2)
    assert float(np.abs(heard[:1_000]).max()) < 1e-6
    assert float(np.abs(in_a_room(np.ones(8_000, dtype=np.float32))).max()) <= 1.0


def test_a_folder_without_recordings_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrioletError, match="no recordings"):
        Noise(tmp_path)
