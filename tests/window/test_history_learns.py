"""The history hears a dictation again and learns from what is kept, with an engine and a command that the test plays."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from pytestqt.qtbot import QtBot

from app.dictation.heard_store import put_right, read_heard
from app.engine_client import EngineClient
from app.engine_words import _PATTERNS
from app.history.adapting import SPEECH, TEXT
from app.window import MainWindow
from engine.contract.assets import asset
from engine.contract.errors import TrioletError
from engine.contract.messages import (
    AdaptedFound,
    Cancel,
    RequestFailed,
    TranscriptionAsked,
    TranscriptionFinished,
    TranscriptionProgressed,
)
from engine.contract.types import Segment, Word
from engine.service import EngineOptions
from engine.training.own_speech import read_speech
from tests.window.test_history import _dictated
from tests.window.test_spoken_words_kept import QuietClient, dictate


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(QuietClient(), tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


def segment(text: str) -> Segment:
    return Segment(tuple(Word(word, n * 0.2, n * 0.2 + 0.1, 0.9) for n, word in enumerate(text.split())), 0.0, 1.0)


def hear_again(window: MainWindow, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Presses the button; the engine answers."""
    asked: list[TranscriptionAsked] = []
    monkeypatch.setattr(window._client, "send", lambda message: asked.append(message))
    window.history.again.click()
    (question,) = (one for one in asked if isinstance(one, TranscriptionAsked))
    if text:
        window._client.received.emit(TranscriptionProgressed(question.request_id, 0.5, 1.0, (segment(text),)))
        assert "50 %" in window.history.anew.fact.text()
        window._client.received.emit(TranscriptionFinished(question.request_id, 1.0, 0.1))
    else:
        window._client.received.emit(RequestFailed(question.request_id, "The recording could not be read."))


def test_what_is_heard_now_stands_beside_what_was_heard_and_can_be_left(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _dictated(tmp_path, "the walk was hard")
    window.open_history()
    page = window.history
    hear_again(window, monkeypatch, "the work was hard")
    assert page.anew.isVisible() and page.anew.text.toPlainText() == "The work was hard"
    assert page.text.toPlainText() == "The walk was hard"
    (lit,) = page.anew.text.extraSelections()
    assert lit.cursor.selectedText() == "work"
    assert page.text.extraSelections()[0].cursor.selectedText() == "walk"
    page.anew.leave.click()
    assert not page.anew.isVisible() and read_heard(folder)[0].text == "the walk was hard"


def test_what_is_taken_stands_in_the_history_and_the_old_words_stay_on_disk(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _dictated(tmp_path, "the walk was hard")
    before = (folder / "heard.jsonl").read_text()
    window.open_history()
    hear_again(window, monkeypatch, "the work was hard")
    window.history.anew.take.click()
    assert window.history.text.toPlainText() == "The work was hard" and not window.history.anew.isVisible()
    assert (folder / "heard.before.jsonl").read_text() == before
    window.history.take.click()
    assert window.editor.toPlainText() == "The work was hard" and len(window.editor.spoken.in_text()) == 4


def test_a_failure_is_one_sentence_and_changes_nothing(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _dictated(tmp_path, "the walk was hard")
    window.open_history()
    hear_again(window, monkeypatch, "")
    assert window.history.anew.fact.text() == "The recording could not be read."
    assert not window.history.anew.take.isVisible() and window.history.text.toPlainText() == "The walk was hard"


def test_a_correction_on_the_sheet_is_noted_beside_its_sound(window: MainWindow, tmp_path: Path) -> None:
    folder = dictate(window, tmp_path, "the walk")
    words = list(window.editor.spoken.all())
    window.editor.replace_spoken(words[1], "Work")
    assert window.put_right._rest.isActive()
    window.put_right.note()
    (heard,) = read_heard(folder)
    assert heard.text == "the work" and "\"is_corrected\": true" in (folder / "heard.jsonl").read_text()


_PLAYED = """
import json, sys, time
if "--undo" in sys.argv:
    print("recognizer-en: the shipped model is used again.")
elif "fail" in sys.argv[1]:
    print("triolet: too little to learn from.", file=sys.stderr)
    sys.exit(1)
else:
    for share in (0.25, 0.5):
        print(json.dumps({"share": share, "doing": "learning"}), flush=True)
    time.sleep(60 if "slow" in sys.argv[1] else 0.2)
    figures = {"before": {"word_error_rate": 23.4}, "after": {"word_error_rate": 18.0 if "better" in sys.argv[1] else 30.0}}
    print(json.dumps({"name": "recognizer-en", "measured": "", "is_adopted": "better" in sys.argv[1], **figures}))
"""


@pytest.fixture
def played(window: MainWindow, tmp_path: Path) -> Iterator[list[str]]:
    """The command that the line runs: its first argument says how it ends."""
    (tmp_path / "played.py").write_text(_PLAYED)
    program = [sys.executable, str(tmp_path / "played.py"), "better"]
    window.history.learning[SPEECH].adapting.program = program
    yield program


def test_there_is_no_line_until_enough_was_put_right(window: MainWindow, tmp_path: Path) -> None:
    folders = [_dictated(tmp_path, "the walk") for _ in range(10)]
    for folder in folders[:9]:
        assert put_right(folder, {0.0: "thee"}) == 1
    window.open_history()
    assert not window.history.learning[SPEECH].isVisible()
    put_right(folders[9], {0.0: "thee"})
    window.history.look()
    line = window.history.learning[SPEECH]
    assert line.isVisible() and "10 utterances" in line.fact.text() and not line.back.isVisible()


def test_many_words_of_text_are_enough_as_well(window: MainWindow) -> None:
    for n in range(12):
        window.entries.keep_text(f"{n} " + "many words " * 100)
    window.open_history()
    assert "words of your texts" in window.history.learning[TEXT].fact.text()
    assert len(window.history.learning[TEXT]._sources) == 12 and not window.history.learning[SPEECH].isVisible()


def test_learning_tells_before_and_after_and_is_taken_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, played: list[str]
) -> None:
    window.open_history()
    line = window.history.learning[SPEECH]
    line.offer(10, [tmp_path / "dictations"])
    shares: list[float] = []
    line.adapting.progressed.connect(shares.append)
    with qtbot.waitSignal(line.adapting.ended, timeout=30_000):
        line.learn.click()
        assert line.learn.text() == "Stop" and not line.back.isVisible()
    assert shares == [0.25, 0.5]
    assert "of 100 of your words 18 are heard wrongly; before it was 23. Used from the next start on." in line.fact.text()
    assert line.learn.text() == "Learn anew" and line.back.text() == "Take it back"
    window.history.look()
    assert "before it was 23" in line.fact.text(), "whoever looks later still sees it"
    with qtbot.waitSignal(line.adapting.ended, timeout=30_000):
        line.back.click()
    assert "taken back" in line.fact.text() and line.learn.text() == "Learn from them" and not line.back.isVisible()


@pytest.mark.parametrize(("how", "said"), [("worse", "nothing better"), ("fail", "too little to learn from")])
def test_learning_that_brings_nothing_says_so(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, played: list[str], how: str, said: str
) -> None:
    played[-1] = how
    window.open_history()
    line = window.history.learning[SPEECH]
    line.offer(10, [tmp_path / "dictations"])
    with qtbot.waitSignal(line.adapting.ended, timeout=30_000):
        line.learn.click()
    assert said in line.fact.text() and line.learn.text() == "Learn from them"


def test_learning_can_be_stopped(qtbot: QtBot, window: MainWindow, tmp_path: Path, played: list[str]) -> None:
    played[-1] = "slow"
    window.open_history()
    line = window.history.learning[SPEECH]
    line.offer(10, [tmp_path / "dictations"])
    with qtbot.waitSignal(line.adapting.progressed, timeout=30_000):
        line.learn.click()
    line.learn.click()
    assert not line.adapting.is_running and "stopped" in line.fact.text()


def test_an_engine_that_dies_meanwhile_is_asked_again_and_what_it_could_not_read_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _dictated(tmp_path, "the walk was hard")
    window.open_history()
    asked: list[TranscriptionAsked] = []
    monkeypatch.setattr(window._client, "send", lambda message: isinstance(message, TranscriptionAsked) and asked.append(message))
    window.history.again.click()
    window._client.received.emit(TranscriptionProgressed(asked[0].request_id, 0.5, 1.0, (segment("the walrus"),)))
    window._client.restarted.emit()
    first, second = asked
    assert first.path == second.path and first.request_id != second.request_id
    assert "0 %" in window.history.anew.fact.text()
    window._client.received.emit(TranscriptionProgressed(second.request_id, 0.5, 1.0, (segment("the work was hard"),)))
    window._client.received.emit(TranscriptionFinished(second.request_id, 1.0, 0.1, "Only 1 of 2 s could be read."))
    assert window.history.anew.text.toPlainText() == "The work was hard"
    assert window.history.anew.fact.text() == "Only 1 of 2 s could be read."


def test_whoever_looks_at_another_entry_is_not_told_of_the_first(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _dictated(tmp_path, "the walk was hard")
    _dictated(tmp_path, "the hill was steep")
    window.open_history()
    sent: list[object] = []
    monkeypatch.setattr(window._client, "send", sent.append)
    window.history.again.click()
    window.history.list.setCurrentRow(1)
    asked, cancelled = sent
    assert isinstance(asked, TranscriptionAsked) and cancelled == Cancel(asked.request_id)
    window._client.received.emit(TranscriptionProgressed(asked.request_id, 1.0, 1.0, (segment("the work was hard"),)))
    window._client.received.emit(TranscriptionFinished(asked.request_id, 1.0, 0.1))
    assert not window.history.anew.isVisible() and not window.history.anew.text.toPlainText()


def plant_adapted(data: Path) -> Path:
    """A recognizer as `triolet adapt` leaves it, with the shipped weights."""
    shipped, folder = asset("models", "recognizer-en"), data / "triolet" / "adapted" / "recognizer-en"
    folder.mkdir(parents=True)
    for file in shipped.iterdir():
        if file.name not in ("config.json", "SHA256SUMS"):
            (folder / file.name).symlink_to(file)
    figures = {"before": {"word_error_rate": 20.2}, "after": {"word_error_rate": 15.8}}
    config = json.dumps({**json.loads((shipped / "config.json").read_text()), "adapted": figures})
    (folder / "config.json").write_text(config)
    sums = [line for line in (shipped / "SHA256SUMS").read_text().splitlines() if not line.endswith("config.json")]
    (folder / "SHA256SUMS").write_text("\n".join([*sums, f"{hashlib.sha256(config.encode()).hexdigest()}  config.json"]) + "\n")
    return folder


@pytest.mark.parametrize("is_whole", [True, False])
def test_what_was_learnt_before_this_start_is_told_and_can_still_be_taken_back(
    qtbot: QtBot, own_folders: Path, tmp_path: Path, is_whole: bool
) -> None:
    folder = plant_adapted(own_folders / "xdg_data_home")
    if not is_whole:
        (folder / "words.txt.gz").unlink()
    window = MainWindow(EngineClient(EngineOptions(networks=("recognizer",))), tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.open_history()
    line = window.history.learning[SPEECH]
    qtbot.waitUntil(line.isVisible, timeout=60_000)
    known = "Triolet has learnt your voice: of 100 of your words 16 are heard wrongly; before it was 20."
    assert line.fact.text() == (known if is_whole else "What was learnt is damaged and is not used.")
    assert line.back.isVisible() and not line.learn.isVisible(), "there is nothing to learn from now"
    with qtbot.waitSignal(line.adapting.ended, timeout=60_000):
        line.back.click()
    assert not folder.exists() and "taken back" in line.fact.text() and not line.back.isVisible()
    window.close()


def test_each_kind_of_learning_has_a_line_and_a_way_back_of_its_own(window: MainWindow, tmp_path: Path) -> None:
    window.open_history()
    voice, text = window.history.learning[SPEECH], window.history.learning[TEXT]
    window._client.received.emit(AdaptedFound("autocompleter", (("ksr@3", 28.9),), (("ksr@3", 34.3),), True))
    assert text.isVisible() and "34 of 100 keys" in text.fact.text() and "before it was 29" in text.fact.text()
    assert text.back.isVisible() and not voice.isVisible()
    voice.offer(12, [tmp_path])
    assert voice.isVisible() and voice.learn.text() == "Learn from them" and not voice.back.isVisible()
    text.offer(3_000, [tmp_path])
    assert text.learn.text() == "Learn anew" and text.learn.isVisible() and text.back.isVisible()


def test_why_nothing_could_be_learnt_is_said_in_the_words_of_the_window(tmp_path: Path) -> None:
    for n_pieces in (2, 9):
        (tmp_path / "recordings").mkdir(exist_ok=True)
        for number in range(n_pieces):
            soundfile.write(tmp_path / "recordings" / f"{number}.wav", np.zeros(1600, dtype=np.float32), 16_000)
            (tmp_path / "recordings" / f"{number}.txt").write_text("good morning")
        with pytest.raises(TrioletError) as failed:
            read_speech(tmp_path / "recordings", lambda share: None)
        assert any(pattern.fullmatch(str(failed.value)) for pattern in _PATTERNS), str(failed.value)
