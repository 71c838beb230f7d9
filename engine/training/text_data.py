"""Text for the language model: read, counted, turned into numbers once and kept as arrays."""

from __future__ import annotations

import hashlib
import json
import lzma
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.autocompleter.tokens import START, Shape, Vocabulary, fold, shape_of, split
from engine.contract.errors import TrioletError
from engine.training.spoken_form import PAUSES, TaggedWord, spoken

_SHARED = 8  # words in a row; text that shares them with what is measured on is not learnt from
_SAID_AT_ONCE = 24  # words, after which somebody rests at the sentence's end at the latest
_LONG, _LONGEST = 40, 60  # words, after which at any comma, and anywhere
_WORD = re.compile(r"\w+")
_SENTENCE_END = frozenset(".!?:\"'(¿¡-\u2014\u201c")


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a text, plain or packed by xz; of a table, only the column that `path#column` names.

    Raises:
        TrioletError: a file that cannot be read
    """
    name, _, column = str(path).partition("#")
    opened = lzma.open if name.endswith(".xz") else open
    try:
        with opened(name, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = line.rstrip("\n")
                yield text.split("\t")[int(column)] if column else text
    except (OSError, lzma.LZMAError, IndexError) as error:
        raise TrioletError(f"The text {Path(name).name} cannot be read.", details=str(error)) from error


def some_of(texts: Iterable[str], most: int) -> list[str]:
    """So many of the texts at most, each once, in an order by chance that is always the same."""
    chosen = sorted(set(texts))
    random.Random(1).shuffle(chosen)
    return chosen[:most]


def word_runs(text: str) -> Iterator[tuple[str, ...]]:
    """All runs of eight words of a text, or all its words where it has fewer.

    Example:
        >>> list(word_runs("So it goes."))
        [('so', 'it', 'goes')]
    """
    words = tuple(_WORD.findall(text.lower()))
    for start in range(max(1, len(words) - _SHARED + 1)):
        yield words[start : start + _SHARED]


def as_said(lines: Iterable[str], vocabulary: Vocabulary, measured: frozenset[tuple[str, ...]]) -> Iterator[str]:
    """Lines as somebody says them, a sentence or some at a time: no signs, numbers in words, no capital at the start.

    Args:
        lines: paragraphs, sentences, or transcripts
        vocabulary: gives the case of words
        measured: of `word_runs`; lines that share one are left out
    """
    draw = random.Random(1)
    for line in lines:
        words = spoken(line)
        if not words or measured.intersection(word_runs(line)):
            continue
        ids = [vocabulary.id_of_word(word.text) for word in words]
        surfaces = [
            vocabulary.surfaces[at] if at >= vocabulary.first_word else word.text
            for at, word in zip(ids, words, strict=True)
        ]
        start = 0
        for end in _rests(words, draw):
            yield " ".join(surfaces[start:end])
            start = end


def _rests(words: Sequence[TaggedWord], draw: random.Random) -> Iterator[int]:
    """After how many words of a line somebody rests who says some whole sentences at a time."""
    start, wanted = 0, draw.randint(1, _SAID_AT_ONCE)
    for end, word in enumerate(words, 1):
        n_said = end - start
        is_place = word.sign in PAUSES or n_said >= _LONG and word.sign or n_said >= _LONGEST
        if end == len(words) or n_said >= wanted and is_place:
            yield end
            start, wanted = end, draw.randint(1, _SAID_AT_ONCE)


def build_vocabulary(texts: Mapping[str, list[str]], n_tokens: int, n_signs: int = 60) -> Vocabulary:
    """The most frequent signs and words, each word in the spelling most frequent inside sentences.

    Args:
        texts: lines by register
        n_tokens: how large the vocabulary may be, special tokens and signs included
        n_signs: how many signs at most
    """
    signs: Counter[str] = Counter()
    words: Counter[str] = Counter()
    inside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for lines in texts.values():
        for line in lines:
            before = "."
            for token in split(line):
                if token.is_word:
                    folded = fold(token.text)
                    words[folded] += 1
                    if before not in _SENTENCE_END:
                        inside[folded][token.text.replace("\u2019", "'")] += 1
                elif not token.is_number:
                    signs[token.text] += 1
                before = token.text
    kept_signs = [sign for sign, _ in signs.most_common(n_signs)]
    kept_words = [word for word, _ in words.most_common(n_tokens - 4 - len(kept_signs))]
    return Vocabulary(kept_signs, [_surface(word, inside[word]) for word in kept_words])


def _surface(folded: str, seen: Counter[str]) -> str:
    if not seen:
        return folded
    # What is shouted in headlines is still written small.
    lower = sum(count for form, count in seen.items() if shape_of(form) is Shape.LOWER)
    best, count = seen.most_common(1)[0]
    return folded if 3 * lower >= count else best


class TokenStore:
    """Lines as numbers, memory-mapped.

    Args:
        folder: of `prepare`
        register: which part
    """

    def __init__(self, folder: Path, register: str) -> None:
        self.tokens: NDArray[np.uint16] = np.load(folder / f"{register}.tokens.npy", mmap_mode="r")
        self.shapes: NDArray[np.uint8] = np.load(folder / f"{register}.shapes.npy", mmap_mode="r")
        self.starts: NDArray[np.int64] = np.load(folder / f"{register}.starts.npy")

    def __len__(self) -> int:
        return len(self.starts) - 1

    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each line, its two marks included."""
        return np.diff(self.starts)


def prepare(texts: Mapping[str, list[str]], vocabulary: Vocabulary, folder: Path) -> None:
    """Writes each register's lines as numbers: a START before and after each line."""
    folder.mkdir(parents=True, exist_ok=True)
    for register, lines in texts.items():
        tokens: list[NDArray[np.uint16]] = []
        shapes: list[NDArray[np.uint8]] = []
        starts = [0]
        for line in lines:
            ids, forms = vocabulary.encode(split(line))
            tokens.append(np.array([START, *ids, START], dtype=np.uint16))
            shapes.append(np.array([0, *forms, 0], dtype=np.uint8))
            starts.append(starts[-1] + len(ids) + 2)
        np.save(folder / f"{register}.tokens.npy", np.concatenate(tokens))
        np.save(folder / f"{register}.shapes.npy", np.concatenate(shapes))
        np.save(folder / f"{register}.starts.npy", np.array(starts, dtype=np.int64))
    vocabulary.save(folder / "vocabulary.txt")


def prepared(
    folder: Path, sources: Mapping[str, list[Path]], n_tokens: int, vocabulary: Vocabulary | None = None,
    said: Iterable[str] = (), away_from: Iterable[Path] = (),
) -> Vocabulary:  # fmt: skip
    """Prepares the sources in the folder, unless that was done before with the same recipe.

    Args:
        folder: where the arrays are kept
        sources: files by register
        n_tokens: size of the vocabulary
        vocabulary: of an earlier network; one is built from the sources when not given
        said: registers whose text becomes what somebody says who reads it aloud
        away_from: transcripts that it must share nothing with
    """
    names = {register: [str(path) for path in paths] for register, paths in sources.items()}
    recipe = [names, n_tokens, sorted(said), [str(path) for path in away_from]]
    mark = hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()
    stamp = folder / "prepared"
    if not (stamp.exists() and stamp.read_text() == mark):
        texts = {
            register: [line for path in paths for line in read_lines(path) if line]
            for register, paths in sources.items()
        }
        vocabulary = vocabulary or build_vocabulary(texts, n_tokens)
        measured = frozenset(run for path in away_from for line in read_lines(path) for run in word_runs(line))
        for register in said:
            texts[register] = list(as_said(texts[register], vocabulary, measured))
        prepare(texts, vocabulary, folder)
        stamp.write_text(mark)
    return Vocabulary.load(folder / "vocabulary.txt")
