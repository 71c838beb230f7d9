"""Both languages in one file: as text, Markdown, a table, subtitles, or data for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from app.core.pairs import Direction, Pair
from app.core.timeline import Spoken, lined_up
from engine.contract.transcript_formats import clock

SUFFIXES = (".txt", ".md", ".tsv", ".srt", ".vtt", ".json")
_NAMES = {"en": "English", "es": "Espa\u00f1ol"}


def side_by_side(
    paragraphs: Sequence[Sequence[Pair]],
    direction: Direction,
    suffix: str,
    spoken: Mapping[int, Spoken] | None = None,
    with_source: bool = True,
) -> str:
    """The text with its translation, sentence by sentence.

    Args:
        paragraphs: the pairs of each
        direction: of the translation
        suffix: one of SUFFIXES; ".txt" puts each translation under its sentence
        spoken: when sentences were spoken, by their number
        with_source: False for the translation alone, as a text or as subtitles

    Example:
        >>> side_by_side([[Pair("Yes.", own="S\u00ed.")]], Direction(), ".tsv")
        'English\\tEspa\u00f1ol\\nYes.\\tS\u00ed.\\n'
    """
    names = _NAMES[direction.source], _NAMES[direction.target]
    filled = [row for row in paragraphs if row]
    if suffix in (".srt", ".vtt", ".json"):
        return _timed([pair for row in filled for pair in row], direction, suffix, spoken or {}, with_source)
    if suffix == ".md":
        rows = [f"| {_cell(pair.text)} | {_cell(pair.shown)} |" for row in filled for pair in row]
        return "\n".join([f"| {names[0]} | {names[1]} |", "|---|---|", *rows]) + "\n"
    if suffix == ".tsv":
        rows = [f"{_flat(pair.text)}\t{_flat(pair.shown)}" for row in filled for pair in row]
        return "\n".join(["\t".join(names), *rows]) + "\n"
    if not with_source:
        return "\n".join(" ".join(pair.shown for pair in row if pair.shown) for row in filled) + "\n"
    return "\n\n".join("\n".join(f"{pair.text}\n{pair.shown}" for pair in row) for row in filled) + "\n"


def _timed(
    pairs: Sequence[Pair], direction: Direction, suffix: str, spoken: Mapping[int, Spoken], with_source: bool
) -> str:
    times = lined_up([pair.text for pair in pairs], [spoken.get(pair.sentence_id) for pair in pairs])
    if suffix == ".json":
        rows = [
            {
                direction.source: pair.text, direction.target: pair.shown, "start_s": round(start_s, 3),
                "end_s": round(end_s, 3), "is_spoken": pair.sentence_id in spoken,
            }
            for pair, (start_s, end_s) in zip(pairs, times, strict=True)
        ]  # fmt: skip
        return json.dumps({"source": direction.source, "target": direction.target, "sentences": rows}, ensure_ascii=False, indent=1) + "\n"
    point = "," if suffix == ".srt" else "."
    titles = [
        (f"{number}\n" if suffix == ".srt" else "") + f"{clock(start_s, point)} --> {clock(end_s, point)}\n"
        + (f"{pair.text}\n" if with_source else "")
        + f"{pair.shown}\n"
        for number, (pair, (start_s, end_s)) in enumerate(zip(pairs, times, strict=True), start=1)
    ]
    return ("WEBVTT\n\n" if suffix == ".vtt" else "") + "\n".join(titles)


def _flat(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")


def _cell(text: str) -> str:
    return _flat(text).replace("\\", "\\\\").replace("|", "\\|")
