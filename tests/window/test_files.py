"""Opening, saving and finding on the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.notice import Notice
from app.editor.finder import Finder
from app.editor.surface import Editor
from app.files import SAVE_ELSEWHERE, SheetFile


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
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (tmp_path / "data.txt").write_bytes(b"\x00\x01\x02")
    for name in ("picture.png", "data.txt", "missing.txt"):
        assert not file.open(tmp_path / name), name
    assert not file.save(tmp_path / "no such folder" / "x.txt")
    assert len(said) == 4 and editor.toPlainText() == "One" and file.path is None


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

def test_a_file_that_others_may_read_stays_so_and_a_link_stays_a_link(editor: Editor, file: SheetFile, tmp_path: Path) -> None:
    path, link = tmp_path / "letter.txt", tmp_path / "link.txt"
    path.write_text("One")
    path.chmod(0o664)
    link.symlink_to(path)
    assert file.open(link)
    editor.insertPlainText("Zero ")
    assert file.save()
    assert link.is_symlink() and path.read_text() == "Zero One"
    assert path.stat().st_mode & 0o777 == 0o664
    assert file.save(tmp_path / "new.txt")
    assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o600, "a new one is the person's alone"


def test_no_break_spaces_are_still_there_when_a_text_is_saved(editor: Editor, file: SheetFile, tmp_path: Path) -> None:
    path = tmp_path / "prix.txt"
    path.write_text("20\u00a0000\u00a0euros")
    file.open(path)
    editor.insertPlainText("Son ")
    file.save()
    assert path.read_text() == "Son 20\u00a0000\u00a0euros"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_text_as_windows_writes_it_can_be_read_and_is_never_written_over(
    editor: Editor, file: SheetFile, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "carta.txt"
    path.write_bytes("El a\u00f1o que viene\r\n\u00bfvendr\u00e1s?".encode(encoding))
    assert file.open(path)
    assert editor.toPlainText() == "El a\u00f1o que viene\n\u00bfvendr\u00e1s?"
    assert file.path is None and not file.save(), "where it is saved is asked"


def test_what_another_program_wrote_meanwhile_is_not_written_over(editor: Editor, file: SheetFile, tmp_path: Path) -> None:
    told: list[Notice] = []
    file.failed.connect(told.append)
    path = tmp_path / "letter.txt"
    path.write_text("One")
    file.open(path)
    editor.insertPlainText("Zero ")
    assert file.is_behind and file.save() and not file.is_behind
    path.write_text("Theirs")
    editor.insertPlainText("Mine ")
    assert not file.save() and path.read_text() == "Theirs"
    assert told[0].action_id == SAVE_ELSEWHERE
    assert file.save(path), "who says so may write over it"
    path.unlink()
    assert file.save() and path.exists(), "a file that is gone is written anew"


def test_finding_says_which_place_of_how_many_and_when_there_is_none(qtbot: QtBot, editor: Editor) -> None:
    editor.setPlainText("One \U0001f34b apple. Two Apples. No pear.")
    finder = Finder(editor)
    qtbot.addWidget(finder)
    finder.open()
    qtbot.keyClicks(finder, "apple")
    assert finder.fact == "1 of 2"
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    assert finder.fact == "2 of 2" and editor.textCursor().selectedText() == "Apple"
    qtbot.keyClick(finder, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert finder.fact == "1 of 2" and editor.textCursor().selectedText() == "apple"
    finder.find_previous()
    assert finder.fact == "2 of 2", "from the end again"
    qtbot.keyClicks(finder, "x")
    assert finder.fact == "Not found"
    finder.clear()
    assert finder.fact == ""


def test_words_are_dropped_on_the_text_and_files_on_the_window(qtbot: QtBot, editor: Editor) -> None:
    editor.setPlainText("Here: ")
    words, link = QMimeData(), QMimeData()
    words.setText("from elsewhere")
    link.setUrls([QUrl.fromLocalFile("/tmp/a.wav")])
    assert editor.acceptDrops() and editor.canInsertFromMimeData(words) and not editor.canInsertFromMimeData(link)
    place = editor.cursorRect(editor.document().find(":")).center()
    for mime, is_taken in ((words, True), (link, False)):
        enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(editor.viewport(), enter)
        assert enter.isAccepted() == is_taken
    QApplication.sendEvent(
        editor.viewport(),
        QDropEvent(QPointF(place), Qt.DropAction.CopyAction, words, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier),
    )
    assert "from elsewhere" in editor.toPlainText()
    editor.undo()
    assert editor.toPlainText() == "Here: "
