"""Text for the language model: read, counted, turned into numbers once and kept as arrays."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.autocompleter.tokens import START, Shape, Vocabulary, fold, shape_of, split
from engine.contract.errors import TrioletError

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
    folder: Path, sources: Mapping[str, list[Path]], n_tokens: int, vocabulary: Vocabulary | None = None
) -> Vocabulary:
    """Prepares the sources in the folder, unless that was done before with the same recipe.

    Args:
        folder: where the arrays are kept
        sources: files by register
        n_tokens: size of the vocabulary
        vocabulary: of an earlier network; one is built from the sources when not given
    """
    names = {register: [str(path) for path in paths] for register, paths in sources.items()}
    mark = hashlib.sha256(json.dumps([names, n_tokens], sort_keys=True).encode()).hexdigest()
    stamp = folder / "prepared"
    if not (stamp.exists() and stamp.read_text() == mark):
        texts = {
            register: [line for path in paths for line in read_lines(path) if line]
            for register, paths in sources.items()
        }
        prepare(texts, vocabulary or build_vocabulary(texts, n_tokens), folder)
        stamp.write_text(mark)
    return Vocabulary.load(folder / "vocabulary.txt")
