"""What must arrive unchanged stands aside: addresses, numbers, signs of other scripts and the glossary's terms.

Before the network reads a sentence, each such part gives way to a placeholder, one piece of the vocabulary, and comes
back where the network wrote that placeholder. The network learns this from pairs that share such parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

N_PLACEHOLDERS = 10
PLACEHOLDERS = tuple(f"\u27e6{number}\u27e7" for number in range(N_PLACEHOLDERS))
PLACEHOLDER = re.compile("\u27e6[0-9]\u27e7")
# Latin letters with their accents, the usual signs and currencies are the network's; everything else is carried over.
_OWN = r"\x09-\x7e\u00a0-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u27e6\u27e7"
_FOREIGN = rf"[^{_OWN}]+(?:[ \u200d\ufe0f]*[^{_OWN}]+)*"
CARRIED = re.compile(
    r"(?P<address>(?:https?://|www\.)[^\s<>\"\u00bb]*[^\s<>\"\u00bb.,;:!?)\]}']"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w+|</?[A-Za-z][^<>]{0,200}>|(?<!\w)[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|es|edu|txt|pdf|html|py)(?!\w))"
    r"|(?P<number>(?<![\w.,:/])\d+(?:[.,:/\u2013-]\d+)+(?!\w)|(?<![\w.,:/])\d{2,}(?!\w))"
    rf"|(?P<foreign>{_FOREIGN})"
    r"|(?P<endless>\S{60,})"
)
_GROUPED = {"en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"), "es": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")}
_DECIMAL = {"en": re.compile(r"\d+\.\d+"), "es": re.compile(r"\d+,\d+")}
_SWAPPED = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence with placeholders, and what each of them stands for in source and translation."""

    text: str
    originals: tuple[str, ...] = ()
    replacements: tuple[str, ...] = ()


def masked(text: str, glossary: Iterable[tuple[str, str]] = (), source: str = "") -> Masked:
    """Puts placeholders for what is to be carried over.

    Args:
        text: a sentence
        glossary: pairs of a source term and what it must become; a term is found in any case, as whole words
        source: the language; its numbers are written as the other language does, if it is told

    Returns:
        the sentence; parts beyond the tenth are left to the network

    Example:
        >>> masked("Write to ana@example.org by 10:30.").text
        'Write to \u27e60\u27e7 by \u27e61\u27e7.'
    """
    terms = {source.casefold(): target for source, target in glossary if source.strip()}
    pattern = CARRIED
    if terms:
        named = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
        pattern = re.compile(rf"(?P<term>(?<!\w)(?:{named})(?!\w))|{CARRIED.pattern}", re.IGNORECASE)
    originals: list[str] = []
    replacements: list[str] = []

    def put(match: re.Match[str]) -> str:
        part = match.group()
        replacement = terms.get(part.casefold()) or (_number(part, source) if match.lastgroup == "number" else part)
        if part in originals and replacements[originals.index(part)] == replacement:
            return PLACEHOLDERS[originals.index(part)]
        if len(originals) == N_PLACEHOLDERS:
            return part
        originals.append(part)
        replacements.append(replacement)
        return PLACEHOLDERS[len(originals) - 1]

    # A placeholder that stands in the text already would be taken for one of ours.
    plain = PLACEHOLDER.sub(lambda match: f"[{match.group()[1]}]", text)
    return Masked(pattern.sub(put, plain), tuple(originals), tuple(replacements))


def _number(text: str, source: str) -> str:
    """A number as the other language writes it: 1,995.5 is 1.995,5 in Spanish."""
    swaps = source and (_GROUPED[source].fullmatch(text) or _DECIMAL[source].fullmatch(text))
    return text.translate(_SWAPPED) if swaps else text


def unmasked(text: str, parts: tuple[str, ...]) -> str:
    """Puts back what the placeholders stand for; one that stands for nothing is dropped."""

    def put(match: re.Match[str]) -> str:
        number = int(match.group()[1])
        return parts[number] if number < len(parts) else ""

    return PLACEHOLDER.sub(put, text)
