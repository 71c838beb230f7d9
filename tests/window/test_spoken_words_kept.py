"""What is known of spoken words outlives the program: in the real window, quit or killed, and with files that are not as they were."""

from __future__ import annotations

import json
import logging
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.dictation.heard_store import append_heard
from app.dictation.sound_store import FINISHED, SessionFile
from app.editor.kept_words import in_step, read_words, write_words
from app.editor.spoken_words import Spoken, TextWord
from app.engine_client import EngineClient
from app.window import MainWindow
from engine.contract.types import Alternative, Heard, Word
from engine.service import EngineOptions
from tests.support.open_window import before_me

SAID = "the walk was harder than we expected"


class QuietClient(EngineClient):
    """Starts no engine: nothing here asks it for anything."""

    def __init__(self) -> None:
        super().__init__(EngineOptions(networks=()))

    def start(self) -> None:
        """Nobody comes."""


def opened(qtbot: QtBot, data: Path) -> MainWindow:
    return before_me(qtbot, MainWindow(QuietClient(), data))


def dictate(window: MainWindow, data: Path, text: str = SAID) -> Path:
    """Says a text into the window; its sound is kept. The words "walk" and "train" are doubtful."""
    session = SessionFile(data / "dictations", 16_000)
    session.append(np.zeros(64_000, dtype=np.float32))
    words = tuple(
        Word(
            word, n * 0.5, n * 0.5 + 0.4, 0.4 if word in ("walk", "train") else 0.95,
            (Alternative("work", 0.3), Alternative("war", 0.15)) if word == "walk" else (),
        )
        for n, word in enumerate(text.split())
    )  # fmt: skip
    heard = Heard(1, 1, words, len(words), True, 0.0, 4.0)
    append_heard(session.folder, heard)
    session.close(FINISHED)
    window.editor.begin_dictation()
    window.editor.sound = session.path
    window.editor.show_heard(heard)
    window.editor.end_dictation()
    return session.folder


def placed(window: MainWindow) -> list[tuple[str, float, bool]]:
    """The spoken words of the sheet: what stands there, when it was said, whether it is doubtful."""
    text = window.editor.toPlainText()
    found = window.editor.spoken.in_text()
    return [(text[one.start : one.end], one.spoken.word.start_s, one.spoken.is_doubtful) for one in found]


def test_after_a_restart_f7_f8_and_subtitles_know_what_was_said(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(qtbot, tmp_path)
    first.editor.insertPlainText("Dear Marta \U0001f34b,\n\U0001f34b ")
    folder = dictate(first, tmp_path)
    first.sheet.follower.look()
    before, subtitles = placed(first), first.sheet.side_by_side(".srt")
    assert ("walk", 0.5, True) in before and len(before) == 7
    assert "00:00:01,200 --> 00:00:04,600" in subtitles, "3.4 s of sound after the written line"
    first.close()
    file = tmp_path / "draft.words.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    second = opened(qtbot, tmp_path)
    assert placed(second) == before
    assert second.editor.toPlainText() == "Dear Marta \U0001f34b,\n\U0001f34b the walk was harder than we expected"
    assert not second.editor.document().isUndoAvailable(), "there is nothing before it"
    second.sheet.follower.look()
    assert second.sheet.side_by_side(".srt") == subtitles
    played: list[tuple[Path, float]] = []
    playback = second.hearing._playback
    monkeypatch.setattr(playback, "play", lambda start, end: played.append((playback._path, start)))
    second.editor.moveCursor(QTextCursor.MoveOperation.Start)
    second.hearing.toggle()
    assert played == [(folder / "sound.wav", 0.0)]
    second.editor.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(second.editor, Qt.Key.Key_F8)
    panel = second.correction.popover
    assert panel.isVisible() and [row.reading.text for row in panel.rows.rows] == ["walk", "work", "war"]
    qtbot.keyClick(panel, Qt.Key.Key_2)
    assert "the work was" in second.editor.toPlainText()
    second.editor.undo()
    assert [(word, time_s) for word, time_s, _ in placed(second)] == [(word, time_s) for word, time_s, _ in before]
    second.close()


def test_a_word_that_was_looked_at_is_not_doubted_again(qtbot: QtBot, tmp_path: Path) -> None:
    first = opened(qtbot, tmp_path)
    dictate(first, tmp_path)
    first.draft.save()
    qtbot.keyClick(first.editor, Qt.Key.Key_F8)
    qtbot.keyClick(first.correction.popover, Qt.Key.Key_1)
    assert first.draft._words.is_due, "and that is written, though the text is as it was"
    first.close()
    assert opened(qtbot, tmp_path).editor.spoken.doubtful() == []


def test_a_kill_takes_at_most_the_last_seconds(qtbot: QtBot, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _SPEAKS_AND_TYPES, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        reported = killed.stdout.readline()
        killed.send_signal(signal.SIGKILL)
    assert reported == "typing\n"
    text = (tmp_path / "draft.txt").read_text()
    written = json.loads((tmp_path / "draft.words.json").read_text())["text"]
    assert text != written, "it was killed between writing the one and the other"
    window = opened(qtbot, tmp_path)
    assert window.editor.toPlainText() == text
    assert [word for word, _, _ in placed(window)] == SAID.capitalize().split()
    window.close()


_SPEAKS_AND_TYPES = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.window import MainWindow
from tests.window.test_spoken_words_kept import QuietClient, dictate

application = QApplication([])
data = Path(sys.argv[1])
window = MainWindow(QuietClient(), data)
window.show()
dictate(window, data)
window.draft.save()

def type_on():
    window.editor.insertPlainText(" and on")
    window.draft.saved.connect(lambda: print("typing", flush=True))

QTimer.singleShot(0, type_on)
application.exec()
"""


def test_text_that_another_program_edited_keeps_the_words_around_the_edit(qtbot: QtBot, tmp_path: Path) -> None:
    first = opened(qtbot, tmp_path)
    dictate(first, tmp_path)
    first.close()
    (tmp_path / "draft.txt").write_text("The walk was much easier than we expected")
    second = opened(qtbot, tmp_path)
    assert [word for word, _, _ in placed(second)] == ["The", "walk", "was", "than", "we", "expected"]
    assert placed(second)[3][1] == 2.0, "and each has its own time"
    second.close()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda text: text[: len(text) // 2], "not the file"),
        (lambda text: "", "not the file"),
        (lambda text: "[" * 200_000, "another program"),
        (lambda text: "null", "another program"),
        (lambda text: text.replace('"version":1', '"version":2'), "another version"),
        (lambda text: text.replace("[0,3,", "[1,3,"), "not in its text"),
        (lambda text: text.replace("[0,3,", "[-9,3,"), "not in its text"),
        (lambda text: text.replace("[0,3,", "[0,999999999,"), "not in its text"),
        (lambda text: text.replace("0.95", "NaN"), "damaged"),
        (lambda text: text.replace("0.95", "1e999"), "damaged"),
        (lambda text: text.replace("0.95", '"0.95"'), "damaged"),
        (lambda text: text.replace('"sounds":["', '"sounds":["../../'), "damaged"),
        (lambda text: text.replace('"words":[[', '"words":[[[],'), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_damaged_file_is_refused_in_one_sentence_and_the_text_comes_back(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: Callable[[str], str], reason: str
) -> None:
    first = opened(qtbot, tmp_path)
    dictate(first, tmp_path)
    first.close()
    file = tmp_path / "draft.words.json"
    whole = file.read_text()
    assert damage(whole) != whole
    file.write_text(damage(whole))
    with caplog.at_level(logging.WARNING):
        second = opened(qtbot, tmp_path)
    (said,) = (record.getMessage() for record in caplog.records if record.name == "app.editor.draft")
    assert reason in said and "walk" not in said
    assert second.editor.toPlainText() == "The walk was harder than we expected" and placed(second) == []
    second.close()


def test_what_is_known_goes_with_the_text_and_comes_back_with_it(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    dictate(window, tmp_path)
    before = placed(window)
    window.draft.save()
    file = tmp_path / "draft.words.json"
    assert file.exists()
    qtbot.keyClick(window.editor, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    window.draft.save()
    assert not file.exists(), "a new text: nothing is known of its words"
    window.open_history()
    kept = [n for n in range(window.history.list.count()) if not window.history._all[n].sound]
    window.history.list.setCurrentRow(kept[0])
    window.history.take.click()
    assert placed(window) == before, "the same text taken back from the history"
    window.close()
    assert placed(opened(qtbot, tmp_path)) == before


def test_a_saved_file_that_is_opened_again_knows_its_words_while_the_history_does(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    dictate(window, tmp_path)
    before, letter = placed(window), tmp_path / "letter.txt"
    window.file.save(letter)
    window.filing.begin_anew()
    window.editor.insertPlainText("something else")
    window.open_path(letter)
    assert placed(window) == before
    assert "something else" in [entry.text for entry in window.entries.all()], "and what gave way is in the history"
    letter.write_text("The walk was easier")
    window.open_path(letter)
    assert placed(window) == []
    window.close()


def test_a_dictation_from_the_history_comes_with_its_words_and_sound(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    folder = dictate(window, tmp_path)
    before = placed(window)
    window.editor.replace_all("")
    window.open_history()
    window.history.take.click()
    assert placed(window) == before
    (one, *_) = window.editor.spoken.doubtful()
    assert one.spoken.sound == folder / "sound.wav" and [other.text for other in one.spoken.word.alternatives] == ["work", "war"]
    window.close()


def test_deleting_a_dictation_deletes_what_is_known_of_its_words(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    dictate(window, tmp_path)
    window.draft.save()
    assert (tmp_path / "draft.words.json").exists()
    window.open_history()
    window.history.delete.click()
    assert not (tmp_path / "draft.words.json").exists()
    window.close()


def test_nothing_is_known_after_closing_when_nothing_is_to_be_kept(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    window.settings.set(keep_days=0)
    dictate(window, tmp_path)
    window.close()
    assert not (tmp_path / "draft.words.json").exists() and not list((tmp_path / "dictations").iterdir())
    assert (tmp_path / "draft.txt").read_text() == "The walk was harder than we expected"


def test_no_mark_sits_on_another_word_whatever_was_edited_meanwhile(tmp_path: Path) -> None:
    draw = random.Random(3)
    letters = "we go home \n\U0001f34b."
    for number in range(500):
        text, words = "", list[TextWord]()
        for n in range(draw.randrange(1, 12)):
            word = draw.choice(("we", "go", "home", "ni\u00f1o"))
            words.append(TextWord(len(text), len(text) + len(word), Spoken(Word(word, n, n + 0.5, 0.9))))
            text += word + draw.choice((" ", ". ", "\n", " \U0001f34b "))
        start = draw.randrange(len(text) + 1)
        end = draw.randrange(start, len(text) + 1)
        edited = text[:start] + "".join(draw.choices(letters, k=draw.randrange(6))) + text[end:]
        if number < 10:
            write_words(tmp_path / "w.json", text, words, tmp_path)
            assert read_words(tmp_path / "w.json", text, tmp_path) == words
            assert read_words(tmp_path / "w.json", edited, tmp_path) == in_step(words, text, edited)
        for found in in_step(words, text, edited):
            assert edited[found.start : found.end] == found.spoken.word.text
            before = next(one for one in words if one.spoken == found.spoken)
            assert found.start == before.start or found.start - before.start == len(edited) - len(text)
        assert in_step(words, text, "") == []


def test_sound_that_lies_elsewhere_is_not_looked_for_again(tmp_path: Path) -> None:
    elsewhere = tmp_path / "recordings" / "interview.wav"
    elsewhere.parent.mkdir()
    shutil.copy(os.devnull, elsewhere)
    words = [TextWord(0, 2, Spoken(Word("we", 0.0, 0.5, 0.9), elsewhere, True))]
    write_words(tmp_path / "w.json", "we", words, tmp_path / "dictations")
    (found,) = read_words(tmp_path / "w.json", "we", tmp_path / "dictations")
    assert found.spoken.sound is None and found.spoken.is_doubtful
