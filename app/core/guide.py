"""The pages of the guide, with the keys that the person has set in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.core.preferences import Keys


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page.

    Args:
        title: its heading
        markdown: the whole of it
    """

    title: str
    markdown: str


def read_guide(folder: Path, keys: Keys, key_rows: Sequence[tuple[str, str]]) -> list[GuidePage]:
    """The pages of a language, in order.

    Args:
        folder: of the language, with Markdown files
        keys: as they are set
        key_rows: all keys there are, each with what it does

    Raises:
        KeyError: a page names a key that does not exist
    """
    table = "\n".join(["| | |", "|---|---|", *(f"| **{_cell(key)}** | {_cell(what)} |" for key, what in key_rows)])
    names: Mapping[str, str] = {**asdict(keys), "keys": table}
    pages = []
    for file in sorted(folder.glob("*.md")):
        text = file.read_text(encoding="utf-8").format_map(names)
        pages.append(GuidePage(text.splitlines()[0].removeprefix("# "), text))
    return pages


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("[", "\\[").replace("]", "\\]")
