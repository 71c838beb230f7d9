"""A model on disk: one folder that says what it is and is refused when anything in it is not as it was written.

config.json says kind, format version, name, sizes, features and the hash of the tokens; weights.safetensors holds the
weights, and where several networks work together weights-2.safetensors those of the second; card.md tells where they come from; SHA256SUMS covers every file. Nothing in it is ever executed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.contract.assets import asset
from engine.contract.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

FORMAT_VERSION = 1
CONFIG_FILE = "config.json"
WEIGHTS_FILE = "weights.safetensors"
CARD_FILE = "card.md"
SUMS_FILE = "SHA256SUMS"
_REMEDY = "Run the set-up again, or choose another model."


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a model says of itself.

    Args:
        folder: where it is
        kind: "recognizer", "autocompleter" or "translator"
        name: the folder's name when the configuration has none
        format_version: of the folder's layout
        sizes: of the network, as its options take them
        features: how its input is made
        tokens_hash: SHA-256 of the output units, see `hash_tokens`
        settings: everything else the configuration holds
        text: the card, Markdown
        bytes_by_file: the sizes of its files
    """

    folder: Path
    kind: str
    name: str
    format_version: int
    sizes: Mapping[str, Any]
    features: Mapping[str, Any]
    tokens_hash: str
    settings: Mapping[str, Any]
    text: str
    bytes_by_file: Mapping[str, int]


def shipped_model(name: str) -> Path:
    """The folder of a model that Triolet brings along, whether or not it is there."""
    return asset("models", name)


def hash_tokens(tokens: Sequence[str]) -> str:
    """One number for a list of output units: a network only fits the very list it was trained with.

    Example:
        >>> hash_tokens(["<blank>", "a"]) == hash_tokens(["a", "<blank>"])
        False
    """
    return hashlib.sha256("\n".join(tokens).encode()).hexdigest()


def read_card(folder: Path, kind: str = "") -> ModelCard:
    """What a model says of itself, without loading it.

    Args:
        folder: the model
        kind: what it must be, "" for anything

    Raises:
        ModelError: no model there, or not of that kind, or of a format this version does not know
    """
    config = _read_config(folder)
    found_kind, version = str(config.pop("kind", "")), config.pop("format_version", None)
    if kind and found_kind != kind:
        raise ModelError(
            f"The folder {folder.name} holds a {found_kind or 'model of no kind'}, but a {kind} was sought.",
            details=str(folder),
        )
    if version != FORMAT_VERSION:
        raise ModelError(
            f"The model {folder.name} has format {version}, but this version of Triolet reads format {FORMAT_VERSION}.",
            details=str(folder),
            remedy=_REMEDY,
        )
    card_file = folder / CARD_FILE
    return ModelCard(
        folder=folder,
        kind=found_kind,
        name=str(config.pop("name", folder.name)),
        format_version=version,
        sizes=config.pop("sizes", {}),
        features=config.pop("features", {}),
        tokens_hash=str(config.pop("tokens_hash", "")),
        settings=config,
        text=card_file.read_text(encoding="utf-8") if card_file.is_file() else "",
        bytes_by_file={file.name: file.stat().st_size for file in _files(folder)},
    )


def check_sums(folder: Path) -> dict[str, str]:
    """Compare every file with what was written down about it.

    Returns:
        file name to SHA-256

    Raises:
        ModelError: a file that is missing, changed, or not in the list
    """
    listed = _read_sums(folder)
    present = {file.name for file in _files(folder)} - {SUMS_FILE}
    missing, strange = sorted(listed.keys() - present), sorted(present - listed.keys())
    changed = sorted(name for name in listed.keys() & present if hash_file(folder / name) != listed[name])
    for names, what in ((missing, "is missing"), (strange, "does not belong there"), (changed, "is damaged")):
        if names:
            raise ModelError(
                f"The model {folder.name} cannot be used: {names[0]} {what}.",
                details=f"{folder}: missing {missing}, not listed {strange}, changed {changed}",
                remedy=_REMEDY,
            )
    return listed


def weights_file(number: int) -> str:
    """The name of the file that holds the weights of one of a model's networks, from 0."""
    return f"weights-{number + 1}.safetensors" if number else WEIGHTS_FILE


def load_weights(
    folder: Path, expected: Mapping[str, Tensor], device: str = "cpu", file_name: str = WEIGHTS_FILE
) -> dict[str, Tensor]:
    """The weights, if they are the ones the network needs.

    Args:
        folder: the model
        expected: the network's own `state_dict()`: names and shapes must be the same
        device: where the weights are to be
        file_name: of the weights, see `weights_file`

    Raises:
        ModelError: weights that cannot be read, or that are for another network
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    path = folder / file_name
    try:
        weights: dict[str, Tensor] = load_file(path, device=device)
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"The weights of the model {folder.name} cannot be read.", details=f"{path}: {error}", remedy=_REMEDY
        ) from error
    sought = {name: tuple(tensor.shape) for name, tensor in expected.items()}
    found = {name: tuple(tensor.shape) for name, tensor in weights.items()}
    if sought != found:
        name = min(name for name in sought.keys() | found.keys() if sought.get(name) != found.get(name))
        raise ModelError(
            f"The weights of the model {folder.name} are for another network: {name} is "
            f"{found.get(name, 'missing')}, but {sought.get(name, 'nothing')} was sought.",
            details=str(path),
            remedy=_REMEDY,
        )
    return weights


def write_model(
    folder: Path,
    config: Mapping[str, Any],
    weights: Mapping[str, Tensor] | Sequence[Mapping[str, Tensor]],
    card: str,
    write_more: Callable[[Path], None] | None = None,
    check: Callable[[Path], None] | None = None,
) -> None:
    """Write a model beside its place and put it there in one step, so that nobody ever sees half a model.

    Args:
        folder: where it shall be; a model that is there is replaced
        config: kind, name, sizes, features, tokens_hash and what else belongs to it
        weights: the network's `state_dict()`, or that of each of several networks
        card: Markdown: data, licences, measured figures with the exact command, limits
        write_more: writes further files into the folder it is given
        check: called with the finished folder before it is put in place; whatever it raises leaves the old one there
    """
    from safetensors.torch import save_file

    beside = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        text = json.dumps({**config, "format_version": FORMAT_VERSION}, indent=2, ensure_ascii=False)
        (beside / CONFIG_FILE).write_text(text + "\n", encoding="utf-8")
        for number, one in enumerate([weights] if isinstance(weights, Mapping) else weights):
            save_file({name: tensor.detach().cpu().contiguous() for name, tensor in one.items()}, beside / weights_file(number))
        (beside / CARD_FILE).write_text(card, encoding="utf-8")
        if write_more is not None:
            write_more(beside)
        write_sums(beside)
        if check is not None:
            check(beside)
        _put_in_place(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_sums(folder: Path) -> None:
    """Write down the SHA-256 of every file, in the form that `sha256sum --check` reads."""
    lines = [f"{hash_file(file)}  {file.name}\n" for file in _files(folder) if file.name != SUMS_FILE]
    (folder / SUMS_FILE).write_text("".join(lines), encoding="utf-8")


def hash_file(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file())


def _put_in_place(beside: Path, folder: Path) -> None:
    """A folder cannot replace a full one in one step: the old one steps aside and comes back if anything fails."""
    aside = beside.with_suffix(".old")
    had_one = folder.exists()
    if had_one:
        os.replace(folder, aside)
    try:
        os.replace(beside, folder)
    except OSError:
        if had_one:
            os.replace(aside, folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _read_config(folder: Path) -> dict[str, Any]:
    path = folder / CONFIG_FILE
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(
            f"There is no model in {folder}: {CONFIG_FILE} was sought and not found.",
            details=str(error),
            remedy=_REMEDY,
        ) from error
    except ValueError as error:
        raise ModelError(
            f"The model {folder.name} cannot be used: {CONFIG_FILE} is damaged.", details=str(error), remedy=_REMEDY
        ) from error
    if not isinstance(config, dict):
        raise ModelError(
            f"The model {folder.name} cannot be used: {CONFIG_FILE} is damaged.",
            details=f"an object was sought, {type(config).__name__} was found",
            remedy=_REMEDY,
        )
    return config


def _read_sums(folder: Path) -> dict[str, str]:
    path = folder / SUMS_FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The model {folder.name} cannot be used: {SUMS_FILE} was sought and not found.",
            details=str(error),
            remedy=_REMEDY,
        ) from error
    pairs = [line.split("  ", 1) for line in lines if line.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise ModelError(f"The model {folder.name} cannot be used: {SUMS_FILE} is damaged.", remedy=_REMEDY)
    return {name: digest for digest, name in pairs}
