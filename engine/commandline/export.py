"""`triolet export`: from a training run to a model folder."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("export", help="write a run's weights as a model folder")
    parser.add_argument("run_folder", type=Path)
    parser.add_argument("model_folder", type=Path)
    parser.add_argument("--recipe", type=Path, required=True, help="what the run was trained with")
    parser.add_argument("--prepared", type=Path, nargs="+", required=True, help="its prepared training speech")
    parser.add_argument("--search-data", type=Path, required=True, help="words.txt and ngram.safetensors")
    parser.add_argument("--dictionary", type=Path, required=True, help="CMUdict, xz")
    parser.add_argument("--card", type=Path, required=True, help="the model card, Markdown")
    parser.add_argument("--search", type=json.loads, default={}, help="weights of the search, JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exports, and reads back what it wrote."""
    from engine.recognizer.search import SearchOptions
    from engine.training.export import export_recognizer

    export_recognizer(
        arguments.run_folder,
        arguments.recipe,
        arguments.prepared,
        arguments.search_data,
        arguments.dictionary,
        arguments.card.read_text(encoding="utf-8"),
        arguments.model_folder,
        SearchOptions(**arguments.search),
    )
    return 0
