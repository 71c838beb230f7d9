"""One person's texts for the autocompleter: read as paragraphs, a tenth held aside, their own words made known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.autocompleter.tokens import Token, Vocabulary, fold, split
from engine.contract.errors import TrioletError
from engine.training.text_data import build_vocabulary

FEWEST_WORDS = 1_000
_FEWEST_PARAGRAPHS = 10
_EVERY = 10  # of so many paragraphs one is held aside
_LONGEST = 120  # tokens of a line; what the autocompleter reads at most
_WRAPPED = range(50, 101)  # characters of a line that is probably broken by its program, not by its author
_SENTENCE_END = re.compile(r"(?<=[.!?\u2026])[\"'\u201d\u2019)]*\s+")
_SEEN = 3  # times; a new word seen less often is not learnt
_MOST_NEW = 50  # one word in so many may be a new one


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """Lines to learn from and lines to measure on; no line is in both."""

    learnt: tuple[str, ...]
    held_aside: tuple[str, ...]
    n_words: int


def read_texts(paths: Sequence[Path]) -> OwnTexts:
    """Reads a person's files.

    Args:
        paths: plain text in UTF-8

    Raises:
        TrioletError: a file that cannot be read, or too little text in all
    """
    found = list(dict.fromkeys(one for path in paths for one in paragraphs(_read(path))))
    n_words = sum(token.is_word for one in found for token in split(one))
    if n_words < FEWEST_WORDS or len(found) < _FEWEST_PARAGRAPHS:
        raise TrioletError(
            f"That is too little text to learn from: {n_words} words in {len(found)} different paragraphs.",
            remedy=f"At least {FEWEST_WORDS} words in {_FEWEST_PARAGRAPHS} paragraphs are needed.",
        )
    held = found[_EVERY // 2 :: _EVERY]
    learnt = [one for number, one in enumerate(found) if number % _EVERY != _EVERY // 2]
    return OwnTexts(tuple(_in_lines(learnt)), tuple(_in_lines(held)), n_words)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; lines that a program broke at its margin are joined again."""
    found = []
    for block in re.split(r"\n[^\S\n]*\n", text):
        lines = [" ".join(line.split()) for line in block.split("\n") if line.strip()]
        if len(lines) > 1 and all(len(line) in _WRAPPED for line in lines[:-1]):
            lines = [" ".join(lines)]
        found += lines
    return found


def with_own_words(vocabulary: Vocabulary, lines: Sequence[str]) -> tuple[Vocabulary, dict[int, float]]:
    """A vocabulary of the same size in which a person's own words stand in the place of the rarest ones.

    Args:
        vocabulary: of the shipped network
        lines: what the person wrote

    Returns:
        the vocabulary, and of each new token its share of all words that were unknown
    """
    tokens = [token for line in lines for token in split(line) if token.is_word]
    unknown = Counter(fold(token.text) for token in tokens if vocabulary.id_of_word(token.text) < vocabulary.first_word)
    surfaces = {fold(word): word for word in build_vocabulary({"own": list(lines)}, len(tokens) + 100).words}
    most = len(vocabulary.words) // _MOST_NEW
    wanted = [word for word, count in unknown.most_common(most) if count >= _SEEN and word in surfaces]
    words, places = list(vocabulary.words), _rarest(vocabulary, tokens, len(wanted))
    shares = {}
    for place, word in zip(places, wanted, strict=False):
        words[place] = surfaces[word]
        shares[vocabulary.first_word + place] = unknown[word] / unknown.total()
    return Vocabulary(vocabulary.signs, words), shares


def _rarest(vocabulary: Vocabulary, tokens: Sequence[Token], n: int) -> list[int]:
    """Places of the rarest words that the person never wrote."""
    written = {fold(token.text) for token in tokens}
    places = (p for p in range(len(vocabulary.words) - 1, -1, -1) if fold(vocabulary.words[p]) not in written)
    return [place for place, _ in zip(places, range(n), strict=False)]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TrioletError(f"{path.name} is not plain text in UTF-8.", details=str(error)) from error
    except OSError as error:
        raise TrioletError(f"The text {path} cannot be read.", details=str(error)) from error


def _in_lines(found: Sequence[str]) -> list[str]:
    """Paragraphs cut between sentences, so that each piece is read whole."""
    lines: list[str] = []
    for paragraph in found:
        filled = _LONGEST + 1
        for sentence in _SENTENCE_END.split(paragraph):
            size = len(split(sentence))
            if filled + size > _LONGEST:
                lines.append(sentence)
                filled = size
            else:
                lines[-1] += " " + sentence
                filled += size
    return lines
