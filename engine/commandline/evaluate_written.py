"""`triolet evaluate written-form`: how many signs and capitals the tagger finds in text that has lost them."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable

from engine.commandline.progress import ProgressLine
from engine.contract.errors import TrioletError
from engine.recognizer.written_form.network import SIGNS, UNKNOWN_PAUSE
from engine.recognizer.written_form.tagger import Tagger, load

_NAMES = dict(zip(SIGNS[1:], ("comma", "period", "question", "exclamation", "semicolon", "colon"), strict=True))
_ENDS = (".", "?", "!")


def run(arguments: argparse.Namespace) -> int:
    """Takes signs and capitals away, finds them again from the words alone, and counts."""
    from engine.commandline.evaluate import read_rows

    rows = read_rows(arguments.table, ("register", "line"))
    lines = [line for register, line in rows if not arguments.registers or register in arguments.registers]
    if not lines:
        raise TrioletError(f"The table {arguments.table} has no line of these registers.")
    progress = ProgressLine()
    counts = Counts()
    tagger = load(arguments.model)
    for number, line in enumerate(lines, start=1):
        counts.take(tagger, line)
        if number % 50 == 0:
            progress.show(number / len(lines), f"{number} of {len(lines)} lines")
    progress.clear()
    figures = counts.figures()
    if arguments.json:
        print(json.dumps({"figures": figures, "lines": counts.n_lines, "words": counts.n_words}))
        return 0
    for name, row in figures.items():
        shown = "  ".join(f"{what} {value:6.3f}" for what, value in row.items() if what != "wanted")
        print(f"{name:18} {shown}  of {row['wanted']:.0f}")
    print(f"{counts.n_lines} lines, {counts.n_words} words")
    return 0


class Counts:
    """Found, wanted and right signs and capitals over many lines."""

    def __init__(self) -> None:
        self.n_lines = self.n_words = 0
        self._found: Counter[str] = Counter()
        self._wanted: Counter[str] = Counter()
        self._right: Counter[str] = Counter()

    def take(self, tagger: Tagger, line: str) -> None:
        """Count one line; one that is said in no one way (codes, addresses) is left out."""
        from engine.training.spoken_form import spoken

        words = spoken(line)
        if not words:
            return
        self.n_lines += 1
        self.n_words += len(words)
        texts = [word.text for word in words]
        tags = tagger.tags(texts, [UNKNOWN_PAUSE] * len(texts))
        wanted_signs = [SIGNS[word.sign] for word in words]
        self._signs([tag.sign for tag in tags], wanted_signs)
        found = [tagger.surface(text, tag.case)[:1].isupper() for text, tag in zip(texts, tags, strict=True)]
        wanted = [word.surface[:1].isupper() for word in words]
        inside = [number for number, word in enumerate(words) if not word.is_initial]
        self._note("capital inside", ((found[number], wanted[number]) for number in inside))
        begun = [True, *(tag.sign in _ENDS for tag in tags[:-1])]
        with_starts = [one or start for one, start in zip(found, begun, strict=True)]
        self._note("capital", zip(with_starts, wanted, strict=True))

    def figures(self) -> dict[str, dict[str, float]]:
        """Precision, recall and F1 by name, with how many were wanted."""
        return {
            name: {
                "precision": self._right[name] / max(1, self._found[name]),
                "recall": self._right[name] / max(1, self._wanted[name]),
                "f1": 2 * self._right[name] / max(1, self._found[name] + self._wanted[name]),
                "wanted": float(self._wanted[name]),
            }
            for name in (*_NAMES.values(), "any sign", "sentence end", "capital inside", "capital")
        }

    def _signs(self, found: list[str], wanted: list[str]) -> None:
        for sign, name in _NAMES.items():
            self._note(name, ((one == sign, other == sign) for one, other in zip(found, wanted, strict=True)))
            self._right["any sign"] += sum(one == other == sign for one, other in zip(found, wanted, strict=True))
        self._found["any sign"] += sum(bool(sign) for sign in found)
        self._wanted["any sign"] += sum(bool(sign) for sign in wanted)
        ends = [(one in _ENDS, other in _ENDS) for one, other in zip(found, wanted, strict=True)]
        self._note("sentence end", ends)

    def _note(self, name: str, pairs: Iterable[tuple[bool, bool]]) -> None:
        for found, wanted in pairs:
            self._found[name] += found
            self._wanted[name] += wanted
            self._right[name] += found and wanted
