"""Every key of the list in the help is pressed in the window, and does what the list says; wherever the focus is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app import filing
from app.core.preferences import Keys
from app.settings.key_titles import all_keys
from engine.contract.messages import SuggestionsMade
from engine.contract.types import Suggestion
from tests.support.staged_window import Stage

ASKED: list[str] = []


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    ASKED.clear()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ASKED.append("open") or ("", ""))
    monkeypatch.setattr(filing, "ask_where", lambda _, title, *__: ASKED.append(title))
    stage = Stage(tmp_path)
    stage.window.activateWindow()
    yield stage
    stage.end()


def press(keys: str) -> None:
    """On whatever has the focus."""
    combination = QKeySequence(keys)[0]  # type: ignore[index]
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()


def suggested(stage: Stage) -> None:
    """Two suggestions are there, the first one is shown."""
    stage.grab("writing")
    window = stage.window
    window.editor.setFocus()
    window.editor.ghost.clear()
    window.completion.ask_now()
    made = (Suggestion("Monday morning", 0, 0.9, "phrase"), Suggestion("Friday", 0, 0.5, "word"))
    window.completion._on_received(SuggestionsMade(window.completion._revision, made))
    assert window.completion.shown == "Monday morning"


def written(stage: Stage) -> None:
    stage.grab("writing")
    stage.window.editor.ghost.clear()
    stage.window.editor.setFocus()
    stage.window.editor.moveCursor(QTextCursor.MoveOperation.PreviousWord)


def doubtful(stage: Stage) -> None:
    stage.grab("doubtful-word")
    stage.window.correction.popover.leave()
    (stage.folder / "sound.wav").touch()


Check = Callable[[Stage], bool]
Before = Callable[[Stage], None]


def _sought(stage: Stage) -> None:
    written(stage)
    press("Ctrl+F")
    QTest.keyClicks(stage.window.finder, "the")
    assert stage.window.finder.fact == "1 of 3"


def _listed(stage: Stage) -> None:
    stage.window.open_settings()
    terms = stage.window.settings_page.terms
    terms.set_terms((("a", "b"), ("c", "d")))
    terms.list.setFocus()
    terms.list.setCurrentRow(0)


def _dictating(stage: Stage) -> None:
    written(stage)
    stage.window.pages.back()
    stage.window.dictation.press()
    stage.wait(lambda: stage.window.editor.is_dictating)


def text_ends(end: str) -> Check:
    return lambda stage: stage.window.editor.toPlainText().endswith(end)


KEYS: dict[str, tuple[Before, Check]] = {
    "F9": (written, lambda stage: stage.window.editor.is_dictating),
    "Tab": (suggested, text_ends("on Monday morning ")),
    "Ctrl+Right": (suggested, text_ends("on Monday ")),
    "Esc": (suggested, lambda stage: stage.window.completion.shown == ""),
    "Alt+]": (suggested, lambda stage: stage.window.completion.shown == "Friday"),
    "Alt+[": (suggested, lambda stage: stage.window.completion.shown == "Friday"),
    "Alt+\\": (written, lambda stage: stage.window.completion._asked_for),
    "Ctrl+Space": (written, lambda stage: stage.window.completion._wants_list),
    "F6": (written, lambda stage: not stage.window.sheet.is_open),
    "Shift+F6": (written, lambda stage: stage.window.sheet.follower.direction.source == "es"),
    "Alt+L": (written, lambda stage: stage.window.sheet.links.pair is not None),
    "Alt+Shift+L": (written, lambda stage: stage.window.sheet.attention.isVisible()),
    "F2": (written, lambda stage: stage.window.sheet.own_words.isVisible()),
    "Shift+F2": (written, lambda stage: "wordings" in ASKED),
    "F8": (doubtful, lambda stage: stage.window.correction.popover.isVisible()),
    "F7": (doubtful, lambda stage: "hear" in ASKED),
    "Ctrl+N": (written, lambda stage: stage.window.editor.toPlainText() == ""),
    "Ctrl+O": (written, lambda stage: ASKED == ["open"]),
    "Ctrl+S": (written, lambda stage: ASKED == ["Save as"]),
    "Ctrl+Shift+S": (written, lambda stage: ASKED == ["Save as"]),
    "Ctrl+E": (written, lambda stage: ASKED == ["Export both languages"]),
    "Ctrl+Shift+C": (written, lambda stage: QGuiApplication.clipboard().text().startswith("Querida Marta:")),
    "Ctrl+F": (written, lambda stage: stage.window.finder.hasFocus()),
    "F3": (_sought, lambda stage: stage.window.finder.fact == "2 of 3"),
    "Shift+F3": (_sought, lambda stage: stage.window.finder.fact == "3 of 3"),
    "Ctrl+H": (written, lambda stage: stage.window.pages.name == "history"),
    "Ctrl+,": (written, lambda stage: stage.window.pages.name == "settings"),
    "Del": (_listed, lambda stage: stage.window.settings_page.terms.terms == (("c", "d"),)),
    "Ctrl++": (written, lambda stage: stage.window.settings.current.text_px > 20),
    "Ctrl+-": (written, lambda stage: stage.window.settings.current.text_px < 20),
    "F11": (written, lambda stage: stage.window.isFullScreen()),
    "Ctrl+Q": (written, lambda stage: not stage.window.isVisible()),
    "F1": (written, lambda stage: stage.window.pages.name == "help"),
}
OF_THE_TEXT = {"Tab", "Ctrl+Right", "Esc", "Alt+]", "Alt+[", "Alt+\\", "Ctrl+Space", "Del"}  # what they change has the focus
EVERYWHERE = ("Ctrl+O", "Ctrl+H", "Ctrl+,", "Ctrl++", "Ctrl+-", "F11", "Ctrl+Q", "F1")


def _watch(stage: Stage) -> None:
    """What asks the engine or the loudspeaker is seen to be asked."""
    stage.window.sheet.follower.reword = lambda *_: ASKED.append("wordings")  # type: ignore[method-assign]
    stage.window.hearing._playback.play = lambda *_: ASKED.append("hear")  # type: ignore[method-assign]
    stage.window.hearing._playback.take = lambda path: True  # type: ignore[method-assign]


def test_the_list_of_keys_is_the_one_that_is_pressed_here() -> None:
    assert {key for key, _ in all_keys(Keys())} == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_does_in_the_text_what_the_list_says(stage: Stage, key: str) -> None:
    before, is_done = KEYS[key]
    _watch(stage)
    before(stage)
    assert not is_done(stage)
    press(key)
    stage.wait(lambda: is_done(stage))


def test_escape_cancels_a_dictation(stage: Stage) -> None:
    _dictating(stage)
    press("Esc")
    stage.wait(lambda: not stage.window.editor.is_dictating)


@pytest.mark.parametrize("place", ["header", "bar", "find line"])
@pytest.mark.parametrize("key", [key for key in KEYS if key not in OF_THE_TEXT and key not in ("F3", "Shift+F3")])
def test_a_key_does_the_same_when_the_focus_is_beside_the_text(stage: Stage, key: str, place: str) -> None:
    if (key, place) == ("Ctrl+F", "find line"):
        return
    before, is_done = KEYS[key]
    _watch(stage)
    before(stage)
    window = stage.window
    if place == "find line":
        window.finder.open()
    else:
        widget: QWidget = window.header.buttons["search"] if place == "header" else window._suggestions
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert QApplication.focusWidget() is widget
    press(key)
    stage.wait(lambda: is_done(stage))


@pytest.mark.parametrize("page", ["history", "settings", "self-check", "help", "recording"])
@pytest.mark.parametrize("key", EVERYWHERE)
def test_the_keys_of_the_window_hold_on_every_page(stage: Stage, key: str, page: str) -> None:
    if (key, page) in (("Ctrl+H", "history"), ("Ctrl+,", "settings"), ("F1", "help")):
        return
    stage.grab(page)
    now = stage.window.pages.currentWidget()
    assert now is not None
    now.setFocus()
    press(key)
    stage.wait(lambda: KEYS[key][1](stage))
