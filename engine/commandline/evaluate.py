"""`triolet evaluate`: error rates of the recognizer, hits and saved keys of the autocompleter, BLEU of the translator;
signs and capitals are in `evaluate_written`."""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from pathlib import Path
from typing import Any

from engine.commandline.figures import percentile
from engine.commandline.models import in_use
from engine.commandline.progress import ProgressLine
from engine.commandline.recognizing import add_models_to
from engine.contract.errors import TrioletError
from engine.contract.types import Sentence, TranslateOptions
from engine.layers.model_folder import shipped_model

_SENTENCES_AT_ONCE = 200
_REGISTERS = ("spoken", "fiction", "essay", "news", "email")


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("evaluate", help="measure a network on a table")
    kinds = parser.add_subparsers(dest="kind", required=True)
    speech = kinds.add_parser("speech", help="word and character error rate")
    speech.add_argument("table", type=Path, help="columns path and text; paths relative to the table")
    speech.add_argument("--json", action="store_true", help="one line of JSON")
    speech.add_argument("--sample", type=int, default=0, help="only so many utterances, evenly spaced")
    speech.add_argument("--search", choices=("full", "greedy"), default="full")
    speech.add_argument("--stream", action="store_true", help="as dictated: sound comes in pieces, words are committed on the way")
    speech.add_argument("--noise", type=Path, help="a folder of recordings without words, to lie under the speech")
    speech.add_argument("--snr-db", type=float, default=10.0, help="of the noise")
    speech.add_argument("--room", action="store_true", help="as heard in a small room")
    add_models_to(speech)
    speech.set_defaults(run=run_speech)
    typing = kinds.add_parser("autocomplete", help="hits and keystrokes saved")
    typing.add_argument("table", type=Path, help="columns register and line")
    typing.add_argument("--json", action="store_true", help="one line of JSON")
    typing.add_argument("--sample", type=int, default=0, help="only so many lines a register, evenly spaced")
    typing.add_argument("--language", choices=("en", "es"), default="en", help="whose model is measured")
    typing.add_argument("--model", type=Path, help="model folder instead of the one in use")
    typing.set_defaults(run=run_autocomplete)
    translation = kinds.add_parser("translation", help="BLEU and chrF")
    translation.add_argument("table", type=Path, help="two columns, English and Spanish, no header")
    translation.add_argument("--from", dest="source", choices=("en", "es"), default="en")
    translation.add_argument("--to", dest="target", choices=("en", "es"), default="es")
    translation.add_argument("--json", action="store_true", help="one line of JSON")
    translation.add_argument("--sample", type=int, default=0, help="only the first so many sentences")
    translation.add_argument("--beam", type=int, default=4)
    translation.add_argument("--model", type=Path, default=shipped_model("translator-en-es"))
    translation.set_defaults(run=run_translation)
    written = kinds.add_parser("written-form", help="signs and capitals found")
    written.add_argument("table", type=Path, help="columns register and line")
    written.add_argument("--registers", nargs="*", default=list(_REGISTERS), help="which of the table; none for all")
    written.add_argument("--json", action="store_true", help="one line of JSON")
    written.add_argument("--model", type=Path, default=shipped_model("written-form-en"))
    written.set_defaults(run=run_written)


def run_speech(arguments: argparse.Namespace) -> int:
    """Measures and prints; what it needs is loaded only then."""
    from engine.commandline.evaluate_speech import run

    return run(arguments)


def run_written(arguments: argparse.Namespace) -> int:
    """The same for signs and capitals."""
    from engine.commandline.evaluate_written import run

    return run(arguments)


def run_autocomplete(arguments: argparse.Namespace) -> int:
    """Types every line as a person would who takes each right suggestion; nothing is learnt on the way."""
    from engine.autocompleter.autocompleter import load
    from engine.autocompleter.keyboard_metrics import N_SHOWN, Counts, count

    registers: dict[str, list[str]] = {}
    for register, line in read_rows(arguments.table, ("register", "line")):
        registers.setdefault(register, []).append(line)
    autocompleter = load(arguments.model or in_use(f"autocompleter-{arguments.language}"))
    latencies_ms: list[float] = []

    def suggest(context: str, typed: str) -> list[str]:
        started = time.perf_counter()
        found = [one.surface for one in autocompleter.candidates(context, typed, N_SHOWN)]
        latencies_ms.append(1_000 * (time.perf_counter() - started))
        return found

    suggest("We are ", "")  # the first call is slow for everybody
    latencies_ms.clear()
    totals, by_register = Counts(), {}
    progress = ProgressLine()
    for number, (register, lines) in enumerate(registers.items()):
        progress.show(number / len(registers), register)
        if arguments.sample:
            lines = lines[:: max(1, len(lines) // arguments.sample)][: arguments.sample]
        counts = count(suggest, lines)
        totals += counts
        by_register[register] = counts.figures()
    progress.clear()
    latency_ms = {"p50": percentile(latencies_ms, 0.5), "p95": percentile(latencies_ms, 0.95)}
    if arguments.json:
        print(json.dumps({"overall": totals.figures(), "registers": by_register, "latency_ms": latency_ms}))
        return 0
    for name, figures in (("overall", totals.figures()), *by_register.items()):
        print(f"{name:14} " + "  ".join(f"{figure} {value:6.2f}" for figure, value in figures.items()))
    print(f"{'a request':14} " + "  ".join(f"{name} {value:.1f} ms" for name, value in latency_ms.items()))
    return 0


def run_translation(arguments: argparse.Namespace) -> int:
    """Translates one column and compares it with the other, by sacrebleu's defaults."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    from engine.translator.translator import load

    if arguments.source == arguments.target:
        raise TrioletError("Both languages are the same, so there is nothing to translate.")
    pairs = read_pairs(arguments.table)[: arguments.sample or None]
    if arguments.source == "es":
        pairs = [(spanish, english) for english, spanish in pairs]
    translator = load(arguments.model)
    options = TranslateOptions(beam=arguments.beam)
    sentences = [Sentence(text, arguments.source, arguments.target) for text, _ in pairs]
    translator.translate(sentences[:2], options)  # the first call is slow for everybody
    progress, found, work_s = ProgressLine(), [], 0.0
    for start in range(0, len(sentences), _SENTENCES_AT_ONCE):
        progress.show(start / len(sentences), f"{start} of {len(sentences)} sentences")
        started = time.perf_counter()
        found += translator.translate(sentences[start : start + _SENTENCES_AT_ONCE], options)
        work_s += time.perf_counter() - started
    progress.clear()
    texts, references = [one.text for one in found], [[text for _, text in pairs]]
    bleu, chrf = BLEU(), CHRF()
    figures = {
        "bleu": round(bleu.corpus_score(texts, references).score, 2),
        "chrf": round(chrf.corpus_score(texts, references).score, 2),
        "signature": str(bleu.get_signature()),
        "sentences_per_second": round(len(pairs) / max(work_s, 1e-9), 1),
        "sentences": len(pairs),
        "doubtful": sum(bool(one.doubt) for one in found),
    }
    if arguments.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name.replace('_', ' '):22} {value}")
    return 0


def read_pairs(table: Path) -> list[tuple[str, str]]:
    """English and Spanish of each line.

    Raises:
        TrioletError: no table, no two columns, no lines
    """
    try:
        rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise TrioletError(f"The table {table} cannot be read.", details=str(error)) from error
    if not rows or any(len(row) < 2 for row in rows):
        raise TrioletError(f"The table {table} needs two columns, English and Spanish, and a line.")
    return [(row[0], row[1]) for row in rows]


def read_rows(table: Path, columns: tuple[str, str] = ("path", "text")) -> list[tuple[str, str]]:
    """Two columns of each row.

    Raises:
        TrioletError: no table, no such columns, no rows
    """
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        raise TrioletError(f"The table {table} cannot be read.", details=str(error)) from error
    first, second = columns
    pairs = [(row.get(first), row.get(second)) for row in rows]
    if not pairs or any(one is None or other is None for one, other in pairs):
        raise TrioletError(f"The table {table} needs the columns {first} and {second}, and a row.")
    return [(str(one), str(other)) for one, other in pairs]


def normalised(text: str) -> str:
    """Lower case, letters, digits and apostrophes inside words only."""
    text = re.sub(r"[^\w']+", " ", text.lower().replace("\u2019", "'"))
    return " ".join(word.strip("'_") or "" for word in text.split()).strip()
