"""Spoken words to written text, with where each written token came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from engine.contract.types import Word, WrittenToken
from engine.layers.model_folder import shipped_model
from engine.recognizer.written_form.network import UNKNOWN_PAUSE
from engine.recognizer.written_form.numbers import find_numbers
from engine.recognizer.written_form.spellings import find_spellings
from engine.recognizer.written_form.spoken_commands import SpokenSign, command_of, find_signs
from engine.recognizer.written_form.tagger import LOWER, Tag, Tagger, load

MODEL = "written-form-en"
_ENDS = (".", "?", "!")
_PLAIN = Tag("", LOWER)


@dataclass(frozen=True, slots=True)
class WritingOptions:
    """What is done to spoken words."""

    written_form: bool = True  # signs, capitals and numbers
    spoken_commands: bool = True  # "comma" becomes a sign, "new line" said alone a command
    begins_sentence: bool = False  # the first word gets a capital; False where the text before decides


@dataclass(frozen=True, slots=True)
class Written:
    """An utterance as it is written, or what it commands."""

    tokens: tuple[WrittenToken, ...]
    command: str = ""  # of COMMANDS
    ends_sentence: bool = False  # what comes next begins with a capital


@dataclass(frozen=True, slots=True)
class _Draft:
    """A token, and whether a sentence ends after it, which the dot of "p.m." does not tell."""

    token: WrittenToken
    is_end: bool


class Writer:
    """Writes utterances.

    Args:
        tagger: finds signs and capitals

    Example:
        >>> writer = load_writer()
        >>> [token.text for token in writer.write(words).tokens]
    """

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def write(self, words: Sequence[Word], options: WritingOptions = WritingOptions()) -> Written:
        """An utterance as it is written; every spoken word belongs to exactly one token.

        Args:
            words: as heard
            options: see `WritingOptions`
        """
        texts = [word.text for word in words]
        pauses_s = pauses_after(words)
        if options.spoken_commands and (command := command_of(texts)):
            return Written((), command)
        said = find_signs(texts, pauses_s) if options.spoken_commands else []
        named = {number for sign in said for number in range(sign.first, sign.first + sign.n_words)}
        kept = [number for number in range(len(texts)) if number not in named]
        tags = [_PLAIN] * len(kept)
        if options.written_form and kept:
            tags = self._tagger.tags([texts[n] for n in kept], [pauses_s[n] for n in kept])
        tags = _without_signs_beside(tags, kept, said)
        tokens = self._tokens([texts[n] for n in kept], kept, tags, options)
        tokens = _with_spoken_signs(tokens, said)
        if options.written_form:
            tokens = _with_capitals(tokens, options.begins_sentence)
        return Written(tuple(draft.token for draft in tokens), ends_sentence=bool(tokens) and tokens[-1].is_end)

    def _tokens(self, texts: list[str], places: list[int], tags: list[Tag], options: WritingOptions) -> list[_Draft]:
        """Tokens of the words that are no sign names; `places` are their numbers in the utterance."""
        tokens: list[_Draft] = []
        for first, end in _stretches(places, tags):
            stretch = texts[first:end]
            pieces = []
            if options.written_form:
                is_capital = [tag.case != LOWER for tag in tags[first:end]]
                pieces = [*find_numbers(stretch), *find_spellings(stretch, is_capital)]
            starts = {piece.first: piece for piece in pieces}
            at = 0
            while at < len(stretch):
                piece = starts.get(at)
                n_words = piece.n_words if piece is not None else 1
                number = first + at
                text = piece.text if piece is not None else self._surface(stretch[at], tags[number], options)
                sign = tags[number + n_words - 1].sign
                text = text if sign == "." and text.endswith(".") else text + sign
                tokens.append(_Draft(WrittenToken(text, places[number], n_words), sign in _ENDS))
                at += n_words
        return tokens

    def _surface(self, word: str, tag: Tag, options: WritingOptions) -> str:
        return self._tagger.surface(word, tag.case) if options.written_form else word


def pauses_after(words: Sequence[Word]) -> list[float]:
    """Seconds between each word and the next; unknown after the last."""
    between = [max(0.0, after.start_s - word.end_s) for word, after in pairwise(words)]
    return [*between, UNKNOWN_PAUSE][: len(words)]


def load_writer(folder: Path | None = None) -> Writer:
    """A writer with the tagger that came along, or another one.

    Args:
        folder: the tagger's model folder

    Raises:
        ModelError: see `tagger.load`
    """
    return Writer(load(folder if folder is not None else shipped_model(MODEL)))


def _without_signs_beside(tags: list[Tag], kept: list[int], said: list[SpokenSign]) -> list[Tag]:
    """A sign that is said by name is the only one in its place."""
    before = {sign.first - 1 for sign in said if not sign.opens}
    return [replace(tag, sign="") if number in before else tag for number, tag in zip(kept, tags, strict=True)]


def _stretches(places: list[int], tags: list[Tag]) -> list[tuple[int, int]]:
    """From where to where no sign stands, found or said by name."""
    stretches, start = [], 0
    for number in range(len(places)):
        is_last = number + 1 == len(places)
        if is_last or tags[number].sign or places[number + 1] != places[number] + 1:
            stretches.append((start, number + 1))
            start = number + 1
    return stretches


def _with_spoken_signs(tokens: list[_Draft], said: list[SpokenSign]) -> list[_Draft]:
    """Puts the signs said by name among the tokens; one after an opening quote stands close to it."""
    signs = [
        _Draft(WrittenToken(one.sign, one.first, one.n_words, is_glued=not one.opens), one.sign in _ENDS) for one in said
    ]
    ordered = sorted([*tokens, *signs], key=lambda draft: draft.token.first)
    before: _Draft | None = None
    for number, draft in enumerate(ordered):
        if before is not None and before.token.text == "\u201c":
            ordered[number] = replace(draft, token=replace(draft.token, is_glued=True))
        elif before is not None and draft.token.text == "\u201d":
            ordered[number] = replace(draft, is_end=before.is_end)
        before = ordered[number]
    return ordered


def _with_capitals(tokens: list[_Draft], begins_sentence: bool) -> list[_Draft]:
    """A capital after each sentence's end, and at the beginning where a sentence begins there."""
    capitalised, is_due = [], begins_sentence
    for draft in tokens:
        text = draft.token.text
        has_letter = text[:1].isalnum()
        if is_due and has_letter:
            draft = replace(draft, token=replace(draft.token, text=text[:1].upper() + text[1:]))
        is_due = draft.is_end or (is_due and not has_letter)
        capitalised.append(draft)
    return capitalised
