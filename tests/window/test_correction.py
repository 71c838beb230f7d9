"""Doubtful words as a person meets them: marks, the panel, its keys, and what becomes of the text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.correction.correction import Correction
from app.editor.surface import Editor
from app.recordings.playback import Playback
from app.translation.sheet import Sheet
from engine.contract.messages import EngineReady, TranslationAsked, TranslationMade
from engine.contract.types import Alternative, Heard, Translation, Word


class FakeClient(QObject):
    """Translates into capitals, when told."""

    received = Signal(object)
    restarted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[TranslationAsked] = []

    def send(self, message: object) -> None:
        if isinstance(message, TranslationAsked):
            self.waiting.append(message)

    def answer(self) -> None:
        while self.waiting:
            asked = self.waiting.pop(0)
            translation = Translation(asked.sentence.text.upper(), -1.0)
            self.received.emit(TranslationMade(asked.request_id, asked.sentence_id, translation))


class Desk:
    """A sheet on which somebody dictated."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.client = FakeClient()
        self.editor = Editor()
        self.sheet = Sheet(self.editor, self.client, itertools.count(1))  # type: ignore[arg-type]
        self.correction = Correction(self.sheet, self.client, itertools.count(1000), Playback())  # type: ignore[arg-type]
        self.panel = self.correction.popover
        self.sheet.resize(1280, 600)
        qtbot.addWidget(self.sheet)
        self.sheet.show()
        self.client.received.emit(EngineReady("translator", "fake", "cpu", 0.1))
        self.sound = folder / "sound.wav"
        self._n_utterances = 0

    def dictate(self, text: str, **unsure: tuple[str, ...]) -> None:
        """Every word at 0.95, those that have others at 0.4."""
        words = tuple(
            Word(
                word, n * 0.5, n * 0.5 + 0.4, 0.4 if word in unsure else 0.95,
                tuple(Alternative(other, 0.3 / (k + 1)) for k, other in enumerate(unsure.get(word, ()))),
            )
            for n, word in enumerate(text.split())
        )  # fmt: skip
        self._n_utterances += 1
        self.editor.begin_dictation()
        self.editor.sound = self.sound
        self.editor.show_heard(Heard(1, self._n_utterances, words, len(words), True, 0.0, 3.0))
        self.editor.end_dictation()
        self.sheet.follower.look()
        self.client.answer()

    @property
    def text(self) -> str:
        return self.editor.toPlainText()

    @property
    def marked(self) -> list[str]:
        return [word.text for word in self.editor.spoken.doubtful()]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield Desk(qtbot, tmp_path)


def test_a_doubtful_word_is_marked_and_counted_and_f8_opens_it(qtbot: QtBot, desk: Desk) -> None:
    desk.dictate("the walk was harder than we expected", walk=("work", "war"))
    assert desk.marked == ["walk"]
    qtbot.waitUntil(lambda: "1 word to check" in desk.sheet.heads._facts["source"].text())
    qtbot.keyClick(desk.editor, Qt.Key.Key_F8)
    assert desk.panel.isVisible()
    assert [row.reading.text for row in desk.panel.rows.rows] == ["walk", "work", "war"]
    desk.client.answer()
    assert [row.translation for row in desk.panel.rows.rows] == [
        "THE WALK WAS HARDER THAN WE EXPECTED", "THE WORK WAS HARDER THAN WE EXPECTED", "THE WAR WAS HARDER THAN WE EXPECTED",
    ]  # fmt: skip
    lit = desk.panel.rows.rows[1]
    assert [lit.translation[span.start : span.end] for span in lit.lit] == ["WORK"]


def test_the_panel_never_lies_over_its_sentence(qtbot: QtBot, desk: Desk) -> None:
    for n in range(12):
        desk.dictate(f"sentence {n} has a walk in it", walk=("work",))
        desk.editor.insertPlainText(".\n")
    for _ in range(12):
        qtbot.keyClick(desk.panel if desk.panel.isVisible() else desk.editor, Qt.Key.Key_F8)
        word = desk.correction._word
        assert word is not None
        place = desk.correction._marks.place_of(word)
        corner = desk.editor.viewport().mapTo(desk.sheet, place.center())
        assert not desk.panel.geometry().contains(corner)


def test_a_number_takes_the_reading_in_one_undo_step(qtbot: QtBot, desk: Desk) -> None:
    desk.dictate("walk on", walk=("work", "war"))
    heard = []
    desk.correction.corrected.connect(lambda old, new: heard.append((old, new)))
    qtbot.keyClick(desk.editor, Qt.Key.Key_F8)
    qtbot.keyClick(desk.panel, Qt.Key.Key_2)
    assert desk.text == "Work on"
    assert heard == [("Walk", "Work")]
    assert not desk.panel.isVisible() and desk.marked == []
    desk.editor.undo()
    assert desk.text == "Walk on"
    desk.editor.undo()
    assert desk.text == ""
    desk.editor.redo()
    assert [word.text for word in desk.editor.spoken.all()] == ["Walk", "on"], "redo knows the words again"


def test_enter_keeps_the_word_and_its_mark_goes(qtbot: QtBot, desk: Desk) -> None:
    desk.dictate("we walk on", walk=("work",))
    qtbot.keyClick(desk.editor, Qt.Key.Key_F8)
    qtbot.keyClick(desk.panel, Qt.Key.Key_Return)
    assert desk.text == "We walk on" and desk.marked == []


def test_esc_leaves_the_mark(qtbot: QtBot, desk: Desk) -> None:
    desk.dictate("we walk on", walk=("work",))
    qtbot.keyClick(desk.editor, Qt.Key.Key_F8)
    qtbot.keyClick(desk.panel, Qt.Key.Key_Escape)
    assert not desk.panel.isVisible() and desk.marked == ["walk"]
    qtbot.waitUntil(desk.editor.hasFocus) if desk.sheet.isActiveWindow() else None


def test_f8_goes_from_word_to_word_and_round(qtbot: QtBot, desk: Desk) -> None:
    desk.dictate("we walk on", walk=("work",))
    desk.dictate("they walk home", walk=("work",))
    starts = []
    for _ in range(3):
        qtbot.keyClick(desk.panel if desk.panel.isVisible() else desk.editor, Qt.Key.Key_F8)
        assert desk.correction._word is not None
        starts.append(desk.correction._word.start)
    assert starts[0] == starts[2] != starts[1]


def test_a_click_on_the_mark_opens_it_and_a_click_elsewhere_closes_it(qtbot: QtBot, desk: Desk) -> None:
    desk.dictate("we walk on", walk=("work",))
    place = desk.correction._marks.place_of(next(desk.editor.spoken.all().__iter__()))
    word = desk.editor.spoken.doubtful()[0]
    qtbot.mouseClick(desk.editor.viewport(), Qt.MouseButton.LeftButton, pos=desk.correction._marks.place_of(word).center())
    assert desk.panel.isVisible()
    qtbot.mouseClick(desk.editor.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert not desk.panel.isVisible()


def test_whoever_writes_into_a_word_makes_it_theirs(desk: Desk) -> None:
    desk.dictate("we walk on", walk=("work",))
    caret = desk.editor.textCursor()
    caret.setPosition(desk.text.index("walk") + 4)
    caret.insertText("ed")
    assert desk.marked == [] and [word.text for word in desk.editor.spoken.all()] == ["We", "on"]
    desk.editor.undo()
    assert desk.marked == ["walk"]


def test_words_keep_their_place_while_text_is_written_before_and_after_them(desk: Desk) -> None:
    desk.dictate("we walk on", walk=("work",))
    caret = desk.editor.textCursor()
    caret.setPosition(0)
    caret.insertText("Yesterday, ")
    caret.movePosition(QTextCursor.MoveOperation.End)
    caret.insertText(" and on, said Ana")
    assert [(word.text, desk.text[word.start : word.end]) for word in desk.editor.spoken.all()] == [
        ("We", "We"), ("walk", "walk"), ("on", "on"),
    ]  # fmt: skip


def test_the_panel_closes_when_its_word_is_taken_away(qtbot: QtBot, desk: Desk) -> None:
    desk.dictate("we walk on", walk=("work",))
    qtbot.keyClick(desk.editor, Qt.Key.Key_F8)
    desk.editor.selectAll()
    desk.editor.textCursor().removeSelectedText()
    assert not desk.panel.isVisible()


def test_p_plays_the_word_and_nothing_more(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import soundfile

    soundfile.write(desk.sound, np.zeros(32_000, dtype=np.float32), 16_000)
    desk.dictate("we walk on", walk=("work",))
    played: list[tuple[float | None, float | None]] = []
    monkeypatch.setattr(desk.correction._playback, "play", lambda start, end: played.append((start, end)))
    qtbot.keyClick(desk.editor, Qt.Key.Key_F8)
    assert desk.panel.play.isVisible()
    qtbot.keyClick(desk.panel, Qt.Key.Key_P)
    assert played == [(pytest.approx(0.35), pytest.approx(1.05))]


def test_without_the_sound_there_is_no_button_to_play_it(qtbot: QtBot, desk: Desk) -> None:
    desk.dictate("we walk on", walk=("work",))
    qtbot.keyClick(desk.editor, Qt.Key.Key_F8)
    assert not desk.panel.play.isVisible()
