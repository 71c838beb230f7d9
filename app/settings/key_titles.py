"""What each key does, in the language of the window."""

from __future__ import annotations

from app.core.preferences import Keys
from app.look.words import tr


def key_titles() -> dict[str, str]:
    """Of the keys that can be changed, by the names of `Keys`."""
    return {
        "dictate": tr("Dictate, or hold while you speak"),
        "take": tr("Take a suggestion"),
        "take_word": tr("Take one word of it"),
        "dismiss": tr("Send it away"),
        "following": tr("Next suggestion"),
        "previous": tr("Suggestion before"),
        "ask": tr("Ask for one"),
        "choose": tr("Choose from a list"),
        "fold": tr("Translation on and off"),
        "swap": tr("Swap the languages"),
        "links": tr("Light up linked words"),
        "picture": tr("Picture of where words came from"),
        "write_own": tr("Write a translation yourself"),
        "reword": tr("Other ways to say it"),
        "check": tr("The next word to check"),
        "hear": tr("Hear the text from the caret"),
    }


def all_keys(keys: Keys) -> list[tuple[str, str]]:
    """Every key there is, with what it does."""
    own = [(getattr(keys, name), title) for name, title in key_titles().items()]
    return [
        *own,
        ("Ctrl+N", tr("Begin an empty sheet")),
        ("Ctrl+O", tr("Open a text or a recording")),
        ("Ctrl+S", tr("Save")),
        ("Ctrl+Shift+S", tr("Save under another name")),
        ("Ctrl+E", tr("Export both languages")),
        ("Ctrl+Shift+C", tr("Copy the translation")),
        ("Ctrl+F", tr("Find")),
        ("F3", tr("Find the next place")),
        ("Shift+F3", tr("Find the place before")),
        ("Ctrl+H", tr("History")),
        ("Ctrl+,", tr("Settings")),
        ("Del", tr("Remove the chosen word from a list")),
        ("Ctrl++", tr("Larger text")),
        ("Ctrl+-", tr("Smaller text")),
        ("F11", tr("Full screen")),
        ("Ctrl+Q", tr("Quit")),
        ("F1", tr("Help")),
        ("Esc", tr("Cancel a dictation, or close what lies over the sheet")),
    ]
