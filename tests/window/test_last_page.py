"""The window comes back on the page where it was left."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.preferences import Preferences, read_preferences, written
from app.dictation.sound_store import FINISHED, OPEN, SessionFile, read_note
from app.history.page import when
from app.recordings.titles import suggested_path
from app.window import MainWindow
from tests.window.test_spoken_words_kept import QuietClient

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "sound"


def opened(qtbot: QtBot, data: Path) -> MainWindow:
    """As the program opens it when nothing is named on the command line."""
    window = MainWindow(QuietClient(), data)
    qtbot.addWidget(window)
    window.settings.set(is_welcomed=True)
    window.come_back()
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.isActiveWindow())
    return window


@pytest.mark.parametrize("name", ["settings_page", "history", "self_check", "help"])
def test_it_comes_back_on_its_page_and_the_keys_go_there(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    window = opened(qtbot, tmp_path)
    assert window.editor.isVisible() and window.editor.hasFocus()
    window.pages.open(getattr(window, name))
    window.close()
    again = opened(qtbot, tmp_path)
    page = getattr(again, name)
    assert page.isVisible() and not again.editor.isVisible()
    focus = again.focusWidget()
    assert focus is not None and (focus is page or page.isAncestorOf(focus))
    qtbot.keyClick(focus, Qt.Key.Key_Escape)
    assert again.editor.isVisible() and again.editor.hasFocus()
    again.close()
    assert opened(qtbot, tmp_path).editor.isVisible()


def test_recordings_are_open_again_and_those_that_are_gone_are_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    paths = [Path(shutil.copy(path, tmp_path)) for path in sorted(SAMPLES.glob("*.opus"))[:3]]
    window = opened(qtbot, tmp_path)
    for path in paths:
        window.open_path(path)
    window.recordings.next_button.click()
    window.close()
    paths[0].unlink()
    again = opened(qtbot, tmp_path)
    assert again.recordings.isVisible() and again.recordings.paths == (paths[1], paths[2])
    again.close()
    for path in paths[1:]:
        path.unlink()
    empty = opened(qtbot, tmp_path)
    assert empty.editor.isVisible() and not empty.recordings.paths
    empty.close()
    assert str(tmp_path) not in (tmp_path / "settings.json").read_text()


def test_a_text_or_a_recording_that_is_named_comes_first(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    window.open_history()
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Marta,")
    window.come_forward([letter])
    assert window.editor.isVisible() and window.editor.toPlainText() == "Dear Marta,"
    window.open_history()
    window.come_forward([next(SAMPLES.glob("*.opus"))])
    assert window.recordings.isVisible()


def test_what_was_cut_off_is_offered_on_the_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    window.open_settings()
    window.close()
    session = SessionFile(tmp_path / "dictations", 16_000)
    session.append(np.full(32_000, 0.1, dtype=np.float32))
    note = read_note(session.folder)
    assert note is not None and note.state == OPEN
    session._lock.unlock()
    again = opened(qtbot, tmp_path)
    qtbot.waitUntil(lambda: again.notices.isVisible())
    assert again.editor.isVisible()


def test_the_first_start_comes_before_any_page(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(written(Preferences(page="history")))
    window = MainWindow(QuietClient(), tmp_path)
    qtbot.addWidget(window)
    window.come_back()
    window.show()
    assert window.welcome.isVisible()


@pytest.mark.parametrize("text", ['{"page": "kitchen"}', '{"recordings": "a.wav"}', '{"recordings": [1]}', '{"recordings": ["\\u0000"]}'])
def test_nonsense_is_repaired(text: str) -> None:
    assert read_preferences(text) == (Preferences(), True)


def test_pages_and_recordings_are_written_and_read() -> None:
    preferences = Preferences(page="recordings", recordings=("/tmp/a.wav", "/tmp/b, with comma.wav"))
    assert read_preferences(written(preferences)) == (preferences, False)


def test_the_text_that_was_left_is_counted_and_said_to_be_safe_and_is_written_on(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    qtbot.keyClicks(window.editor, "Two words")
    window.close()
    again = opened(qtbot, tmp_path)
    assert again.header.fact == "Saved on this computer" and "2 words" in again.bar._count_label.text()
    qtbot.keyClicks(again.editor, " more")
    assert again.editor.toPlainText() == "Two words more"


def test_a_dictation_that_is_heard_again_is_called_by_its_time(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    session = SessionFile(tmp_path / "dictations", 16_000)
    session.append(np.full(32_000, 0.1, dtype=np.float32))
    session.close(FINISHED)
    window.open_history()
    entry = window.history.current
    assert entry is not None
    moment = when(entry).partition(" \u00b7")[0]
    window.history.hear.click()
    assert window.recordings.isVisible()
    assert window.recordings.title.text() == f"Dictation, {moment}"
    suggested = suggested_path(session.path, ".srt")
    assert suggested.name.startswith("Dictation, ") and suggested.suffix == ".srt" and ":" not in suggested.name
    assert tmp_path not in suggested.parents, "a person does not look there"
    other = next(SAMPLES.glob("*.opus"))
    assert suggested_path(other, ".txt") == other.with_suffix(".txt")
