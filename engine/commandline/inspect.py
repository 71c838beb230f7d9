"""`triolet inspect MODEL` and `triolet devices`: what is there."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from engine.commandline.models import in_use
from engine.contract.errors import TrioletError
from engine.layers.model_folder import check_sums, read_card


def add_to(commands: Any) -> None:
    """The subcommands' arguments."""
    parser = commands.add_parser("inspect", help="what a model says of itself")
    parser.add_argument("model", type=Path, nargs="?")
    parser.set_defaults(run=run)
    devices = commands.add_parser("devices", help="what this computer computes on and listens with")
    devices.set_defaults(run=run_devices)


def run(arguments: argparse.Namespace) -> int:
    """Prints the card, the sizes and whether the files are whole."""
    model = arguments.model or in_use("recognizer-en")
    card = read_card(model)
    sums = check_sums(model)
    print(f"{card.name}: a {card.kind}, format {card.format_version}, files as they were written")
    for name, size in card.bytes_by_file.items():
        print(f"  {name:22} {size / 2**20:7.2f} MiB  {sums.get(name, '')[:12]}")
    print(f"\n{card.text}")
    return 0


def run_devices(arguments: argparse.Namespace) -> int:
    """Prints the processors that torch can use, and the microphones."""
    import torch

    from engine.layers.devices import devices

    processor, *cards = devices()
    print(f"CPU: {processor.name}, {os.cpu_count()} cores, {torch.get_num_threads()} threads in use")
    for number, card in enumerate(cards):
        print(f"GPU {number}: {card.name}")
    if not cards:
        print("GPU: none that this installation can use")
    try:
        microphones = arguments.app_side.microphones() if arguments.app_side else []
        for name in microphones:
            print(f"Microphone: {name}")
        if not microphones:
            print("Microphone: none found")
    except TrioletError as error:
        print(f"Microphone: {error}")
    return 0
