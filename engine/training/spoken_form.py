"""Written lines as they are said, with the signs and capitals that speech does not have: the tagger's lessons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.recognizer.written_form.network import SIGNS
from engine.training.spoken_numbers import said

LOWER, CAPITAL, UPPER, MIXED = range(4)
_SIGN_IDS = {sign: number for number, sign in enumerate(SIGNS)}
PAUSES = frozenset(_SIGN_IDS[sign] for sign in ".?!;:")  # a reader rests at them
_ENDS = (".", "?", "!")
_TITLES = {
    "mr.": "mister", "mrs.": "missus", "dr.": "doctor", "st.": "saint", "vs.": "versus", "prof.": "professor",
    "jr.": "junior", "sr.": "senior",
}  # fmt: skip
_LATIN = {"e.g.": "for example", "i.e.": "that is", "etc.": "et cetera", "&": "and"}
_TYPOGRAPHY = str.maketrans({
    "\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...", "\u2013": "\u2014", "\u2011": "-"
})  # fmt: skip
_DASH = re.compile(r"\s*(?:\u2014|--+|(?<=\s)-(?=\s))\s*")
_TOKEN = re.compile(r"(?P<opening>[(\[\"']*)(?P<core>.*?)(?P<closing>[)\]\"',.?!;:]*)")
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*'?")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")


@dataclass(slots=True)
class TaggedWord:
    """One spoken word and what writing adds to it."""

    text: str  # lower case
    surface: str  # as it was written
    sign: int = 0  # of SIGNS, after the word
    is_initial: bool = False  # begins a sentence, so its case tells nothing


def shape_of(surface: str) -> int:
    """How a word is written: LOWER, CAPITAL, UPPER (two letters or more) or MIXED."""
    if surface == surface.lower():
        return LOWER
    if len(surface) > 1 and surface == surface.upper():
        return UPPER
    return CAPITAL if surface[1:] == surface[1:].lower() else MIXED


def spoken(line: str) -> list[TaggedWord] | None:
    """What somebody would say who reads a line aloud.

    Dashes count as commas, three dots as a comma or, before a capital and at the end, as a period; brackets and
    quotation marks are not said. Hyphened words are said in parts, digits as numbers.

    Args:
        line: a paragraph, sentence or turn

    Returns:
        the words; None when something in the line is said in no one way (a code, an address)

    Example:
        >>> [(word.text, word.sign) for word in spoken("Dr. Smith left at 3:30.")]
        [('doctor', 0), ('smith', 0), ('left', 0), ('at', 0), ('three', 0), ('thirty', 2)]
    """
    text = _DASH.sub(", ", re.sub(r"\.\.+", " ... ", line.translate(_TYPOGRAPHY)))
    words: list[TaggedWord] = []
    for token in text.split():
        if token.strip(",.\"'") == "":
            _put_sign(words, "..." if "..." in token else token.strip("\"'")[:1])
        elif not _append(words, token):
            return None
    _settle_ellipses(words)
    _mark_initials(words)
    return words


def is_well_written(line: str, words: list[TaggedWord]) -> bool:
    """Whether a line teaches: it begins large, ends with a sign, and is not shouted."""
    start = line.lstrip("\"'([\u201c\u2018 ")
    n_upper = sum(shape_of(word.surface) == UPPER for word in words)
    return (
        len(words) > 1 and (start[:1].isupper() or start[:1].isdigit())
        and SIGNS[words[-1].sign] in _ENDS and n_upper <= 2 + len(words) // 5
    )  # fmt: skip


_ELLIPSIS = len(SIGNS)


def _put_sign(words: list[TaggedWord], sign: str) -> None:
    if words and sign and words[-1].sign == 0:
        words[-1].sign = _ELLIPSIS if sign == "..." else _SIGN_IDS.get(sign, 0)


def _append(words: list[TaggedWord], token: str) -> bool:
    """Takes in one token; False when nobody knows how it is said."""
    found = _TOKEN.fullmatch(token)
    assert found is not None
    core, closing = found["core"], found["closing"]
    opening = found["opening"]
    said_parts = _parts(core, closing, token.strip("\"'()[]"))
    if said_parts is None:
        return False
    for number, (text, surface) in enumerate(said_parts):
        words.append(TaggedWord(text, surface, is_initial=number == 0 and opening.endswith(('"', "'"))))
    sign = next((one for one in closing if one in _SIGN_IDS), "")
    bare = token.strip("\"'()[],;:?!").lower()
    is_abbreviation = bare in _TITLES or bare in _LATIN or _INITIALS.fullmatch(bare) is not None
    if is_abbreviation and sign == ".":
        sign = next((one for one in closing[closing.index(".") + 1 :] if one in _SIGN_IDS), "")
    _put_sign(words, sign)
    return True


def _parts(core: str, closing: str, bare: str) -> list[tuple[str, str]] | None:
    """Spoken words of a token with how each is written."""
    whole = bare.rstrip(",;:?!").lower()
    if whole in _LATIN:
        return [(word, word) for word in _LATIN[whole].split()]
    if whole in _TITLES:
        word = _TITLES[whole]
        return [(word, word.capitalize() if bare[0].isupper() else word)]
    if _INITIALS.fullmatch(whole) and len(whole) > 2 or _INITIALS.fullmatch(whole) and core.isupper():
        letters = bare.rstrip(",;:?!").replace(".", "")
        return [(letter.lower(), letter) for letter in letters]
    parts: list[tuple[str, str]] = []
    for part in core.split("-"):
        word = part + "'" if closing.startswith("'") and part.endswith("s") and "-" not in core else part
        if _WORD.fullmatch(part):
            kept = word if _WORD.fullmatch(word) else part
            parts.append((kept.lower(), kept))
            continue
        digits = said(part)
        if digits is None:
            return None
        parts += [(spoken_word, spoken_word) for spoken_word in digits]
    return parts or None


def _settle_ellipses(words: list[TaggedWord]) -> None:
    for word, following in zip(words, [*words[1:], None], strict=True):
        if word.sign == _ELLIPSIS:
            is_end = following is None or following.surface[:1].isupper()
            word.sign = _SIGN_IDS["." if is_end else ","]


def _mark_initials(words: list[TaggedWord]) -> None:
    before = "."
    for word in words:
        word.is_initial = word.is_initial or before in (*_ENDS, ":")
        before = SIGNS[word.sign]
