"""Opening, saving and finding on the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.notice import Notice
from app.editor.finder import Finder
from app.editor.surface import Editor
from app.files import SheetFile


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    editor = Editor()
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    return editor


@pytest.fixture
def file(editor: Editor) -> SheetFile:
    return SheetFile(editor)


@pytest.mark.parametrize(
    "content",
    [
        b"One\nTwo\n", b"One\nTwo", b"One\r\nTwo\r\n", b"\xef\xbb\xbfOne\r\nTwo", b"\xef\xbb\xbfCaf\xc3\xa9\n", b"", b"\n\n",
    ],
)  # fmt: skip
def test_a_file_is_saved_as_it_was_written(file: SheetFile, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    assert file.open(path) and file.save()
    assert path.read_bytes() == content


def test_changes_keep_the_files_line_ends(editor: Editor, file: SheetFile, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"One\r\nTwo\r\n")
    file.open(path)
    editor.textCursor().insertText("Zero\n")
    file.save()
    assert path.read_bytes() == b"Zero\r\nOne\r\nTwo\r\n"


def test_the_text_from_before_is_never_written_into_the_opened_file(editor: Editor, file: SheetFile, tmp_path: Path) -> None:
    names: list[str] = []
    file.named.connect(names.append)
    editor.insertPlainText("My own words")
    path = tmp_path / "letter.txt"
    path.write_bytes(b"Dear Ana")
    file.open(path)
    assert file.path == path
    editor.undo()
    assert editor.toPlainText() == "My own words"
    assert file.path is None and not file.save()
    editor.redo()
    assert editor.toPlainText() == "Dear Ana" and file.path == path
    editor.undo()
    editor.insertPlainText(" and more")
    editor.insertPlainText(" and more")
    assert file.path is None
    assert path.read_bytes() == b"Dear Ana"
    assert names == ["letter", "", "letter", ""]


def test_saving_elsewhere_makes_it_that_files_text(editor: Editor, file: SheetFile, tmp_path: Path) -> None:
    editor.insertPlainText("One")
    assert file.save(tmp_path / "new.txt")
    editor.undo()
    assert file.path == tmp_path / "new.txt"
    assert (tmp_path / "new.txt").read_text() == "One"


def test_what_cannot_be_read_or_written_is_told_and_nothing_is_lost(editor: Editor, file: SheetFile, tmp_path: Path) -> None:
    said: list[Notice] = []
    file.failed.connect(said.append)
    editor.insertPlainText("One")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    assert not file.open(tmp_path / "picture.png") and not file.open(tmp_path / "missing.txt")
    assert not file.save(tmp_path / "no such folder" / "x.txt")
    assert len(said) == 3 and editor.toPlainText() == "One" and file.path is None


def test_finding_goes_round_and_esc_gives_the_keys_back(qtbot: QtBot, editor: Editor) -> None:
    finder = Finder(editor)
    qtbot.addWidget(finder)
    editor.setPlainText("one two one")
    finder.open()
    qtbot.keyClicks(finder, "one")
    assert editor.textCursor().selectionStart() == 0
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    assert editor.textCursor().selectionStart() == 8
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    assert editor.textCursor().selectionStart() == 0
    qtbot.keyClicks(finder, "x")
    assert editor.textCursor().position() == 0, "what is not there moves nothing"
    qtbot.keyClick(finder, Qt.Key.Key_Escape)
    assert not finder.isVisible()
