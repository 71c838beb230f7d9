"""Training from a recipe: what `triolet train` does."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

import torch

from engine.autocompleter import network as autocompleter_network
from engine.autocompleter.tokens import Vocabulary
from engine.contract.errors import TrioletError
from engine.recognizer.network import NetworkOptions
from engine.recognizer.written_form import network as tagger_network
from engine.training.augmentation import AugmentationOptions
from engine.training.loop import Loop, LoopOptions, Task, first_process_first, start_processes
from engine.training.speech import SpeechTask
from engine.training.speech_batches import SpeechOptions
from engine.training.text import TextOptions, TextTask
from engine.training.translation import TranslationTask
from engine.training.translation_batches import PairOptions
from engine.training.translation_risk import RiskOptions, RiskTask
from engine.training.written_form import WrittenFormOptions, WrittenFormTask
from engine.translator import network as translator_network
from engine.translator.pieces import PIECES_FILE

Options = TypeVar("Options")
_TEXT_TASKS: dict[str, tuple[Callable[..., Task], type, type]] = {
    "autocompleter": (TextTask, TextOptions, autocompleter_network.NetworkOptions),
    "translator": (TranslationTask, PairOptions, translator_network.NetworkOptions),
    "translator-risk": (RiskTask, RiskOptions, translator_network.NetworkOptions),
    "written-form": (WrittenFormTask, WrittenFormOptions, tagger_network.NetworkOptions),
}


def read_recipe(path: Path) -> dict[str, Any]:
    """A recipe's tables; one that names a `base` beside it says only what is otherwise, or more.

    Raises:
        TrioletError: no such file, or not TOML
    """
    try:
        with path.open("rb") as file:
            recipe = tomllib.load(file)
    except OSError as error:
        raise TrioletError(f"The recipe {path} cannot be read.", details=str(error)) from error
    except tomllib.TOMLDecodeError as error:
        raise TrioletError(f"The recipe {path} is not valid TOML.", details=str(error)) from error
    base = recipe.pop("base", None)
    return recipe if base is None else _changed(read_recipe(path.parent / base), recipe)


def _changed(table: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """A table with some of its values changed, and those of the tables in it."""
    inner = {name: _changed(table[name], change) for name, change in changes.items() if isinstance(table.get(name), dict)}
    return {**table, **changes, **inner}


def options_from(kind: type[Options], table: dict[str, Any]) -> Options:
    """A recipe's table as options; unknown names are refused, so that a slip of the pen is seen."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(table) - known)
    if unknown:
        raise TrioletError(
            f"The recipe names {', '.join(unknown)}, which {kind.__name__} does not have.",
            remedy=f"It has {', '.join(sorted(known))}.",
        )
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in table.items()})


def beside_or_in(folder: Path, recipe_folder: Path, path: str) -> str:
    """A table of a recipe: in the data folder, or beside the recipe where the data folder lacks it."""
    beside = recipe_folder / path
    return str(beside.resolve()) if beside.exists() and not (folder / path).exists() else path


def build_task(recipe: dict[str, Any], folder: Path, prepared: Path, seed: int, model: Path | None = None) -> Task:
    """The task that a recipe describes.

    Args:
        recipe: see `read_recipe`
        folder: what the paths in it are relative to
        prepared: where features and the like are kept
        seed: of order and chance
        model: a model folder whose words or pieces are gone on with
    """
    kind = recipe.get("kind")
    device = f"cuda:{os.environ.get('LOCAL_RANK', '0')}" if torch.cuda.is_available() else "cpu"
    if kind == "recognizer":
        return SpeechTask(
            options_from(SpeechOptions, recipe.get("data", {})),
            options_from(NetworkOptions, recipe.get("network", {})),
            options_from(AugmentationOptions, recipe.get("augmentation", {})),
            folder,
            prepared,
            device,
            seed,
        )
    if kind in _TEXT_TASKS:
        task, data, sizes = _TEXT_TASKS[kind]
        return task(
            options_from(data, recipe.get("data", {})),
            options_from(sizes, recipe.get("network", {})),
            folder,
            prepared,
            device,
            seed,
            **_what_it_knew(kind, model),
        )
    known = ", ".join(f'"{name}"' for name in ("recognizer", *_TEXT_TASKS))
    raise TrioletError(f"The recipe's kind is {kind!r}.", remedy=f"Known kinds: {known}.")


def _what_it_knew(kind: str, model: Path | None) -> dict[str, Any]:
    """The vocabulary or pieces beside weights that are gone on with: their rows mean these and no others."""
    if model is not None and kind == "autocompleter" and (model / "vocabulary.txt").exists():
        return {"vocabulary": Vocabulary.load(model / "vocabulary.txt")}
    if model is not None and kind in ("translator", "translator-risk"):
        found = [*model.glob(PIECES_FILE), *model.glob(f"prepared/*/{PIECES_FILE}")]  # of a model folder, of a run
        return {"known_pieces": found[0]} if found else {}
    return {}


def train(
    recipe_path: Path,
    run_folder: Path,
    resume: bool = False,
    data_folder: Path | None = None,
    prepared_folder: Path | None = None,
    start_from: Path | None = None,
    total_steps: int | None = None,
    minutes: float | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Trains as a recipe says.

    Args:
        recipe_path: a TOML file, see engine/training/recipes
        run_folder: checkpoints, best weights and log
        resume: go on from the run folder's checkpoint
        data_folder: what the recipe's paths are relative to; its own folder when not given
        prepared_folder: where features are kept between runs; in the run folder when not given
        start_from: weights to begin with; of a model folder, its words or pieces are taken too
        total_steps: instead of the recipe's
        minutes: likewise
        say: called with each line of progress

    Raises:
        TrioletError: a recipe, data or checkpoint that cannot be used
    """
    recipe = read_recipe(recipe_path)
    data_folder = data_folder or recipe_path.parent
    if recipe.get("kind") == "translator":
        sources = recipe.get("data", {}).get("sources", {})
        sources.update({name: beside_or_in(data_folder, recipe_path.parent, path) for name, path in sources.items()})
    options = options_from(LoopOptions, recipe.get("loop", {}))
    if total_steps is not None:
        options = replace(options, total_steps=total_steps)
    if minutes is not None:
        options = replace(options, minutes=minutes)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1)))
    torch.manual_seed(options.seed)  # every process begins with the same weights
    start_processes()
    task = first_process_first(
        lambda: build_task(
            recipe,
            data_folder,
            prepared_folder or run_folder / "prepared",
            options.seed,
            start_from.parent if start_from is not None else None,
        )
    )
    loop = Loop(task, options, run_folder, say)
    if resume:
        loop.resume()
    elif start_from is not None:
        loop.start_from(start_from)
    loop.run()
