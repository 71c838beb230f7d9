"""`triolet listen`: dictation in the terminal. Final text goes to standard output, what is unsure only to a terminal."""

from __future__ import annotations

import argparse
from typing import Any

from engine.commandline import recognition
from engine.commandline.app_side import AppSide
from engine.commandline.progress import ProgressLine
from engine.contract.types import Heard, ListenOptions

RATE_HZ = 16_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--microphone", default="", metavar="NAME", help="as `triolet devices` names it")
    recognition.add_model_arguments(parser)


def run(options: argparse.Namespace, app_side: AppSide) -> int:
    """Write down what is said until Ctrl-C, which is how one stops: what was said before it is still written."""
    recognizer = recognition.open_recognizer(options)
    stream = recognizer.listen(ListenOptions())
    with ProgressLine() as progress, app_side.open_microphone(options.microphone) as sound:
        resampler = _resampler(sound.sample_rate_hz)
        progress.show(None, "Listening. Press Ctrl-C to stop.")
        try:
            while True:
                samples = sound.read()
                _show(stream.accept(resampler.accept(samples) if resampler else samples), progress)
        except KeyboardInterrupt:
            rest = stream.accept(resampler.finish()) if resampler else []
            _show([*rest, *stream.finish()], progress)
    return 0


def _resampler(rate_hz: int) -> Any:
    if rate_hz == RATE_HZ:
        return None
    from engine.sound.resampling import StreamResampler

    return StreamResampler(rate_hz, RATE_HZ)


def _show(replies: list[Heard], progress: ProgressLine) -> None:
    for heard in replies:
        if not heard.is_final:
            progress.show(None, heard.text)
        elif heard.words:
            progress.clear()
            print(heard.text, flush=True)
