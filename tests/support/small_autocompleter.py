"""An autocompleter of few words, trained for seconds on everyday lines and exported as the shipped one is."""

from __future__ import annotations

import random
from pathlib import Path

import torch

from engine.autocompleter.autocompleter import MixOptions
from engine.autocompleter.network import NetworkOptions
from engine.training.export import export_autocompleter
from engine.training.loop import Loop, LoopOptions
from engine.training.text import TextOptions, TextTask

_WHO = ("the man", "my sister", "a friend of mine", "the old teacher", "our neighbour", "the girl next door")
_DOES = ("reads", "sees", "brings", "likes", "remembers", "wants", "carries", "paints", "forgets", "finds")
_WHAT = ("a book", "the house", "some bread", "his letter", "an apple", "the garden", "her coat", "the new table")
_WHEN = ("today", "every morning", "in the evening", "before dinner", "after school", "once a week")


def everyday_lines(n: int, seed: int, things: tuple[str, ...] = _WHAT) -> list[str]:
    """Sentences that somebody does something with a thing at some time."""
    draw = random.Random(seed)

    def one() -> str:
        line = f"{draw.choice(_WHO)} {draw.choice(_DOES)} {draw.choice(things)} {draw.choice(_WHEN)}."
        return line[0].upper() + line[1:]

    return [f"{one()} {one()}" for _ in range(n)]


def small_model(folder: Path, n_tokens: int = 320) -> Path:
    """A model folder of a network that knows everyday lines."""
    filler = " ".join(f"rare{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}{'uvw'[n // 100]}" for n in range(300))
    (folder / "text.txt").write_text("\n".join([*everyday_lines(300, 1), filler]) + "\n", encoding="utf-8")
    sizes = NetworkOptions(n_tokens, 24, 32, 1, 0.0)
    torch.manual_seed(1)
    data = TextOptions({"all": ["text.txt"]}, ("text.txt",), batch_tokens=800, n_sampled=100)
    task = TextTask(data, sizes, folder, folder / "prepared", "cpu", 1)
    options = LoopOptions(60, 5, 20, 2e-2, 0.0, evaluate_every=1_000, save_every=1_000, average_decay=0.9)
    Loop(task, options, folder / "run", say=lambda line: None).run()
    recipe = folder / "recipe.toml"
    recipe.write_text(
        f'kind = "autocompleter"\n[network]\nn_tokens = {n_tokens}\nembedding = 24\nwidth = 32\ndropout = 0.0\n', encoding="utf-8"
    )
    model = folder / "autocompleter-en"
    export_autocompleter(folder / "run", recipe, folder / "prepared", "Everyday lines.", model, MixOptions(), 3, 2_000)
    return model
