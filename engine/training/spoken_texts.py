"""Texts as they would be said, a sentence at a time, without anything the dev transcripts hold."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.training.speech_data import read_table
from engine.training.spoken_form import PAUSES, TaggedWord, spoken
from engine.training.text_data import read_lines

_SHINGLE = 6  # words in a row that no training line may share with a transcript


class HeldOut:
    """What may not be learnt from: runs of six words, and short transcripts as wholes.

    Args:
        tables: of the transcripts
    """

    def __init__(self, tables: Sequence[Path]) -> None:
        rows = [tuple(one.text.split()) for table in tables for one in read_table(table)]
        self._runs = {run for row in rows for run in _runs(row)}
        self._wholes = {row for row in rows if len(row) < _SHINGLE}

    def holds(self, words: Sequence[str]) -> bool:
        """Whether a line shares a run with a transcript."""
        return any(run in self._runs for run in _runs(tuple(words)))

    def is_whole(self, words: Sequence[str]) -> bool:
        """Whether a sentence is a short transcript."""
        return tuple(words) in self._wholes


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words[start : start + _SHINGLE] for start in range(len(words) - _SHINGLE + 1))


def sentences(words: Sequence[TaggedWord]) -> Iterator[list[str]]:
    """The sentences of a spoken line; where a reader pauses long one ends, so also at semicolon and colon."""
    sentence: list[str] = []
    for word in words:
        sentence.append(sys.intern(word.text))  # a text has each word many times
        if word.sign in PAUSES:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def read_texts(paths: Sequence[Path], held_out: HeldOut) -> tuple[list[list[str]], int]:
    """All sentences of the texts, and how many lines or sentences were dropped because transcripts hold part of them.

    Args:
        paths: plain text, a paragraph a line, packed by xz or not; of a table only the first column is read
        held_out: see there
    """
    kept: list[list[str]] = []
    n_dropped = 0
    for path in paths:
        for line in read_lines(path):
            words = spoken(line.split("\t")[0].strip()) or []
            if held_out.holds([word.text for word in words]):
                n_dropped += 1
                continue
            new = list(sentences(words))
            kept += [sentence for sentence in new if not held_out.is_whole(sentence)]
            n_dropped += sum(held_out.is_whole(sentence) for sentence in new)
    return kept, n_dropped
