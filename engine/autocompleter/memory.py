"""What Triolet learns from its user: words and pairs of words, on their disk only, seen and removed at will."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.autocompleter.tokens import fold, split
from engine.contract.errors import TrioletError
from engine.contract.files import write_whole

_LEARNT = 2  # a word counts after it was seen more than once
_FORMAT = 1
_MOST = 50_000  # words and pairs each; the rarest go first
START = "\n"  # stands before the first word of a line


def pairs_of(text: str) -> Iterable[tuple[str, str]]:
    """Each word of a text with the token before it, case-folded; START before the first."""
    for line in text.split("\n"):
        before = START
        for token in split(line):
            if token.is_word:
                yield before, token.text.replace("\u2019", "'")
            before = fold(token.text) if token.is_word else token.text


class PersonalMemory:
    """Counts of what a person accepted or typed.

    Args:
        path: where it is kept; None keeps it in memory only (off the record)
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._followers: dict[str, Counter[str]] = {}
        self.surfaces: dict[str, str] = {}
        if path is not None and path.exists():
            self._load(path)

    def learn(self, text: str) -> None:
        """Takes in text that was typed or accepted, never text that was pasted."""
        for before, word in pairs_of(text):
            self._add(before, word)

    def forget(self, word: str) -> None:
        """Takes a word out, and every pair with it."""
        word = fold(word)
        self._words.pop(word, None)
        self.surfaces.pop(word, None)
        for pair in [pair for pair in self._pairs if word in pair]:
            del self._pairs[pair]
        self._followers = {}
        for (before, after), count in self._pairs.items():
            self._followers.setdefault(before, Counter())[after] = count

    def clear(self) -> None:
        """Forgets everything."""
        self._words.clear()
        self._pairs.clear()
        self._followers.clear()
        self.surfaces.clear()

    @property
    def words(self) -> list[tuple[str, int]]:
        """The words that count, the most frequent first, as they were written."""
        return [(self.surfaces[word], n) for word, n in self._words.most_common() if n >= _LEARNT]

    @property
    def total(self) -> int:
        """How many words were taken in."""
        return sum(self._words.values())

    def chances(self, before: str) -> dict[str, float]:
        """How probable each learnt word is after a token, by what this person wrote.

        Args:
            before: the folded token before, or START
        """
        total = self.total
        if not total:
            return {}
        found = {word: 0.3 * count / total for word, count in self._words.items() if count >= _LEARNT}
        followers = self._followers.get(before)
        if followers:
            n = sum(followers.values())
            for word, count in followers.items():
                if self._words[word] >= _LEARNT:
                    found[word] = found.get(word, 0.0) + 0.7 * (count - 0.5) / n
        return found

    def save(self) -> None:
        """Writes it beside and renames; readable by the user alone."""
        if self._path is None:
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        document = {
            "format": _FORMAT,
            "words": [[self.surfaces[word], n] for word, n in self._words.most_common(_MOST)],
            "pairs": [[*pair, n] for pair, n in self._pairs.most_common(_MOST)],
        }
        write_whole(self._path, json.dumps(document, ensure_ascii=False))

    def export(self) -> str:
        """What was learnt, as a table: word, times seen."""
        return "".join(f"{word}\t{count}\n" for word, count in self.words)

    def _add(self, before: str, word: str) -> None:
        folded = fold(word)
        self._words[folded] += 1
        if folded not in self.surfaces or before != START:
            self.surfaces[folded] = word
        self._pairs[before, folded] += 1
        self._followers.setdefault(before, Counter())[folded] += 1

    def _load(self, path: Path) -> None:
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
            for surface, count in document["words"]:
                self._words[fold(surface)] = int(count)
                self.surfaces[fold(surface)] = str(surface)
            for before, word, count in document["pairs"]:
                self._pairs[before, word] = int(count)
                self._followers.setdefault(before, Counter())[word] = int(count)
        except (OSError, ValueError, KeyError, TypeError) as error:
            self.clear()
            aside = set_aside(path)
            raise TrioletError(
                "What was learnt from you cannot be read; Triolet starts to learn anew.",
                details=f"{path}: {error}",
                remedy=f"The old file is kept as {aside.name}.",
            ) from error


def set_aside(path: Path) -> Path:
    """Renames a file that cannot be read, so that nothing is written over it."""
    aside = path.with_suffix(".unreadable")
    if path.exists():
        os.replace(path, aside)
    return aside


class DocumentCache:
    """The words of the text before, recent ones weighing more, and what followed what.

    Source: Kuhn & De Mori 1990 (cache component); Clarkson & Robinson 1997, eq. 2 (exponential decay).
    """

    DECAY = 0.997  # a word
    LONGEST = 2_000  # words

    def __init__(self, words: Sequence[tuple[str, str]]) -> None:
        self.surfaces: dict[str, str] = {}
        self._unigrams: dict[str, float] = {}
        self._followers: dict[str, dict[str, float]] = {}
        recent = list(words)[-self.LONGEST :]
        weight = 1.0
        for before, word in reversed(recent):
            folded = fold(word)
            self.surfaces.setdefault(folded, word)
            self._unigrams[folded] = self._unigrams.get(folded, 0.0) + weight
            followers = self._followers.setdefault(before, {})
            followers[folded] = followers.get(folded, 0.0) + weight
            weight *= self.DECAY
        self.n_words = len(recent)

    def chances(self, before: str) -> dict[str, float]:
        """How probable each word of the document is after a token, by the document alone."""
        total = sum(self._unigrams.values())
        if total == 0:
            return {}
        followers = self._followers.get(before, {})
        n = sum(followers.values())
        share = n / (n + 1.0)  # one sighting is worth half
        found = {word: (1 - share) * weight / total for word, weight in self._unigrams.items()}
        for word, weight in followers.items():
            found[word] += share * weight / n
        return found
