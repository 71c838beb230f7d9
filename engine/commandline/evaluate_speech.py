"""Word and character error rates of the recognizer, on recordings as they are or made harder."""

from __future__ import annotations

import argparse
import json
import time

from engine.commandline.evaluate import normalised, read_rows
from engine.commandline.hardships import Noise, Samples, in_a_room, read_samples
from engine.commandline.progress import ProgressLine
from engine.commandline.recognizing import load_recognizer
from engine.contract.error_rate import edit_distance
from engine.contract.types import ListenOptions, TranscribeOptions
from engine.recognizer.recognizer import Recognizer
from engine.sound.features import SAMPLE_RATE_HZ


def run(arguments: argparse.Namespace) -> int:
    """Measures and prints."""
    rows = read_rows(arguments.table)
    if arguments.sample:
        rows = rows[:: max(1, len(rows) // arguments.sample)][: arguments.sample]
    recognizer = load_recognizer(arguments)
    recognizer.transcribe(arguments.table.parent / rows[0][0])  # what is compiled on first use is not timed
    options = TranscribeOptions(search=arguments.search, written_form=False)
    noise = Noise(arguments.noise) if arguments.noise else None
    totals = {"word_errors": 0, "words": 0, "character_errors": 0, "characters": 0}
    sound_s = work_s = 0.0
    progress = ProgressLine()
    for number, (path, text) in enumerate(rows, start=1):
        samples = read_samples(arguments.table.parent / path)
        samples = in_a_room(samples) if arguments.room else samples
        samples = noise.under(samples, arguments.snr_db) if noise is not None else samples
        started = time.perf_counter()
        text_heard = _streamed(recognizer, samples) if arguments.stream else recognizer.transcribe(samples, options).text
        work_s += time.perf_counter() - started
        sound_s += len(samples) / SAMPLE_RATE_HZ
        said, heard = normalised(text), normalised(text_heard)
        totals["word_errors"] += edit_distance(heard.split(), said.split())
        totals["words"] += len(said.split())
        totals["character_errors"] += edit_distance(heard, said)
        totals["characters"] += len(said)
        progress.show(number / len(rows), f"{number} of {len(rows)} utterances")
    progress.clear()
    figures = {
        "word_error_rate": totals["word_errors"] / max(1, totals["words"]),
        "character_error_rate": totals["character_errors"] / max(1, totals["characters"]),
        "real_time_factor": work_s / max(sound_s, 1e-9),
        "utterances": len(rows),
        "words": totals["words"],
    }
    if arguments.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name.replace('_', ' '):22} {value:.4f}" if isinstance(value, float) else f"{name:22} {value}")
    return 0


def _streamed(recognizer: Recognizer, samples: Samples) -> str:
    """What a stream finally says of a recording that is given to it in tenths of a second."""
    stream = recognizer.listen(ListenOptions(written_form=False, spoken_commands=False))
    said = []
    for start in range(0, len(samples), SAMPLE_RATE_HZ // 10):
        said += stream.accept(samples[start : start + SAMPLE_RATE_HZ // 10])
    said += stream.finish()
    return " ".join(heard.text for heard in said if heard.is_final)
