"""What can be done with one sentence of the translation, and the other ways to say it from one word on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.core.pairs import Pair
from app.core.wordings import other_wordings
from app.look.menus import menu
from app.look.words import tr
from engine.contract.types import Wording


def sentence_menu(
    parent: QWidget, pair: Pair, word: str, copy: Callable[[], None], write: Callable[[], None],
    give_back: Callable[[], None], reword: Callable[[], None],
) -> QMenu:  # fmt: skip
    """The menu of a sentence.

    Args:
        parent: the sheet
        pair: the sentence
        word: the one that was pointed at, "" for none
        copy: copies the sentence
        write: lets the person write it
        give_back: makes it Triolet's again
        reword: asks how else to go on from the word
    """
    made = menu(parent)
    made.addAction(tr("Copy this sentence")).triggered.connect(copy)
    made.addAction(tr("Write it yourself")).triggered.connect(write)
    if word:
        made.addAction(tr("Instead of \u201c{0}\u201d\u2026").format(word)).triggered.connect(reword)
    if pair.own is not None:
        made.addSeparator()
        made.addAction(tr("Give it back to Triolet")).triggered.connect(give_back)
    return made


def wordings_menu(
    parent: QWidget, word: str, prefix: str, wordings: Sequence[Wording], choose: Callable[[str], None]
) -> QMenu:
    """Other ways to go on, each with its number and how likely it is among them.

    Args:
        parent: the sheet
        word: what stands there now
        prefix: the translation before it
        wordings: the likeliest first
        choose: called with the sentence that is chosen
    """
    made = menu(parent)
    others = other_wordings(word, prefix, wordings)
    title = made.addAction(tr("Instead of \u201c{0}\u201d").format(word) if others else tr("Nothing else was likely here"))
    title.setEnabled(False)
    for number, one in enumerate(others, start=1):
        shown = one.rest if len(one.rest) < 60 else one.rest[:59] + "\u2026"
        action = made.addAction(f"&{number}   {shown}   {100 * one.share:.0f} %")
        action.triggered.connect(lambda _=False, chosen=one.whole: choose(chosen))
    return made


def show_menu(made: QMenu, place: QPoint) -> None:
    """Shows a menu without holding up the window."""
    made.popup(place)
