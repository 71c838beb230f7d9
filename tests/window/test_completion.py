"""Ghost text as a person meets it: shown when sure, taken, refused, typed along, never part of the text."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.ghost_rules import Patience, Silence, first_word
from app.core.preferences import Keys, Preferences
from app.editor.completion import Completion
from app.editor.surface import Editor
from app.look import key_caps
from engine.contract.messages import SuggestionsAsked, SuggestionsMade, TextWritten
from engine.contract.types import Heard, Suggestion, Word


class FakeClient(QObject):
    """Remembers what is asked and answers when told."""

    received = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[object] = []

    def send(self, message: object) -> None:
        self.sent.append(message)

    @property
    def asked(self) -> SuggestionsAsked:
        return [message for message in self.sent if isinstance(message, SuggestionsAsked)][-1]

    def answer(self, *texts: str, probability: float = 0.9, replaces: int = 0) -> None:
        found = tuple(Suggestion(text, replaces, probability, "word") for text in texts)
        self.received.emit(SuggestionsMade(self.asked.context.revision, found))


@pytest.fixture
def client() -> FakeClient:
    return FakeClient()


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    editor = Editor()
    qtbot.addWidget(editor)
    editor.resize(500, 300)
    editor.show()
    qtbot.waitExposed(editor)
    editor.setFocus()
    return editor


@pytest.fixture
def completion(editor: Editor, client: FakeClient) -> Completion:
    return Completion(editor, client)  # type: ignore[arg-type]


def write(qtbot: QtBot, editor: Editor, text: str) -> None:
    qtbot.keyClicks(editor, text)
    QApplication.processEvents()


def test_a_sure_suggestion_stands_after_the_caret_and_is_no_text(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    assert client.asked.context.text_before == "Good mor"
    client.answer("ning")
    assert completion.shown == "ning"
    assert editor.toPlainText() == "Good mor"
    editor.selectAll()
    editor.copy()
    assert QApplication.clipboard().text() == "Good mor"


def test_an_answer_that_comes_when_the_person_is_elsewhere_is_not_shown(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut))
    client.answer("ning")
    assert completion.shown == ""


def test_the_key_that_takes_a_suggestion_is_named_where_it_lies_over_no_text(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[str] = []
    monkeypatch.setattr(key_caps, "paint", lambda painter, key, *place: named.append(key))
    write(qtbot, editor, "Good mor")
    client.answer("ning")
    editor.grab()
    assert "Tab" in named
    write(qtbot, editor, "row to you")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(4):
        editor.moveCursor(QTextCursor.MoveOperation.Right)
    named.clear()
    completion.ask_now()
    client.answer("ness")
    assert completion.shown == "ness"
    editor.grab()
    assert named == []


def test_tab_takes_all_as_one_undo_step_and_adds_the_space(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    client.answer("ning to you")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.toPlainText() == "Good morning to you "
    editor.undo()
    assert editor.toPlainText() == "Good mor"
    assert completion.shown == ""


def test_control_right_takes_a_word_and_the_rest_stays(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    client.answer("ning to you")
    qtbot.keyClick(editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "Good morning "
    assert completion.shown == "to you"
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.toPlainText() == "Good morning to you "


def test_tab_without_a_ghost_is_an_ordinary_tab(qtbot: QtBot, editor: Editor, completion: Completion) -> None:
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.toPlainText() == "\t"


def test_a_full_stop_takes_the_added_space_back(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    client.answer("ning")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    write(qtbot, editor, ".")
    assert editor.toPlainText() == "Good morning."


def test_escape_dismisses_until_the_text_changes(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    client.answer("ning")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert completion.shown == "" and completion.why_silent() is Silence.DISMISSED
    write(qtbot, editor, "n")
    client.answer("ing")
    assert completion.shown == "ing"


def test_typing_along_keeps_the_rest_and_typing_past_makes_it_go(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    client.answer("ning")
    write(qtbot, editor, "n")
    assert completion.shown == "ing"
    write(qtbot, editor, "x")
    assert completion.shown == ""


def test_next_and_previous_go_round(qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient) -> None:
    write(qtbot, editor, "Good ")
    client.answer("morning", "evening", "luck")
    for expected in ("evening", "luck", "morning"):
        qtbot.keyClick(editor, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.AltModifier)
        assert completion.shown == expected
    qtbot.keyClick(editor, Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.AltModifier)
    assert completion.shown == "luck"


def test_an_answer_for_an_older_text_never_lands(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    old = client.asked.context.revision
    write(qtbot, editor, "t")
    client.received.emit(SuggestionsMade(old, (Suggestion("ning", 0, 0.9, "rest"),)))
    assert completion.shown == ""


def test_it_keeps_silent_when_it_is_not_sure_unless_asked(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good ")
    client.answer("morning", probability=0.05)
    assert completion.shown == "" and completion.silence is Silence.UNSURE
    qtbot.keyClick(editor, Qt.Key.Key_Backslash, Qt.KeyboardModifier.AltModifier)
    client.answer("morning", probability=0.05)
    assert completion.shown == "morning"


def test_each_reason_for_silence(qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient) -> None:
    write(qtbot, editor, "Good morning")
    client.answer()
    assert completion.silence is Silence.NOTHING
    completion.switch(False)
    assert completion.why_silent() is Silence.OFF
    completion.switch(True)
    editor.selectAll()
    assert completion.why_silent() is Silence.SELECTION
    caret = editor.textCursor()
    caret.setPosition(2)
    editor.setTextCursor(caret)
    assert completion.why_silent() is Silence.INSIDE_WORD
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QApplication.sendEvent(editor, QInputMethodEvent("\u00e4", []))
    assert completion.why_silent() is Silence.COMPOSING
    QApplication.sendEvent(editor, QInputMethodEvent())
    editor.begin_dictation()
    editor.show_heard(Heard(1, 1, (Word("hello", 0, 0.1, 0.9),), 0, False, 0, 1))
    assert completion.why_silent() is Silence.SPEAKING


def test_composing_text_and_ghost_never_meet(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    client.answer("ning")
    QApplication.sendEvent(editor, QInputMethodEvent("\u00e4", []))
    assert completion.shown == ""
    commit = QInputMethodEvent()
    commit.setCommitString("\u00e4")
    QApplication.sendEvent(editor, commit)
    assert editor.toPlainText() == "Good mor\u00e4"


def test_a_name_begun_small_is_put_right_when_taken(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "on mon")
    client.answer("Monday", replaces=3)
    assert completion.shown == "day"
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.toPlainText() == "on Monday "


def test_after_speech_the_next_word_is_offered_with_its_space(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    editor.begin_dictation()
    editor.show_heard(Heard(1, 1, (Word("good", 0, 0.1, 0.9), Word("morning", 0.1, 0.2, 0.9)), 2, True, 0, 1))
    QApplication.processEvents()
    client.answer("everyone")
    assert completion.shown == " everyone"
    editor.show_heard(Heard(1, 2, (Word("and", 1, 1.1, 0.9),), 0, False, 1, 2))
    assert completion.shown == "" and editor.toPlainText() == "Good morning"


def test_a_line_that_was_typed_is_learnt_and_one_that_was_pasted_is_not(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Ask Thorvald.")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.clipboard().setText("Somebody else's words")
    editor.paste()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    completion.set_learning(False)
    write(qtbot, editor, "Off the record.")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert [message.text for message in client.sent if isinstance(message, TextWritten)] == ["Ask Thorvald."]


def test_a_text_that_was_opened_is_not_learnt(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    editor.replace_all("Somebody wrote this.\nAnd this.")
    editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert not [message for message in client.sent if isinstance(message, TextWritten)]


def test_many_random_edits_leave_no_ghost_in_the_text(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    draw = random.Random(4)
    written: list[str] = []
    for _ in range(100_000):
        what = draw.random()
        if what < 0.5:
            qtbot.keyClicks(editor, draw.choice("abc .,"))
        elif what < 0.6:
            qtbot.keyClick(editor, Qt.Key.Key_Backspace)
        elif what < 0.7:
            qtbot.keyClick(editor, draw.choice([Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_End]))
        elif what < 0.75:
            editor.undo()
        elif what < 0.8:
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        elif completion.shown and draw.random() < 0.5:
            qtbot.keyClick(editor, Qt.Key.Key_Escape)
        else:
            completion._ask()
            client.sent = client.sent[-3:]
            if any(isinstance(message, SuggestionsAsked) for message in client.sent):
                client.answer("GHOST")
        written.append(completion.shown)
        assert "GHOST" not in editor.toPlainText()
    assert "GHOST" in written


def test_patience_asks_for_more_after_refusals_and_forgives() -> None:
    patience = Patience()
    at_first = patience.threshold
    for _ in range(3):
        patience.refused()
    assert patience.threshold > at_first + 0.2
    for _ in range(40):
        patience.word_written()
    assert patience.threshold == pytest.approx(at_first)
    assert (first_word(" and then"), first_word("ther words"), first_word("ther")) == (" and", "ther", "ther")


def test_a_list_of_three_is_opened_and_chosen_from_by_number(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    qtbot.keyClick(editor, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    client.answer("ning", "e", "al", probability=0.05)
    assert len(completion.list) == 3 and editor.toPlainText() == "Good mor"
    qtbot.keyClick(editor, Qt.Key.Key_2)
    assert editor.toPlainText() == "Good more " and len(completion.list) == 0


def test_arrows_and_enter_choose_from_the_list_and_esc_closes_it(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mor")
    completion.open_list()
    client.answer("ning", "e", "al")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert len(completion.list) == 0 and editor.toPlainText() == "Good mor"
    completion.open_list()
    client.answer("ning", "e", "al")
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == "Good moral "


def test_typing_on_narrows_the_list_and_moving_away_closes_it(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "Good mo")
    completion.open_list()
    client.answer("rning", "re", "ment")
    write(qtbot, editor, "r")
    client.answer("ning", "e")
    assert len(completion.list) == 2
    qtbot.keyClick(editor, Qt.Key.Key_Home)
    assert len(completion.list) == 0


def test_other_keys_take_and_refuse_when_they_are_set(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    completion.use(Preferences(keys=Keys(take="F2", dismiss="F3")))
    write(qtbot, editor, "Good mor")
    client.answer("ning")
    qtbot.keyClick(editor, Qt.Key.Key_F3)
    assert completion.shown == ""
    write(qtbot, editor, "n")
    client.answer("ing")
    qtbot.keyClick(editor, Qt.Key.Key_F2)
    assert editor.toPlainText() == "Good morning "


def test_spanish_is_asked_for_where_spanish_is_written(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient
) -> None:
    write(qtbot, editor, "I would like to ")
    assert client.asked.context.language == "en"
    editor.clear()
    write(qtbot, editor, "Me gusta mucho la casa de ")
    assert client.asked.context.language == "es"
    write(qtbot, editor, "Madrid ")
    assert client.asked.context.language == "es", "a name is no reason to change"


def test_screen_readers_hear_a_suggestion_once_and_politely(
    qtbot: QtBot, editor: Editor, completion: Completion, client: FakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, object]] = []
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", staticmethod(lambda event: heard.append((event.message(), event.politeness())))
    )
    write(qtbot, editor, "Good mor")
    client.answer("ning")
    client.answer("ning")
    polite = QAccessible.AnnouncementPoliteness.Polite
    assert [one for one in heard if one[0] == "ning"] == [("ning", polite)]
