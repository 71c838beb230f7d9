"""Words that Apertium's dictionaries translate there and back: most have no pair of their own.

Needs Debian's `apertium` and `apertium-eng-spa`; run once, before training. Of a table English TAB Spanish each language's side is read:
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

_WORD = re.compile(r"[^\W\d_]{3,}")
_MARKS = re.compile(r"[*@#/\\]")  # Apertium's, of words that it does not know or cannot inflect
_MOST_WORDS, _LEAST_OFTEN = 75_000, 4
_LONGEST = 3  # words of a translation

Translate = Callable[[Sequence[str], str], Sequence[str]]  # of words from "en" or "es" into the other


def frequent_words(lines: Iterable[str], side: int) -> list[str]:
    """Words written in small letters, the most frequent first; of a table's line, those of one side."""
    counts = Counter(word for line in lines for word in _WORD.findall(line.split("\t")[side]) if word.islower())
    return [word for word, count in counts.most_common(_MOST_WORDS) if count >= _LEAST_OFTEN]


def there_and_back(words: Sequence[str], source: str, translate: Translate) -> dict[str, str]:
    """The words whose translation leads back to them, or to another form of them, with it.

    Args:
        words: small letters
        source: their language
        translate: Apertium, its marks kept
    """
    found = {word: text.lower() for word, text in zip(words, translate(words, source), strict=True)}
    found = {word: text for word, text in found.items() if _is_known(text) and text != word}
    back = translate(list(found.values()), "es" if source == "en" else "en")
    return {word: text for (word, text), again in zip(found.items(), back, strict=True) if _is_alike(again.lower(), word)}


def _is_known(text: str) -> bool:
    return bool(text) and not _MARKS.search(text) and len(text.split()) <= _LONGEST


def _is_alike(one: str, other: str) -> bool:
    """The same word, or one that differs in its last letters."""
    one = one.removeprefix("to ")
    n_stem = max(4, len(other) - 3)
    return one == other or (len(other) > 4 and one[:n_stem] == other[:n_stem])


def _by_rules(words: Sequence[str], source: str) -> list[str]:
    texts = translated_by_rules([f"{word}." for word in words], source, has_marks=True)
    return [text.rstrip(".").strip() for text in texts]


def main() -> None:
    """Reads texts and writes one table of English TAB Spanish, packed by xz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--english", type=Path, nargs="+", required=True)
    parser.add_argument("--spanish", type=Path, nargs="+", required=True)
    arguments = parser.parse_args()
    english = frequent_words((line for path in arguments.english for line in read_lines(path)), 0)
    spanish = frequent_words((line for path in arguments.spanish for line in read_lines(path)), -1)
    rows = {*there_and_back(english, "en", _by_rules).items()}
    rows |= {(text, word) for word, text in there_and_back(spanish, "es", _by_rules).items()}
    print(f"{len(rows)} pairs of words", flush=True)
    with lzma.open(arguments.out, "wt", encoding="utf-8") as file:
        file.writelines(f"{english}\t{spanish}\n" for english, spanish in sorted(rows))


if __name__ == "__main__":
    main()
