"""The past on disk: what is found, what is deleted, what is left alone."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import numpy as np
import pytest

from app.dictation.heard_store import append_heard, read_heard
from app.dictation.sound_store import FINISHED, KEPT, SessionFile
from app.history.entries import Entries, matching
from engine.contract.types import Heard, Word


@pytest.fixture
def entries(tmp_path: Path) -> Entries:
    return Entries(tmp_path / "dictations", tmp_path / "texts")


def _dictate(root: Path, *utterances: str, state: str = FINISHED) -> SessionFile:
    session = SessionFile(root / "dictations", 16_000)
    session.append(np.zeros(8_000, dtype=np.float32))
    for number, text in enumerate(utterances):
        words = tuple(Word(word, 0.1, 0.2, 0.9) for word in text.split())
        append_heard(session.folder, Heard(1, number, words, len(words), True, 0.0, 0.5))
    if state:
        session.close(state)
    return session


def test_a_finished_dictation_is_found_with_its_words_and_its_sound(tmp_path: Path, entries: Entries) -> None:
    _dictate(tmp_path, "good morning", "how are you")
    (entry,) = entries.all()
    assert entry.text == "Good morning how are you"
    assert entry.duration_s == 0.5
    assert entry.sound is not None and entry.sound.is_file()


def test_what_goes_on_or_is_still_owed_is_not_the_past(tmp_path: Path, entries: Entries) -> None:
    _dictate(tmp_path, "not done", state=KEPT)
    open_session = _dictate(tmp_path, "going on", state="")
    assert entries.all() == []
    entries.prune(0)
    assert open_session.path.is_file()
    open_session.close(FINISHED)


def test_what_is_older_than_was_wished_is_deleted_and_the_rest_stays(tmp_path: Path, entries: Entries) -> None:
    session = _dictate(tmp_path, "a week ago")
    entries.keep_text("an old letter")
    entries.prune(7, time.time() + 6 * 86_400)
    assert len(entries.all()) == 2
    entries.prune(7, time.time() + 8 * 86_400)
    assert entries.all() == [] and not session.folder.exists()


def test_nothing_is_kept_when_nothing_is_to_be_kept(tmp_path: Path, entries: Entries) -> None:
    _dictate(tmp_path, "just now")
    entries.prune(0)
    assert entries.all() == []


def test_deleting_deletes_sound_and_words(tmp_path: Path, entries: Entries) -> None:
    session = _dictate(tmp_path, "gone")
    entries.delete(entries.all()[0])
    assert not session.folder.exists()


def test_texts_of_one_second_do_not_overwrite_one_another(entries: Entries) -> None:
    for text in ("one", "two", "three"):
        entries.keep_text(text)
    entries.keep_text("  \n")
    assert sorted(entry.text for entry in entries.all()) == ["one", "three", "two"]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_their_owner_can_read_the_past(tmp_path: Path, entries: Entries) -> None:
    _dictate(tmp_path, "mine")
    entries.keep_text("mine")
    for path in tmp_path.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_search_finds_words_in_any_order_and_with_any_capitals(tmp_path: Path, entries: Entries) -> None:
    entries.keep_text("The lemon tree in Cuenca")
    entries.keep_text("Another letter")
    assert [entry.text for entry in matching(entries.all(), "cuenca LEMON")] == ["The lemon tree in Cuenca"]
    assert len(matching(entries.all(), "")) == 2


def test_a_line_that_was_cut_off_hides_no_other(tmp_path: Path) -> None:
    session = _dictate(tmp_path, "first", "second")
    with (session.folder / "heard.jsonl").open("a") as file:
        file.write('{"start_s": 1.0, "wor')
    assert [segment.text for segment in read_heard(session.folder)] == ["first", "second"]
