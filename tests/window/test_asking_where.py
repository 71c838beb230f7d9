"""The real dialog, in which somebody types a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.look.ask_where import ask_where


@pytest.mark.parametrize(("typed", "kind", "name"), [("letter", 0, "letter.txt"), ("film", 1, "film.srt"), ("a.md", 0, "a.md")])
def test_a_name_without_an_ending_gets_that_of_the_chosen_kind(qtbot: QtBot, tmp_path: Path, typed: str, kind: int, name: str) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(tmp_path))
        chosen = dialog.nameFilters()[kind]
        dialog.selectNameFilter(chosen)
        dialog.filterSelected.emit(chosen)  # as when it is chosen from the list
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.setText(typed)
        dialog.accept()

    QTimer.singleShot(300, answer)
    assert ask_where(None, "Save", {".txt": "Text", ".srt": "Subtitles"}, tmp_path / "old.txt") == tmp_path / name


def test_who_thinks_better_of_it_saves_nothing(qtbot: QtBot) -> None:
    QTimer.singleShot(300, lambda: QApplication.activeModalWidget().close())
    assert ask_where(None, "Save", {".txt": "Text"}) is None
