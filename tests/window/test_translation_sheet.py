"""The translation beside the text as a person meets it, with keys, and answers that come when the test says so."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.pairs import Direction, Pair
from app.core.preferences import Keys
from app.editor.surface import Editor
from app.look import text_size, theme
from app.translation.attention_picture import AttentionPicture
from app.translation.follower import row_ends
from app.translation.sentence_menu import wordings_menu
from app.translation.sheet import Sheet
from engine.contract.messages import (
    Cancel,
    EngineReady,
    EngineUnavailable,
    RequestFailed,
    TranslationAsked,
    TranslationMade,
    WordingsAsked,
    WordingsMade,
)
from engine.contract.types import Heard, TextSpan, Translation, Word, Wording


class FakeClient(QObject):
    """Remembers what is asked and answers when told."""

    received = Signal(object)
    restarted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[object] = []
        self.n_answered = 0

    def send(self, message: object) -> None:
        self.sent.append(message)

    @property
    def asked(self) -> list[TranslationAsked]:
        return [message for message in self.sent if isinstance(message, TranslationAsked)]

    def answer(self, doubt: str = "") -> None:
        """Answers everything that was asked and not answered, and what is asked because of it."""
        while self.n_answered < len(self.asked):
            asked = self.asked[self.n_answered]
            self.n_answered += 1
            self.received.emit(TranslationMade(asked.request_id, asked.sentence_id, said(asked.sentence.text, doubt)))


def said(text: str, doubt: str = "") -> Translation:
    """Every word in capitals, each from the word in its place."""
    words, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        words.append(TextSpan(start, at))
    rows = tuple(tuple(float(a == b) for a in range(len(words))) for b in range(len(words)))
    return Translation(text.upper(), -1.0, tuple(words), tuple(words), rows, (), doubt)


@pytest.fixture
def client() -> FakeClient:
    return FakeClient()


@pytest.fixture
def sheet(qtbot: QtBot, client: FakeClient) -> Iterator[Sheet]:
    theme.choose(theme.LIGHT)
    sheet = Sheet(Editor(), client, itertools.count(1))  # type: ignore[arg-type]
    qtbot.addWidget(sheet)
    sheet.resize(1280, 560)
    sheet.show()
    qtbot.waitExposed(sheet)
    sheet.editor.setFocus()
    client.received.emit(EngineReady("translator", "fake", "cpu", 0.1))
    yield sheet
    theme.choose(None)


def write(qtbot: QtBot, sheet: Sheet, text: str) -> None:
    """Types, a paragraph at a time: keyClicks knows the keys of plain letters only."""
    for number, line in enumerate(text.split("\n")):
        if number:
            qtbot.keyClick(sheet.editor, Qt.Key.Key_Return)
        qtbot.keyClicks(sheet.editor, line)
    sheet.follower.look()


def shown(sheet: Sheet) -> list[str]:
    return [pair.shown for pair in sheet.follower.paired.pairs()]


def first(sheet: Sheet) -> Pair:
    return next(sheet.follower.paired.pairs())


def test_what_is_written_is_asked_and_shown_without_a_key(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    qtbot.keyClicks(sheet.editor, "The house is small.")
    qtbot.waitUntil(lambda: len(client.asked) > 0, timeout=2_000)
    assert client.asked[-1].sentence.text == "The house is small."
    assert (client.asked[-1].sentence.source, client.asked[-1].sentence.target) == ("en", "es")
    client.answer()
    assert shown(sheet) == ["THE HOUSE IS SMALL."]
    assert sheet.editor.toPlainText() == "The house is small.", "nothing of the translation is in the text"


def test_keys_that_keep_coming_do_not_put_the_question_off_for_ever(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    started_s = time.monotonic()
    while not client.asked and time.monotonic() - started_s < 5:
        qtbot.keyClicks(sheet.editor, "word ", delay=15)
    assert client.asked


def test_in_a_long_document_an_edit_asks_for_one_sentence(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    sheet.editor.setPlainText("\n\n".join(f"This is paragraph {n}. It has a second sentence." for n in range(120)))
    sheet.follower.look()
    client.answer()
    assert 121 <= len(client.asked) <= 125, "each sentence once; those that are alike hardly more than once"
    n_before = len(client.asked)
    caret = sheet.editor.textCursor()
    caret.setPosition(sheet.editor.toPlainText().index("paragraph 60") + len("paragraph 60"))
    sheet.editor.setTextCursor(caret)
    write(qtbot, sheet, "000")
    client.answer()
    assert [asked.sentence.text for asked in client.asked[n_before:]] == ["This is paragraph 60000."]


def test_few_questions_are_open_at_once_and_the_caret_is_served_first(sheet: Sheet, client: FakeClient) -> None:
    sheet.editor.setPlainText("\n".join(f"Sentence {n} is here." for n in range(50)))
    caret = sheet.editor.textCursor()
    caret.setPosition(sheet.editor.document().findBlockByNumber(30).position() + 3)
    sheet.editor.setTextCursor(caret)
    sheet.follower.look()
    assert len(client.asked) <= 4
    assert client.asked[0].sentence.text == "Sentence 30 is here."


def test_an_old_translation_is_dimmed_only_when_it_is_behind_for_a_while(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "The house")
    client.answer()
    ink, ghost = theme.LIGHT.ink.lower(), theme.LIGHT.ghost.lower()
    write(qtbot, sheet, " is")
    assert shown(sheet) == ["THE HOUSE"] and sheet.column.colour(first(sheet)).name() == ink
    qtbot.wait(450)
    assert sheet.column.colour(first(sheet)).name() == ghost
    client.answer()
    assert shown(sheet) == ["THE HOUSE IS"] and sheet.column.colour(first(sheet)).name() == ink


def test_a_late_answer_never_lands(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "The house")
    old = client.asked[-1]
    write(qtbot, sheet, " is red")
    client.received.emit(TranslationMade(old.request_id, old.sentence_id, said("The house")))
    assert shown(sheet) == [""]
    client.answer()
    assert shown(sheet) == ["THE HOUSE IS RED"]


def test_sentences_stand_level_and_a_row_is_as_tall_as_the_taller(sheet: Sheet, client: FakeClient) -> None:
    sheet.editor.setPlainText("Short one is here. The second is here.\nThe third is here.")
    sheet.follower.look()
    pair = first(sheet)
    asked = client.asked[0]
    long = " ".join(["palabra"] * 60)
    client.received.emit(TranslationMade(asked.request_id, asked.sentence_id, Translation(long)))
    client.n_answered = 1
    client.answer()
    QApplication.processEvents()
    tops = {one.pair.text: one.top for one in sheet.column.visible()}
    height = sheet.column.set_text(pair).height_px
    assert height > 64
    assert tops["The second is here."] - tops["Short one is here."] == pytest.approx(height + 8, abs=1)
    for text, top in tops.items():
        cursor = sheet.editor.document().find(text)
        cursor.setPosition(cursor.selectionStart())
        middle = sheet.editor.cursorRect(cursor).center().y()
        assert middle == pytest.approx(top + 16, abs=3)


@pytest.mark.parametrize("is_narrow", [False, True])
def test_whatever_is_changed_in_a_paragraph_each_sentence_begins_its_own_line_level_with_its_translation(
    qtbot: QtBot, sheet: Sheet, client: FakeClient, is_narrow: bool
) -> None:
    if is_narrow:
        sheet.resize(600, 500)
    write(qtbot, sheet, "One is here. Two is here. Three is here.")
    client.answer()
    document = sheet.editor.document()

    def typed() -> None:
        caret = sheet.editor.textCursor()
        caret.setPosition(3)
        sheet.editor.setTextCursor(caret)
        qtbot.keyClicks(sheet.editor, "x")

    def replaced() -> None:
        cursor = document.find("Two")
        cursor.insertText("Twelve")

    for change in (typed, replaced, sheet.editor.undo, typed, typed):
        change()
        QApplication.processEvents()
        layout, text = document.firstBlock().layout(), document.firstBlock().text()
        starts = [text[layout.lineAt(n).textStart() :].partition(" ")[0] for n in range(layout.lineCount())]
        assert [one[:2] for one in starts] == ["On", "Tw", "Th"], change
    sheet.follower.look()
    client.answer()
    QApplication.processEvents()
    for one in sheet.column.visible() if not is_narrow else ():
        cursor = document.find(one.pair.text[:6])
        cursor.setPosition(cursor.selectionStart())
        assert sheet.editor.cursorRect(cursor).center().y() == pytest.approx(one.top + 16, abs=3)


def test_at_every_width_each_sentence_begins_its_own_line(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "Could you please help me to find the platform? I will call you. A bus came. O no! I am late, I fear.")
    client.answer()
    block = sheet.editor.document().firstBlock()
    starts = [0, *row_ends(block.text())[:-1]]
    assert len(starts) == 5
    for width in range(900, 1300, 3):
        sheet.resize(width, 500)
        sheet.editor.blockBoundingGeometry(block)
        lines = [block.layout().lineAt(n).textStart() for n in range(block.layout().lineCount())]
        assert set(starts) <= set(lines), width


def test_ones_own_wording_comes_back_when_a_swap_is_undone(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    own = "¿Me ayudas a encontrar el andén de la estación, por favor?"
    write(qtbot, sheet, "Could you please help me to find the platform of the station?")
    client.answer()
    sheet.follower.own(first(sheet), own)
    sheet.swap()
    sheet.follower.look()
    client.answer()
    assert sheet.editor.toPlainText() == own and sheet.follower.direction.source == "es"
    sheet.editor.undo()
    sheet.follower.look()
    client.answer()
    assert sheet.follower.direction.source == "en" and first(sheet).own == own


def test_space_between_rows_is_no_text(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here. Two is here.")
    client.answer()
    sheet.editor.selectAll()
    sheet.editor.copy()
    assert QGuiApplication.clipboard().text() == "One is here. Two is here."
    sheet.editor.undo()
    assert "\n" not in sheet.editor.toPlainText()


def test_folded_away_nothing_is_asked_and_paragraphs_flow(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    qtbot.keyClick(sheet.editor, Qt.Key.Key_F6)
    assert not sheet.is_open and not sheet.column.isVisible()
    write(qtbot, sheet, "One is here. Two is here.")
    assert client.asked == []
    block = sheet.editor.document().firstBlock()
    sheet.editor.blockBoundingGeometry(block)
    assert block.layout().lineCount() == 1
    sheet.fold()
    client.answer()
    assert shown(sheet) == ["ONE IS HERE.", "TWO IS HERE."]


def test_on_a_narrow_sheet_each_translation_stands_under_its_sentence(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    sheet.resize(600, 560)
    write(qtbot, sheet, "One is here. Two is here.")
    client.answer()
    assert sheet.is_narrow and not sheet.column.isVisible()
    block = sheet.editor.document().firstBlock()
    tops = sheet._layout.row_tops(block)
    assert tops[1] - tops[0] >= 32 + 26
    for pair in sheet.follower.paired.pairs():
        place = sheet.place_of(pair)
        assert place is not None and place.height() >= 26


def test_spanish_is_recognised_and_translated_into_english(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    sheet.editor.insertPlainText("¿Dónde está la casa?")
    sheet.follower.look()
    assert sheet.follower.direction == Direction("es", "en")
    assert (client.asked[-1].sentence.source, client.asked[-1].sentence.target) == ("es", "en")


def test_swapping_a_translated_text_writes_its_translation_in_one_step(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "Madrid Toledo")
    client.answer()
    sheet.swap()
    assert sheet.editor.toPlainText() == "MADRID TOLEDO"
    assert sheet.editor.textCursor().atEnd(), "who swaps while writing goes on there"
    assert sheet.follower.direction == Direction("es", "en")
    sheet.editor.undo()
    assert sheet.editor.toPlainText() == "Madrid Toledo"


def test_what_was_written_stands_beside_its_translation_after_a_swap_and_comes_back_by_another(
    qtbot: QtBot, sheet: Sheet, client: FakeClient
) -> None:
    sheet.follower.guesses = False  # capitals are no Spanish
    sheet.use_terms((("Toledo", "TOLEDO"),))  # what is known is forgotten when they turn round
    write(qtbot, sheet, "We walk to Madrid. We see Toledo.")
    client.answer()
    sheet.follower.own(first(sheet), "Caminamos a Madrid.")
    sheet.swap()
    n_asked = len(client.asked)
    sheet.follower.look()
    assert sheet.editor.toPlainText() == "Caminamos a Madrid. WE SEE TOLEDO."
    assert [pair.shown for pair in sheet.follower.paired.pairs()] == ["We walk to Madrid.", "We see Toledo."]
    assert len(client.asked) == n_asked, "nothing is translated anew"
    sheet.swap()
    sheet.follower.look()
    client.answer()
    assert sheet.editor.toPlainText() == "We walk to Madrid. We see Toledo."
    assert [pair.shown for pair in sheet.follower.paired.pairs()] == ["Caminamos a Madrid.", "WE SEE TOLEDO."]
    sheet.swap()
    sheet.editor.moveCursor(QTextCursor.MoveOperation.End)
    sheet.editor.insertPlainText(" Hoy.")
    sheet.follower.look()
    client.answer()
    assert [pair.shown for pair in sheet.follower.paired.pairs()][-1] == "HOY.", "it follows what is written then"


def test_turning_round_takes_questions_back(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "Madrid")
    open_id = client.asked[-1].request_id
    sheet.follower.turn(Direction("es", "en"))
    assert Cancel(open_id) in client.sent


def test_the_translation_is_copied_with_its_paragraphs(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here. Two is here.\n\nThree is here.")
    client.answer()
    qtbot.keyClick(sheet.editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "ONE IS HERE. TWO IS HERE.\n\nTHREE IS HERE."
    sheet.copy_one(first(sheet))
    assert QGuiApplication.clipboard().text() == "ONE IS HERE."


def test_pointing_at_a_word_lights_its_counterpart_on_both_sides(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here.")
    client.answer()
    QApplication.processEvents()
    point = QPointF(sheet.column.set_text(first(sheet)).end().x() - 12, 16)
    move = QMouseEvent(
        QMouseEvent.Type.MouseMove, point, sheet.column.mapToGlobal(point), Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(sheet.column, move)
    assert sheet.links.pair is None, "not before the pointer rests"
    qtbot.waitUntil(lambda: sheet.links.pair is not None, timeout=1_000)
    assert [selection.cursor.selectedText() for selection in sheet.editor.extraSelections()] == ["here."]  # type: ignore[attr-defined]
    assert "“HERE.” comes from “here.”" in sheet.heads.fact
    sheet.links.clear()
    assert sheet.editor.extraSelections() == []


def test_alt_l_lights_the_word_at_the_caret(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "First this. One is here")
    client.answer()
    qtbot.keyClick(sheet.editor, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    pair = list(sheet.follower.paired.pairs())[1]
    assert sheet.links.pair is pair
    [span] = sheet.links.lit_words(pair, of_source=False)
    assert pair.shown[span.start : span.end] == "HERE"


def test_what_was_lit_is_forgotten_with_its_sentence(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here")
    client.answer()
    sheet.source_links.light_at_caret()
    assert sheet.links.sentence and sheet.editor.extraSelections()
    sheet.editor.clear()
    sheet.follower.look()
    assert sheet.links.pair is None and not sheet.editor.extraSelections()


def test_what_is_lit_takes_the_colours_of_another_theme(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here")
    client.answer()
    before = theme.current()
    tints = []
    try:
        for colours in (theme.LIGHT, theme.DARK):
            theme.choose(colours)
            sheet.refresh_look()
            if not tints:
                sheet.source_links.light_at_caret()
            [selection] = sheet.editor.extraSelections()
            tint = selection.format.background()  # type: ignore[attr-defined]
            tints.append(QColor(tint.color()))
    finally:
        theme.choose(before)
        sheet.refresh_look()
    assert tints[0].lightness() > 150 > tints[1].lightness()


def test_a_doubtful_translation_is_never_shown_as_if_it_were_good(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here.")
    client.answer(doubt="loop")
    assert sheet.column.colour(first(sheet)).name() == theme.LIGHT.ghost.lower()
    assert "could not be translated well" in sheet.column.set_text(first(sheet)).text


def test_the_persons_own_words_stay_until_they_are_given_back(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here.")
    client.answer()
    qtbot.keyClick(sheet.editor, Qt.Key.Key_F2)
    assert sheet.own_words.isVisible()
    sheet.own_words.selectAll()
    qtbot.keyClicks(sheet.own_words, "Mine")
    qtbot.keyClick(sheet.own_words, Qt.Key.Key_Return)
    assert shown(sheet) == ["Mine"] and not sheet.own_words.isVisible()
    n_before = len(client.asked)
    sheet.follower.look()
    client.answer()
    assert shown(sheet) == ["Mine"] and len(client.asked) == n_before
    sheet.follower.own(first(sheet), None)
    assert shown(sheet) == ["ONE IS HERE."]


@pytest.mark.parametrize("width", [1280, 700])
def test_a_sentence_of_ones_own_has_a_line_at_its_left(qtbot: QtBot, sheet: Sheet, client: FakeClient, width: int) -> None:
    sheet.resize(width, 560)
    write(qtbot, sheet, "One is here.")
    client.answer()

    def lines() -> int:
        image, place = sheet.grab().toImage(), sheet.place_of(first(sheet))
        assert place is not None
        y = round(place.center().y())
        return sum(image.pixelColor(x, y) == QColor(theme.LIGHT.edge) for x in range(round(place.left()) - 12, round(place.left())))

    assert lines() == 0
    sheet.follower.own(first(sheet), "Mine is here.")
    assert lines() == 2


def test_esc_brings_back_what_stood_there(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here.")
    client.answer()
    sheet.write_own(first(sheet))
    qtbot.keyClicks(sheet.own_words, " and more")
    qtbot.keyClick(sheet.own_words, Qt.Key.Key_Escape)
    assert first(sheet).own is None and shown(sheet) == ["ONE IS HERE."]


def test_the_rest_of_a_begun_translation_is_offered_and_taken_by_tab(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here.")
    client.answer()
    sheet.write_own(first(sheet))
    sheet.own_words.selectAll()
    qtbot.keyClicks(sheet.own_words, "Uno es")
    qtbot.waitUntil(lambda: client.asked[-1].sentence.prefix == "Uno es", timeout=2_000)
    asked = client.asked[-1]
    client.received.emit(TranslationMade(asked.request_id, asked.sentence_id, Translation("Dos están aquí.")))
    assert sheet.own_words.ghost.text == "", "an answer that does not begin as they did is not shown"
    qtbot.keyClicks(sheet.own_words, "t")
    qtbot.waitUntil(lambda: client.asked[-1].sentence.prefix == "Uno est", timeout=2_000)
    asked = client.asked[-1]
    client.received.emit(TranslationMade(asked.request_id, asked.sentence_id, Translation("Uno está aquí.")))
    assert sheet.own_words.ghost.text == "á aquí."
    assert sheet.own_words.toPlainText() == "Uno est"
    qtbot.keyClick(sheet.own_words, Qt.Key.Key_Tab)
    assert first(sheet).own == "Uno está aquí."


def test_a_word_of_what_is_offered_is_taken_and_tab_without_an_offer_writes_no_tab(
    qtbot: QtBot, sheet: Sheet, client: FakeClient
) -> None:
    write(qtbot, sheet, "One is here.")
    client.answer()
    sheet.write_own(first(sheet))
    sheet.own_words.selectAll()
    qtbot.keyClicks(sheet.own_words, "Uno")
    sheet.own_words.offer(first(sheet), "Uno", "Uno est\u00e1 aqu\u00ed.")
    sheet.use_keys(Keys(take_word="Ctrl+J"))
    for left in (" aqu\u00ed.", ""):
        qtbot.keyClick(sheet.own_words, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        assert sheet.own_words.ghost.text == left
    qtbot.keyClick(sheet.own_words, Qt.Key.Key_Tab)
    assert first(sheet).own == "Uno est\u00e1 aqu\u00ed." and not sheet.own_words.isVisible()


def test_a_space_that_hangs_over_the_end_of_a_line_brings_no_scroll_bar(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(
        qtbot, sheet,
        "When we arrived at the station in the evening after a very long journey through the mountains and along the coast, we "
        "saw that the last train to the city had already left and that nobody was there who could tell us where we might find "
        "a room for the night, a warm meal and perhaps a friendly word. ",
    )  # fmt: skip
    assert sheet.editor.horizontalScrollBar().maximum() == 0


def test_other_wordings_are_asked_for_and_one_is_chosen(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here")
    client.answer()
    qtbot.keyClick(sheet.editor, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    sheet.reword_lit()
    asked = [message for message in client.sent if isinstance(message, WordingsAsked)][-1]
    assert asked.sentence.prefix == "ONE IS "
    wordings = (Wording("ONE IS HERE", -1.0), Wording("ONE IS THERE NOW", -2.0))
    made = wordings_menu(sheet, "HERE", "ONE IS ", wordings, lambda whole: sheet.follower.own(first(sheet), whole))
    [action] = [action for action in made.actions() if action.isEnabled()]
    assert "THERE NOW" in action.text() and "27 %" in action.text()
    action.trigger()
    assert shown(sheet) == ["ONE IS THERE NOW"]
    client.received.emit(WordingsMade(asked.request_id, wordings))
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def test_while_a_person_speaks_only_final_words_are_translated(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    sheet.editor.begin_dictation()
    sheet.editor.show_heard(Heard(1, 1, (Word("hello", 0, 1, 0.9),), 0, False, 0, 1))
    qtbot.wait(300)
    assert client.asked == []
    sheet.editor.show_heard(Heard(1, 1, (Word("hello", 0, 1, 0.9), Word("you", 1, 2, 0.9)), 2, True, 0, 2))
    qtbot.waitUntil(lambda: len(client.asked) > 0, timeout=2_000)
    assert client.asked[-1].sentence.text == "Hello you"


def test_a_new_engine_is_asked_again_what_the_old_one_left_open(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here.")
    client.restarted.emit()
    assert "Getting ready" in sheet.heads.fact
    client.received.emit(EngineReady("translator", "fake", "cpu", 0.1))
    client.n_answered = len(client.asked) - 1
    client.answer()
    assert shown(sheet) == ["ONE IS HERE."]


def test_without_a_translator_one_quiet_sentence_says_so(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    client.received.emit(EngineUnavailable("translator", "The translator is missing."))
    assert sheet.heads.fact == "The translator is missing."
    write(qtbot, sheet, "One is here.")
    assert client.asked == [] and sheet.editor.toPlainText() == "One is here."


def test_a_sentence_in_trouble_says_so_and_the_others_go_on(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here. Two is here.")
    client.received.emit(RequestFailed(client.asked[0].request_id, "It did not work."))
    client.n_answered = 1
    client.answer()
    assert "It did not work." in {sheet.column.set_text(pair).text for pair in sheet.follower.paired.pairs()}
    assert sum(bool(text) for text in shown(sheet)) == 1


def test_an_engine_that_is_gone_for_good_is_not_waited_for(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here.")
    client.received.emit(RequestFailed(client.asked[-1].request_id, "Translating has stopped on this computer."))
    client.received.emit(EngineUnavailable("translator", "Translating has stopped on this computer."))
    assert "has stopped" in sheet.heads.fact and sheet.follower.paired.open_questions == []
    client.restarted.emit()
    client.received.emit(EngineReady("translator", "fake", "cpu", 0.1))
    client.n_answered = len(client.asked) - 1
    client.answer()
    assert shown(sheet) == ["ONE IS HERE."]


def test_a_new_sentence_or_paragraph_moves_no_other_translation_from_its_place(
    qtbot: QtBot, sheet: Sheet, client: FakeClient
) -> None:
    write(qtbot, sheet, "One is here. Two is here.\nThree is here.")
    client.answer()
    places = {"One is here.": "ONE IS HERE.", "Two is here.": "TWO IS HERE.", "Three is here.": "THREE IS HERE."}
    qtbot.keyClick(sheet.editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_A, Qt.Key.Key_Return):
        qtbot.keyClick(sheet.editor, key)
        assert {one.pair.text: one.pair.shown for one in sheet.column.visible()} == places
    caret = sheet.editor.textCursor()
    caret.setPosition(sheet.editor.toPlainText().index(" Two"))
    sheet.editor.setTextCursor(caret)
    qtbot.keyClicks(sheet.editor, " New")
    assert {one.pair.text: one.pair.shown for one in sheet.column.visible() if one.pair.text in places} == places


def test_in_a_very_long_text_an_answer_and_a_key_are_quick(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    sheet.editor.setPlainText("\n\n".join(f"This is paragraph {n}. It has a second sentence {n}." for n in range(2_000)))
    sheet.follower.look()
    times_s = []
    for asked in client.asked[:4]:
        started_s = time.perf_counter()
        client.received.emit(TranslationMade(asked.request_id, asked.sentence_id, said(asked.sentence.text)))
        times_s.append(time.perf_counter() - started_s)
    assert min(times_s) < 0.02


def test_the_height_of_a_long_text_that_is_opened_is_told_a_few_times_and_not_for_each_line(sheet: Sheet) -> None:
    told: list[object] = []
    sheet.editor.document().documentLayout().documentSizeChanged.connect(told.append)
    sheet.editor.replace_all("\n".join(f"Line {number}. And more." for number in range(3_000)))
    QApplication.processEvents()
    assert len(list(sheet.follower.paired.pairs())) == 6_000
    assert 0 < len(told) < 300  # Qt tells it for each line that it lays in the window


def test_any_edits_with_answers_in_any_order_keep_every_sentence_with_its_own_translation(
    qtbot: QtBot, sheet: Sheet, client: FakeClient
) -> None:
    draw = random.Random(3)
    open_questions: list[TranslationAsked] = []
    n_seen = 0
    for _ in range(250):
        caret = sheet.editor.textCursor()
        caret.setPosition(draw.randrange(sheet.editor.document().characterCount()))
        if draw.random() < 0.3:
            caret.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, draw.randrange(9))
            caret.removeSelectedText()
        caret.insertText(draw.choice(["a", " the dog ", ". B", "\n", "? ¿", "ñ", "\U0001f600", " x. Y"]))
        if draw.random() < 0.1:
            sheet.editor.undo()
        if draw.random() < 0.5:
            sheet.follower.look()
        open_questions += client.asked[n_seen:]
        n_seen = len(client.asked)
        draw.shuffle(open_questions)
        while open_questions and draw.random() < 0.5:
            asked = open_questions.pop()
            client.received.emit(TranslationMade(asked.request_id, asked.sentence_id, said(asked.sentence.text)))
        sheet.grab()
    sheet.follower.look()
    for pair in sheet.follower.paired.pairs():
        if pair.is_current:
            assert pair.shown == pair.text.upper()


def test_the_menu_of_a_sentence_opens_at_a_word(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here.")
    client.answer()
    QApplication.processEvents()
    place = sheet.column.mapToGlobal(QPoint(10, 16))
    span = sheet.column.word_under(place)
    assert span is not None and first(sheet).shown[span.start : span.end] == "ONE"
    sheet.open_menu(first(sheet), place)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    labels = [action.text() for action in popup.actions()]
    assert labels == ["Copy this sentence", "Write it yourself", "Instead of “ONE”…"]
    popup.close()


def test_the_picture_of_a_sentence_is_walked_by_keys_and_lights_words(qtbot: QtBot, sheet: Sheet, client: FakeClient) -> None:
    write(qtbot, sheet, "One is here")
    client.answer()
    QApplication.processEvents()
    qtbot.keyClick(sheet.editor, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    panel = sheet.attention
    assert panel.isVisible() and panel.view.row == 0
    place = sheet.place_of(first(sheet))
    assert place is not None and not panel.geometry().adjusted(0, 12, 0, -12).intersects(place.toRect()), "never over it"
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    assert sheet.links.lit_words(first(sheet), of_source=True) == [first(sheet).translation.source_words[1]]  # type: ignore[union-attr]
    assert "100 %" in panel.view.accessibleDescription()
    qtbot.waitUntil(lambda: any(isinstance(message, WordingsAsked) for message in client.sent), timeout=2_000)
    asked = [message for message in client.sent if isinstance(message, WordingsAsked)][-1]
    client.received.emit(WordingsMade(asked.request_id, (Wording("ONE WAS HERE", -1.0), Wording("ONE IS HERE", -0.5))))
    assert [one.rest for one in panel.others.others] == ["WAS HERE"]
    qtbot.keyClick(panel.view, Qt.Key.Key_1)
    assert shown(sheet) == ["ONE WAS HERE"] and not panel.isVisible()


def test_in_the_picture_of_a_long_sentence_keys_bring_row_and_column_into_sight_and_the_words_stay(
    qtbot: QtBot, sheet: Sheet, client: FakeClient
) -> None:
    write(qtbot, sheet, " ".join(f"word{number}" for number in range(40)) + ".")
    client.answer()
    sheet.open_picture()
    picture, view = sheet.attention.picture, sheet.attention.view
    assert picture is not None
    for _ in range(30):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    seen = view.visibleRegion().boundingRect()
    assert seen.contains(picture.place_of(30).toRect()) and seen.top() > 0 and seen.left() > 0
    words = view.grab(seen).toImage().copy(0, 60, picture.labels_px - 26, seen.height() - 60)
    assert any(words.pixelColor(x, y).lightness() < 128 for x in range(words.width()) for y in range(words.height()))


def test_the_picture_is_saved_as_png_and_svg(qtbot: QtBot, sheet: Sheet, client: FakeClient, tmp_path: Path) -> None:
    write(qtbot, sheet, "One is here")
    client.answer()
    translation = first(sheet).translation
    assert translation is not None
    picture = AttentionPicture("One is here", translation, Direction())
    assert picture.save(str(tmp_path / "a.png")) and picture.save(str(tmp_path / "a.svg"))
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (tmp_path / "a.svg").read_bytes()
    assert not picture.save(str(tmp_path / "none" / "a.png"))


@pytest.mark.parametrize("size_px", [16, 28])
def test_sentences_stay_level_at_every_text_size(qtbot: QtBot, sheet: Sheet, client: FakeClient, size_px: int) -> None:
    write(qtbot, sheet, "One sentence that is long enough to need a second line. Another one.\n\nAnd a third.")
    client.answer()
    try:
        sheet.use_text_size(size_px)
        assert sheet.editor.font().pixelSize() == size_px
        for visible, line_px in ((sheet.column.visible(), round(1.6 * size_px)),):
            assert len(visible) == 3
            assert visible[0].text.height_px % line_px == 0
        caret = sheet.editor.textCursor()
        caret.setPosition(sheet.editor.toPlainText().index("Another"))
        middle = sheet.editor.cursorRect(caret).center().y()
        shown = sheet.column.visible()[1]
        assert abs(shown.top + line_px / 2 - middle) <= 2
    finally:
        text_size.choose(20)


def test_the_end_of_a_text_stays_in_sight_when_translations_come_beneath_it(
    qtbot: QtBot, sheet: Sheet, client: FakeClient
) -> None:
    sheet.resize(640, 280)
    write(qtbot, sheet, "\n".join(f"Sentence number {n} is here." for n in range(8)))
    editor = sheet.editor
    client.answer()
    qtbot.wait(50)
    assert editor.viewport().rect().contains(editor.cursorRect()), "where somebody writes"
    bar = editor.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    editor.document().markContentsDirty(0, 5)
    sheet.follower.pair_changed.emit(first(sheet))
    assert bar.value() == bar.minimum(), "who reads elsewhere is left there"


def test_partial_words_of_several_lines_do_not_lie_over_the_translation_beneath(
    qtbot: QtBot, sheet: Sheet, client: FakeClient
) -> None:
    sheet.resize(640, 400)
    write(qtbot, sheet, "One is here.")
    client.answer()
    pair = first(sheet)
    before = sheet.place_of(pair)
    sheet.editor.begin_dictation()
    words = tuple(Word("lemon", n * 0.3, n * 0.3 + 0.2, 0.9) for n in range(16))
    sheet.editor.show_heard(Heard(1, 1, words, 16, False, 0.0, 5.0))
    qtbot.wait(20)
    after = sheet.place_of(pair)
    assert before is not None and after is not None
    end = sheet.editor._speech.end_rectangle()
    assert end is not None and after.top() >= sheet.editor.y() + end.bottom() - 2
