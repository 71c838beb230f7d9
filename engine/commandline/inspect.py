"""`triolet inspect`: what a model says of itself, and whether every file is as it was written."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.commandline.app_side import AppSide
from engine.layers.model_folder import check_sums, read_card, shipped_model


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help="a model folder, or the name of a model brought along")


def run(options: argparse.Namespace, app_side: AppSide) -> int:
    folder = Path(options.model)
    if not folder.exists() and shipped_model(options.model).exists():
        folder = shipped_model(options.model)
    card = read_card(folder)
    sums = check_sums(folder)
    print(f"{card.name}: {card.kind}, format {card.format_version}, every file as it was written")
    for title, values in (("sizes", card.sizes), ("features", card.features)):
        print(f"{title}: " + ", ".join(f"{name} {value}" for name, value in values.items()))
    for name, digest in sums.items():
        print(f"{card.bytes_by_file[name]:>12,} bytes  {digest}  {name}")
    if card.text:
        print(f"\n{card.text.rstrip()}")
    return 0
