"""The editor while somebody speaks and types: layers are no text, edits win, an utterance is one undo step."""

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.editor import surface
from app.editor.surface import Editor
from engine.contract.types import Heard, Word


def heard(text: str, utterance_id: int = 1, is_final: bool = False) -> Heard:
    words = tuple(Word(word, 0.0, 0.1, 0.9) for word in text.split())
    return Heard(1, utterance_id, words, len(words) if is_final else 0, is_final, 0.0, 1.0)


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    editor = Editor()
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_partial_words_are_no_text(editor: Editor) -> None:
    editor.begin_dictation()
    editor.show_heard(heard("good morning"))
    assert editor.partial_text == "good morning"
    assert editor.toPlainText() == ""
    assert not editor.document().isUndoAvailable()


def test_final_words_are_one_undo_step(editor: Editor) -> None:
    editor.begin_dictation()
    editor.show_heard(heard("good"))
    editor.show_heard(heard("good morning", is_final=True))
    editor.show_heard(heard("everyone", 2, is_final=True))
    assert editor.toPlainText() == "Good morning everyone"
    editor.undo()
    assert editor.toPlainText() == "Good morning"
    editor.undo()
    assert editor.toPlainText() == ""


def test_typing_elsewhere_loses_no_letter_and_moves_the_place(editor: Editor, qtbot: QtBot) -> None:
    editor.setPlainText("First. Last.")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.begin_dictation()
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    for number, letter in enumerate("I typed this. "):
        qtbot.keyClicks(editor, letter)
        editor.show_heard(heard("a b c d e"[: 1 + 2 * (number % 5)]))
    editor.show_heard(heard("spoken words", is_final=True))
    assert editor.toPlainText() == "I typed this. First. Last. Spoken words"
    assert editor.textCursor().position() == len("I typed this. ")


def test_deleting_around_the_place_wins(editor: Editor) -> None:
    editor.setPlainText("one two three")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.begin_dictation()
    editor.show_heard(heard("spoken"))
    cursor = editor.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.removeSelectedText()
    editor.show_heard(heard("spoken words", is_final=True))
    assert editor.toPlainText() == "Spoken words"


def test_a_dropped_partial_leaves_nothing(editor: Editor) -> None:
    editor.begin_dictation()
    editor.show_heard(heard("never mind"))
    editor.drop_partial(1)
    editor.end_dictation()
    assert editor.partial_text == "" and editor.toPlainText() == ""


def test_a_late_partial_of_a_finished_utterance_is_ignored(editor: Editor) -> None:
    editor.begin_dictation()
    editor.show_heard(heard("done", is_final=True))
    editor.show_heard(heard("don't"))
    assert editor.partial_text == ""


def test_a_text_that_is_opened_can_be_undone(editor: Editor) -> None:
    editor.setPlainText("what I wrote")
    editor.replace_all("the opened text\nof two lines")
    assert editor.toPlainText() == "the opened text\nof two lines"
    editor.undo()
    assert editor.toPlainText() == "what I wrote"


def test_the_example_is_gone_while_somebody_speaks(editor: Editor) -> None:
    assert editor.placeholderText()
    editor.begin_dictation()
    assert editor.placeholderText() == ""
    editor.end_dictation()
    assert editor.placeholderText()


def test_what_is_selected_gives_way_to_the_first_words_as_to_a_key(editor: Editor) -> None:
    editor.setPlainText("The cat sat on the mat.")
    cursor = editor.textCursor()
    cursor.setPosition(8)
    cursor.setPosition(11, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.begin_dictation()
    editor.show_heard(heard("lay", 1))
    assert editor.toPlainText() == "The cat sat on the mat.", "not before the words are there"
    editor.show_heard(heard("lay", 1, is_final=True))
    assert editor.toPlainText() == "The cat lay on the mat."
    editor.show_heard(heard("down", 2, is_final=True))
    assert editor.toPlainText() == "The cat lay down on the mat."
    editor.undo()
    editor.undo()
    assert editor.toPlainText() == "The cat sat on the mat.", "one undo an utterance"


def test_what_was_selected_stays_when_somebody_clicked_elsewhere_meanwhile(editor: Editor) -> None:
    editor.setPlainText("The cat sat.")
    cursor = editor.textCursor()
    cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    editor.setTextCursor(cursor)
    editor.begin_dictation()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.show_heard(heard("black", 1, is_final=True))
    assert editor.toPlainText() == "The black cat sat."


def test_the_words_of_a_very_long_text_are_counted_when_the_keys_rest(
    editor: Editor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    counts: list[int] = []
    editor.words_counted.connect(counts.append)
    editor.setPlainText("one two three")
    monkeypatch.setattr(surface, "_LONG_TEXT", 10)
    qtbot.keyClicks(editor, "four ")
    assert counts == [3]
    qtbot.waitUntil(lambda: counts == [3, 4])
