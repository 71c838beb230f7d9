"""Which words of the text were spoken: each knows its place in the sound, and what else may have been said.

A word carries its number as a property of its letters, so that it moves, goes and comes back with them, by editing and
by undo alike. Whoever changes the letters makes the word a written one.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from app.editor.layer import in_units, utf16_length
from engine.contract.types import Word

_LETTERS = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_NUMBER = QTextFormat.Property.UserProperty.value + 1


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word as it was heard.

    Args:
        word: with times of its recording
        sound: the recording; None when it is not kept
        is_doubtful: whether a person should look at it
    """

    word: Word
    sound: Path | None = None
    is_doubtful: bool = False

    @property
    def kept_sound(self) -> Path | None:
        """The recording, if it is still there."""
        return self.sound if self.sound is not None and self.sound.is_file() else None


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A spoken word that stands in the text as it was heard, in Qt's units of the document."""

    start: int
    end: int
    text: str
    number: int
    spoken: Spoken


@dataclass(frozen=True, slots=True)
class TextWord:
    """A spoken word in a plain text that is on no sheet: where it begins and ends, in code points."""

    start: int
    end: int
    spoken: Spoken


class SpokenWords:
    """The spoken words of a document.

    Args:
        document: the editor's
    """

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._spoken: dict[int, Spoken] = {}
        self._numbers = itertools.count(1)

    def __len__(self) -> int:
        return len(self._spoken)

    def form(self, spoken: Spoken) -> QTextCharFormat:
        """How the letters of a word are to be inserted."""
        number = next(self._numbers)
        self._spoken[number] = spoken
        form = QTextCharFormat()
        form.setProperty(_NUMBER, number)
        return form

    def insert(self, place: QTextCursor, text: str, words: Sequence[TextWord] = ()) -> None:
        """Writes a text at a place, its spoken words with what is known of them; the cursor goes behind it.

        Args:
            place: in the document
            text: as it is
            words: of it, in order
        """
        done = 0
        place.beginEditBlock()
        for word in words:
            place.insertText(text[done : word.start], QTextCharFormat())
            place.insertText(text[word.start : word.end], self.form(word.spoken))
            done = word.end
        place.insertText(text[done:], QTextCharFormat())
        place.endEditBlock()

    def in_text(self) -> list[TextWord]:
        """The spoken words of the whole text, with places in it as plain text."""
        text = self._document.toPlainText() if self._spoken else ""
        astral, at = list[int](), 0
        if utf16_length(text) != len(text):
            for character in text:
                at += 1 + (ord(character) > 0xFFFF)
                if ord(character) > 0xFFFF:
                    astral.append(at - 1)
        return [
            TextWord(word.start - bisect_left(astral, word.start), word.end - bisect_left(astral, word.end), word.spoken)
            for word in self.all()
        ]

    def of(self, number: int) -> Spoken:
        """What is known of a word."""
        return self._spoken[number]

    def settle(self, number: int) -> None:
        """A person has looked at the word: there is no doubt any more."""
        self._spoken[number] = replace(self._spoken[number], is_doubtful=False)

    def forget(self) -> None:
        """None of the words is to be known any longer."""
        self._spoken.clear()

    def in_block(self, block: QTextBlock) -> list[PlacedWord]:
        """The spoken words of a paragraph, in order."""
        if not self._spoken:
            return []
        found, text, base = [], in_units(block.text()), block.position()
        parts = block.begin()
        while not parts.atEnd():
            fragment = parts.fragment()
            number = fragment.charFormat().property(_NUMBER)
            if isinstance(number, int) and number in self._spoken:
                word = self._spoken[number].word.text
                # Qt gives what is written right behind a word, or before the first of a paragraph, the word's own format.
                for start in (fragment.position(), fragment.position() + fragment.length() - len(word)):
                    whole = _whole_word(text, start - base, len(word))
                    if whole.casefold() == word.casefold():
                        found.append(PlacedWord(start, start + len(whole), whole, number, self._spoken[number]))
                        break
            parts += 1
        return found

    def changed(self) -> Iterator[tuple[int, str, str]]:
        """The spoken words over which a person wrote another one: number, what was heard, what stands there."""
        if not self._spoken:
            return
        block = self._document.firstBlock()
        while block.isValid():
            intact, text = {word.number for word in self.in_block(block)}, in_units(block.text())
            parts = block.begin()
            while not parts.atEnd():
                fragment = parts.fragment()
                number = fragment.charFormat().property(_NUMBER)
                if isinstance(number, int) and number in self._spoken and number not in intact:
                    match = _LETTERS.match(text, _word_start(text, fragment.position() - block.position()))
                    if match is not None and match.end() - match.start() > 1:
                        yield number, self._spoken[number].word.text, match.group()
                parts += 1
            block = block.next()

    def all(self) -> Iterator[PlacedWord]:
        """Those of the whole text, in order."""
        if not self._spoken:
            return
        block = self._document.firstBlock()
        while block.isValid():
            yield from self.in_block(block)
            block = block.next()

    def at(self, position: int) -> PlacedWord | None:
        """The word that holds a place of the document, or ends there."""
        words = self.in_block(self._document.findBlock(position))
        return next((word for word in words if word.start <= position <= word.end), None)

    def doubtful(self) -> list[PlacedWord]:
        """The words that a person should look at."""
        return [word for word in self.all() if word.spoken.is_doubtful]

    def next_doubtful(self, position: int) -> PlacedWord | None:
        """The first of them after a place, or the first of all when there is none after it."""
        words = self.doubtful()
        return next((word for word in words if word.start > position), words[0] if words else None)


def _word_start(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isalpha():
        at -= 1
    return at


def _whole_word(text: str, start: int, length: int) -> str:
    """The letters at a place when nothing was written close to them, "" otherwise; all in Qt's units."""
    if start < 0:
        return ""
    before, word, after = text[start - 1 : start] if start else "", text[start : start + length], text[start + length :][:1]
    return "" if before.isalnum() or after.isalnum() else word
