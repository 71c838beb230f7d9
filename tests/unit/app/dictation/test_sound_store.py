"""The sound of a dictation on disk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from app.dictation.recovery import find_kept
from app.dictation.ring import SoundRing
from app.dictation.sound_store import FINISHED, KEPT, SessionFile, SoundWriter, cut_rest, read_note
from tests.support.sound_system import tone


def samples_in(path: Path) -> np.ndarray:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")


def test_the_file_can_be_read_while_it_grows(tmp_path: Path) -> None:
    session = SessionFile(tmp_path, 16000)
    assert len(samples_in(session.path)) == 0
    session.append(tone(0.5))
    np.testing.assert_allclose(samples_in(session.path) / 32767, tone(0.5), atol=1e-4)
    session.append(tone(0.25))
    assert len(samples_in(session.path)) == 12000
    assert session.duration_s == 0.75
    session.close(FINISHED)


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    session = SessionFile(tmp_path / "dictations", 16000)
    session.append(tone(0.1))
    assert session.folder.stat().st_mode & 0o777 == 0o700
    assert session.path.stat().st_mode & 0o777 == 0o600
    assert (session.folder / "session.json").stat().st_mode & 0o777 == 0o600
    session.close(FINISHED)


def test_two_dictations_of_one_second_get_folders_of_their_own(tmp_path: Path) -> None:
    first, second = SessionFile(tmp_path, 16000), SessionFile(tmp_path, 16000)
    assert first.folder != second.folder
    first.close(FINISHED)
    second.close(FINISHED)


def test_too_loud_samples_are_clipped_and_do_not_wrap(tmp_path: Path) -> None:
    session = SessionFile(tmp_path, 16000)
    session.append(np.array([2.0, -2.0], dtype=np.float32))
    assert samples_in(session.path).tolist() == [32767, -32767]
    session.close(FINISHED)


def test_the_writer_carries_everything_from_its_start(tmp_path: Path) -> None:
    ring = SoundRing(48000)
    ring.write(tone(0.4))
    session = SessionFile(tmp_path, 16000)
    writer = SoundWriter(session, ring, start=3200)
    ring.write(tone(0.3))
    writer.stop()
    assert session.duration_s == pytest.approx(0.5)
    assert writer.error is None
    session.close(FINISHED)


def test_a_full_disk_is_noticed_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = SoundRing(16000)
    session = SessionFile(tmp_path, 16000)
    writer = SoundWriter(session, ring, start=0)

    def no_space(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.dictation.sound_store.os.write", no_space)
    ring.write(tone(0.1))
    writer.stop()
    monkeypatch.undo()
    assert writer.error is not None
    session.close(KEPT)


def test_the_rest_begins_where_the_text_ends(tmp_path: Path) -> None:
    session = SessionFile(tmp_path, 16000)
    session.append(np.concatenate([tone(1.0, peak=0.1), tone(0.5, peak=0.8)]))
    session.remember_heard(1.0)
    session.close(KEPT)
    note = read_note(session.folder)
    assert note is not None
    assert note.heard_until_s == 1.0
    rest = samples_in(cut_rest(session.folder, note.heard_until_s))
    np.testing.assert_allclose(rest / 32767, tone(0.5, peak=0.8), atol=1e-4)


RECORDS_UNTIL_KILLED = """
import sys, time
from pathlib import Path
import numpy as np
from app.dictation.ring import SoundRing
from app.dictation.sound_store import SessionFile, SoundWriter

ring = SoundRing(160000)
writer = SoundWriter(SessionFile(Path(sys.argv[1]), 16000), ring, 0)
while True:
    ring.write(np.full(320, 0.25, dtype=np.float32))
    print(ring.n_written, flush=True)
    time.sleep(0.02)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is a thing of Unix")
def test_a_killed_program_loses_less_than_a_second(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", RECORDS_UNTIL_KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    n_recorded = 0
    while n_recorded < 24000:
        n_recorded = int(child.stdout.readline())
    child.kill()
    n_recorded = int((child.stdout.read().split() or [str(n_recorded)])[-1])
    child.wait()
    child.stdout.close()

    (sound,) = find_kept(tmp_path)
    assert sound.was_cut_off
    assert n_recorded - 16000 <= len(samples_in(sound.path)) <= n_recorded + 320
    assert n_recorded - len(samples_in(sound.path)) < 8000, "we promise a second and mean a fraction of one"
    assert np.all(samples_in(sound.path) == round(0.25 * 32767))
    assert abs(sound.started_at_s - time.time()) < 60
