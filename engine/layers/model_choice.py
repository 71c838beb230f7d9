"""Which model of a name is used: the one adapted to this person when there is a whole one, else the one shipped.

Adapted models are ordinary model folders under the person's data folder, readable by them alone. Their config.json has
a table `adapted`: when, from which weights, and the figures before and after.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from engine.contract.errors import ModelError, TrioletError
from engine.layers.model_folder import WEIGHTS_FILE, ModelCard, check_sums, hash_file, read_card, shipped_model

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Adapted:
    """What is known of an adapted model.

    Args:
        name: of the model it stands for
        when: ISO 8601, local time
        measured: what was compared and on what
        before: figures of the shipped model, by name
        after: figures of the adapted one
        is_current: the shipped model is still the one it was made from
        trouble: why it is not used; "" when it is
    """

    name: str
    when: str = ""
    measured: str = ""
    before: tuple[tuple[str, float], ...] = ()
    after: tuple[tuple[str, float], ...] = ()
    is_current: bool = True
    trouble: str = ""


def adapted_folder() -> Path:
    """Where adapted models are, whether or not there are any."""
    return user_data_path("triolet") / "adapted"


def model_in_use(
    name: str, say: Callable[[str], None] = _log.warning, tell: Callable[[Adapted], None] = lambda found: None
) -> Path:
    """The folder of the model that is used under a name.

    Args:
        name: of a shipped model
        say: called with one sentence when an adapted model is there but cannot be used
        tell: called with what is known of an adapted model, used or not
    """
    folder = adapted_folder() / name
    if not folder.is_dir():
        return shipped_model(name)
    found = _described(folder)
    tell(found)
    if found.trouble:
        say(f"The model adapted to you, {name}, is damaged; the shipped one is used. ({found.trouble})")
        return shipped_model(name)
    return folder


def adapted_models() -> list[Adapted]:
    """Every adapted model, whole or not."""
    root = adapted_folder()
    names = sorted(entry.name for entry in root.iterdir() if not entry.name.startswith(".")) if root.is_dir() else []
    return [_described(root / name) for name in names]


def take_back(name: str) -> bool:
    """Removes an adapted model, so that the shipped one is used again.

    Returns:
        whether there was one

    Raises:
        TrioletError: it is there and cannot be removed
    """
    folder = adapted_folder() / name
    if not folder.exists():
        return False
    # Renamed first: nobody finds half a model while its files go.
    aside = folder.with_name(f".{name}.{os.getpid()}.gone")
    try:
        os.replace(folder, aside)
        shutil.rmtree(aside)
    except OSError as error:
        raise TrioletError(f"The adapted model {name} cannot be removed.", details=str(error)) from error
    return True


def _whole(folder: Path) -> ModelCard:
    card = read_card(folder)
    check_sums(folder)
    return card


def _described(folder: Path) -> Adapted:
    try:
        told: dict[str, Any] = _whole(folder).settings.get("adapted", {})
    except ModelError as error:
        return Adapted(folder.name, trouble=error.message)
    shipped = shipped_model(folder.name) / WEIGHTS_FILE
    return Adapted(
        folder.name,
        str(told.get("when", "")),
        str(told.get("measured", "")),
        tuple(told.get("before", {}).items()),
        tuple(told.get("after", {}).items()),
        shipped.is_file() and hash_file(shipped) == told.get("from"),
    )
