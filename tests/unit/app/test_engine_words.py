"""Whatever the engine may say to a person is known to the window, which says it in its own language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.engine_words import SENTENCES, in_own_words, said
from engine.contract.messages import RequestFailed, TranscriptionFinished

ENGINE = Path(__file__).resolve().parents[3] / "engine"
ROOMS = ("sound", "recognizer", "service", "translator", "autocompleter", "layers")
# Said to developers, or of commands that the window does not give.
ELSEWHERE = {"The model {0} cannot be used: {1} {2}."}


def sentences() -> Iterator[str]:
    """First arguments and remedies of the errors that the engine raises, with {0} where something is named."""
    for file in (file for room in ROOMS for file in (ENGINE / room).rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for constant in (node for node in tree.body if isinstance(node, ast.Assign)):
            if getattr(constant.targets[0], "id", "").endswith("REMEDY"):
                yield from _template(constant.value)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", "")
            if name in ("TrioletError", "ModelError", "SoundFileError"):
                for argument in (*call.args[:1], *(one.value for one in call.keywords if one.arg in ("message", "remedy"))):
                    yield from _template(argument)


def _template(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and node.value:
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        numbers = iter(range(9))
        yield "".join(str(one.value) if isinstance(one, ast.Constant) else f"{{{next(numbers)}}}" for one in node.values)


def test_every_sentence_of_the_engine_is_known() -> None:
    found = set(sentences()) - ELSEWHERE
    assert len(found) > 25
    assert sorted(one for one in found if said(re.sub(r"\{\d\}", "x", one)) == re.sub(r"\{\d\}", "x", one) and one not in SENTENCES) == []


def test_the_window_says_it_in_its_language_with_what_is_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QCoreApplication, "translate", lambda _, text: f"\u00a1{text}!")
    assert said("a.wav is damaged.") == "\u00a1a.wav is damaged.!"
    inner = "The model adapted to you, x, is damaged; the shipped one is used. (The lexicon is missing or damaged.)"
    assert said(inner).endswith("(\u00a1The lexicon is missing or damaged.!)!")
    assert said("Nobody knows this.") == "Nobody knows this."
    failed = in_own_words(RequestFailed(1, "a.wav is damaged.", "details", "Check its name."))
    assert failed == RequestFailed(1, "\u00a1a.wav is damaged.!", "details", "\u00a1Check its name.!")
    finished = in_own_words(TranscriptionFinished(1, 2.0, 0.1, "a.wav breaks off after 2 s; what was there is written down."))
    assert isinstance(finished, TranscriptionFinished) and finished.warning.startswith("\u00a1a.wav breaks off after 2 s")
    assert in_own_words(TranscriptionFinished(1, 2.0, 0.1)) == TranscriptionFinished(1, 2.0, 0.1)
