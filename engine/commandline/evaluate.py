"""`triolet evaluate speech TABLE`: error rates and speed on recordings whose words are known."""

from __future__ import annotations

import argparse
import csv
import json
import time
from dataclasses import dataclass
from pathlib import Path

from engine.commandline import recognition
from engine.commandline.app_side import AppSide
from engine.commandline.error_rates import ErrorRates
from engine.commandline.progress import ProgressLine
from engine.contract.errors import SoundFileError, TrioletError
from engine.contract.types import TranscribeOptions, Transcript


@dataclass(frozen=True, slots=True)
class Row:
    """A recording and what is said in it."""

    path: Path
    text: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("task", choices=("speech",), help="what is measured")
    parser.add_argument("table", type=Path, metavar="TABLE", help="tab-separated, with columns path and text")
    parser.add_argument("--json", action="store_true", help="the figures on one line")
    parser.add_argument("--sample", type=_positive, metavar="N", help="only so many rows, spread over the table")
    parser.add_argument("--search", choices=("full", "greedy"), default="full", help="default: full")
    recognition.add_model_arguments(parser)


def run(options: argparse.Namespace, app_side: AppSide) -> int:
    """Print the figures."""
    rows = spread(read_table(options.table), options.sample)
    recognizer = recognition.open_recognizer(options)
    rates, sound_s, work_s = ErrorRates(), 0.0, 0.0
    with ProgressLine() as progress:
        for number, row in enumerate(rows):
            progress.show(number / len(rows), f"{number} of {len(rows)}, word errors {rates.word_error_rate:.1%}")
            started_s = time.perf_counter()
            transcript: Transcript = recognizer.transcribe(str(row.path), TranscribeOptions(search=options.search))
            work_s += time.perf_counter() - started_s
            sound_s += transcript.duration_s
            rates.add(row.text, transcript.text)
    print(_figures(rates, work_s / sound_s if sound_s else 0.0, options.json))
    return 0


def read_table(path: Path) -> list[Row]:
    """The rows of a speech table, with paths relative to the table.

    Raises:
        TrioletError: a table that cannot be read, or the first row that cannot be used
        SoundFileError: a recording that is not there
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            missing = [name for name in ("path", "text") if name not in (table.fieldnames or ())]
            if missing:
                raise TrioletError(
                    f"The table {path} has no column {' and no column '.join(missing)}.",
                    remedy="Its first line must name the columns, separated by tabs.",
                )
            rows = [_row(path, number, fields) for number, fields in enumerate(table, start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TrioletError(f"The table {path} cannot be read.", details=str(error)) from error
    if not rows:
        raise TrioletError(f"The table {path} has no rows.")
    return rows


def _row(table: Path, number: int, fields: dict[str, str | None]) -> Row:
    path, text = fields["path"], fields["text"]
    if not path or text is None or not text.strip():
        raise TrioletError(f"Line {number} of {table} has no {'text' if path else 'path'}.")
    sound = table.parent / path
    if not sound.is_file():
        raise SoundFileError(f"Line {number} of {table} names {path}, which is not there.")
    return Row(sound, text)


def spread(rows: list[Row], n_wanted: int | None) -> list[Row]:
    """So many rows, evenly over the whole; always the same ones."""
    if n_wanted is None or n_wanted >= len(rows):
        return rows
    return [rows[number * len(rows) // n_wanted] for number in range(n_wanted)]


def _figures(rates: ErrorRates, real_time_factor: float, is_json: bool) -> str:
    if is_json:
        return json.dumps(
            {
                "word_error_rate": round(rates.word_error_rate, 6),
                "character_error_rate": round(rates.character_error_rate, 6),
                "real_time_factor": round(real_time_factor, 6),
                "utterances": rates.n_utterances,
                "words": rates.n_words,
            }
        )
    return (
        f"word_error_rate       {rates.word_error_rate:.4f}\n"
        f"character_error_rate  {rates.character_error_rate:.4f}\n"
        f"real_time_factor      {real_time_factor:.4f}\n"
        f"utterances            {rates.n_utterances}\n"
        f"words                 {rates.n_words}"
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
