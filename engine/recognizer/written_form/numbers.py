"""Numbers as they are written: digits, years, times, money, percentages, ordinals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.recognizer.written_form.number_words import (
    TENS,
    UNITS,
    below_hundred,
    cardinal,
    numeral,
    ordinal,
    with_ending,
)

_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_BEFORE_YEARS = _MONTHS | frozenset(
    "in since year years until till before after by from of early late mid summer winter spring autumn fall "
    "around about circa".split()
)
_BEFORE_TIMES = frozenset("at by until till before after around about from since past".split())
_USUAL_MINUTES = (15, 30, 45)
_DECADES = {word[:-1] + "ies": number for word, number in TENS.items()} | {"hundreds": 0, "tens": 10}
_FRACTIONS = {"half": 30, "quarter": 15}
_FEWEST_DIGITS = 4  # said one after another before they are taken for a code


@dataclass(frozen=True, slots=True)
class Piece:
    """A number as it is written.

    Args:
        text: "1984", "$5", "3:30 p.m."
        first: the number of its first spoken word
        n_words: how many spoken words it stands for
    """

    text: str
    first: int
    n_words: int


def find_numbers(words: Sequence[str]) -> list[Piece]:
    """The numbers among spoken words that are written in digits; one to nine stay words.

    Args:
        words: lower case, of one stretch without signs

    Example:
        >>> [piece.text for piece in find_numbers("at half past three i paid twenty five dollars".split())]
        ['3:30', '$25']
    """
    pieces: list[Piece] = []
    start = 0
    while start < len(words):
        found = next((one for rule in _RULES if (one := rule(words, start)) is not None), None)
        if found is None:
            # A small number that stays a word must not be read again from its middle.
            start = max(start + 1, _end_of_number(words, start))
            continue
        text, end = found
        pieces.append(Piece(text, start, end - start))
        start = end
    return pieces


Found = tuple[str, int]  # the text, and the place after the last spoken word of it


def _end_of_number(words: Sequence[str], start: int) -> int:
    found = cardinal(words, start)
    return found[1] if found is not None else start


def _digit_row(words: Sequence[str], start: int) -> Found | None:
    """Digits said one by one: a telephone number, a code."""
    end = start
    digits = ""
    while end < len(words) and (words[end] == "oh" or UNITS.get(words[end], 10) < 10):
        digits += str(UNITS.get(words[end], 0))
        end += 1
    if len(digits) < _FEWEST_DIGITS or words[start] == "oh":
        return None
    if len(digits) == 7:
        return f"{digits[:3]}-{digits[3:]}", end
    return (f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else digits), end


def _clock_words(words: Sequence[str], start: int) -> Found | None:
    """ "half past three", "a quarter to four", "ten minutes past five"."""
    at = start + (words[start] == "a")
    fraction = _FRACTIONS.get(words[at]) if at < len(words) else None
    found = (fraction, at + 1) if fraction is not None else below_hundred(words, start)
    if found is None or found[0] is None or not 1 <= found[0] <= 59:
        return None
    minutes, end = found
    is_clear = fraction is not None
    if end < len(words) and words[end] == "minutes":
        is_clear, end = True, end + 1
    # "From ten to five" is a stretch of time, so "to" alone does not make a time of two numbers.
    joins = ("past", "to") if is_clear and fraction != 30 else ("past",)
    hour = below_hundred(words, end + 1) if end < len(words) and words[end] in joins else None
    if hour is None or not 1 <= hour[0] <= 12:
        return None
    if words[end] == "past":
        return _with_half(words, hour[0], minutes, hour[1])
    return _with_half(words, hour[0] - 1 or 12, 60 - minutes, hour[1])


def _clock_digits(words: Sequence[str], start: int) -> Found | None:
    """ "three thirty p m", "three p m", "at nine oh five"."""
    hour = UNITS.get(words[start], 0)
    if not 1 <= hour <= 12:
        return None
    minutes = _minutes(words, start + 1)
    value, end = minutes if minutes is not None else (0, start + 1)
    half = _half_of_day(words, end)
    if half:
        return _with_half(words, hour, value, end, shows_minutes=minutes is not None)
    if minutes is None:
        return None
    before = words[start - 1] if start else ""
    if before in _BEFORE_TIMES or (value in _USUAL_MINUTES and before not in _BEFORE_YEARS):
        return f"{hour}:{value:02}", end
    return None


def _minutes(words: Sequence[str], start: int) -> tuple[int, int] | None:
    if start + 1 < len(words) and words[start] in ("oh", "zero") and 1 <= UNITS.get(words[start + 1], 0) <= 9:
        return UNITS[words[start + 1]], start + 2
    found = below_hundred(words, start)
    return found if found is not None and 10 <= found[0] <= 59 else None


def _half_of_day(words: Sequence[str], start: int) -> tuple[str, int] | None:
    """ "a.m." or "p.m." at a place, with the place after it."""
    if start < len(words) and words[start] in ("am", "pm", "a.m.", "p.m."):
        return f"{words[start][0]}.m.", start + 1
    if start + 1 < len(words) and words[start] in ("a", "p") and words[start + 1] == "m":
        return f"{words[start]}.m.", start + 2
    return None


def _with_half(words: Sequence[str], hour: int, minutes: int, end: int, shows_minutes: bool = True) -> Found:
    text = f"{hour}:{minutes:02}" if shows_minutes else str(hour)
    half = _half_of_day(words, end)
    return (f"{text} {half[0]}", half[1]) if half else (text, end)


def _year(words: Sequence[str], start: int) -> Found | None:
    """ "nineteen eighty four", "nineteen oh five", "nineteen eighties"; "in two thousand and four"."""
    before = words[start - 1] if start else ""
    century = below_hundred(words, start)
    if century is not None and 11 <= century[0] <= 20:
        rest = _minutes_or_more(words, century[1])
        if rest is not None and (century[0] >= 13 or before in _BEFORE_YEARS - _BEFORE_TIMES):
            return f"{century[0]}{rest[0]:02}", rest[1]
        decade = _DECADES.get(words[century[1]]) if century[1] < len(words) else None
        if decade is not None and century[0] >= 13:
            return f"{century[0]}{decade:02}s", century[1] + 1
    return _full_year(words, start, before)


def _full_year(words: Sequence[str], start: int, before: str) -> Found | None:
    """ "in two thousand and four", "nineteen hundred and five"."""
    found = cardinal(words, start)
    scale = words[start + 1] if start + 1 < len(words) else ""
    if found is None or not 1100 <= found[0] <= 2099 or scale not in ("hundred", "thousand"):
        return None
    is_counted = found[1] < len(words) and words[found[1]].endswith("s")
    is_certain = scale == "hundred" and found[0] >= 1300 and found[0] % 100 > 0
    return (str(found[0]), found[1]) if (is_certain or before in _BEFORE_YEARS) and not is_counted else None


def _minutes_or_more(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """The last two digits of a year."""
    if start + 1 < len(words) and words[start] == "oh" and 1 <= UNITS.get(words[start + 1], 0) <= 9:
        return UNITS[words[start + 1]], start + 2
    found = below_hundred(words, start)
    return found if found is not None and 10 <= found[0] <= 99 else None


def _ordinal(words: Sequence[str], start: int) -> Found | None:
    found = ordinal(words, start)
    if found is None:
        return None
    value, end = found
    is_date = (start > 0 and words[start - 1] in _MONTHS) or (
        end + 1 < len(words) and words[end] == "of" and words[end + 1] in _MONTHS
    )
    return (with_ending(value), end) if value >= 10 or is_date else None


def _money(words: Sequence[str], start: int) -> Found | None:
    found = numeral(words, start)
    if found is None or found.end >= len(words):
        return None
    sign = {"dollar": "$", "dollars": "$", "euro": "\u20ac", "euros": "\u20ac"}.get(words[found.end])
    if sign is None:
        return None
    end = found.end + 1
    at = end + (end < len(words) and words[end] == "and")
    cents = below_hundred(words, at)
    if cents is not None and cents[1] < len(words) and words[cents[1]] in ("cent", "cents"):
        return f"{sign}{found.text}.{cents[0]:02}", cents[1] + 1
    return f"{sign}{found.text}", end


def _percentage(words: Sequence[str], start: int) -> Found | None:
    found = numeral(words, start)
    if found is None or found.end >= len(words):
        return None
    if words[found.end] == "percent":
        return f"{found.text}%", found.end + 1
    if words[found.end : found.end + 2] == ["per", "cent"]:
        return f"{found.text}%", found.end + 2
    return None


def _plain(words: Sequence[str], start: int) -> Found | None:
    found = numeral(words, start)
    if found is None or (found.value < 10 and "." not in found.text):
        return None
    if found.end < len(words) and words[found.end] == "o'clock":
        return None
    if found.end < len(words) and words[found.end] in _FRACTION_NAMES and found.value < 100:
        return None
    return found.text, found.end


_FRACTION_NAMES = ("thirds", "quarters", "fifths")
_RULES: tuple[Callable[[Sequence[str], int], Found | None], ...] = (
    _digit_row, _clock_words, _money, _percentage, _year, _clock_digits, _ordinal, _plain,
)  # fmt: skip
