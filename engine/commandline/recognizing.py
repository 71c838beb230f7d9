"""The recognizer as the commands use it: with the autocompleter's network as a second opinion on what was heard."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commandline.models import in_use

if TYPE_CHECKING:
    from engine.recognizer.recognizer import Recognizer


def add_models_to(parser: Any) -> None:
    """The arguments that name the models."""
    parser.add_argument("--model", help="model folder instead of the one in use")
    parser.add_argument(
        "--language-model",
        metavar="MODEL",
        help="an autocompleter that chooses among readings; none to do without",
    )


def load_recognizer(arguments: argparse.Namespace, is_plain: bool = True) -> Recognizer:
    """The recognizer that the arguments name.

    Args:
        arguments: of `add_models_to`
        is_plain: words as they are said, without the tagger that writes them
    """
    import torch

    from engine.autocompleter.autocompleter import load as load_autocompleter
    from engine.autocompleter.scorer import SpokenWords
    from engine.layers.cores import n_threads
    from engine.recognizer.recognizer import load, load_writing

    torch.set_num_threads(n_threads())
    folder = arguments.model or in_use("recognizer-en")
    recognizer = load(folder) if is_plain else load_writing(folder)
    if arguments.language_model != "none":
        folder = Path(arguments.language_model or in_use("autocompleter-en"))
        recognizer.scorer = SpokenWords(load_autocompleter(folder))
    return recognizer
