"""The guide inside the program: complete in both languages, with keys that exist."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from app.core.guide import read_guide
from app.core.preferences import Keys
from app.engine_client import EngineClient
from app.settings.key_titles import all_keys, key_titles
from app.window import MainWindow
from engine.contract.assets import asset
from engine.service import EngineOptions

_FIXED = re.compile(r"\*\*((?:Ctrl|Alt|Shift|May\u00fas)\+[^*]+|F\d+)\*\*")


def test_both_languages_have_the_same_pages() -> None:
    names = {language: [file.name for file in sorted(asset("guide", language).glob("*.md"))] for language in ("en", "es")}
    assert names["en"] == names["es"] and len(names["en"]) >= 7


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_guide_names_only_keys_that_exist(language: str) -> None:
    known = {QKeySequence(key).toString() for key, _ in all_keys(Keys())} | {"Ctrl+Z"}
    for page in read_guide(asset("guide", language), Keys(), all_keys(Keys())):
        for key in _FIXED.findall(page.markdown.replace("\\", "") if "|" in page.markdown else page.markdown):
            assert QKeySequence(key.replace("May\u00fas", "Shift")).toString() in known, (page.title, key)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_guide_has_no_dead_links(language: str) -> None:
    for file in asset("guide", language).glob("*.md"):
        for target in re.findall(r"\]\(([^)]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), (file.name, target)


def test_every_key_is_told_what_it_does() -> None:
    assert set(key_titles()) == {one.name for one in fields(Keys)}


def test_f1_opens_the_help_with_the_keys_that_are_set_and_esc_leads_back(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.settings.set(keys=Keys(dictate="F12"))
    qtbot.keyClick(window.editor, Qt.Key.Key_F1)
    assert window.help.isVisible()
    assert "F12" in window.help.text.toPlainText()
    window.help.list.setCurrentRow(5)
    assert "Take a suggestion" in window.help.text.toPlainText()
    qtbot.keyClick(window.help.list, Qt.Key.Key_Escape)
    assert window.sheet.isVisible()
    window.close()
