"""SubRip files: times and numbers stay, what is said is translated."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

_CUE = re.compile(r"^(\d+[^\S\n]*\n)?(\d{1,3}:\d\d:\d\d[,.]\d{1,3}[^\S\n]*-->[^\n]*\n)((?:[^\n]*\S[^\n]*(?:\n|$))*)", re.MULTILINE)
_LINE = 42  # characters a line, as subtitles are set
_DASH = re.compile(r"^\s*[-\u2013\u2014]\s*")


def translated_subtitles(text: str, translate: Callable[[list[str]], list[str]]) -> str:
    """The file in the other language.

    A cue that was two lines of one sentence stays two lines; lines of a dialogue are translated one by one.

    Args:
        text: of the file, with line feeds only
        translate: gives the translation of each text
    """
    cues = list(_CUE.finditer(text))
    said: list[list[str]] = []
    for cue in cues:
        lines = cue.group(3).strip("\n").split("\n")
        if lines == [""]:  # a cue in which nobody speaks
            said.append([])
            continue
        said.append(lines if any(_DASH.match(line) for line in lines) else [" ".join(line.strip() for line in lines)])
    flat = iter(translate([line for lines in said for line in lines]))
    written, last = [], 0
    for cue, lines in zip(cues, said, strict=True):
        spoken = cue.group(3)
        new = [next(flat) for _ in lines]
        if len(lines) == 1:
            new = _set(new[0], spoken.strip("\n").count("\n") + 1)
        written += [text[last : cue.start(3)], "\n".join(new), "\n" if spoken.endswith("\n") else ""]
        last = cue.end(3)
    return "".join(written) + text[last:]


def _set(text: str, n_lines: int) -> list[str]:
    """A text in about as many lines as before, of like lengths."""
    if n_lines == 1 and len(text) <= _LINE:
        return [text]
    width = max(len(text) // max(n_lines, 2 if len(text) > _LINE else 1) + 6, 12)
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [text]
