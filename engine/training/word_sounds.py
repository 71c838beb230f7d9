"""How words are spoken that a dictionary lacks: from the words it has, or from their letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.recognizer.letter_sounds import LetterSounds
from engine.recognizer.lexicon import MARKS, Lexicon
from engine.training.speech_data import PHONE_UNITS

Phones = tuple[str, ...]
Dictionary = Mapping[str, list[Phones]]

_HISSING = {"S", "Z", "SH", "ZH", "CH", "JH"}
_VOICELESS = {"P", "T", "K", "F", "TH", "S", "SH", "CH"}
_ENDINGS = {
    "ing": ("IH", "NG"), "in": ("IH", "N"), "in'": ("IH", "N"), "ly": ("L", "IY"), "ness": ("N", "AH", "S"), "less": ("L", "AH", "S"),
    "er": ("ER",), "est": ("AH", "S", "T"), "ful": ("F", "AH", "L"), "eth": ("IH", "TH"), "ish": ("IH", "SH"),
}  # fmt: skip
_BEGINNINGS = {"un": ("AH", "N"), "re": ("R", "IY"), "out": ("AW", "T"), "over": ("OW", "V", "ER"), "non": ("N", "AA", "N")}
_SPELLINGS = (
    ("our", "or"), ("is", "iz"), ("ys", "yz"), ("ence", "ense"), ("tre", "ter"), ("ll", "l"), ("ae", "e"), ("gue", "g"),
    ("mme", "m"), ("xion", "ction"), ("to-", "to"),
)  # fmt: skip
_SHORTEST_HALF = 3  # letters of each part of a compound
_GUESSES = 2  # pronunciations of a word of which only the letters are known


def derived(word: str, dictionary: Dictionary) -> list[Phones]:
    """A word's pronunciations, put together from words that the dictionary has; none where it has no such words.

    Example:
        >>> derived("cloaks", {"cloak": [("K", "L", "OW", "K")]})
        [('K', 'L', 'OW', 'K', 'S')]
    """
    for base in _bases(word, "s", ("'s", "s'", "s", "es")):
        if base in dictionary:
            return [(*spoken, *_plural(spoken)) for spoken in dictionary[base]]
    for base in _bases(word, "ed", ("ed", "'d")):
        if base in dictionary:
            return [(*spoken, *_past(spoken)) for spoken in dictionary[base]]
    for ending, sounds in _ENDINGS.items():
        for base in _bases(word, ending, (ending,)):
            if base in dictionary and len(base) >= _SHORTEST_HALF:
                return [_joined(spoken, sounds) for spoken in dictionary[base]]
    for old, new in _SPELLINGS:
        other = word.replace(old, new)
        if other != word and other in dictionary:
            return list(dictionary[other])
    for beginning, sounds in _BEGINNINGS.items():
        rest = word.removeprefix(beginning)
        if rest != word and rest in dictionary and len(rest) > _SHORTEST_HALF:
            return [_joined(sounds, spoken) for spoken in dictionary[rest]]
    for cut in sorted(range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1), key=lambda cut: abs(2 * cut - len(word))):
        first, second = word[:cut], word[cut:]
        if first in dictionary and second in dictionary:
            return [_joined(dictionary[first][0], dictionary[second][0])]
    return []


def _bases(word: str, kind: str, endings: Iterable[str]) -> list[str]:
    """What a word may be without its ending: "tries" from "try", "stopped" from "stop", "loving" from "love"."""
    found = []
    for ending in endings:
        if not word.endswith(ending):
            continue
        base = word.removesuffix(ending)
        if kind != "s" and ending[0] in "ei":
            found.append(base + "e")  # before the bare one: "dined" is not from "din", which doubles its end
            if len(base) > 2 and base[-1] == base[-2]:
                found.append(base[:-1])
        found.append(base)
        if base.endswith("i"):
            found.append(base[:-1] + "y")
    return found


def _joined(first: Phones, second: Phones) -> Phones:
    """One after the other; a sound that both have where they meet is spoken once."""
    return (*first, *second[1:]) if first[-1] == second[0] else (*first, *second)


def _plural(spoken: Phones) -> Phones:
    if spoken[-1] in _HISSING:
        return ("IH", "Z")
    return ("S",) if spoken[-1] in _VOICELESS else ("Z",)


def _past(spoken: Phones) -> Phones:
    if spoken[-1] in ("T", "D"):
        return ("IH", "D")
    return ("T",) if spoken[-1] in _VOICELESS else ("D",)


def build_lexicon(words: tuple[str, ...], dictionary: Dictionary) -> Lexicon:
    """Every pronunciation that the dictionary has of the words; of other words what they are made of, or guesses."""
    units = {unit: number for number, unit in enumerate(PHONE_UNITS)}
    spoken: set[tuple[int, tuple[int, ...]]] = set()
    unknown = []
    for number, word in enumerate(words):
        if word in MARKS:
            continue
        known = dictionary.get(word) or derived(word, dictionary) or derived_twice(word, dictionary)
        spoken.update((number, tuple(units[phone] for phone in phones)) for phones in known)
        if not known:
            unknown.append(number)
    if unknown:
        sounds = LetterSounds(Lexicon.of(words, sorted(spoken)))
        spoken.update((number, guess) for number in unknown for guess in sounds.guesses(words[number], _GUESSES))
    return Lexicon.of(words, sorted(spoken))


def derived_twice(word: str, dictionary: Dictionary) -> list[Phones]:
    """The same where the word without its ending must be put together itself: "churchyards"."""
    for base in (*_bases(word, "s", ("'s", "s'", "s", "es")), *_bases(word, "ed", ("ed",))):
        if base not in dictionary and (made := derived(base, dictionary)):
            return derived(word, {base: made})
    return []
