"""When a suggestion is shown and when Triolet keeps silent."""

from __future__ import annotations

from enum import Enum

_BASE = 0.22  # probability from which a suggestion is shown
_STEP = 0.08  # more is asked for after each refusal
_MOST_REFUSALS = 6
_FORGIVEN_AFTER = 12  # words written


class Silence(Enum):
    """Why nothing is suggested."""

    OFF = "switched off"
    COMPOSING = "an input method is composing"
    SELECTION = "text is selected"
    INSIDE_WORD = "the caret stands inside a word"
    SPEAKING = "words are arriving in this paragraph"
    DISMISSED = "dismissed until the text changes"
    UNSURE = "nothing is likely enough"
    NOTHING = "nothing fits"


class Patience:
    """How sure a suggestion must be: more after refusals, less again with acceptance and time."""

    def __init__(self) -> None:
        self._refusals = 0
        self._words = 0

    @property
    def threshold(self) -> float:
        """The probability from which a suggestion is shown, 0 to 1."""
        return _BASE + _STEP * self._refusals

    def refused(self) -> None:
        """A suggestion was dismissed, or something else was typed."""
        self._refusals = min(_MOST_REFUSALS, self._refusals + 1)
        self._words = 0

    def accepted(self) -> None:
        """A suggestion was taken."""
        self._refusals = max(0, self._refusals - 2)

    def word_written(self) -> None:
        """The person wrote a word."""
        self._words += 1
        if self._words >= _FORGIVEN_AFTER:
            self._words = 0
            self._refusals = max(0, self._refusals - 1)


def first_word(ghost: str) -> str:
    """What one step of acceptance takes: the first word, with the space before it.

    Example:
        >>> first_word(" and then"), first_word("ther words"), first_word("ther")
        (' and', 'ther', 'ther')
    """
    start = len(ghost) - len(ghost.lstrip())
    end = ghost.find(" ", start)
    return ghost if end < 0 else ghost[:end]
