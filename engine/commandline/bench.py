"""`triolet bench`: speed, delay, memory and start-up, each the median of several runs with its spread."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.commandline.app_side import AppSide
from engine.commandline.figures import percentile
from engine.commandline.models import in_use
from engine.commandline.progress import ProgressLine
from engine.commandline.recognizing import add_models_to, load_recognizer
from engine.contract.assets import asset
from engine.contract.errors import TrioletError
from engine.contract.types import Context, ListenOptions, TranscribeOptions

BLOCK_S = 0.02
UTTERANCE_S = 10.0
_SAMPLE = asset("samples", "popular-contrivance.opus")
_TEXT = "The meeting was moved to Tuesday because nobody had time on Monday, and so we decided to have lunch together "

Figures = dict[str, list[float]]


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("bench", help="measure speed, delay, memory and start-up")
    parser.add_argument("recording", nargs="?", type=Path, default=_SAMPLE, help="with speech; one came along")
    parser.add_argument("--runs", type=int, default=5, help="of each measurement (5)")
    parser.add_argument("--no-window", action="store_true", help="leave the start of the window out")
    parser.add_argument("--json", action="store_true", help="the figures on one line")
    add_models_to(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measures and prints."""
    app_side: AppSide = arguments.app_side
    n_runs = max(1, arguments.runs)
    figures: Figures = {}

    def add(measured: dict[str, float]) -> None:
        for name, value in measured.items():
            figures.setdefault(name, []).append(value)

    with ProgressLine() as progress:
        recognizer = load_recognizer(arguments)
        samples = _samples(arguments.recording)
        recognizer.transcribe(samples)  # the first run warms up and does not count
        for number in range(n_runs):
            progress.show(number / n_runs, "a whole file")
            add(_measure_file(recognizer, arguments.recording))
        for number in range(n_runs):
            progress.show(number / n_runs, "an utterance as it is spoken")
            add(_measure_stream(recognizer, samples))
        add(_measure_suggestions())
        for number in range(0 if arguments.no_window else n_runs):
            progress.show(number / n_runs, "the start of the window")
            add(_measure_start(app_side.window_command()))
    print(json.dumps(summary(figures)) if arguments.json else _table(figures))
    return 0


def summary(figures: Figures) -> dict[str, dict[str, float]]:
    """Median, least and greatest of each figure."""
    return {
        name: {
            "median": round(statistics.median(values), 4),
            "least": round(min(values), 4),
            "greatest": round(max(values), 4),
            "runs": len(values),
        }
        for name, values in figures.items()
    }


def _table(figures: Figures) -> str:
    return "\n".join(
        f"{name:<26} {row['median']:>9.3f}   {row['least']:.3f} to {row['greatest']:.3f} in {row['runs']} runs"
        for name, row in summary(figures).items()
    )


def _measure_file(recognizer: Any, recording: Path) -> dict[str, float]:
    started_s = time.perf_counter()
    transcript = recognizer.transcribe(recording, TranscribeOptions())
    return {"real_time_factor": (time.perf_counter() - started_s) / max(transcript.duration_s, 1e-9)}


def _measure_stream(recognizer: Any, samples: NDArray[np.float32]) -> dict[str, float]:
    """Gives an utterance at the pace of speech, since a recognizer that lags must be seen to lag."""
    from engine.sound.features import SAMPLE_RATE_HZ

    stream = recognizer.listen(ListenOptions(endpoints=False))
    n_block, n_partials = round(BLOCK_S * SAMPLE_RATE_HZ), 0
    started_s = time.perf_counter()
    for start in range(0, len(samples), n_block):
        due_s = started_s + min(len(samples), start + n_block) / SAMPLE_RATE_HZ
        time.sleep(max(0.0, due_s - time.perf_counter()))
        n_partials += len(stream.accept(samples[start : start + n_block]))
    stream.finish()
    duration_s = len(samples) / SAMPLE_RATE_HZ
    return {
        "end_to_final_text_s": time.perf_counter() - started_s - duration_s,
        "partials_per_s": n_partials / duration_s,
    }


def _measure_suggestions() -> dict[str, float]:
    """A request at each letter of a text, as it is typed; half of them and nineteen in twenty are answered within."""
    from engine.autocompleter.autocompleter import load

    autocompleter = load(in_use("autocompleter-en"))
    autocompleter.suggest(Context("We are "))
    times_ms = []
    for end in range(1, len(_TEXT)):
        started_s = time.perf_counter()
        autocompleter.suggest(Context(_TEXT[:end]))
        times_ms.append(1_000 * (time.perf_counter() - started_s))
    return {"suggestion_p50_ms": percentile(times_ms, 0.5), "suggestion_p95_ms": percentile(times_ms, 0.95)}


def _measure_start(command: list[str]) -> dict[str, float]:
    """Starts a window and times what it says."""
    started_s = time.perf_counter()
    measured: dict[str, float] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        for line in window.stdout:
            what, _, details = line.strip().partition(" ")
            if what in ("shown", "ready"):
                measured[f"window_{what}_s"] = time.perf_counter() - started_s
            elif what == "loaded":
                measured |= {name: float(value) for name, value in json.loads(details).items()}
    if window.returncode != 0 or "window_ready_s" not in measured:
        raise TrioletError(
            "The window could not be started for the measurement.",
            details=f"exit status {window.returncode}",
            remedy="Use --no-window where there is no screen.",
        )
    return measured


def _samples(recording: Path) -> NDArray[np.float32]:
    """The first ten seconds, float32 [n] at 16 kHz, repeated when the recording is shorter."""
    from engine.sound.decoding import open_sound
    from engine.sound.features import SAMPLE_RATE_HZ

    wanted = round(UTTERANCE_S * SAMPLE_RATE_HZ)
    blocks: list[NDArray[np.float32]] = []
    with open_sound(recording) as source:
        for block in source.blocks():
            blocks.append(block)
            if sum(map(len, blocks)) >= wanted:
                break
    samples = np.concatenate(blocks)
    return np.tile(samples, -(-wanted // max(1, len(samples))))[:wanted].astype(np.float32)
