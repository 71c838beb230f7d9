"""A hundred kills at random moments: sound, text and heard words that were promised are there, whole."""

from __future__ import annotations

import os
import random
import signal
import struct
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.dictation.heard_store import append_heard, read_heard
from app.dictation.recovery import find_kept
from app.dictation.sound_store import SessionFile
from engine.contract.files import write_whole
from engine.contract.types import Heard, Word

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
N_KILLS = 100
_BLOCK = 8_000
_PROGRESS = struct.Struct("<iii")


def _sound(n_blocks: int) -> np.ndarray:
    return (np.arange(n_blocks * _BLOCK) % 1000).astype(np.float32) / 2000.0


def _text(revision: int) -> str:
    return f"revision {revision}\n" + "A line of what somebody wrote.\n" * (revision % 50)


def _work(root: Path, report: int) -> None:
    """Dictates and writes for ever, and reports what it was promised to be safe."""
    session = SessionFile(root / "dictations", 16_000)
    n_blocks = n_heard = 0
    while True:
        session.append(_sound(n_blocks + 1)[-_BLOCK:])
        n_blocks += 1
        write_whole(root / "draft.txt", _text(n_blocks))
        if n_blocks % 5 == 0:
            words = (Word(f"word{n_heard}", 0.0, 0.1, 0.9),)
            append_heard(session.folder, Heard(1, n_heard, words, 1, True, 0.0, 0.1))
            n_heard += 1
            session.remember_heard(n_blocks * _BLOCK / 16_000)
        os.write(report, _PROGRESS.pack(n_blocks, n_blocks, n_heard))


def _kill_one(root: Path, after_s: float) -> tuple[int, int, int]:
    """A process that is killed so long after its first report; what it reported last."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(read)
            _work(root, write)
        finally:
            os._exit(1)
    os.close(write)
    reported = os.read(read, _PROGRESS.size)
    time.sleep(after_s)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while piece := os.read(read, 65_536):
        reported += piece
    os.close(read)
    whole = len(reported) // _PROGRESS.size * _PROGRESS.size
    n_blocks, revision, n_heard = _PROGRESS.unpack(reported[whole - _PROGRESS.size : whole])
    return n_blocks, revision, n_heard


def test_nothing_that_was_promised_is_lost(tmp_path: Path) -> None:
    draw, n_checked = random.Random(5), 0
    for number in range(N_KILLS):
        root = tmp_path / str(number)
        root.mkdir()
        n_blocks, revision, n_heard = _kill_one(root, draw.uniform(0.0, 0.03))
        (kept,) = find_kept(root / "dictations") or (None,)
        if n_blocks * _BLOCK >= 8_000 * 2:
            assert kept is not None
        if kept is not None:
            n_checked += 1
            samples, rate_hz = soundfile.read(kept.path, dtype="float32")
            assert rate_hz == 16_000 and len(samples) >= n_blocks * _BLOCK
            np.testing.assert_allclose(samples, _sound(len(samples) // _BLOCK + 1)[: len(samples)], atol=1e-4)
            assert len(read_heard(kept.folder)) >= n_heard
        text = (root / "draft.txt").read_text(encoding="utf-8")
        found = int(text.split()[1])
        assert found >= revision and text == _text(found)
    assert n_checked > N_KILLS // 2, "enough of them had spoken long enough to be worth offering"
