"""`triolet transcribe`: recordings to text, one after another, one in trouble not stopping the others."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from engine.commandline import recognition
from engine.commandline.app_side import AppSide
from engine.commandline.progress import ProgressLine
from engine.contract.errors import Cancelled, SoundFileError, TrioletError
from engine.contract.transcript_formats import FORMATS
from engine.contract.types import Segment, TranscribeOptions, Transcript


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a recording; - reads one from standard input")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="of the output (default: text)")
    parser.add_argument(
        "--search", choices=("full", "greedy"), default="full", help="greedy is faster and less accurate"
    )
    recognition.add_model_arguments(parser)


def run(options: argparse.Namespace, app_side: AppSide) -> int:
    """Print each recording's words; 1 if any of them could not be written down."""
    recognizer = recognition.open_recognizer(options)
    n_failed = 0
    for file in options.files:
        try:
            transcript = _transcribe(recognizer, file, TranscribeOptions(search=options.search))
        except Cancelled:
            raise
        except TrioletError as error:
            print(f"triolet: {file}: {error}", file=sys.stderr)
            n_failed += 1
        else:
            sys.stdout.write(FORMATS[options.format](transcript, file))
            sys.stdout.flush()
    return 1 if n_failed else 0


def _transcribe(recognizer: Any, file: str, transcribe_options: TranscribeOptions) -> Transcript:
    with ProgressLine() as progress, _readable(file) as path:

        def on_progress(done_s: float, total_s: float, segments: tuple[Segment, ...]) -> None:
            progress.show(done_s / total_s if total_s else None, f"{done_s:.0f} s of {file}")

        transcript: Transcript = recognizer.transcribe(path, transcribe_options, on_progress)
    return transcript


@contextmanager
def _readable(file: str) -> Iterator[str]:
    """The path itself; standard input goes through a file of its own that is gone afterwards."""
    if file != "-":
        yield file
        return
    if sys.stdin is None or sys.stdin.isatty():
        raise SoundFileError("Nothing comes from standard input.", remedy="Send a recording through a pipe.")
    with tempfile.NamedTemporaryFile(prefix="triolet-", suffix=".sound") as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
        copy.flush()
        yield copy.name
