"""What a person wrote as a translation is there again after the window was closed."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.editor.surface import Editor
from app.translation.kept_translations import KeptTranslations
from app.translation.sheet import Sheet
from tests.window.test_translation_sheet import FakeClient


def opened(qtbot: QtBot, path: Path, text: str) -> tuple[Sheet, KeptTranslations]:
    """A sheet as it is after a start: the text from the last time comes back onto it."""
    sheet = Sheet(Editor(), FakeClient(), itertools.count(1))  # type: ignore[arg-type]
    qtbot.addWidget(sheet)
    kept = KeptTranslations(sheet.follower, path)
    sheet.editor.restore(text)
    sheet.follower.look()
    return sheet, kept


def own(sheet: Sheet) -> list[str | None]:
    return [pair.own for pair in sheet.follower.paired.pairs()]


@pytest.mark.parametrize("text", ["I thank you for the flowers. See you soon.", "Te doy las gracias por las flores. Hasta pronto."])
def test_a_translation_that_the_person_wrote_comes_back_with_its_text(qtbot: QtBot, tmp_path: Path, text: str) -> None:
    path = tmp_path / "draft.translations.json"
    sheet, _ = opened(qtbot, path, text)
    sheet.follower.own(next(sheet.follower.paired.pairs()), "Mine.")
    qtbot.waitUntil(path.exists, timeout=3_000)
    again, kept = opened(qtbot, path, text)
    assert own(again) == ["Mine.", None]
    again.follower.own(next(again.follower.paired.pairs()), None)
    kept.save()
    assert not path.exists(), "given back, it is nobody's any more"


def test_it_is_not_lost_while_the_translation_is_folded_away(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "draft.translations.json"
    path.write_text(json.dumps({"es": {"Hasta pronto a todos.": "Mine."}}), encoding="utf-8")
    sheet, kept = opened(qtbot, path, "")
    sheet.follower.switch(False)  # and so nobody looks which language it is
    sheet.editor.restore("Hasta pronto a todos.")
    sheet.follower.look()
    kept.save()
    sheet.follower.switch(True)
    assert path.exists() and own(sheet) == ["Mine."]


@pytest.mark.parametrize("damaged", ["[]", "{", '{"en": ["x"]}', '{"en": {"See you soon.": 3}}'])
def test_a_damaged_file_holds_nothing(qtbot: QtBot, tmp_path: Path, damaged: str) -> None:
    path = tmp_path / "draft.translations.json"
    path.write_text(damaged, encoding="utf-8")
    sheet, _ = opened(qtbot, path, "See you soon.")
    assert own(sheet) == [None]


def test_a_full_disk_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "file" / "draft.translations.json"
    path.parent.write_text("no folder", encoding="utf-8")
    sheet, kept = opened(qtbot, path, "See you soon.")
    told: list[str] = []
    kept.failed.connect(told.append)
    sheet.follower.own(next(sheet.follower.paired.pairs()), "Mine.")
    kept.save()
    kept.save()
    assert len(told) == 1
