"""One person's recordings and what was said in them: found, read, and told apart into what is learnt and measured."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import TrioletError
from engine.sound.decoding import FOREIGN_SUFFIXES, open_sound
from engine.sound.features import SAMPLE_RATE_HZ

FEWEST_UTTERANCES = 10
_SHORTEST_S, _LONGEST_S = 0.4, 20.0
_EVERY = 10  # of so many utterances one is held aside
_FEWEST_HELD = 3
_SUFFIXES = FOREIGN_SUFFIXES | {".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3"}
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*'?")


@dataclass(frozen=True, slots=True)
class OwnUtterance:
    """What was said, as it was heard.

    Args:
        samples: float32 [n], 16 kHz
        words: lower case
    """

    samples: NDArray[np.float32]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnSpeech:
    """Utterances to learn from and utterances to measure on, and how many files were left out."""

    learnt: tuple[OwnUtterance, ...]
    held_aside: tuple[OwnUtterance, ...]
    n_left_out: int

    @property
    def duration_s(self) -> float:
        return sum(len(one.samples) for one in (*self.learnt, *self.held_aside)) / SAMPLE_RATE_HZ


def words_of(text: str) -> tuple[str, ...]:
    """The words of a transcript as they are recognised: lower case, plain letters, apostrophes inside.

    Example:
        >>> words_of("Caf\u00e9? It\u2019s closed!")
        ('cafe', "it's", 'closed')
    """
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'")).encode("ascii", "ignore").decode()
    return tuple(_WORD.findall(plain.lower()))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a recording, and what is said in it.

    Args:
        path: of the recording
        text: what is said
        start_s: where it begins
        end_s: where it ends; None for the end of the recording
    """

    path: Path
    text: str
    start_s: float = 0.0
    end_s: float | None = None


def find_pieces(source: Path) -> list[Piece]:
    """Recordings with what is said in them.

    Args:
        source: a folder whose recordings have their words in a .txt of the same name beside them, at any depth; or a
            table with the columns path and text, paths relative to it; or a folder that holds one such table; or the
            window's own folder of dictations, of which the utterances count that a person put right

    Raises:
        TrioletError: nothing of the kind there
    """
    if source.is_file():
        return [Piece(path, text) for path, text in _read_table(source)]
    if not source.is_dir():
        raise TrioletError(f"There is no folder {source}.")
    sounds = sorted(path for path in source.rglob("*") if path.suffix.lower() in _SUFFIXES)
    pairs = [(path, path.with_suffix(".txt")) for path in sounds if path.with_suffix(".txt").is_file()]
    tables = sorted(source.glob("*.tsv"))
    if not pairs and len(tables) == 1:
        return [Piece(path, text) for path, text in _read_table(tables[0])]
    dictated = [piece for path in sounds for piece in _put_right(path)]
    return [*(Piece(path, _read_text(transcript)) for path, transcript in pairs), *dictated]


def _put_right(sound: Path) -> list[Piece]:
    """The utterances of a dictation whose words a person put right; see `app.dictation.heard_store`."""
    heard = sound.with_name("heard.jsonl")
    if sound.name != "sound.wav" or not heard.is_file():
        return []
    found = []
    for line in _read_text(heard).splitlines():
        try:
            fields = json.loads(line)
            if fields.get("is_corrected"):
                text = " ".join(str(word[0]) for word in fields["words"])
                found.append(Piece(sound, text, float(fields["start_s"]), float(fields["end_s"])))
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            continue  # the last line of a killed program
    return found


def read_speech(source: Path, show: Callable[[float], None]) -> OwnSpeech:
    """Reads a person's recordings; what cannot be learnt from is left out.

    Args:
        source: see `find_pieces`
        show: called with the share that is read

    Raises:
        TrioletError: fewer than ten utterances that can be learnt from
    """
    pieces = find_pieces(source)
    samples_of = lru_cache(maxsize=1)(_samples)  # the pieces of a dictation follow one another
    found = []
    for number, piece in enumerate(pieces, start=1):
        utterance = _read(piece, samples_of)
        if utterance is not None:
            found.append(utterance)
        show(number / len(pieces))
    if len(found) < FEWEST_UTTERANCES:
        left_out = f" ({len(pieces) - len(found)} more could not be used)" if len(pieces) > len(found) else ""
        raise TrioletError(
            f"{len(found)} recordings with their words were found{left_out}; at least {FEWEST_UTTERANCES} are needed.",
            remedy=f"Each is of {_LONGEST_S:.0f} s at most, with what is said in a .txt of the same name, numbers in words.",
        )
    every = min(_EVERY, len(found) // _FEWEST_HELD)
    held = found[every // 2 :: every][: max(_FEWEST_HELD, len(found) // _EVERY)]
    kept = {id(one) for one in held}
    return OwnSpeech(tuple(one for one in found if id(one) not in kept), tuple(held), len(pieces) - len(found))


def _read(piece: Piece, samples_of: Callable[[Path], NDArray[np.float32]]) -> OwnUtterance | None:
    """An utterance; None when it has no words, digits (who knows how they were said), or is no or too much sound."""
    words = words_of(piece.text)
    if not words or re.search(r"\d", piece.text):
        return None
    try:
        samples = samples_of(piece.path)
    except TrioletError:
        return None
    end = len(samples) if piece.end_s is None else round(piece.end_s * SAMPLE_RATE_HZ)
    samples = samples[round(piece.start_s * SAMPLE_RATE_HZ) : end]
    fits = _SHORTEST_S <= len(samples) / SAMPLE_RATE_HZ <= _LONGEST_S
    return OwnUtterance(samples.copy(), words) if fits else None  # a view would keep the whole recording


def _samples(path: Path) -> NDArray[np.float32]:
    """All of a recording, float32 [n], 16 kHz."""
    with open_sound(path) as sound:
        blocks = [block for block in sound.blocks() if len(block)]
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)


def _read_table(table: Path) -> list[tuple[Path, str]]:
    rows: Sequence[dict[str, str]] = list(csv.DictReader(_read_text(table).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or any(row.get("path") is None or row.get("text") is None for row in rows):
        raise TrioletError(f"The table {table.name} needs the columns path and text, and a row.")
    return [(table.parent / row["path"], row["text"]) for row in rows]


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TrioletError(f"The text {path} cannot be read.", details=str(error)) from error
