"""Signs and commands that a person says by name: "comma", "new line", "scratch that"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.contract.types import NEW_LINE, NEW_PARAGRAPH, SCRATCH_THAT

_COMMANDS = {
    "new line": NEW_LINE, "newline": NEW_LINE, "new paragraph": NEW_PARAGRAPH, "scratch that": SCRATCH_THAT,
}  # fmt: skip
_NAMES: dict[tuple[str, ...], str] = {
    tuple(name.split()): sign
    for name, sign in {
        "comma": ",", "period": ".", "full stop": ".", "question mark": "?", "exclamation mark": "!",
        "exclamation point": "!", "colon": ":", "semicolon": ";", "semi colon": ";", "open quote": "\u201c",
        "open quotes": "\u201c", "close quote": "\u201d", "close quotes": "\u201d",
    }.items()
}  # fmt: skip
_LONGEST = max(len(name) for name in _NAMES)
_EVERYDAY_WORDS = (("period",), ("colon",))  # said more often as words than as signs
_NAMED_BY = frozenset(
    "a an the this that these those every each no one any another same of with my your his her its our their first "
    "second third fourth final last oxford missing extra big long short single double upper lower serial".split()
)
_NAMED_WITH = frozenset("of splice splices in between separated drama".split())
_CLEAR_PAUSE_S = 0.2


@dataclass(frozen=True, slots=True)
class SpokenSign:
    """A sign that was said by name.

    Args:
        sign: as it is written
        first: the number of its first spoken word
        n_words: how many spoken words name it
    """

    sign: str
    first: int
    n_words: int

    @property
    def opens(self) -> bool:
        """Whether it belongs to the word after it, not to the one before."""
        return self.sign == "\u201c"


def command_of(words: Sequence[str]) -> str:
    """The command that an utterance is, "" when it is none: a command is only what is said alone.

    Example:
        >>> command_of(["scratch", "that"]), command_of(["we", "scratch", "that"])
        ('scratch that', '')
    """
    return _COMMANDS.get(" ".join(words), "")


def find_signs(words: Sequence[str], pauses_s: Sequence[float]) -> list[SpokenSign]:
    """The signs said by name in an utterance.

    A name after an article or the like is a word ("the Oxford comma"), and so is one that begins an utterance of more
    words. "Period" and "colon" inside an utterance are signs only before a pause.

    Args:
        words: lower case
        pauses_s: seconds after each word; negative where nobody knows

    Example:
        >>> [one.sign for one in find_signs("dear anna comma how are you question mark".split(), [-1.0] * 8)]
        [',', '?']
    """
    signs: list[SpokenSign] = []
    start = 0
    while start < len(words):
        name = _name_at(words, start)
        if name and _is_meant(words, start, len(name), pauses_s):
            signs.append(SpokenSign(_NAMES[name], start, len(name)))
        start += len(name) or 1
    return signs


def _name_at(words: Sequence[str], start: int) -> tuple[str, ...]:
    for length in range(_LONGEST, 0, -1):
        if (name := tuple(words[start : start + length])) in _NAMES:
            return name
    return ()


def _is_meant(words: Sequence[str], start: int, length: int, pauses_s: Sequence[float]) -> bool:
    end = start + length
    before = words[start - 1] if start else ""
    following = words[end] if end < len(words) else ""
    if before in _NAMED_BY or following in _NAMED_WITH:
        return False
    if not following:
        return True
    opens = _NAMES[tuple(words[start:end])] == "\u201c"
    is_doubtful = (start == 0 and not opens) or tuple(words[start:end]) in _EVERYDAY_WORDS
    return not is_doubtful or pauses_s[end - 1] >= _CLEAR_PAUSE_S
