"""`triolet bench`: speed, delay, memory and start-up, each the median of several runs with its spread."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.commandline import recognition
from engine.commandline.app_side import AppSide
from engine.commandline.progress import ProgressLine
from engine.contract.errors import TrioletError
from engine.contract.types import ListenOptions, TranscribeOptions

RATE_HZ = 16_000
BLOCK_S = 0.02
UTTERANCE_S = 10.0
_START_WITHIN_S = 60.0
_SAMPLES = Path(__file__).resolve().parents[2] / "assets" / "samples"

Figures = dict[str, list[float]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recording", nargs="?", type=Path, help="with speech; the sample brought along when not given")
    parser.add_argument("--runs", type=int, default=5, help="of each measurement (default: 5)")
    parser.add_argument("--no-window", action="store_true", help="leave the start of the window out")
    parser.add_argument("--json", action="store_true", help="the figures on one line")
    recognition.add_model_arguments(parser)


def run(options: argparse.Namespace, app_side: AppSide) -> int:
    recording = options.recording or _sample()
    runs = range(max(1, options.runs))
    figures: Figures = {}
    with ProgressLine() as progress:
        recognizer = recognition.open_recognizer(options)
        samples = _samples(recording)
        recognizer.transcribe(str(recording), TranscribeOptions())  # the first run warms up and does not count
        for number in runs:
            progress.show(number / len(runs), "whole file")
            _add(figures, _measure_file(recognizer, recording))
        for number in runs:
            progress.show(number / len(runs), "an utterance as it is spoken")
            _add(figures, _measure_stream(recognizer, samples))
        for number in runs if not options.no_window else ():
            progress.show(number / len(runs), "start of the window")
            _add(figures, _measure_start(app_side.window_command()))
    print(json.dumps(summary(figures)) if options.json else _table(figures))
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
        f"{name:<24} {row['median']:>9.3f}   {row['least']:.3f} to {row['greatest']:.3f} in {row['runs']} runs"
        for name, row in summary(figures).items()
    )


def _add(figures: Figures, measured: Iterable[tuple[str, float]]) -> None:
    for name, value in measured:
        figures.setdefault(name, []).append(value)


def _measure_file(recognizer: Any, recording: Path) -> list[tuple[str, float]]:
    started_s = time.perf_counter()
    transcript = recognizer.transcribe(str(recording), TranscribeOptions())
    work_s = time.perf_counter() - started_s
    return [("real_time_factor", work_s / transcript.duration_s)]


def _measure_stream(recognizer: Any, samples: NDArray[np.float32]) -> list[tuple[str, float]]:
    """Give an utterance at the pace of speech, since a recognizer that lags must be seen to lag."""
    stream = recognizer.listen(ListenOptions(endpoints=False))
    n_block, n_partials = round(BLOCK_S * RATE_HZ), 0
    started_s = time.perf_counter()
    for start in range(0, len(samples), n_block):
        due_s = started_s + min(len(samples), start + n_block) / RATE_HZ
        time.sleep(max(0.0, due_s - time.perf_counter()))
        n_partials += len(stream.accept(samples[start : start + n_block]))
    stream.finish()
    duration_s = len(samples) / RATE_HZ
    delay_s = time.perf_counter() - started_s - duration_s
    return [("end_to_final_text_s", delay_s), ("partials_per_s", n_partials / duration_s)]


def _measure_start(command: list[str]) -> list[tuple[str, float]]:
    """Start a window and time what it says."""
    started_s = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        measured: list[tuple[str, float]] = []
        for line in window.stdout:
            passed_s = time.perf_counter() - started_s
            what, _, details = line.strip().partition(" ")
            if what in ("shown", "ready"):
                measured.append((f"window_{what}_s", passed_s))
            measured += [(name, float(value)) for name, value in json.loads(details or "{}").items()]
        try:
            status = window.wait(_START_WITHIN_S)
        except subprocess.TimeoutExpired:
            window.kill()
            status = -1
    if status != 0 or not measured:
        raise TrioletError(
            "The window could not be started for the measurement.",
            details=f"exit status {status}",
            remedy="Use --no-window where there is no screen.",
        )
    return measured


def _samples(recording: Path) -> NDArray[np.float32]:
    """The first ten seconds, float32 [n] at 16 kHz."""
    from importlib import import_module

    wanted = round(UTTERANCE_S * RATE_HZ)
    with import_module("engine.sound.decoding").open_sound(recording) as source:
        blocks: list[NDArray[np.float32]] = []
        for block in source.blocks():
            blocks.append(block.samples)
            if sum(map(len, blocks)) >= wanted:
                break
    return np.concatenate(blocks)[:wanted]


def _sample() -> Path:
    found = sorted(path for path in _SAMPLES.glob("*") if path.suffix in (".wav", ".flac", ".opus", ".ogg"))
    if not found:
        raise TrioletError("There is no recording to measure with.", remedy="Name one: triolet bench RECORDING.")
    return found[0]
