"""The interface in English and Spanish: nothing forgotten, nothing broken."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.preferences import Preferences, written
from app.engine_client import EngineClient
from app.look import language
from app.look.rows import label
from app.window import MainWindow
from engine.service import EngineOptions

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "assets" / "translations" / "triolet_es.ts"
HOLE = re.compile(r"\{\w*\}|\[\{key\}\]|\[Esc\]")


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    language.use("es", qapp)
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def _messages(table: Path) -> list[tuple[str, str, bool]]:
    rows = []
    for message in ElementTree.parse(table).getroot().iter("message"):
        source, translation = message.find("source"), message.find("translation")
        assert source is not None and translation is not None
        rows.append((source.text or "", translation.text or "", translation.get("type") == "unfinished"))
    return rows


def test_every_text_has_its_translation_with_the_same_holes() -> None:
    for source, translation, is_unfinished in _messages(TABLE):
        assert translation and not is_unfinished, source
        assert sorted(HOLE.findall(source)) == sorted(HOLE.findall(translation)), source
        assert source.endswith(".") == translation.endswith("."), source


def test_every_text_of_the_program_is_in_the_table(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    sources = [str(path) for path in (ROOT / "app").rglob("*.py")]
    subprocess.run([tool, *sources, "-ts", str(fresh)], check=True, capture_output=True)
    known = {source for source, _, _ in _messages(TABLE)}
    missing = [source for source, _, _ in _messages(fresh) if source not in known]
    assert not missing, "run packaging/translations.py and translate what is new"


def test_what_the_program_reads_is_what_the_table_says(spanish: None) -> None:
    tree = ElementTree.parse(TABLE).getroot()
    for context in tree.iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            source, translation = message.findtext("source") or "", message.findtext("translation") or ""
            assert QCoreApplication.translate(name, source) == translation


def test_the_window_speaks_spanish(qtbot: QtBot, tmp_path: Path, spanish: None) -> None:
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    window.show()
    assert window.header.title == "Sin t\u00edtulo"
    window.open_settings()
    window.open_history()
    assert window.history.fact == "Nada todav\u00eda"
    english = {source for source, translation, _ in _messages(TABLE) if source != translation and len(source) > 8}
    left = [text for text in _texts(window) if text in english]
    assert left == []
    window.close()


def _texts(widget: QWidget) -> list[str]:
    found = [widget.accessibleName(), widget.toolTip()]
    found += [one.text() for one in widget.findChildren(QLabel)]
    for one in widget.findChildren(QAbstractButton):
        found += [one.text(), one.accessibleName(), one.toolTip()]
    return [text for text in found if text]


def test_the_language_that_is_set_is_used_at_the_next_start(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> None:
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    window.open_settings()
    selector = window.settings_page.selectors["language"]
    selector.setCurrentIndex(2)
    selector.activated.emit(2)
    assert '"language": "es"' in (tmp_path / "settings.json").read_text()
    assert written(Preferences(language="es")).count('"es"') == 1
    window.close()


@pytest.mark.parametrize("size_px", [13, 14, 15, 20])
def test_the_accents_of_capitals_are_not_cut_off(qtbot: QtBot, size_px: int) -> None:
    plain, accented = (label(text, size_px) for text in ("O", "\u00d3"))
    inks = []
    for one in (plain, accented):
        qtbot.addWidget(one)
        one.resize(one.sizeHint())
        image = one.grab().toImage()
        paper = image.pixel(0, image.height() - 1)
        inks.append(min(y for y in range(image.height()) if any(image.pixel(x, y) != paper for x in range(image.width()))))
    assert inks[0] - inks[1] >= round(0.15 * size_px), "an accent stands over its letter"
