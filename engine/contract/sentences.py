"""Where sentences begin and end in a text, and which of the two languages it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.contract.types import TextSpan

_END = re.compile(r"(?:[.!?]+|\u2026)[\"'\u201d\u2019\u00bb)\]]*(?=\s+[\"'\u201c\u2018\u00ab(\[\u00bf\u00a1\u2014-]*[^\W_])|[\u3002\uff01\uff1f]+")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sr jr vs etc eg ie e.g i.e no vol fig inc ltd co u.s u.k a.m p.m jan feb mar apr jun jul aug"
    " sep sept oct nov dec sra srta d d\u00f1a dra ud uds vd p\u00e1g p\u00e1gs art n\u00fam ee.uu ee uu av avda tel ej p.ej aprox cap".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_FUNCTION_WORDS = {
    "en": frozenset(
        "the of and to in is was for that it with as his on be at by i this had not are but from or have an they which"
        " one you were her she there would their we him been has when who will more no if out so said what up its about"
        " than into them can only my your how do does did where why am yes it's don't i'm very please thank thanks hello".split()
    ),
    "es": frozenset(
        "de la que el en y a los del se las por un para con no una su al lo como m\u00e1s pero sus le ya o este s\u00ed porque"
        " esta entre cuando muy sin sobre tambi\u00e9n me hasta hay donde quien desde todo nos durante todos uno les ni contra"
        " otros ese eso ante ellos e esto m\u00ed antes algunos qu\u00e9 unos yo otro otras otra \u00e9l tanto esa estos mucho"
        " es est\u00e1 son ser fue era soy eres tengo tiene hola gracias bien si t\u00fa te mi tu c\u00f3mo d\u00f3nde".split()
    ),
}
_SPANISH_ONLY = re.compile("[\u00bf\u00a1\u00f1\u00e1\u00e9\u00ed\u00f3\u00fa]", re.IGNORECASE)


def sentence_spans(text: str) -> Iterator[TextSpan]:
    """The sentences of a text, without the space around them; a line break always ends one.

    Example:
        >>> text = "Mr. Bean sleeps. He is tired!"
        >>> [text[span.start : span.end] for span in sentence_spans(text)]
        ['Mr. Bean sleeps.', 'He is tired!']
    """
    line_start = 0
    for line in text.splitlines(keepends=True):
        start = line_start
        for match in _END.finditer(text, line_start, line_start + len(line)):
            if _is_abbreviation(text, match):
                continue
            yield from _trimmed(text, start, match.end())
            start = match.end()
        line_start += len(line)
        yield from _trimmed(text, start, line_start)


def guess_language(text: str) -> str:
    """"en" or "es" where it is clear, "" where it is not.

    Example:
        >>> guess_language("Where is the station?"), guess_language("\u00bfD\u00f3nde est\u00e1?"), guess_language("Madrid")
        ('en', 'es', '')
    """
    words = [match.group().lower() for match in _WORD.finditer(text[:4_000])]
    english = sum(word in _FUNCTION_WORDS["en"] for word in words)
    spanish = sum(word in _FUNCTION_WORDS["es"] for word in words) + len(_SPANISH_ONLY.findall(text[:4_000]))
    if max(english, spanish) < 1.5 * min(english, spanish) + 1:
        return ""
    return "en" if english > spanish else "es"


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    word = re.search(r"[\w.\u00f1]*$", text[max(0, match.start() - 12) : match.start()])
    before = word.group().lower() if word else ""
    return before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before not in "ioyae") or bool(re.fullmatch(r"(?:[a-z]\.)+[a-z]", before))


def _trimmed(text: str, start: int, end: int) -> Iterator[TextSpan]:
    part = text[start:end]
    inner = part.strip()
    if inner:
        first = start + len(part) - len(part.lstrip())
        yield TextSpan(first, first + len(inner))
