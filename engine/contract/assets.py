"""Where models, fonts, icons and sounds lie, however Triolet came to this computer."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def asset(*names: str) -> Path:
    """A file or folder that Triolet brings along, whether or not it is there.

    Args:
        names: below the assets' folder, for example "icons", "triolet.svg"

    Example:
        >>> asset("models", "recognizer-en").name
        'recognizer-en'
    """
    return _find_assets(_PACKAGE).joinpath(*names)


def _find_assets(package: Path) -> Path:
    """An installed package has its assets inside; a checkout and a bundle have them beside it.

    Inside comes first: beside an installed package lie the packages of others, and one may be called assets.
    """
    inside = package / "assets"
    return inside if (inside / "models").is_dir() else package.parent / "assets"
