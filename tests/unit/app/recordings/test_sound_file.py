from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.recordings.sound_file import SoundFileReader, playable
from engine.contract.errors import Cancelled, SoundFileError


def stand_in_for_ffmpeg(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "ffmpeg"
    program.write_text(f"#!/bin/sh\nfor last; do :; done\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_channels_are_mixed_and_any_place_can_be_read(tmp_path: Path) -> None:
    left, right = np.linspace(-0.5, 0.5, 1000), np.linspace(0.5, -0.1, 1000)
    path = tmp_path / "stereo.flac"
    soundfile.write(path, np.stack([left, right], axis=1), 8000)
    reader = SoundFileReader(path)
    assert reader.duration_s == 0.125
    assert reader.read(900, 50) == pytest.approx((left + right)[900:950] / 2, abs=1e-3)
    assert reader.read(0, 10) == pytest.approx((left + right)[:10] / 2, abs=1e-3)
    assert len(reader.read(990, 50)) == 10
    reader.close()


@pytest.mark.parametrize("content", [b"", b"RIFF\x00\x00", b"\x00" * 5000])
def test_a_broken_file_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    with pytest.raises(SoundFileError, match="recording"):
        SoundFileReader(path)


def test_a_readable_recording_is_played_as_it_is(recording: Path) -> None:
    file = playable(recording, threading.Event())
    file.close()
    assert file.path == recording
    assert recording.exists()


def test_other_kinds_are_decoded_to_a_private_copy_that_goes_again(
    tmp_path: Path, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in_for_ffmpeg(tmp_path, f'cat "{recording}" > "$last"', monkeypatch)
    strange = tmp_path / "-note.m4a"
    strange.write_bytes(b"ftypM4A ")
    file = playable(strange, threading.Event())
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
    assert SoundFileReader(file.path).duration_s == 3.0
    file.close()
    assert not file.path.parent.exists()


def test_decoding_can_be_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_for_ffmpeg(tmp_path, "exec sleep 30", monkeypatch)
    strange = tmp_path / "long.m4a"
    strange.write_bytes(b"ftypM4A ")
    stopped = threading.Event()
    threading.Timer(0.1, stopped.set).start()
    with pytest.raises(Cancelled):
        playable(strange, stopped)
