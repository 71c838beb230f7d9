"""Pairs of words by Apertium's rules: those of a text that lead back to themselves.

They bring words that no pair of sentences has. Needs Debian's `apertium` and `apertium-eng-spa`; run once, before training:
    python3 -m engine.training.rough_words OUT.tsv.xz --english TEXT... --spanish TEXT...
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from engine.training.rough_pairs import translated_by_rules
from engine.training.text_data import read_lines

Rules = Callable[[list[str], str], list[str]]
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_OFTEN = 4  # rarer ones are mostly misspelt
_MOST_WORDS = 3  # of a translation: "esper\u00e1ndome", "waiting for me"
_MARKS = re.compile(r"[*@#/\\]")  # of what the rules did not know
_LONGEST_ENDING = 3  # letters in which a word and what it leads back to may differ: "archaeologic", "archaeological"


def frequent_words(lines: Iterable[str]) -> list[str]:
    """The words in lower case of a text, the most frequent first."""
    counts = Counter(word for line in lines for word in _WORD.findall(line) if word.islower())
    return [word for word, count in counts.most_common() if count >= _LEAST_OFTEN]


def known_words(words: Sequence[str], source: str, rules: Rules = translated_by_rules) -> dict[str, str]:
    """The translation of each word that rules know, if it leads back to about the same word.

    Args:
        words: of one language
        source: that language
        rules: translates lines
    """
    there = _said(words, source, rules)
    back = _said(list(there.values()), "es" if source == "en" else "en", rules)
    return {word: other for word, other in there.items() if leads_back(word, back.get(other, ""))}


def leads_back(word: str, back: str) -> bool:
    """Whether a word came back as itself, or with another ending.

    Example:
        >>> leads_back("tomb", "tomb"), leads_back("accelerate", "to accelerate"), leads_back("bank", "bench")
        (True, True, False)
    """
    word, back = word.removeprefix("to "), back.removeprefix("to ")
    return bool(back) and (word == back or (len(back) > 4 and word.startswith(back[: max(4, len(back) - _LONGEST_ENDING)])))


def _said(words: Sequence[str], source: str, rules: Rules) -> dict[str, str]:
    found = (line.strip().rstrip(".").lower() for line in rules([f"{word}." for word in words], source))
    return {
        word: other
        for word, other in zip(words, found, strict=True)
        if other and other != word and not _MARKS.search(other) and len(other.split()) <= _MOST_WORDS
    }


def main() -> None:
    """Reads texts and writes one table of English TAB Spanish, packed by xz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--english", type=Path, nargs="+", required=True, help="texts, plain or packed by xz")
    parser.add_argument("--spanish", type=Path, nargs="+", required=True, help="likewise")
    arguments = parser.parse_args()
    rows = set()
    for source, paths in (("en", arguments.english), ("es", arguments.spanish)):
        words = frequent_words(line for path in paths for line in read_lines(path))
        for word, other in known_words(words, source).items():
            rows.add((word, other) if source == "en" else (other, word))
    with lzma.open(arguments.out, "wt", encoding="utf-8") as file:
        file.writelines(f"{english}\t{spanish}\n" for english, spanish in sorted(rows))
    print(f"{len(rows)} pairs")


if __name__ == "__main__":
    main()
