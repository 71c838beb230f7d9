"""The models that commands use unless they are told others."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.layers.model_choice import model_in_use


def in_use(name: str) -> Path:
    """The folder of the model that is used under a name; one sentence on standard error when an adapted one is damaged."""
    return model_in_use(name, lambda sentence: print(sentence, file=sys.stderr))
