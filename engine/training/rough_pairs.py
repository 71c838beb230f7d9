"""Pairs of which rules wrote one side: text of one language, translated by Apertium.

They bring words and subjects that no pair has. Source: Sennrich et al. 2016 (back-translation), Caswell et al. 2019 (a tag
tells such pairs from others). Needs Debian's `apertium` and `apertium-eng-spa`; run once, before training:
    python3 -m engine.training.rough_pairs en OUT.tsv.xz TEXT... --without DEV.tsv... --most 120000
"""

from __future__ import annotations

import argparse
import lzma
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.contract.errors import TrioletError
from engine.contract.sentences import sentence_spans
from engine.training.text_data import read_lines, some_of, word_runs
from engine.training.translation_data import fits

_MODES = {"en": "eng-spa", "es": "spa-eng"}
_LEAST_WORDS, _MOST_WORDS = 4, 45
# Letters only, and what may stand between them: no brackets, codes or other scripts.
_PLAIN = re.compile(r"[\w\s.,;:!?¿¡'\"()%$€£&–—-]+")


def sentences_of(lines: Iterable[str], measured: frozenset[tuple[str, ...]]) -> Iterator[str]:
    """The plain whole sentences of a text that share nothing with what is measured on.

    Args:
        lines: paragraphs
        measured: of `word_runs`
    """
    for line in lines:
        for span in sentence_spans(line):
            text = line[span.start : span.end]
            n_words = len(text.split())
            if not _LEAST_WORDS <= n_words <= _MOST_WORDS or text[-1] not in ".!?" or not _PLAIN.fullmatch(text):
                continue
            if not (text[0].isupper() or text[0] in "¿¡") or measured.intersection(word_runs(text)):
                continue
            yield text


def chosen_sentences(texts: Iterable[Path], without: Iterable[Path], most: int) -> list[str]:
    """Some of the sentences of texts, each once, in an order by chance that is always the same.

    Args:
        texts: a paragraph a line, plain or packed by xz
        without: tables English TAB Spanish of what is measured on
        most: how many
    """
    measured = frozenset(
        run for table in without for line in read_lines(table) for side in line.split("\t")[:2] for run in word_runs(side)
    )
    return some_of((text for path in texts for text in sentences_of(read_lines(path), measured)), most)


def row_of(text: str, translation: str, source: str) -> str:
    """A line English TAB Spanish, or "" where the two cannot be each other's translation."""
    pair = (text, translation) if source == "en" else (translation, text)
    return "\t".join(pair) if fits(*pair) else ""


def translated_by_rules(texts: list[str], source: str, has_marks: bool = False) -> list[str]:
    """Apertium's translations, line by line, with its marks of words that it does not know where they are wanted.

    Raises:
        TrioletError: Apertium is missing, or lost a line
    """
    try:
        done = subprocess.run(
            ["apertium", *([] if has_marks else ["-u"]), _MODES[source]],
            input="\n\n".join(texts) + "\n",
            text=True,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise TrioletError(
            "Apertium did not translate.", remedy="Install apertium and apertium-eng-spa.", details=str(error)
        ) from error
    lines = done.stdout.strip("\n").split("\n\n")
    if len(lines) != len(texts):
        raise TrioletError(f"Apertium made {len(lines)} lines of {len(texts)}.")
    return [re.sub(r"\s+([.,;:!?])", r"\1", " ".join(line.split())) for line in lines]


def main() -> None:
    """Reads texts and writes one table of English TAB Spanish, packed by xz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", choices=sorted(_MODES), help="language of the texts")
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+", help="a paragraph a line")
    parser.add_argument(
        "--without", type=Path, nargs="*", default=[], help="tables English TAB Spanish to keep away from"
    )
    parser.add_argument("--most", type=int, default=1_000_000, help="sentences")
    arguments = parser.parse_args()
    chosen = chosen_sentences(arguments.texts, arguments.without, arguments.most)
    rows = []
    for start in range(0, len(chosen), 5_000):
        part = chosen[start : start + 5_000]
        for text, rough in zip(part, translated_by_rules(part, arguments.source), strict=True):
            if row := row_of(text, rough, arguments.source):
                rows.append(row)
        print(f"{len(rows)} pairs from {start + len(part)} of {len(chosen)} sentences", flush=True)
    with lzma.open(arguments.out, "wt", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
