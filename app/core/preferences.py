"""What a person has set: plain values, written as JSON, repaired where they make no sense."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that are Triolet's own, as Qt names them in English."""

    dictate: str = "F9"  # pressed, or held while one speaks
    take: str = "Tab"  # a whole suggestion
    take_word: str = "Ctrl+Right"
    dismiss: str = "Esc"
    following: str = "Alt+]"  # the next suggestion
    previous: str = "Alt+["
    ask: str = "Alt+\\"
    choose: str = "Ctrl+Space"  # from a list of three
    fold: str = "F6"  # the translation
    swap: str = "Shift+F6"  # the languages
    links: str = "Alt+L"  # light up the word at the caret
    picture: str = "Alt+Shift+L"  # where each word came from
    write_own: str = "F2"  # the translation of a sentence
    reword: str = "Shift+F2"  # other ways to say it
    hear: str = "F7"  # the sound of what was spoken, from the caret on
    check: str = "F8"  # the next word that may have been heard wrongly


@dataclass(frozen=True, slots=True)
class Preferences:
    """Everything that is remembered from one start to the next."""

    written_form: bool = True  # speech is written with signs, capitals and numbers
    spoken_commands: bool = True  # "comma", "new line", "scratch that"
    suggestions: bool = True
    phrases: bool = True  # suggestions of several words
    learning: bool = True
    keys_saved_shown: bool = False
    translation: bool = True
    form: str = ""  # how the Spanish addresses its reader: "tu", "usted", "vos" or "" for what fits best
    text_px: int = 20  # of the sheet's text
    language: str = "system"  # of the interface: "en", "es" or "system"
    appearance: str = "system"  # "light", "dark" or "system"
    contrast: str = "system"  # more than usual: "on", "off" or "system"
    less_motion: str = "system"  # likewise
    is_welcomed: bool = False  # the first start is over
    microphone: str = ""  # its name; "" is whichever the system has chosen
    device: str = "auto"  # what is computed on: "auto", "cpu" or a graphics card such as "cuda:0"
    keep_days: int = 7  # so long dictations and texts stay in the history
    geometry: str = ""  # where the window was and how large, as Qt writes it
    page: str = "sheet"  # on which it was left
    recordings: tuple[str, ...] = ()  # that were open there, as paths
    text_file: str = ""  # the file that the sheet's text is of, as a path
    text_mark: str = ""  # by which it is known whether another program has changed it
    keys: Keys = field(default_factory=Keys)


_ALLOWED = {"appearance": ("system", "light", "dark"), "language": ("system", "en", "es"), "form": ("", "tu", "usted", "vos")}
_ALLOWED["page"] = ("sheet", "recordings", "settings", "history", "self_check", "help")
_ALLOWED |= {name: ("system", "on", "off") for name in ("contrast", "less_motion")}
_FORMS = {"geometry": r"[A-Za-z0-9+/=]{0,600}", "microphone": r"[^\x00-\x1f]{0,200}", "device": r"auto|cpu|cuda:\d{1,2}"}
_FORMS |= {"text_file": r"[^\x00]{0,4096}", "text_mark": r"[0-9a-f]{0,64}"}
_MOST_RECORDINGS = 1000
_RANGES = {"text_px": (16, 28), "keep_days": (0, 36_500)}


def read_preferences(text: str) -> tuple[Preferences, bool]:
    """Preferences from JSON.

    Args:
        text: what `written` gave, or what became of it

    Returns:
        the preferences, and whether something in the text made no sense and was replaced

    Example:
        >>> read_preferences('{"format": 1, "suggestions": "perhaps"}')[1]
        True
    """
    try:
        document = json.loads(text)
    except ValueError:
        return Preferences(), True
    if not isinstance(document, dict):
        return Preferences(), True
    sound: dict[str, Any] = {}
    is_repaired = False
    plain = Preferences()
    for one in fields(Preferences):
        if one.name == "keys" or one.name not in document:
            continue
        value = document[one.name]
        if one.name in ("contrast", "less_motion") and isinstance(value, bool):
            value = "on" if value else "system"  # as it was written before the system's wish could be followed
        if isinstance(value, list):
            value = tuple(value)
        if _makes_sense(one.name, value, getattr(plain, one.name)):
            sound[one.name] = value
        else:
            is_repaired = True
    keys, keys_repaired = _read_keys(document.get("keys", {}))
    return replace(plain, keys=keys, **sound), is_repaired or keys_repaired


def written(preferences: Preferences) -> str:
    """Preferences as JSON."""
    return json.dumps({"format": FORMAT, **asdict(preferences)}, indent=1, ensure_ascii=False) + "\n"


def conflict(keys: Keys, name: str, sequence: str) -> str:
    """Which other thing a key does already, "" for none.

    Example:
        >>> conflict(Keys(), "ask", "Tab")
        'take'
    """
    return next((one.name for one in fields(Keys) if one.name != name and getattr(keys, one.name) == sequence), "")


def _makes_sense(name: str, value: object, plain: object) -> bool:
    if type(value) is not type(plain):
        return False
    if isinstance(value, tuple):
        return len(value) <= _MOST_RECORDINGS and all(isinstance(one, str) and "\0" not in one for one in value)
    if name in _FORMS:
        return re.fullmatch(_FORMS[name], str(value)) is not None
    if name in _ALLOWED:
        return value in _ALLOWED[name]
    low, high = _RANGES.get(name, (0, 0))
    return name not in _RANGES or (isinstance(value, int) and low <= value <= high)


def _read_keys(found: object) -> tuple[Keys, bool]:
    if not isinstance(found, dict):
        return Keys(), True
    keys, is_repaired = Keys(), False
    for one in fields(Keys):
        value = found.get(one.name, getattr(keys, one.name))
        if isinstance(value, str) and 0 < len(value) < 40 and not conflict(keys, one.name, value):
            keys = replace(keys, **{one.name: value})
        elif value != getattr(keys, one.name):
            is_repaired = True
    return keys, is_repaired
