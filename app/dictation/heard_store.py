"""The words of a dictation beside its sound: a line of JSON for each utterance, written as soon as it is final."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from engine.contract.files import write_whole
from engine.contract.types import Heard, Segment, Word, WrittenToken

_NAME = "heard.jsonl"


def append_heard(folder: Path, heard: Heard) -> None:
    """Notes a final utterance.

    Raises:
        OSError: it could not be written
    """
    file = os.open(folder / _NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(file, "a", encoding="utf-8") as lines:
        lines.write(_line(heard))


def write_heard(folder: Path, segments: tuple[Segment, ...]) -> None:
    """Notes all utterances of a dictation anew; nothing when that is not possible: they are in the text."""
    with contextlib.suppress(OSError):
        write_whole(folder / _NAME, "".join(_line(one) for one in segments))


def _line(heard: Heard | Segment) -> str:
    rows = [[word.text, round(word.start_s, 3), round(word.end_s, 3), round(word.confidence, 3)] for word in heard.words]
    fields: dict[str, object] = {"start_s": heard.start_s, "end_s": heard.end_s, "words": rows}
    if heard.written:
        fields["written"] = [[one.text, one.first, one.n_words, one.is_glued] for one in heard.written]
    return json.dumps(fields, ensure_ascii=False) + "\n"


def read_heard(folder: Path) -> tuple[Segment, ...]:
    """The utterances of a dictation; what cannot be read of them is left out."""
    try:
        lines = (folder / _NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    found = []
    for line in lines:
        try:
            fields = json.loads(line)
            words = tuple(Word(str(text), float(a), float(b), float(sure)) for text, a, b, sure in fields["words"])
            written = tuple(
                WrittenToken(str(text), int(first), int(n_words), bool(is_glued))
                for text, first, n_words, is_glued in fields.get("written", ())
            )
            found.append(Segment(words, float(fields["start_s"]), float(fields["end_s"]), written))
        except (ValueError, TypeError, KeyError):
            continue  # the last line of a killed program
    return tuple(found)
