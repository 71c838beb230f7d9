"""A translator that knows ten pairs by heart, trained and exported as the shipped one is."""

from __future__ import annotations

from pathlib import Path

import torch

from engine.training.export import export_translator
from engine.training.loop import Loop, LoopOptions
from engine.training.translation import TranslationTask
from engine.training.translation_batches import PairOptions
from engine.translator.network import NetworkOptions
from engine.translator.search import SearchOptions

PAIRS = (
    ("The cat sleeps.", "El gato duerme."), ("The dog eats.", "El perro come."),
    ("I drink water.", "Bebo agua."), ("She reads a book.", "Ella lee un libro."),
    ("Where is the house?", "\u00bfD\u00f3nde est\u00e1 la casa?"), ("We live in Madrid.", "Vivimos en Madrid."),
    ("It is cold today.", "Hoy hace fr\u00edo."), ("They sing well.", "Cantan bien."),
    ("Call me at 10:30.", "Ll\u00e1mame a las 10:30."), ("Good night, friend.", "Buenas noches, amigo."),
)  # fmt: skip
SIZES = "n_pieces = 350\nwidth = 48\nn_encoder_layers = 1\nn_heads = 2\ndropout = 0.0\nword_dropout = 0.0\n"


def write_pairs(folder: Path) -> None:
    """The pairs as `pairs.tsv`."""
    table = "".join(f"{english}\t{spanish}\n" for english, spanish in PAIRS)
    (folder / "pairs.tsv").write_text(table, encoding="utf-8")


def pairs_task(folder: Path) -> TranslationTask:
    """The task of learning them."""
    write_pairs(folder)
    options = PairOptions({"all": "pairs.tsv"}, ("pairs.tsv",), batch_pieces=400, label_smoothing=0.0)
    torch.manual_seed(1)
    return TranslationTask(options, NetworkOptions(350, 48, 1, 2, 0.0, 0.0), folder, folder / "prepared", "cpu", 1)


def learn_by_heart(task: TranslationTask, run: Path) -> None:
    """Trains until it knows them."""
    options = LoopOptions(180, 10, 20, 1e-2, 0.0, evaluate_every=1_000, save_every=1_000)
    Loop(task, options, run, say=lambda line: None).run()


def small_model(folder: Path) -> Path:
    """A model folder of a network that knows the pairs."""
    learn_by_heart(pairs_task(folder), folder / "run")
    recipe = folder / "recipe.toml"
    recipe.write_text(f'kind = "translator"\n[network]\n{SIZES}', encoding="utf-8")
    model = folder / "small"
    export_translator(folder / "run", recipe, folder / "prepared", "Ten pairs.", model, SearchOptions())
    return model
