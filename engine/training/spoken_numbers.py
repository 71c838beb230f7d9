"""Digits as they are said, for training text: the other way round from `engine.recognizer.written_form.numbers`."""

from __future__ import annotations

import re

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred"))
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_CURRENCIES = {"$": ("dollar", "dollars"), "\u00a3": ("pound", "pounds"), "\u20ac": ("euro", "euros")}
_NUMBER = re.compile(r"(?P<currency>[$\u00a3\u20ac]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?(?P<end>%|s|st|nd|rd|th|)")
_TIME = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>\d{2})")


def cardinal(number: int) -> list[str]:
    """A whole number below a trillion in words.

    Example:
        >>> cardinal(1_984)
        ['one', 'thousand', 'nine', 'hundred', 'eighty', 'four']
    """
    if number < 20:
        return [ONES[number]]
    for scale, name in _SCALES:
        if number >= scale:
            rest = number % scale
            return [*cardinal(number // scale), name, *(cardinal(rest) if rest else [])]
    return [TENS[number // 10], *([ONES[number % 10]] if number % 10 else [])]


def ordinal(number: int) -> list[str]:
    """A whole number as a place in a row.

    Example:
        >>> ordinal(21)
        ['twenty', 'first']
    """
    *before, last = cardinal(number)
    if last in _ORDINALS:
        return [*before, _ORDINALS[last]]
    return [*before, last[:-1] + "ieth" if last.endswith("y") else last + "th"]


def year(number: int) -> list[str]:
    """A year from 1100 to 2099.

    Example:
        >>> year(1984), year(1905), year(2007)
        (['nineteen', 'eighty', 'four'], ['nineteen', 'oh', 'five'], ['two', 'thousand', 'seven'])
    """
    century, rest = divmod(number, 100)
    if 2000 <= number < 2010:
        return cardinal(number)
    if rest == 0:
        return [*cardinal(century), "hundred"]
    return [*cardinal(century), *(["oh"] if rest < 10 else []), *cardinal(rest)]


def said(token: str) -> list[str] | None:
    """How a token of digits is said; None when it is none that everybody says alike.

    Example:
        >>> said("$1.50"), said("3:30"), said("21st"), said("1990s")[-1], said("R2D2")
        (['one', 'point', 'five', 'zero', 'dollars'], ['three', 'thirty'], ['twenty', 'first'], 'nineties', None)
    """
    time = _TIME.fullmatch(token)
    if time is not None:
        minutes = int(time["minutes"])
        tail = ["o'clock"] if minutes == 0 else [*(["oh"] if minutes < 10 else []), *cardinal(minutes)]
        return [*cardinal(int(time["hours"])), *tail]
    found = _NUMBER.fullmatch(token)
    if found is None or len(found["whole"]) > 12:
        return None
    return _said_number(int(found["whole"].replace(",", "")), "," in found["whole"], found)


def _said_number(number: int, has_comma: bool, found: re.Match[str]) -> list[str] | None:
    end, part = found["end"], found["part"]
    is_year = 1100 <= number <= 2099 and not has_comma and part is None and not found["currency"]
    if end == "s":
        return _plural(year(number)) if is_year and number % 10 == 0 else None
    if end in ("st", "nd", "rd", "th"):
        return ordinal(number) if part is None else None
    words = year(number) if is_year and end == "" else cardinal(number)
    if part is not None:
        words += ["point", *(ONES[int(digit)] for digit in part)]
    if found["currency"]:
        words.append(_CURRENCIES[found["currency"]][words != ["one"]])
    return [*words, "percent"] if end == "%" else words


def _plural(words: list[str]) -> list[str]:
    last = words[-1]
    return [*words[:-1], last[:-1] + "ies" if last.endswith("y") else last + "s"]
