"""Two thousand edits of a text that was spoken: what is known of words and sentences never stands beside another text."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.editor.layer import utf16_length
from app.translation.follower import row_ends
from engine.contract.sentences import sentence_spans
from engine.contract.types import NEW_LINE, SCRATCH_THAT, Heard, Segment, Word
from tests.window.test_correction import Desk

SAYINGS = ("we walked home", "the train was late again", "i know", "twenty five lemons. they were cheap", "we we walked")
TYPED = ("a", " ", ". ", "\n", "we ", "Home. ", "\U0001f34b", "\u00f1", "'s", "-", "walked ")
N_EDITS = 2_000


class Hands:
    """Speaks and edits at random."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.editor, self.draw = desk, desk.editor, random.Random(seed)
        self.n_utterances = 0
        self.editor.sound = desk.sound

    def edit(self) -> str:
        """One edit; its name."""
        length = utf16_length(self.editor.toPlainText())
        names = ["type", "type", "remove", "undo", "redo", "say", "say", "command", "correct", "settle", "put in"]
        name = "shorten" if length > 400 else self.draw.choice(names)
        getattr(self, f"_{name.replace(' ', '_')}")()
        return name

    def _cursor(self, n_most: int = 0) -> QTextCursor:
        """A place, or a selection of at most so many units."""
        # No keyboard and no mouse goes between the two halves of a character.
        places = [0, *itertools.accumulate(utf16_length(character) for character in self.editor.toPlainText())]
        start = self.draw.randrange(len(places))
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(places[start])
        cursor.setPosition(places[min(len(places) - 1, start + self.draw.randint(0, n_most))], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _type(self) -> None:
        self._cursor(3).insertText(self.draw.choice(TYPED))

    def _remove(self) -> None:
        self._cursor(25).removeSelectedText()

    def _shorten(self) -> None:
        self._cursor(300).removeSelectedText()

    def _undo(self) -> None:
        for _ in range(self.draw.randint(1, 5)):
            self.editor.undo()

    def _redo(self) -> None:
        self.editor.redo()

    def _say(self, command: str = "") -> None:
        if not self.editor.is_dictating or self.draw.random() < 0.3:
            self.editor.end_dictation()
            self.editor.setTextCursor(self._cursor())
            self.editor.begin_dictation()
        self.n_utterances += 1
        said = self.draw.choice(SAYINGS).split()
        words = tuple(
            Word(word.strip("."), self.n_utterances + n * 0.1, self.n_utterances + n * 0.1 + 0.09, self.draw.random())
            for n, word in enumerate(said)
        )
        self.editor.show_heard(Heard(1, 2 * self.n_utterances, words[:1], 0, False, 0.0, 1.0))
        self.editor.show_heard(Heard(1, 2 * self.n_utterances, words, len(words), True, 0.0, 1.0, command=command))

    def _command(self) -> None:
        self._say(self.draw.choice((NEW_LINE, SCRATCH_THAT)))

    def _correct(self) -> None:
        words = list(self.editor.spoken.all())
        if words:
            self.editor.replace_spoken(self.draw.choice(words), self.draw.choice(("Marta", "it", "ni\u00f1o")))

    def _settle(self) -> None:
        words = self.editor.spoken.doubtful()
        if words:
            self.editor.settle_spoken(self.draw.choice(words))

    def _put_in(self) -> None:
        self.editor.setTextCursor(self._cursor(2))
        words = (Word("found", 0.0, 0.5, 0.9), Word("again", 0.5, 0.9, 0.3))
        self.editor.insert_segments((Segment(words, 0.0, 1.0),), self.desk.sound)


def check(desk: Desk, after: str) -> None:
    editor, text = desk.editor, desk.text
    units = text.encode("utf-16-le")
    for word in editor.spoken.all():
        there = units[2 * word.start : 2 * word.end].decode("utf-16-le")
        assert there.casefold() == word.spoken.word.text.casefold() == word.text.casefold(), after
        around = units[: 2 * word.start].decode("utf-16-le")[-1:] + units[2 * word.end :].decode("utf-16-le")[:1]
        assert not any(character.isalnum() for character in around), after
    for one in editor.spoken.in_text():
        assert text[one.start : one.end].casefold() == one.spoken.word.text.casefold(), after
    block = editor.document().firstBlock()
    while block.isValid():
        pairs = desk.sheet.follower.pairs_of(block)
        assert len(pairs) == len(row_ends(block.text())), f"a row for each sentence at once, after {after}"
        block = block.next()


def test_words_and_rows_are_those_of_the_text_after_every_edit(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path)
    hands, n_spoken = Hands(desk, 7), 0
    for number in range(N_EDITS):
        check(desk, hands.edit())
        n_spoken += len(list(desk.editor.spoken.all()))
        if number % 10 == 0:
            desk.sheet.follower.look()
            desk.client.answer()
            sentences = [line[s.start : s.end] for line in desk.text.split("\n") for s in sentence_spans(line)]
            pairs = list(desk.sheet.follower.paired.pairs())
            assert [pair.text for pair in pairs] == sentences
            assert all(pair.shown == pair.text.upper() for pair in pairs if pair.is_current)
            assert any(pair.is_current for pair in pairs) or not sentences
    assert n_spoken > 5 * N_EDITS, "there were words to go wrong with"
