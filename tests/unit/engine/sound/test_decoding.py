"""Recordings of every kind come as 16 kHz mono, block by block, and what is broken is said."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.contract.errors import SoundFileError
from engine.sound.decoding import _spooled, open_sound

RATE_HZ = 16_000


def tone(seconds: float, rate_hz: int = RATE_HZ, channels: int = 1) -> np.ndarray:
    wave = (0.3 * np.sin(2 * np.pi * 440 * np.arange(int(seconds * rate_hz)) / rate_hz)).astype(np.float32)
    return np.stack([wave] * channels, axis=1)


def read(path: str | Path) -> np.ndarray:
    with open_sound(path) as sound:
        return np.concatenate(list(sound.blocks(0.5)))


@pytest.mark.parametrize(("suffix", "rate_hz", "channels"), [("wav", 44_100, 2), ("flac", 16_000, 1), ("ogg", 48_000, 2), ("mp3", 22_050, 1), ("wav", 8_000, 6)])
def test_any_kind_rate_and_channels_give_the_same_seconds(tmp_path: Path, suffix: str, rate_hz: int, channels: int) -> None:
    path = tmp_path / f"tone.{suffix}"
    soundfile.write(path, tone(2.0, rate_hz, channels), rate_hz)
    assert len(read(path)) == pytest.approx(2 * RATE_HZ, rel=0.06)  # mp3 pads its ends


def test_standard_input_is_kept_on_disk_not_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    soundfile.write(buffer, tone(1.0), RATE_HZ, format="WAV")
    buffer.seek(0)

    class Pipe(io.RawIOBase):
        largest = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 1 << 20, "never all at once"
            return buffer.read(size)

    with _spooled(Pipe()) as file:  # type: ignore[arg-type]
        assert stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": Pipe()}))
    buffer.seek(0)
    assert len(read("-")) == RATE_HZ


@pytest.mark.parametrize(("name", "subtype"), [("flac", None), ("wav", "PCM_16"), ("ogg", "VORBIS"), ("opus", "OPUS")])
def test_a_recording_that_breaks_off_is_read_as_far_as_it_goes_and_said(tmp_path: Path, name: str, subtype: str | None) -> None:
    whole, cut = tmp_path / f"whole.{name}", tmp_path / f"cut.{name}"
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 8 * RATE_HZ)
    soundfile.write(whole, noise, RATE_HZ, subtype, format="OGG" if name == "opus" else None)
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    for path in (whole, cut):
        with open_sound(path) as sound:
            n = sum(len(block) for block in sound.blocks(0.25))
            assert path is whole or RATE_HZ < n < 6 * RATE_HZ
            assert sound.warning.startswith(f"cut.{name} breaks off after") == (path is cut)


def test_a_wave_file_written_into_a_pipe_promises_too_much_and_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "piped.wav"
    soundfile.write(path, np.zeros(RATE_HZ), RATE_HZ, "PCM_16")
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = data[4:8] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    with open_sound(path) as sound:
        assert sum(len(block) for block in sound.blocks()) == RATE_HZ and not sound.warning


def fake_ffmpeg(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "ffmpeg"
    program.write_text(f"#!{sys.executable}\nimport sys\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_other_kinds_are_decoded_by_ffmpeg_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_ffmpeg(
        tmp_path, monkeypatch,
        "assert 'file:' in sys.argv[sys.argv.index('-i') + 1]\nimport array\n"
        "sys.stdout.buffer.write(array.array('f', [0.25] * 40_000).tobytes())",
    )  # fmt: skip
    recording = tmp_path / "memo.m4a"
    recording.write_bytes(b"not read here")
    samples = read(recording)
    assert len(samples) == 40_000 and samples[0] == 0.25


def test_what_ffmpeg_cannot_read_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_ffmpeg(tmp_path, monkeypatch, "sys.exit(1)")
    recording = tmp_path / "memo.m4a"
    recording.write_bytes(b"no sound")
    with pytest.raises(SoundFileError, match=r"memo\.m4a cannot be read"):
        read(recording)


def test_without_ffmpeg_the_sentence_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    recording = tmp_path / "memo.m4a"
    recording.write_bytes(b"x")
    with pytest.raises(SoundFileError, match="ffmpeg"):
        open_sound(recording)
