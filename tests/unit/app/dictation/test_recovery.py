"""Bringing back what never reached the text."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest

from app.core.notice import Notice
from app.dictation.recovery import Recovery, find_kept
from app.dictation.sound_store import FINISHED, KEPT, SessionFile, read_note
from engine.contract.messages import (
    RequestFailed,
    TranscriptionAsked,
    TranscriptionFinished,
    TranscriptionProgressed,
)
from engine.contract.types import Segment, Word
from tests.support.sound_system import FakeEngine, tone


def cut_off_session(root: Path, duration_s: float = 2.0) -> SessionFile:
    """A session as a killed program leaves it: open, with no living owner of its lock."""
    session = SessionFile(root, 16000)
    session.append(tone(duration_s))
    session._lock.unlock()
    return session


def segment(text: str) -> Segment:
    return Segment(tuple(Word(word, 0.0, 1.0, 0.9) for word in text.split()), 0.0, 1.0)


def test_a_cut_off_dictation_is_found_with_its_length(tmp_path: Path) -> None:
    cut_off_session(tmp_path, 2.5)
    (sound,) = find_kept(tmp_path)
    assert sound.duration_s == pytest.approx(2.5)
    assert sound.was_cut_off


def test_a_dictation_that_still_goes_on_is_left_alone(tmp_path: Path) -> None:
    session = SessionFile(tmp_path, 16000)
    session.append(tone(2.0))
    assert find_kept(tmp_path) == ()
    session.close(KEPT)
    assert len(find_kept(tmp_path)) == 1


def test_a_header_that_was_never_brought_up_to_date_is_repaired(tmp_path: Path) -> None:
    session = cut_off_session(tmp_path, 1.0)
    with session.path.open("ab") as file:
        file.write(b"\x01\x00" * 8000 + b"\x01")
    (sound,) = find_kept(tmp_path)
    assert sound.duration_s == pytest.approx(1.5)


def test_what_is_in_the_text_is_not_offered_and_belongs_to_the_history(tmp_path: Path) -> None:
    session = SessionFile(tmp_path, 16000)
    session.append(tone(2.0))
    session.close(FINISHED)
    assert find_kept(tmp_path) == ()
    assert session.path.exists()


def test_what_nobody_asks_for_is_deleted_after_a_week(tmp_path: Path) -> None:
    cut_off_session(tmp_path)
    assert len(find_kept(tmp_path, time.time() + 6 * 86400)) == 1
    assert find_kept(tmp_path, time.time() + 8 * 86400) == ()


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "marta.txt").write_text("Querida Marta:")
    assert find_kept(tmp_path) == ()
    assert (tmp_path / "letters" / "marta.txt").exists()


def test_the_offer_says_how_much_is_safe_and_brings_it_back(tmp_path: Path, qtbot: object) -> None:
    session = cut_off_session(tmp_path, 2.0)
    engine = FakeEngine()
    recovery = Recovery(engine, tmp_path, itertools.count(1))
    notice = recovery.offer()
    assert notice is not None
    assert "0:02" in notice.message
    assert not notice.is_error

    texts: list[str] = []
    recovery.brought_back.connect(lambda segments, sound: texts.append(" ".join(one.text for one in segments)))
    assert recovery.perform(notice.action_id)
    (asked,) = engine.of_kind(TranscriptionAsked)
    assert isinstance(asked, TranscriptionAsked)
    assert asked.path == str(session.path)
    engine.received.emit(TranscriptionProgressed(asked.request_id, 1.0, 2.0, (segment("good morning"),)))
    engine.received.emit(TranscriptionProgressed(asked.request_id, 2.0, 2.0, (segment("everyone"),)))
    engine.received.emit(TranscriptionFinished(asked.request_id, 2.0, 0.1))
    assert texts == ["good morning everyone"]
    assert recovery.offer() is None


def test_a_cancelled_dictation_gives_back_only_what_is_not_in_the_text(tmp_path: Path, qtbot: object) -> None:
    session = SessionFile(tmp_path, 16000)
    session.append(tone(3.0))
    session.remember_heard(2.0)
    session.close(KEPT)
    engine = FakeEngine()
    recovery = Recovery(engine, tmp_path, itertools.count(1))
    assert recovery.offer() is None, "what a person cancelled is not offered again at the next start"
    recovery.perform("dictation:bring-back:" + session.folder.name)
    (asked,) = engine.of_kind(TranscriptionAsked)
    assert isinstance(asked, TranscriptionAsked)
    assert Path(asked.path).stat().st_size == pytest.approx(44 + 32000, abs=2)


def test_an_engine_that_dies_is_asked_again(tmp_path: Path, qtbot: object) -> None:
    session = cut_off_session(tmp_path)
    engine = FakeEngine()
    recovery = Recovery(engine, tmp_path, itertools.count(1))
    recovery.perform("dictation:bring-back:" + session.folder.name)
    engine.restarted.emit()
    first, second = engine.of_kind(TranscriptionAsked)
    assert isinstance(first, TranscriptionAsked) and isinstance(second, TranscriptionAsked)
    assert first.path == second.path and first.request_id != second.request_id


def test_a_failure_keeps_the_sound_and_offers_it_again(tmp_path: Path, qtbot: object) -> None:
    session = cut_off_session(tmp_path)
    engine = FakeEngine()
    recovery = Recovery(engine, tmp_path, itertools.count(1))
    notices: list[Notice] = []
    recovery.trouble_occurred.connect(notices.append)
    recovery.perform("dictation:bring-back:" + session.folder.name)
    engine.received.emit(RequestFailed(1, "The recording could not be read."))
    assert notices[0].action_id.endswith(session.folder.name)
    assert session.path.exists()


def test_a_dismissed_offer_is_not_made_again_but_kept(tmp_path: Path, qtbot: object) -> None:
    session = cut_off_session(tmp_path)
    recovery = Recovery(FakeEngine(), tmp_path, itertools.count(1))
    notice = recovery.offer()
    assert notice is not None
    recovery.dismiss(notice.action_id)
    assert recovery.offer() is None
    note = read_note(session.folder)
    assert note is not None and note.state == KEPT


@pytest.mark.parametrize("action_id", ["dictation:bring-back:../etc", "dictation:bring-back:..", "find"])
def test_actions_that_are_not_ours_are_refused(tmp_path: Path, action_id: str, qtbot: object) -> None:
    assert not Recovery(FakeEngine(), tmp_path, itertools.count(1)).perform(action_id)
