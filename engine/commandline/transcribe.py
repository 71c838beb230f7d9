"""`triolet transcribe FILE...`: recordings to text."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from typing import Any

from engine.commandline.progress import ProgressLine
from engine.commandline.recognizing import add_models_to, load_recognizer
from engine.contract.errors import Cancelled, TrioletError
from engine.contract.transcript_formats import FORMATS
from engine.contract.types import Segment, TranscribeOptions


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("transcribe", help="write recordings down")
    parser.add_argument("files", nargs="*", metavar="FILE", help="a recording; - or none for standard input")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text")
    parser.add_argument("--search", choices=("full", "greedy"), default="full")
    parser.add_argument("--plain", action="store_true", help="words as they are said: no signs, capitals, digits")
    add_models_to(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes each recording down; one that fails does not stop the others."""
    if not arguments.files and sys.stdin.isatty():
        raise TrioletError("There is no recording to write down.", remedy="Name one, or send one through a pipe.")
    recognizer = load_recognizer(arguments, arguments.plain)
    status = 0
    for path in arguments.files or ["-"]:
        try:
            with ProgressLine() as progress:
                options = TranscribeOptions(search=arguments.search, written_form=not arguments.plain)
                transcript = recognizer.transcribe(path, options, partial(_show_progress, progress, path))
        except Cancelled:
            raise
        except TrioletError as error:
            print(str(error), file=sys.stderr)
            status = 1
            continue
        if transcript.warning:
            print(transcript.warning, file=sys.stderr)
        sys.stdout.write(FORMATS[arguments.format](transcript, path))
        sys.stdout.flush()
    return status


def _show_progress(progress: ProgressLine, path: str, done_s: float, total_s: float, _: tuple[Segment, ...]) -> None:
    progress.show(min(1.0, done_s / total_s) if total_s > 0 else None, f"{path}: {done_s:.0f} s written down")
