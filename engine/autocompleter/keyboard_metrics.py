"""How well a keyboard predicts: hits at the first glance, and keystrokes saved.

Words are runs of letters with apostrophes inside. hit@k is the share of words among the first k suggestions before a
letter is typed, without regard to case. KSR@3 is one minus keys over characters, for a person who looks at three
suggestions before every letter, takes the right word as soon as it is shown (one key, the space after it included)
and types everything else; capitals cost nothing extra. Sums over all words, not means of lines.

Source: the definition that comes with the dev set; Hard et al. 2018 for hits; Trnka & McCoy 2008 for keystroke savings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from engine.autocompleter.tokens import WORD

N_SHOWN = 3
Suggest = Callable[[str, str], list[str]]  # text up to the word, letters typed of it -> words, best first


@dataclass(slots=True)
class Counts:
    """Sums over lines."""

    n_words: int = 0
    n_first: int = 0
    n_shown: int = 0
    n_keys: int = 0
    n_characters: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    def figures(self) -> dict[str, float]:
        """hit@1, hit@3 and ksr@3 in per cent."""
        return {
            "hit@1": 100 * self.n_first / max(1, self.n_words),
            "hit@3": 100 * self.n_shown / max(1, self.n_words),
            "ksr@3": 100 * (1 - self.n_keys / max(1, self.n_characters)),
        }


def shown(suggest: Suggest, context: str, typed: str) -> list[str]:
    """What a person sees, lower-cased: at most three different words that begin as typed."""
    seen: list[str] = []
    for word in suggest(context, typed):
        word = word.lower()
        if word.startswith(typed.lower()) and word not in seen:
            seen.append(word)
    return seen[:N_SHOWN]


def count_line(suggest: Suggest, line: str) -> Counts:
    """One line, typed by somebody who takes every right suggestion."""
    counts = Counts(n_characters=len(line))
    at = 0
    for match in WORD.finditer(line):
        counts.n_keys += match.start() - at
        at = match.end()
        word = match.group().lower()
        counts.n_words += 1
        for n_typed in range(len(word)):
            offered = shown(suggest, line[: match.start()], match.group()[:n_typed])
            if n_typed == 0:
                counts.n_first += offered[:1] == [word]
                counts.n_shown += word in offered
            if word in offered:
                counts.n_keys += n_typed + 1
                at += line[at : at + 1] == " "
                break
        else:
            counts.n_keys += len(match.group())
    counts.n_keys += len(line) - at
    return counts


def count(suggest: Suggest, lines: Iterable[str]) -> Counts:
    """Many lines, each on its own."""
    return sum((count_line(suggest, line) for line in lines), Counts())
