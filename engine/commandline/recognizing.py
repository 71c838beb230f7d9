"""The recognizer as the commands use it: with the autocompleter's network as a second opinion on what was heard."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.layers.model_folder import shipped_model

if TYPE_CHECKING:
    from engine.recognizer.recognizer import Recognizer


def add_models_to(parser: Any) -> None:
    """The arguments that name the models."""
    parser.add_argument("--model", default=str(shipped_model("recognizer-en")))
    parser.add_argument(
        "--language-model",
        metavar="MODEL",
        default=str(shipped_model("autocompleter-en")),
        help="an autocompleter that chooses among readings; none to do without",
    )


def load_recognizer(arguments: argparse.Namespace, is_plain: bool = True) -> Recognizer:
    """The recognizer that the arguments name.

    Args:
        arguments: of `add_models_to`
        is_plain: words as they are said, without the tagger that writes them
    """
    from engine.autocompleter.autocompleter import load as load_autocompleter
    from engine.autocompleter.scorer import SpokenWords
    from engine.recognizer.recognizer import load, load_writing

    recognizer = load(arguments.model) if is_plain else load_writing(arguments.model)
    if arguments.language_model != "none":
        recognizer.scorer = SpokenWords(load_autocompleter(Path(arguments.language_model)))
    return recognizer
