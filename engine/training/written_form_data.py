"""Text for the tagger: said aloud once, turned into numbers and kept as arrays."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.recognizer.written_form.network import CASES, SIGNS
from engine.recognizer.written_form.words import WordTable
from engine.training.spoken_form import LOWER, MIXED, UPPER, TaggedWord, is_well_written, shape_of, spoken
from engine.training.text_data import read_lines

NO_CASE = len(CASES)  # of words whose case tells nothing
WORDS_FILE = "words.txt"


@dataclass(slots=True)
class RegisterWords:
    """The words of a register in a row, line after line.

    Args:
        ids: uint16 [n], of the table of words
        signs: uint8 [n], of SIGNS, after each word
        cases: uint8 [n], of CASES or NO_CASE
        starts: int64 [n_sentences], where sentences begin
    """

    ids: NDArray[np.uint16]
    signs: NDArray[np.uint8]
    cases: NDArray[np.uint8]
    starts: NDArray[np.int64]


def tagged_lines(path: Path, n_words: int) -> list[list[TaggedWord]]:
    """Well-written lines of a text as spoken words, evenly spaced over it and at most so many words."""
    lines = [line for line in read_lines(path) if line]
    step = max(1, round(sum(line.count(" ") + 1 for line in lines) / n_words))
    found = []
    for line in lines[::step]:
        words = spoken(line)
        if words and is_well_written(line, words):
            found.append(words)
    return found


def build_words(registers: Mapping[str, list[list[TaggedWord]]], n_words: int, n_suffixes: int) -> WordTable:
    """The most frequent words, each in its most frequent spelling inside sentences."""
    counts: Counter[str] = Counter()
    inside: Counter[tuple[str, str]] = Counter()
    for lines in registers.values():
        for line in lines:
            counts.update(word.text for word in line)
            inside.update((word.text, word.surface) for word in line if not word.is_initial)
    spellings: dict[str, dict[str, int]] = {}
    for (text, surface), count in inside.items():
        spellings.setdefault(text, {})[surface] = count
    return WordTable([_usual(text, spellings.get(text, {})) for text, _ in counts.most_common(n_words)], n_suffixes)


def case_of(word: TaggedWord, table: WordTable) -> int:
    """The case to be learnt: of a sentence's first word the usual one, unknown when the word is not listed.

    Returns:
        of CASES, or NO_CASE
    """
    if word.is_initial:
        usual = table.surface(word.text)
        # The first word of a sentence may be a name that is usually a word ("Will"), so only what is always so counts.
        return NO_CASE if table.id_of(word.text) > len(table.surfaces) else _case(shape_of(usual))
    return _case(shape_of(word.surface))


def _case(shape: int) -> int:
    return 2 if shape == UPPER else int(shape != LOWER)


def _usual(text: str, spellings: Mapping[str, int]) -> str:
    if not spellings:
        return text
    # What is shouted in headlines, or stands in a title, is still written small.
    lower = spellings.get(text, 0)
    best = max(spellings, key=lambda surface: spellings[surface])
    mixed = [one for one in spellings if shape_of(one) == MIXED and spellings[one] * 4 > sum(spellings.values())]
    if 2 * lower >= spellings[best]:
        return text
    return max(mixed, key=lambda surface: spellings[surface]) if mixed else best


def as_numbers(lines: list[list[TaggedWord]], table: WordTable) -> RegisterWords:
    """Lines as arrays; see `RegisterWords`."""
    ids: list[int] = []
    signs: list[int] = []
    cases: list[int] = []
    starts: list[int] = []
    for line in lines:
        is_start = True
        for word in line:
            if is_start:
                starts.append(len(ids))
            ids.append(table.id_of(word.text))
            signs.append(word.sign)
            cases.append(case_of(word, table))
            is_start = SIGNS[word.sign] in (".", "?", "!")
    return RegisterWords(
        np.array(ids, np.uint16), np.array(signs, np.uint8), np.array(cases, np.uint8), np.array(starts, np.int64)
    )


def prepared(
    folder: Path, sources: Mapping[str, Path], n_words: int, n_suffixes: int, words_each: int
) -> tuple[WordTable, dict[str, RegisterWords]]:
    """The sources as numbers, from the folder when they were prepared before with the same numbers.

    Args:
        folder: where the arrays are kept
        sources: a file a register
        n_words: size of the table of words
        n_suffixes: see `WordTable`
        words_each: at most about so many words a register

    Raises:
        TrioletError: a source that cannot be read
    """
    names = {register: str(path) for register, path in sources.items()}
    mark = hashlib.sha256(json.dumps([names, n_words, n_suffixes, words_each], sort_keys=True).encode()).hexdigest()
    stamp = folder / "prepared"
    if not (stamp.exists() and stamp.read_text() == mark):
        folder.mkdir(parents=True, exist_ok=True)
        lines = {register: tagged_lines(path, words_each) for register, path in sources.items()}
        table = build_words(lines, n_words, n_suffixes)
        table.save(folder / WORDS_FILE)
        for register, found in lines.items():
            _save(folder, register, as_numbers(found, table))
        stamp.write_text(mark)
    table = WordTable.load(folder / WORDS_FILE, n_suffixes)
    return table, {register: _load(folder, register) for register in sources}


def _save(folder: Path, register: str, words: RegisterWords) -> None:
    for name in RegisterWords.__slots__:
        np.save(folder / f"{register}.{name}.npy", getattr(words, name))


def _load(folder: Path, register: str) -> RegisterWords:
    return RegisterWords(*(np.load(folder / f"{register}.{name}.npy") for name in ("ids", "signs", "cases", "starts")))
