"""`triolet transcribe FILE...`: recordings to text."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from engine.contract.errors import Cancelled, TrioletError
from engine.contract.transcript_formats import FORMATS
from engine.contract.types import Segment, TranscribeOptions
from engine.layers.model_folder import shipped_model


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("transcribe", help="write recordings down")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a recording, or - for standard input")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text")
    parser.add_argument("--search", choices=("full", "greedy"), default="full")
    parser.add_argument("--model", default=str(shipped_model("recognizer-en")))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes each recording down; one that fails does not stop the others."""
    from engine.recognizer.recognizer import load

    recognizer = load(arguments.model)
    status = 0
    for path in arguments.files:
        try:
            transcript = recognizer.transcribe(path, TranscribeOptions(search=arguments.search), _show_progress)
        except Cancelled:
            raise
        except TrioletError as error:
            print(str(error), file=sys.stderr)
            status = 1
            continue
        finally:
            _clear_progress()
        sys.stdout.write(FORMATS[arguments.format](transcript, path))
        sys.stdout.flush()
    return status


def _show_progress(done_s: float, total_s: float, _: tuple[Segment, ...]) -> None:
    if sys.stderr.isatty() and total_s > 0:
        share = min(1.0, done_s / total_s)
        print(f"\r{'=' * round(40 * share):<40} {share:4.0%}", end="", file=sys.stderr, flush=True)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        print("\r" + " " * 50 + "\r", end="", file=sys.stderr, flush=True)
