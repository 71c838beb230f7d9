"""Where models, fonts, icons and sounds lie, however Triolet came to this computer."""

from __future__ import annotations

from pathlib import Path

# Beside the package `engine` in a checkout, in a bundle, and in the wheel's package `triolet`.
_ASSETS = Path(__file__).resolve().parents[2] / "assets"


def asset(*names: str) -> Path:
    """A file or folder that Triolet brings along, whether or not it is there.

    Args:
        names: below the assets' folder, for example "icons", "triolet.svg"

    Example:
        >>> asset("models", "recognizer-en").name
        'recognizer-en'
    """
    return _ASSETS.joinpath(*names)
