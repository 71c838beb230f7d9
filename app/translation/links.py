"""Which words are lit: one that is pointed at, and its counterparts on the other side."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.pairs import Pair, linked_words
from app.look.words import quoted
from engine.contract.types import TextSpan


class Links(QObject):
    """The lit words of one pair; layers only, nothing of it is text."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pair: Pair | None = None
        self._source: list[int] = []
        self._target: list[int] = []

    def light(self, pair: Pair, word: int, of_source: bool) -> None:
        """Lights a word and its counterparts; -1 lights nothing."""
        translation = pair.translation
        if word < 0 or translation is None or not pair.is_current:
            self.clear()
            return
        others = linked_words(translation, word, of_source)
        source, target = ([word], others) if of_source else (others, [word])
        if (self.pair, self._source, self._target) != (pair, source, target):
            self.pair, self._source, self._target = pair, source, target
            self.changed.emit()

    def clear(self) -> None:
        """Lights nothing."""
        if self.pair is not None:
            self.pair, self._source, self._target = None, [], []
            self.changed.emit()

    def lit_words(self, pair: Pair, of_source: bool) -> list[TextSpan]:
        """The lit words of a pair on one side, in code points of its sentence."""
        if pair is not self.pair or pair.translation is None or not pair.is_current:
            return []
        spans = pair.translation.source_words if of_source else pair.translation.target_words
        return [spans[number] for number in (self._source if of_source else self._target) if number < len(spans)]

    @property
    def sentence(self) -> str:
        """What is lit, in words, for a screen reader and the column's head."""
        if self.pair is None:
            return ""
        pair, sides, n_words = self.pair, [], []
        for text, of_source in ((pair.shown, False), (pair.text, True)):
            words = [quoted(text[span.start : span.end]) for span in self.lit_words(pair, of_source)]
            if not words:
                return ""
            n_words.append(len(words))
            both = self.tr("{0} and {1}")
            sides.append(words[0] if len(words) == 1 else both.format(", ".join(words[:-1]), words[-1]))
        told = self.tr("{0} comes from {1}") if n_words[0] == 1 else self.tr("{0} come from {1}")
        return told.format(*sides)
