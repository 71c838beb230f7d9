"""A text and its translation, sentence by sentence: which sentence stays, which is new, which is to be asked next."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from engine.contract.sentences import sentence_spans
from engine.contract.types import Translation

_REMEMBERED = 2_000  # translations of sentences that may come back, by undo or by moving them
_ids = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Direction:
    """From which language into which."""

    source: str = "en"
    target: str = "es"

    def turned(self) -> Direction:
        """The other way round."""
        return Direction(self.target, self.source)


@dataclass(slots=True, eq=False)
class Pair:
    """A sentence of the text and what is known of its translation.

    Args:
        text: the sentence
        start: where it begins in its paragraph, in code points
        end: where it ends
        sentence_id: the same while its text is edited
        translation: the last one that came
        translated: what that is the translation of
        own: what the person wrote in its place, None while it is Triolet's
        request_id: of the question that is open, 0 for none
        behind_since_s: since when the translation is of another text, on the window's clock
        trouble: why there is none, in a sentence
    """

    text: str
    start: int = 0
    end: int = 0
    sentence_id: int = field(default_factory=lambda: next(_ids))
    translation: Translation | None = None
    translated: str = ""
    own: str | None = None
    request_id: int = 0
    behind_since_s: float = 0.0
    trouble: str = ""

    @property
    def is_current(self) -> bool:
        """Whether the translation is of this very text."""
        return self.translation is not None and self.translated == self.text

    @property
    def shown(self) -> str:
        """What stands beside the sentence."""
        if self.own is not None:
            return self.own
        return self.translation.text if self.translation is not None else ""


class PairedText:
    """The paragraphs of a text, each a row of pairs; a pair lives on as long as its sentence does.

    Example:
        >>> paired = PairedText()
        >>> paired.update("One. Two.", now_s=0.0)
        >>> [pair.text for pair in paired.paragraphs[0]]
        ['One.', 'Two.']
    """

    def __init__(self) -> None:
        self.paragraphs: list[list[Pair]] = [[]]
        self._texts: list[str] = [""]
        self._known: OrderedDict[str, Translation] = OrderedDict()

    def pairs(self) -> Iterator[Pair]:
        """All of them in order."""
        return itertools.chain.from_iterable(self.paragraphs)

    def update(self, text: str, now_s: float) -> None:
        """The text is another one now.

        Args:
            text: the whole of it, paragraphs ended by line feeds
            now_s: on any clock
        """
        texts = text.split("\n")
        first = _n_same(self._texts, texts)
        last = _n_same(self._texts[first:][::-1], texts[first:][::-1])
        old = self.paragraphs[first : len(self.paragraphs) - last]
        new = [
            [Pair(line[span.start : span.end], span.start, span.end) for span in sentence_spans(line)]
            for line in texts[first : len(texts) - last]
        ]
        self._carry_over([pair for row in old for pair in row], new, now_s)
        self.paragraphs[first : len(self.paragraphs) - last] = new
        self._texts = texts

    def _carry_over(self, old: list[Pair], new: list[list[Pair]], now_s: float) -> None:
        """Puts the pairs that live on in the place of the new ones."""
        flat = [(row, at) for row in new for at in range(len(row))]
        old_texts, new_texts = [pair.text for pair in old], [row[at].text for row, at in flat]
        first = _n_same(old_texts, new_texts)
        last = _n_same(old_texts[first:][::-1], new_texts[first:][::-1])
        middle = old[first : len(old) - last]
        kept = old[:first] + middle[: len(flat) - first - last]
        kept += [Pair("") for _ in range(len(flat) - last - len(kept))] + old[len(old) - last :]
        for pair, (row, at) in zip(kept, flat, strict=True):
            sentence = row[at]
            pair.start, pair.end = sentence.start, sentence.end
            if pair.text != sentence.text:
                was_current = pair.is_current or pair.translation is None
                if pair.own is not None and not _is_like(pair.text, sentence.text):
                    pair.own = None  # another sentence has come in the place of theirs
                # An open question is about the old text: its answer will find nobody.
                pair.text, pair.trouble, pair.request_id = sentence.text, "", 0
                known = self._known.get(pair.text)
                if known is not None:
                    self._known.move_to_end(pair.text)
                    pair.translation, pair.translated = known, pair.text
                elif was_current:
                    pair.behind_since_s = now_s
            row[at] = pair

    def take(self, request_id: int, sentence_id: int, translation: Translation) -> Pair | None:
        """A translation came; None when nobody waits for it any more."""
        for pair in self.pairs():
            if pair.sentence_id == sentence_id and pair.request_id == request_id:
                for same in [pair, *(other for other in self.pairs() if other.text == pair.text)]:
                    same.request_id = 0
                    same.translation, same.translated = translation, pair.text
                self._known[pair.text] = translation
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
                return pair
        return None

    def asked(self, request_id: int) -> Pair | None:
        """The pair that waits for the answer to a question."""
        return next((pair for pair in self.pairs() if pair.request_id == request_id), None)

    def to_ask(self, paragraph: int, offset: int) -> list[Pair]:
        """The pairs that want a translation, the nearest to the caret first.

        Args:
            paragraph: where the caret is
            offset: in code points of the paragraph
        """
        order: list[tuple[int, int, Pair]] = []
        for number, row in enumerate(self.paragraphs):
            for pair in row:
                if pair.own is None and not pair.request_id and not pair.is_current and not pair.trouble:
                    # What stands before the caret on its line is what is being written.
                    apart = abs(pair.start - offset) + (pair.start > offset) * 1_000 if number == paragraph else 0
                    order.append((abs(number - paragraph), apart, pair))
        order.sort(key=lambda one: one[:2])
        return [pair for _, _, pair in order]

    def forget_all(self, now_s: float) -> None:
        """Nothing that was translated holds any more, as when the direction changes."""
        self._known.clear()
        for pair in self.pairs():
            pair.translation, pair.translated, pair.own, pair.request_id, pair.trouble = None, "", None, 0, ""
            pair.behind_since_s = now_s

    def forget_questions(self) -> None:
        """No question will be answered: the engine that had them is gone."""
        for pair in self.pairs():
            pair.request_id = 0
            pair.trouble = ""

    def translated_text(self) -> str:
        """The whole translation, paragraph by paragraph; what has none yet is left out."""
        return "\n".join(" ".join(pair.shown for pair in row if pair.shown) for row in self.paragraphs)

    @property
    def is_complete(self) -> bool:
        """Whether every sentence has its translation."""
        return all(pair.own is not None or pair.is_current for pair in self.pairs())


def linked_words(translation: Translation, word: int, from_source: bool) -> list[int]:
    """The counterparts of a word.

    Args:
        translation: with its attention
        word: its number among the source's or the translation's words
        from_source: on which side it stands

    Returns:
        numbers of words on the other side: those with at least 0.3 of the strongest share

    Example:
        >>> linked_words(Translation("la casa", attention=((0.9, 0.1), (0.2, 0.8))), 1, from_source=False)
        [1]
    """
    if from_source:
        # A word of the source belongs to those that lean on it: by the strongest share of each of their rows.
        return [
            row
            for row, shares in enumerate(translation.attention)
            if shares and shares[word] >= 0.3 * max(shares) and shares[word] > 0.1
        ]
    shares = translation.attention[word] if word < len(translation.attention) else ()
    return [column for column, share in enumerate(shares) if share >= 0.3 * max(shares) and share > 0.1]


def _is_like(first: str, second: str) -> bool:
    """Whether one text may have been made from the other by correcting it."""
    return SequenceMatcher(None, first, second).quick_ratio() > 0.5


def _n_same(first: list[str], second: list[str]) -> int:
    """How many items two lists begin with alike."""
    n = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        n += 1
    return n
