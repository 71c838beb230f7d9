"""`triolet listen`: dictation in the terminal. Final text goes to standard output, what is unsure only to a terminal."""

from __future__ import annotations

import argparse
from typing import Any

from engine.commandline.app_side import AppSide
from engine.commandline.progress import ProgressLine
from engine.commandline.recognizing import add_models_to, load_recognizer
from engine.contract.types import Heard, ListenOptions


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("listen", help="dictate in the terminal, until Ctrl-C")
    parser.add_argument("--microphone", default="", metavar="NAME", help="as `triolet devices` names it")
    parser.add_argument("--plain", action="store_true", help="words as they are said: no signs, capitals, digits")
    add_models_to(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes down what is said until Ctrl-C, which is how one stops: what was said before it is still written."""
    from engine.sound.features import SAMPLE_RATE_HZ
    from engine.sound.resampling import StreamResampler

    app_side: AppSide = arguments.app_side
    recognizer = load_recognizer(arguments, arguments.plain)
    stream = recognizer.listen(ListenOptions(spoken_commands=False))
    with ProgressLine() as progress, app_side.open_microphone(arguments.microphone) as sound:
        resampler = StreamResampler(sound.sample_rate_hz, SAMPLE_RATE_HZ)
        progress.show(None, "Listening. Press Ctrl-C to stop.")
        try:
            while True:
                _show(stream.accept(resampler.accept(sound.read())), progress)
        except KeyboardInterrupt:
            _show([*stream.accept(resampler.finish()), *stream.finish()], progress)
    return 0


def _show(replies: list[Heard], progress: ProgressLine) -> None:
    for heard in replies:
        if not heard.is_final:
            progress.show(None, heard.text)
        elif heard.words:
            progress.clear()
            print(heard.written_text, flush=True)
