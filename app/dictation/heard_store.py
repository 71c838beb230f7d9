"""The words of a dictation beside its sound: a line of JSON for each utterance, written as soon as it is final."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.contract.files import write_whole
from engine.contract.types import Alternative, Heard, Segment, Word, WrittenToken

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


def put_right(folder: Path, standing: Mapping[float, str]) -> int:
    """Notes the words that a person has put right, so that history and learning know what was really said.

    An utterance counts as put right when one of its words is another now; those beside it a person has read as well.

    Args:
        folder: of a dictation that is over
        standing: what stands in the text now, by the time its word begins

    Returns:
        how many utterances are other ones now

    Raises:
        OSError: it could not be written
    """
    lines, n_changed = [], 0
    for line in (folder / _NAME).read_text(encoding="utf-8").splitlines():
        try:
            fields = json.loads(line)
            changed = _changed(fields, standing)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            changed = False  # the last line of a killed program
        n_changed += changed
        lines.append(json.dumps(fields, ensure_ascii=False) if changed else line)
    if n_changed:
        write_whole(folder / _NAME, "".join(f"{line}\n" for line in lines))
    return n_changed


def keep_anew(folder: Path, segments: tuple[Segment, ...]) -> None:
    """Notes another transcript of a dictation; the words that were noted before stay beside it.

    Raises:
        OSError: it could not be written
    """
    before, number = folder / "heard.before.jsonl", 1
    while before.exists():
        before, number = folder / f"heard.before-{number}.jsonl", number + 1
    if (folder / _NAME).exists():
        write_whole(before, (folder / _NAME).read_text(encoding="utf-8", errors="replace"))
    write_whole(folder / _NAME, "".join(_line(one) for one in segments))


def n_put_right(folder: Path) -> int:
    """How many utterances of a dictation a person has put right."""
    try:
        return (folder / _NAME).read_text(encoding="utf-8").count('"is_corrected": true')
    except (OSError, UnicodeDecodeError):
        return 0


def _changed(fields: dict[str, Any], standing: Mapping[float, str]) -> bool:
    """Puts the words of an utterance right in place; whether any of them was wrong."""
    is_changed = False
    for number, row in enumerate(fields["words"]):
        text = standing.get(round(row[1], 3), "")
        if not text or text.casefold() == row[0].casefold():
            continue
        for token in fields.get("written", ()):
            if (token[1], token[2]) == (number, 1):
                token[0] = re.sub(rf"(?i)\b{re.escape(row[0])}\b", lambda _, text=text: text, token[0])  # type: ignore[misc]
        row[0], row[3], row[4:] = text.lower(), 1.0, []
        is_changed = fields["is_corrected"] = True
    return is_changed


def _line(heard: Heard | Segment) -> str:
    rows = [
        [
            word.text, round(word.start_s, 3), round(word.end_s, 3), round(word.confidence, 3),
            *([[[one.text, round(one.probability, 3)] for one in word.alternatives]] if word.alternatives else []),
        ]
        for word in heard.words
    ]  # fmt: skip
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
            words = tuple(_word(*row) for row in fields["words"])
            written = tuple(
                WrittenToken(str(text), int(first), int(n_words), bool(is_glued))
                for text, first, n_words, is_glued in fields.get("written", ())
            )
            found.append(Segment(words, float(fields["start_s"]), float(fields["end_s"]), written))
        except (ValueError, TypeError, KeyError):
            continue  # the last line of a killed program
    return tuple(found)


def _word(text: object, start_s: float, end_s: float, confidence: float, others: Sequence[tuple[str, float]] = ()) -> Word:
    alternatives = tuple(Alternative(str(other), float(share)) for other, share in others)
    return Word(str(text), float(start_s), float(end_s), float(confidence), alternatives)
