"""Which model of a network is loaded: the one adapted to the person, of which the window is told, or the one shipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.contract.messages import AdaptedFound, EngineUnavailable, FromEngine


def own_or_shipped(kind: str, name: str, send: Callable[[FromEngine], None]) -> Path:
    """The folder of the model in use.

    Args:
        kind: of the network, "recognizer" or "autocompleter"
        name: of the shipped model
        send: takes a message to the window
    """
    from engine.layers.model_choice import Adapted, model_in_use

    def tell(found: Adapted) -> None:
        send(AdaptedFound(kind, found.before, found.after, not found.trouble))

    return model_in_use(name, lambda sentence: send(EngineUnavailable("adapted model", sentence)), tell)
