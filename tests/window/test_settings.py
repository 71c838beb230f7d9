"""The page of preferences in the real window: changed by keys and clicks, remembered, repaired."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.notice import Notice
from app.core.pairs import Direction
from app.core.preferences import Keys, Preferences
from app.dictation.controller import READY
from app.engine_client import EngineClient
from app.look import motion, theme
from app.settings.learnt import LearntWords
from app.settings.store import Store
from app.settings.terms_list import TermsList
from app.window import MainWindow
from engine.contract.messages import Forget, Learnt, LearntAsked


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    messages: list[object] = []
    monkeypatch.setattr(EngineClient, "start", lambda self: None)
    monkeypatch.setattr(EngineClient, "send", lambda self, message: messages.append(message))
    return messages


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, sent: list[object]) -> Iterator[MainWindow]:
    yield opened(qtbot, tmp_path)
    theme.choose(None)
    theme.choose_contrast(None)
    motion.choose(None)


def choose(window: MainWindow, name: str, value: object) -> None:
    selector = window.settings_page.selectors[name]
    selector.setFocus()
    selector.choose(value)
    selector.activated.emit(selector.currentIndex())


def opened(qtbot: QtBot, folder: Path) -> MainWindow:
    window = MainWindow(EngineClient(), folder)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_the_page_opens_by_its_key_and_esc_goes_back_to_the_text(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window.editor, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.settings_page.isVisible() and not window.editor.isVisible()
    qtbot.keyClick(window.settings_page, Qt.Key.Key_Escape)
    assert window.editor.isVisible() and window.editor.hasFocus()


@pytest.mark.parametrize("height", [500, 640, 800])
def test_a_wide_window_has_the_lists_beside_the_rows_however_low_it_is(qtbot: QtBot, window: MainWindow, height: int) -> None:
    page = window.settings_page
    window.resize(700, 600)
    window.open_settings()
    qtbot.waitUntil(lambda: page._left.isAncestorOf(page.terms))
    window.resize(1280, height)
    qtbot.waitUntil(lambda: not page._left.isAncestorOf(page.terms) and page.terms.isVisible())
    qtbot.waitUntil(lambda: page.learnt.mapTo(page, page.learnt.rect().topLeft()).x() > page.width() / 2)
    bar = page._right.verticalScrollBar()
    qtbot.waitUntil(lambda: (bar.maximum() > 0) == (height == 500))  # what does not fit can be scrolled to
    page._right.ensureWidgetVisible(page.learnt.clear)
    assert not page.learnt.clear.visibleRegion().isEmpty()


def test_a_switch_holds_from_one_start_to_the_next(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open_settings()
    window.settings_page.switches["suggestions"].click()
    assert not window.completion.is_on
    window.settings_page.switches["translation"].click()
    assert not window.sheet.is_open
    window.resize(760, 700)
    window.close()
    again = opened(qtbot, tmp_path)
    assert not again.completion.is_on and not again.sheet.is_open
    assert (again.width(), again.height()) == (760, 700)
    assert (tmp_path / "settings.json").stat().st_mode & 0o077 == 0


def test_the_bars_switch_and_the_pages_are_one(qtbot: QtBot, window: MainWindow) -> None:
    window.open_settings()
    window._suggestions.click()
    assert not window.settings_page.switches["suggestions"].isChecked()


def test_a_key_is_changed_by_pressing_it_and_works_at_once(qtbot: QtBot, window: MainWindow) -> None:
    window.open_settings()
    field = window.settings_page.keys["fold"]
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClick(field, Qt.Key.Key_F10)
    assert window.settings.current.keys.fold == "F10" and field.text() == "F10"
    qtbot.keyClick(window.settings_page, Qt.Key.Key_Escape)
    qtbot.keyClick(window.editor, Qt.Key.Key_F10)
    assert not window.sheet.is_open


def test_every_key_can_be_given_even_tab_and_esc_only_leaves(qtbot: QtBot, window: MainWindow) -> None:
    window.open_settings()
    field = window.settings_page.keys["ask"]
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Control):
        qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
        qtbot.keyClick(field, key)
        assert window.settings.current.keys.ask == "Alt+\\"
    assert window.settings_page.isVisible(), "Esc was the field's, not the page's"


def test_a_key_that_is_taken_is_refused_with_what_it_does(qtbot: QtBot, window: MainWindow) -> None:
    window.open_settings()
    field = window.settings_page.keys["ask"]
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert window.settings.current.keys == Keys()
    assert "Take a suggestion" in window.settings_page.fact


def test_another_dictation_key_is_named_in_the_bar_and_works(qtbot: QtBot, window: MainWindow) -> None:
    window.settings.set(keys=Keys(dictate="F10"))
    window.bar.show_state(READY)
    assert "F10" in " ".join(window.bar._help_texts())
    pressed: list[bool] = []
    window.dictation.press = lambda: pressed.append(True)  # type: ignore[method-assign]
    qtbot.keyPress(window.editor, Qt.Key.Key_F9)
    assert not pressed
    qtbot.keyPress(window.editor, Qt.Key.Key_F10)
    assert pressed


def test_dark_is_chosen_and_stays(qtbot: QtBot, window: MainWindow) -> None:
    window.open_settings()
    choose(window, "appearance", "dark")
    assert theme.current() == theme.DARK and window.settings.current.appearance == "dark"
    choose(window, "contrast", "on")
    assert theme.current() == theme.CONTRAST_DARK
    assert window.focusWidget() is window.settings_page.selectors["contrast"], "the rows are others, the place is the same"
    choose(window, "less_motion", "on")
    assert motion.is_reduced()
    choose(window, "appearance", "system")
    assert theme.current() == theme.CONTRAST_LIGHT


def test_what_was_learnt_is_seen_looked_through_and_forgotten(qtbot: QtBot, window: MainWindow, sent: list[object]) -> None:
    window.open_settings()
    assert isinstance(sent[-1], LearntAsked)
    window._client.received.emit(Learnt((("Thorvald", 5), ("Cuenca", 2))))
    learnt = window.settings_page.learnt
    assert learnt.list.count() == 2
    qtbot.keyClicks(learnt.search, "cue")
    assert learnt.list.count() == 1
    learnt.list.setCurrentRow(0)
    learnt.remove.click()
    assert sent[-1] == Forget("Cuenca")
    learnt.clear.click()
    assert sent[-1] == Forget("")
    window._client.received.emit(Learnt((), 12))
    assert learnt.list.count() == 0 and learnt.clear.isEnabled(), "what is not listed can be forgotten, too"


def test_the_learnt_words_are_taken_along(qtbot: QtBot, tmp_path: Path) -> None:
    learnt = LearntWords(lambda: str(tmp_path / "words.tsv"))
    qtbot.addWidget(learnt)
    assert not learnt.export.isEnabled(), "nothing to take along yet"
    learnt.show_words((("Thorvald", 5), ("Ñandú", 2)))
    learnt.export.click()
    assert (tmp_path / "words.tsv").read_text(encoding="utf-8") == "Thorvald\t5\nÑandú\t2\n"
    said: list[Notice] = []
    nowhere = LearntWords(lambda: str(tmp_path / "none" / "words.tsv"))
    qtbot.addWidget(nowhere)
    nowhere.trouble_occurred.connect(said.append)
    nowhere.show_words((("a", 2),))
    nowhere.export.click()
    assert len(said) == 1


def test_saved_keys_are_shown_to_those_who_want_to_see_them(qtbot: QtBot, window: MainWindow) -> None:
    window.completion.keys_saved.emit(30, 70)
    assert "30 %" not in window.bar._count_label.text()
    window.settings.set(keys_saved_shown=True)
    window.completion.keys_saved.emit(30, 70)
    assert "30 % of keys saved" in window.bar._count_label.text()


def test_damaged_settings_are_repaired_with_one_notice(qtbot: QtBot, tmp_path: Path, sent: list[object]) -> None:
    (tmp_path / "settings.json").write_text("{damaged")
    window = opened(qtbot, tmp_path)
    qtbot.waitUntil(lambda: window.notices.isVisible(), timeout=2_000)
    assert window.settings.current == Preferences()


def test_a_folder_that_cannot_be_written_costs_one_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "settings.json")
    said: list[Notice] = []
    store.trouble_occurred.connect(said.append)
    store.set(phrases=False)
    store.set(learning=False)
    assert len(said) == 1 and not store.current.phrases and not store.current.learning
    QApplication.processEvents()


def test_terms_are_added_kept_and_given_to_the_translator(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open_settings()
    terms = window.settings_page.terms
    qtbot.keyClicks(terms.english, "board")
    qtbot.keyClick(terms.english, Qt.Key.Key_Return)
    assert terms.terms == (), "Enter goes on to the other side"
    qtbot.keyClicks(terms.spanish, "consejo")
    qtbot.keyClick(terms.spanish, Qt.Key.Key_Return)
    assert window.sheet.follower.options.glossary == (("board", "consejo"),)
    window.sheet.follower.turn(Direction("es", "en"))
    assert window.sheet.follower.options.glossary == (("consejo", "board"),)
    again = TermsList(tmp_path / "terms.json", lambda: str(tmp_path / "more.tsv"))
    qtbot.addWidget(again)
    (tmp_path / "more.tsv").write_text("Board\tjunta\nhouse\tcasa\n", encoding="utf-8")
    again.take_in.click()
    assert again.terms == (("Board", "junta"), ("house", "casa"))
    again.list.setCurrentRow(0)
    again.remove.click()
    assert again.terms == (("house", "casa"),)


def test_odd_terms_are_put_right_or_told(qtbot: QtBot, tmp_path: Path) -> None:
    path, table = tmp_path / "terms.json", tmp_path / "list.txt"
    terms = TermsList(path, lambda: str(table))
    qtbot.addWidget(terms)
    said: list[Notice] = []
    terms.trouble_occurred.connect(said.append)
    for english, spanish in (("", "nada"), (" two\t words ", "dos\tpalabras"), ("x" * 300, "y" * 300), ("\U0001f600", "")):
        terms.english.clear()
        terms.spanish.clear()
        terms.english.insert(english)
        terms.spanish.insert(spanish)
        terms.add.click()
    kept = (("two words", "dos palabras"), ("x" * 80, "y" * 80), ("\U0001f600", "\U0001f600"))
    assert terms.terms == kept
    again = TermsList(path)
    qtbot.addWidget(again)
    assert again.terms == kept, "what could be added is there again"
    table.write_text("A letter, not a list.\n", encoding="utf-8")
    terms.take_in.click()
    assert terms.terms == kept and "list.txt is no list of words" in said[-1].message
    table.write_text("\ufeffboard\tconsejo\n", encoding="utf-8")
    terms.take_in.click()
    assert terms.terms[-1] == ("board", "consejo"), "a spreadsheet's mark is no letter"


def test_in_a_list_of_words_delete_removes_and_a_double_click_changes(
    qtbot: QtBot, window: MainWindow, sent: list[object]
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_settings()
    terms, learnt = window.settings_page.terms, window.settings_page.learnt
    terms.set_terms((("brook", "riachuelo"), ("Ximena", "Ximena")))
    terms.list.setCurrentRow(0)
    terms.list.itemActivated.emit(terms.list.item(0))
    assert (terms.english.text(), terms.spanish.text()) == ("brook", "riachuelo") and terms.spanish.hasFocus()
    qtbot.keyClicks(terms.spanish, "arroyo")
    qtbot.keyClick(terms.spanish, Qt.Key.Key_Return)
    assert dict(terms.terms) == {"Ximena": "Ximena", "brook": "arroyo"}
    terms.list.setFocus()
    terms.list.setCurrentRow(0)
    qtbot.keyClick(terms.list, Qt.Key.Key_Delete)
    assert terms.terms == (("brook", "arroyo"),)
    learnt.show_words((("Thorvald", 2),))
    learnt.list.setFocus()
    learnt.list.setCurrentRow(0)
    qtbot.keyClick(learnt.list, Qt.Key.Key_Delete)
    assert sent[-1] == Forget("Thorvald")
