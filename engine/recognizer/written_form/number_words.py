"""Number words to values: "two thousand and five", "three point one four", "twenty first"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_LARGE = ("million", "billion")
_SMALL_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
_ORDINALS = (  # to the number word that is counted with
    dict(zip(_SMALL_ORDINALS, list(UNITS)[1:], strict=True))
    | {word[:-1] + "ieth": word for word in TENS}
    | {"hundredth": "hundred", "thousandth": "thousand", "millionth": "million"}
)
_LONGEST_ORDINAL = 10


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number found among words.

    Args:
        value: what it is worth
        text: in digits, thousands marked; "2.5 million" where it was said so
        end: the number of the first word after it
    """

    value: float
    text: str
    end: int


def below_hundred(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """A number from 0 to 99 at a place.

    Returns:
        its value and the place after it, or None
    """
    if start >= len(words):
        return None
    if words[start] in UNITS:
        return UNITS[words[start]], start + 1
    tens = TENS.get(words[start])
    if tens is None:
        return None
    unit = UNITS.get(words[start + 1], 0) if start + 1 < len(words) else 0
    return (tens + unit, start + 2) if 1 <= unit <= 9 else (tens, start + 1)


def cardinal(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """The longest whole number at a place.

    Returns:
        its value and the place after it, or None

    Example:
        >>> cardinal("two thousand and five people".split(), 0)
        (2005, 4)
    """
    total, end, last_scale = 0, start, 10**12
    while last_scale > 1:
        at = end + 1 if total and end < len(words) and words[end] == "and" else end
        group = _group(words, at)
        if group is None or (at > end and group[0] >= 100):
            break
        value, after = group
        scale = _SCALES.get(words[after], 1) if after < len(words) else 1
        if value * scale >= last_scale or value == 0 and (total or scale > 1):
            break
        total, end, last_scale = total + value * scale, after + (scale > 1), scale
    return (total, end) if end > start else None


def numeral(words: Sequence[str], start: int) -> Numeral | None:
    """A whole or decimal number at a place, as it is written.

    Example:
        >>> numeral("two point five million".split(), 0).text
        '2.5 million'
    """
    found = cardinal(words, start)
    if found is None:
        return None
    value, end = found
    digits = _digits_after_point(words, end)
    if digits:
        end += 1 + len(digits)
        text = f"{value:,}.{digits}"
        if end < len(words) and words[end] in _LARGE:
            return Numeral(float(f"{value}.{digits}") * _SCALES[words[end]], f"{text} {words[end]}", end + 1)
        return Numeral(float(f"{value}.{digits}"), text, end)
    scale = words[end - 1]
    if scale in _LARGE and value // _SCALES[scale] < 1_000:
        return Numeral(value, f"{value // _SCALES[scale]} {scale}", end)
    return Numeral(value, f"{value:,}", end)


def ordinal(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """A place in a row: "third", "twenty first", "one hundred and second".

    Returns:
        its value and the place after it, or None
    """
    for end in range(start, min(start + _LONGEST_ORDINAL, len(words))):
        if words[end] in _ORDINALS:
            counted = [*words[start:end], _ORDINALS[words[end]]]
            found = cardinal(counted, 0)
            return (found[0], end + 1) if found is not None and found[1] == len(counted) else None
    return None


def with_ending(value: int) -> str:
    """A place in a row in digits: 1st, 22nd, 113th."""
    ending = "th" if 11 <= value % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value:,}{ending}"


def _group(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """A number before a scale word: up to 99, or hundreds with what follows."""
    found = below_hundred(words, start)
    if found is None:
        return None
    value, end = found
    if value == 0 or end >= len(words) or words[end] != "hundred":
        return found
    value, end = 100 * value, end + 1
    at = end + 1 if end < len(words) and words[end] == "and" else end
    rest = below_hundred(words, at)
    return (value + rest[0], rest[1]) if rest is not None and rest[0] > 0 else (value, end)


def _digits_after_point(words: Sequence[str], end: int) -> str:
    if end >= len(words) or words[end] != "point":
        return ""
    digits = ""
    for word in words[end + 1 :]:
        value = 0 if word == "oh" else UNITS.get(word, 10)
        if value > 9:
            break
        digits += str(value)
    return digits
