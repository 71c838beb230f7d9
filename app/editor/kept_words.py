"""What is known of the spoken words of a text, beside it on disk: a file that is believed only where the text bears it out.

The file holds the text it was written for. When another text stands beside it (a program was killed between writing the
two, or somebody edited the text elsewhere), the words before and after what differs keep their places and those within
are forgotten, so that no mark ever sits on a word that was not spoken.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

from app.editor.spoken_words import Spoken, TextWord
from engine.contract.files import write_whole
from engine.contract.types import Alternative, Word

_FORMAT, _VERSION = "triolet spoken words", 1
_LARGEST_BYTES = 64 << 20
_FOLDER_NAME = re.compile(r"[\w-]+")
_SOUND = "sound.wav"


def write_words(path: Path, text: str, words: Sequence[TextWord], dictations: Path) -> None:
    """Writes the words of a text, readable by their owner only; no file stays when there are none.

    A word whose sound was deleted is left out: with the sound a person deleted what was known of it.

    Args:
        path: where to
        text: the whole of it
        words: of it, in order
        dictations: the folder of all dictations; sound that lies elsewhere is the person's own, and not looked for again

    Raises:
        OSError: it could not be written
    """
    kept = [word for word in words if word.spoken.sound is None or word.spoken.kept_sound is not None]
    if not kept:
        path.unlink(missing_ok=True)
        return
    names = [_name_of(word.spoken, dictations) for word in kept]
    sounds = sorted(set(names) - {""})
    rows = [
        [
            word.start, word.end, word.spoken.word.text, round(word.spoken.word.start_s, 3), round(word.spoken.word.end_s, 3),
            round(word.spoken.word.confidence, 4), int(word.spoken.is_doubtful),
            sounds.index(name) if name else -1,
            [[other.text, round(other.probability, 4)] for other in word.spoken.word.alternatives],
        ]
        for word, name in zip(kept, names, strict=True)
    ]  # fmt: skip
    whole = {"format": _FORMAT, "version": _VERSION, "text": text, "sounds": sounds, "words": rows}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, json.dumps(whole, ensure_ascii=False, separators=(",", ":")))


def read_words(path: Path, text: str, dictations: Path) -> list[TextWord]:
    """The spoken words of a text.

    Args:
        path: as `write_words` left it
        text: that stands on disk now, whoever wrote it
        dictations: the folder of all dictations, where the words' sound is looked for

    Raises:
        FileNotFoundError: nothing was written
        OSError: it could not be read
        ValueError: this is not what was written, or of another version; the message holds nothing of the text
    """
    if path.stat().st_size > _LARGEST_BYTES:
        raise ValueError("it is too large")
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ValueError("it is of another program") from error
    if not isinstance(fields, dict) or fields.get("format") != _FORMAT or not isinstance(fields.get("text"), str):
        raise ValueError("it is of another program")
    if fields.get("version") != _VERSION:
        raise ValueError("it is of another version")
    written: str = fields["text"]
    try:
        sounds = [_sound(name, dictations) for name in fields["sounds"]]
        words = [_word(row, sounds) for row in fields["words"]]
    except (KeyError, TypeError, IndexError, ValueError, OverflowError) as error:
        raise ValueError("a word of it is damaged") from error
    end = 0
    for word in words:
        if not end <= word.start < word.end <= len(written) or not stands(written, word):
            raise ValueError("a word of it is not in its text")
        end = word.end
    there = [word for word in words if word.spoken.sound is None or word.spoken.kept_sound is not None]
    return in_step(there, written, text)


def in_step(words: Sequence[TextWord], written: str, text: str) -> list[TextWord]:
    """The words that stand in a text as they stood in the one before it.

    Args:
        words: of the text before, in order
        written: the text before
        text: what stands there now

    Example:
        >>> spoken = [Spoken(Word(word, 0.0, 1.0, 1.0)) for word in ("we", "go", "home")]
        >>> words = [TextWord(0, 2, spoken[0]), TextWord(3, 5, spoken[1]), TextWord(6, 10, spoken[2])]
        >>> [(word.start, word.spoken.word.text) for word in in_step(words, "We go home", "We always go home")]
        [(0, 'we'), (10, 'go'), (13, 'home')]
    """
    if written == text:
        return list(words)
    n_before = len(os.path.commonprefix((written, text)))
    n_after = len(os.path.commonprefix((written[n_before:][::-1], text[n_before:][::-1])))
    shift = len(text) - len(written)
    moved = (
        word if word.end <= n_before else replace(word, start=word.start + shift, end=word.end + shift)
        for word in words
        if word.end <= n_before or word.start >= len(written) - n_after
    )
    return [word for word in moved if stands(text, word)]


def stands(text: str, word: TextWord) -> bool:
    """Whether a word stands in a text where it is said to, with nothing written close to it."""
    around = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 1]
    is_there = text[word.start : word.end].casefold() == word.spoken.word.text.casefold()
    return is_there and not any(character.isalnum() for character in around)


def _name_of(spoken: Spoken, dictations: Path) -> str:
    folder = spoken.sound.parent if spoken.sound is not None and spoken.sound.name == _SOUND else None
    return folder.name if folder is not None and folder.parent == dictations else ""


def _sound(name: Any, dictations: Path) -> Path:
    if not isinstance(name, str) or not _FOLDER_NAME.fullmatch(name):
        raise TypeError
    return dictations / name / _SOUND


def _word(row: Any, sounds: Sequence[Path]) -> TextWord:
    start, end, text, start_s, end_s, confidence, is_doubtful, sound, others = row
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(sound, int) and isinstance(text, str)):
        raise TypeError
    alternatives = tuple(Alternative(_text(other), _share(share)) for other, share in others)
    if not (isfinite(start_s) and isfinite(end_s) and 0.0 <= start_s <= end_s and -1 <= sound < len(sounds)):
        raise TypeError
    word = Word(text, float(start_s), float(end_s), _share(confidence), alternatives)
    return TextWord(start, end, Spoken(word, sounds[sound] if sound >= 0 else None, bool(is_doubtful)))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _share(value: Any) -> float:
    if not isinstance(value, int | float) or not 0.0 <= value <= 1.0:
        raise TypeError
    return float(value)
