"""Both languages in one file: as text, as a Markdown table, or as a table for other programs."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.pairs import Direction, Pair

SUFFIXES = (".txt", ".md", ".tsv")
_NAMES = {"en": "English", "es": "Espa\u00f1ol"}


def side_by_side(paragraphs: Sequence[Sequence[Pair]], direction: Direction, suffix: str) -> str:
    """The text with its translation, sentence by sentence.

    Args:
        paragraphs: the pairs of each
        direction: of the translation
        suffix: one of SUFFIXES; ".txt" puts each translation under its sentence

    Example:
        >>> side_by_side([[Pair("Yes.", own="S\u00ed.")]], Direction(), ".tsv")
        'English\\tEspa\u00f1ol\\nYes.\\tS\u00ed.\\n'
    """
    names = _NAMES[direction.source], _NAMES[direction.target]
    filled = [row for row in paragraphs if row]
    if suffix == ".md":
        rows = [f"| {_cell(pair.text)} | {_cell(pair.shown)} |" for row in filled for pair in row]
        return "\n".join([f"| {names[0]} | {names[1]} |", "|---|---|", *rows]) + "\n"
    if suffix == ".tsv":
        rows = [f"{_flat(pair.text)}\t{_flat(pair.shown)}" for row in filled for pair in row]
        return "\n".join(["\t".join(names), *rows]) + "\n"
    return "\n\n".join("\n".join(f"{pair.text}\n{pair.shown}" for pair in row) for row in filled) + "\n"


def _flat(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")


def _cell(text: str) -> str:
    return _flat(text).replace("\\", "\\\\").replace("|", "\\|")
