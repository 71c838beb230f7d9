"""A text and its translation, sentence by sentence: which sentence stays, which is new, which is to be asked next."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeAlias

from engine.contract.sentences import sentence_spans
from engine.contract.types import Translation

_REMEMBERED = 2_000  # translations of sentences that may come back, by undo or by moving them
_ids = itertools.count(1)
_Known: TypeAlias = OrderedDict[str, Translation]


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
        self._waiting: dict[int, Pair] = {}  # by the number of the open question
        self._known, self._known_there = _Known(), _Known()  # in this direction and in the other
        self._left: dict[str, str] = {}  # what the person wrote for sentences that went; they may come back
        self._left_there: dict[str, str] = {}

    def pairs(self) -> Iterator[Pair]:
        """All of them in order."""
        return itertools.chain.from_iterable(self.paragraphs)

    def update(self, text: str, now_s: float) -> tuple[int, int, int]:
        """The text is another one now.

        Args:
            text: the whole of it, paragraphs ended by line feeds
            now_s: on any clock

        Returns:
            the first paragraph that changed, how many there were from there on, and how many stand in their place
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
        return first, len(old), len(new)

    def _carry_over(self, old: list[Pair], new: list[list[Pair]], now_s: float) -> None:
        """Puts the pairs that live on in the place of the new ones."""
        flat = [(row, at) for row in new for at in range(len(row))]
        old_texts, new_texts = [pair.text for pair in old], [row[at].text for row, at in flat]
        first = _n_same(old_texts, new_texts)
        last = _n_same(old_texts[first:][::-1], new_texts[first:][::-1])
        middle = old[first : len(old) - last]
        kept = old[:first] + middle[: len(flat) - first - last]
        for pair in middle[max(0, len(flat) - first - last) :]:
            self.release(pair.request_id)
            self._leave(pair)
        kept += [Pair("") for _ in range(len(flat) - last - len(kept))] + old[len(old) - last :]
        for pair, (row, at) in zip(kept, flat, strict=True):
            sentence = row[at]
            pair.start, pair.end = sentence.start, sentence.end
            if pair.text != sentence.text:
                was_current = pair.is_current or pair.translation is None
                if pair.own is not None and not _is_like(pair.text, sentence.text):
                    self._leave(pair)  # another sentence has come in the place of theirs
                self.release(pair.request_id)  # an open question is about the old text: its answer finds nobody
                pair.text, pair.trouble = sentence.text, ""
                if pair.own is None:
                    pair.own = self._left.pop(pair.text, None)
                if not self.recall(pair) and was_current:
                    pair.behind_since_s = now_s
            row[at] = pair

    def _leave(self, pair: Pair) -> None:
        """Keeps what the person wrote for a sentence that goes."""
        if pair.own is not None:
            self._left[pair.text], pair.own = pair.own, None

    def own_wordings(self) -> tuple[dict[str, str], dict[str, str]]:
        """What the person wrote for the sentences of this text, by sentence: in this direction and in the other."""
        here, there = dict[str, str](), dict[str, str]()
        for pair in self.pairs():
            if pair.own is not None:
                here[pair.text] = pair.own
            elif pair.text in self._left:
                here.setdefault(pair.text, self._left[pair.text])
            if pair.text in self._left_there:
                there[pair.text] = self._left_there[pair.text]
        return here, there

    def expect(self, wordings: Mapping[str, str], is_here: bool) -> None:
        """What the person wrote once, for sentences that will come in this direction or in the other."""
        (self._left if is_here else self._left_there).update(wordings)

    def recall(self, pair: Pair) -> bool:
        """Gives a pair its translation if one like it had one; whether it did."""
        known = self._known.get(pair.text)
        if known is None:
            return False
        self._known.move_to_end(pair.text)
        pair.translation, pair.translated = known, pair.text
        return True

    # ---- questions and answers ----------------------------------------------------------------------------------

    @property
    def open_questions(self) -> list[int]:
        """Their numbers."""
        return list(self._waiting)

    def ask(self, pair: Pair, request_id: int) -> None:
        """A question about a pair was sent."""
        self.release(pair.request_id)
        pair.request_id, self._waiting[request_id] = request_id, pair

    def release(self, request_id: int) -> Pair | None:
        """A question is open no longer; the pair that waited for the answer."""
        pair = self._waiting.pop(request_id, None)
        if pair is not None:
            pair.request_id = 0
        return pair

    def take(self, request_id: int, sentence_id: int, translation: Translation) -> Pair | None:
        """A translation came; None when nobody waits for it any more."""
        pair = self.release(request_id)
        if pair is None or pair.sentence_id != sentence_id:
            return None
        pair.translation, pair.translated = translation, pair.text
        self._known[pair.text] = translation
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return pair

    def to_ask(self, paragraph: int, offset: int) -> Iterator[Pair]:
        """The pairs that want a translation, the nearest to the caret first.

        Args:
            paragraph: where the caret is
            offset: in code points of the paragraph
        """
        here = self.paragraphs[paragraph] if paragraph < len(self.paragraphs) else []
        # What stands before the caret on its line is what is being written.
        yield from _wanting(sorted(here, key=lambda pair: abs(pair.start - offset) + (pair.start > offset) * 1_000))
        for apart in range(1, len(self.paragraphs) + 1):
            for number in (paragraph - apart, paragraph + apart):
                if 0 <= number < len(self.paragraphs):
                    yield from _wanting(self.paragraphs[number])

    def forget_translations(self, now_s: float) -> None:
        """None of them holds any more, in neither direction, as when the glossary changes; the person's own words stay."""
        self._known.clear()
        self._known_there.clear()
        self._clear(now_s)

    def turn(self, now_s: float) -> None:
        """The other direction: what was known and written in it before comes back."""
        for pair in self.pairs():
            self._leave(pair)
        self._known, self._known_there = self._known_there, self._known
        self._left, self._left_there = self._left_there, self._left
        self._clear(now_s)
        for pair in self.pairs():
            pair.own = self._left.pop(pair.text, None)
            self.recall(pair)

    def turned_round(self) -> dict[str, Translation]:
        """What each translation is a translation of: it stands beside it when the text gives way to its translation."""
        return {pair.shown: _turned_round(pair) for pair in self.pairs() if pair.shown}

    def know(self, translations: Mapping[str, Translation]) -> None:
        """Translations of sentences that will come; what is known already stays."""
        for text, translation in translations.items():
            self._known.setdefault(text, translation)

    def _clear(self, now_s: float) -> None:
        self._waiting.clear()
        for pair in self.pairs():
            pair.translation, pair.translated, pair.request_id, pair.trouble = None, "", 0, ""
            pair.behind_since_s = now_s

    def forget_questions(self) -> None:
        """No question will be answered: the engine that had them is gone."""
        self._waiting.clear()
        for pair in self.pairs():
            pair.request_id, pair.trouble = 0, ""

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
            if word < len(shares) and shares[word] >= 0.3 * max(shares) and shares[word] > 0.1
        ]
    shares = translation.attention[word] if word < len(translation.attention) else ()
    return [column for column, share in enumerate(shares) if share >= 0.3 * max(shares) and share > 0.1]


def _turned_round(pair: Pair) -> Translation:
    """A sentence as the translation of its translation, its words linked as they were."""
    made = pair.translation if pair.own is None else None
    if made is None:
        return Translation(pair.text)
    columns = [[row[word] for row in made.attention] for word in range(len(made.source_words))] if made.attention else []
    rows = tuple(tuple(share / (sum(column) or 1.0) for share in column) for column in columns)
    return Translation(pair.text, 0.0, made.target_words, made.source_words, rows)


def _wanting(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Those that have neither a translation of their text nor a question open."""
    return (pair for pair in pairs if pair.own is None and not (pair.request_id or pair.is_current or pair.trouble))


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
