"""A recording's words and their translation: level, heard and lit on both sides, saved in one language or in both."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.core.transcript import WordPlace
from app.recordings.export_menu import ExportMenu, export_forms
from app.recordings.language_choice import BOTH, HEARD, TRANSLATED
from app.recordings.pane import RecordingPane
from engine.contract.messages import EngineReady, TranslationAsked, TranslationMade
from engine.contract.types import Segment, TextSpan, Translation, Word, WrittenToken
from tests.support.transcribing_engine import FakeEngine
from tests.window.test_recordings import SlowLoudspeaker

LINES = ("We opened a bakery. It was small.", "My father paid $25.", "People came")


class TranslatingEngine(FakeEngine):
    """Translates each word into capitals, backwards, at once."""

    def send(self, message: object) -> None:
        super().send(message)  # type: ignore[arg-type]
        if isinstance(message, TranslationAsked):
            source = message.sentence.text.split()
            target = [word.upper() for word in reversed(source)]
            n = len(source)
            rows = tuple(tuple(float(a == n - 1 - b) for a in range(n)) for b in range(n))
            made = Translation(" ".join(target), -1.0, _spans(source), _spans(target), rows)
            self.say(TranslationMade(message.request_id, message.sentence_id, made))


def _spans(words: list[str]) -> tuple[TextSpan, ...]:
    found, at = [], 0
    for word in words:
        found.append(TextSpan(at, at + len(word)))
        at += len(word) + 1
    return tuple(found)


def said(start_s: float, text: str) -> Segment:
    """Half a second a word; "$25" is three words."""
    words, written = list[Word](), list[WrittenToken]()
    for token in text.split():
        spoken = ["twenty", "five", "dollars"] if "$25" in token else [token.strip(".").lower()]
        written.append(WrittenToken(token, len(words), len(spoken)))
        for word in spoken:
            words.append(Word(word, start_s + len(words) * 0.5, start_s + len(words) * 0.5 + 0.4, 0.9))
    return Segment(tuple(words), start_s, words[-1].end_s, tuple(written))


@pytest.fixture
def pane(qtbot: QtBot, tmp_path: Path) -> RecordingPane:
    engine = TranslatingEngine()
    pane = RecordingPane(
        engine, itertools.count(7), SlowLoudspeaker(), lambda *arguments: str(tmp_path / f"saved{arguments[2]}")  # type: ignore[arg-type]
    )  # fmt: skip
    qtbot.addWidget(pane, before_close_func=lambda each: each.close_all())
    pane.resize(1280, 800)
    pane.show()
    qtbot.waitExposed(pane)
    path = tmp_path / "Interview.wav"
    soundfile.write(path, np.zeros(20 * 8000, dtype=np.float32), 8000)
    engine.say(EngineReady("translator", "fake", "cpu", 0.1))
    pane.open(path)
    engine.progress(*(said(5.0 * n, line) for n, line in enumerate(LINES)))
    engine.finish()
    qtbot.waitUntil(lambda: pane.playback.is_available)
    qtbot.waitUntil(lambda: pane.sheet.n_translated == (4, 4))
    return pane


def test_each_sentence_stands_level_with_its_translation(qtbot: QtBot, pane: RecordingPane) -> None:
    assert [pair.shown for pair in pane.sheet.follower.paired.pairs()] == [
        "BAKERY. A OPENED WE", "SMALL. WAS IT", "$25. PAID FATHER MY", "CAME PEOPLE",
    ]  # fmt: skip
    tops = [shown.top for shown in pane.sheet.column.visible()]
    assert tops == sorted(tops) and len(tops) == 4
    first = pane.view._word_rectangle(WordPlace(1, 0))
    assert abs(first.top() - tops[2]) < 8, "on one line"
    qtbot.waitUntil(lambda: pane.sheet.heads.fact == "Translated")


def test_the_columns_stand_where_those_of_the_sheet_do(pane: RecordingPane) -> None:
    assert pane.view.y() + pane.sheet.y() == 136
    assert pane.view.x() + 8 == 72 and pane.sheet.column.x() == 696


def test_a_clicked_word_is_heard_on_either_side(qtbot: QtBot, pane: RecordingPane) -> None:
    word = pane.view._word_rectangle(WordPlace(0, 2))
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=word.center().toPoint())
    assert pane.playback.position_s == pytest.approx(1.0, abs=0.2)
    third = pane.sheet.column.visible()[2]
    qtbot.mouseClick(pane.sheet.column, Qt.MouseButton.LeftButton, pos=QPoint(70, int(third.top) + 16))
    assert pane.playback.position_s == pytest.approx(6.0, abs=0.2), "PAID came from the third word of the second segment"
    pane.resize(800, 800)
    qtbot.waitUntil(lambda: pane.sheet.is_narrow)
    last = pane.sheet.column.beneath()[3]
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, int(last.top) + 12))
    assert pane.playback.position_s == pytest.approx(10.5, abs=0.2), "beneath its sentence as well: CAME"


def test_words_light_in_both_languages_while_they_sound(pane: RecordingPane) -> None:
    for time_s, source, target in ((0.1, "We", "WE"), (2.1, "It", "IT"), (7.1, "$25.", "$25."), (10.1, "People", "PEOPLE")):
        pane.view.show_time(time_s)
        pair = pane.sheet.links.pair
        assert pair is not None
        (one,), (other,) = pane.sheet.links.lit_words(pair, True), pane.sheet.links.lit_words(pair, False)
        assert (pair.text[one.start : one.end], pair.shown[other.start : other.end]) == (source, target)
    pane.view.show_time(9.0)
    assert pane.sheet.links.pair is None, "nothing is said between two segments"


@pytest.mark.parametrize("form", export_forms(BOTH), ids=lambda form: form.name)
def test_both_languages_are_saved(pane: RecordingPane, tmp_path: Path, form: object) -> None:
    pane.export(form)
    (saved,) = tmp_path.glob("saved*")
    text = saved.read_text(encoding="utf-8")
    assert "My father paid $25." in text and "$25. PAID FATHER MY" in text
    if saved.suffix == ".json":
        assert json.loads(text)["sentences"][2] == {
            "en": "My father paid $25.", "es": "$25. PAID FATHER MY", "start_s": 5.0, "end_s": 6.4, "is_spoken": True,
        }  # fmt: skip
    if saved.suffix in (".srt", ".vtt"):
        assert "00:00:10" in text.split("People came")[0].splitlines()[-1]


@pytest.mark.parametrize("form", export_forms(TRANSLATED), ids=lambda form: form.name)
def test_the_translation_is_saved_alone(pane: RecordingPane, tmp_path: Path, form: object) -> None:
    pane.export(form)
    (saved,) = tmp_path.glob("saved*")
    text = saved.read_text(encoding="utf-8")
    assert "$25. PAID FATHER MY" in text and "My father" not in text


def test_the_menu_offers_what_a_language_can_be_saved_as(qtbot: QtBot, pane: RecordingPane) -> None:
    pane.open_export_menu()
    menu = pane.findChild(ExportMenu)
    assert menu is not None
    assert [row.form.suffix for row in menu.rows] == [".txt", ".srt", ".vtt", ".json"]
    qtbot.keyClick(menu.rows[0], Qt.Key.Key_Right)
    qtbot.keyClick(menu.rows[0], Qt.Key.Key_Right)
    assert menu.languages.choice == BOTH
    assert [row.form.suffix for row in menu.rows] == [".txt", ".md", ".srt", ".vtt", ".json"]
    place = menu.languages.place_of(HEARD).center().toPoint()
    qtbot.mouseClick(menu.languages, Qt.MouseButton.LeftButton, pos=place)
    chosen: list[object] = []
    menu.chosen.connect(chosen.append)
    qtbot.keyClick(menu.rows[0], Qt.Key.Key_Down)
    qtbot.keyClick(menu.rows[1], Qt.Key.Key_Return)
    assert chosen == [export_forms()[1]]


def test_the_text_on_the_sheet_is_only_read(qtbot: QtBot, pane: RecordingPane) -> None:
    before = pane.view.toPlainText()
    qtbot.keyClicks(pane.view, "xyz")
    pane.sheet.swap()
    assert pane.view.toPlainText() == before and pane.sheet.follower.direction.source == "en"
    assert not pane.sheet.heads.swap.isVisible()
