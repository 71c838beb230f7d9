"""`triolet export`: from a training run to a model folder."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from engine.contract.errors import TrioletError


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("export", help="write a run's weights as a model folder")
    parser.add_argument("run_folder", type=Path)
    parser.add_argument("model_folder", type=Path)
    parser.add_argument("--recipe", type=Path, required=True, help="what the run was trained with")
    parser.add_argument("--prepared", type=Path, nargs="+", required=True, help="its prepared training data")
    parser.add_argument("--card", type=Path, required=True, help="the model card, Markdown")
    parser.add_argument("--search", type=json.loads, default={}, help="weights of search, mix or tagging, JSON")
    parser.add_argument("--search-data", type=Path, help="recognizer: words.txt and ngram.safetensors")
    parser.add_argument("--dictionary", type=Path, help="recognizer: CMUdict, xz")
    parser.add_argument("--second", type=Path, help="recognizer: the run of a second network that hears every other time")
    parser.add_argument("--ngram-runs", type=int, default=2_300_000, help="autocompleter: size of the n-gram model")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exports, and reads back what it wrote."""
    from engine.training.command import read_recipe

    kind = read_recipe(arguments.recipe).get("kind")
    card = arguments.card.read_text(encoding="utf-8")
    if kind == "autocompleter":
        from engine.autocompleter.autocompleter import MixOptions
        from engine.training.export import export_autocompleter

        mix = MixOptions(**arguments.search)
        export_autocompleter(
            arguments.run_folder, arguments.recipe, arguments.prepared[0], card, arguments.model_folder, mix,
            budget=arguments.ngram_runs,
        )  # fmt: skip
        return 0
    if kind == "written-form":
        from engine.recognizer.written_form.tagger import TaggingOptions
        from engine.training.export import export_tagger

        tagging = TaggingOptions(**arguments.search)
        export_tagger(
            arguments.run_folder, arguments.recipe, arguments.prepared[0], card, arguments.model_folder, tagging
        )
        return 0
    if kind == "translator":
        from engine.training.export import export_translator
        from engine.translator.search import SearchOptions as TranslationSearchOptions

        options = TranslationSearchOptions(**arguments.search)
        export_translator(
            arguments.run_folder, arguments.recipe, arguments.prepared[0], card, arguments.model_folder, options
        )
        return 0
    if arguments.search_data is None or arguments.dictionary is None:
        raise TrioletError("A recognizer is exported with --search-data and --dictionary.")
    from engine.recognizer.search import SearchOptions
    from engine.training.export import export_recognizer

    export_recognizer(
        arguments.run_folder,
        arguments.recipe,
        arguments.prepared,
        arguments.search_data,
        arguments.dictionary,
        card,
        arguments.model_folder,
        SearchOptions(**arguments.search),
        arguments.second,
    )
    return 0
