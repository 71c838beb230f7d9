"""The text file that the sheet belongs to: opened, saved as it was written, and let go when its text is undone."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.notice import Notice
from app.editor.spoken_words import TextWord
from app.editor.surface import Editor
from engine.contract.files import write_whole

SAVE_ELSEWHERE = "file:save-elsewhere"
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Written:
    """How a text was written on disk, so that it is written the same way again."""

    has_bom: bool = False
    has_crlf: bool = False

    @classmethod
    def of(cls, text: str) -> Written:
        """What a file's characters tell; lines of both kinds count by the majority."""
        n_crlf = text.count("\r\n")
        return cls(text.startswith(_BOM), n_crlf > text.count("\n") - n_crlf)

    def applied(self, text: str) -> str:
        """A text with line feeds as the file will hold it."""
        return (_BOM if self.has_bom else "") + (text.replace("\n", "\r\n") if self.has_crlf else text)


class SheetFile(QObject):
    """Which file the sheet's text is of.

    Args:
        editor: the sheet
        parent: the window
    """

    named = Signal(str)  # the file's name, "" when the text is of none
    saved = Signal()
    failed = Signal(object)  # Notice

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._written = Written()
        self._on_disk = ""  # the text that the file holds
        self.mark = ""  # by which its bytes are known again
        self._opened_text = ""
        self._opened_step = 0  # undo steps when the text was on the sheet
        self._let_go: tuple[Path, str] | None = None  # a file whose text was undone, and may come back by redo
        self.path: Path | None = None
        editor.textChanged.connect(self._on_text_changed)

    @property
    def is_behind(self) -> bool:
        """Whether the sheet has something that its file does not."""
        return self.path is not None and self._editor.toPlainText() != self._on_disk

    def open(self, path: Path, words_of: Callable[[str], Sequence[TextWord]] = lambda text: ()) -> bool:
        """Puts a file's text on the sheet, as one undo step.

        Args:
            path: of a text in UTF-8, or as Windows writes it
            words_of: tells which words of the text were spoken

        Returns:
            whether that was possible
        """
        try:
            data = path.read_bytes()
            text, is_utf_8 = _decoded(data)
        except (OSError, UnicodeDecodeError):
            self.failed.emit(Notice(self.tr("{0} is neither a text nor a recording.").format(path.name)))
            return False
        self._let_go = None
        self.path = None
        plain = _plain(text)
        self._editor.replace_all(plain, words_of(plain))
        if not is_utf_8:
            # It is saved elsewhere, and in UTF-8: what the person has stays as it is.
            self._written = Written()
            self._name(None)
            return True
        self._written, self.mark = Written.of(text), _mark(data)
        self._opened_text = self._on_disk = self._editor.toPlainText()
        self._opened_step = self._editor.document().availableUndoSteps()
        self._name(path)
        return True

    def resume(self, path: Path, mark: str) -> None:
        """The text that the sheet has from the last time is of a file; nothing happens when that is gone.

        Args:
            path: of the file
            mark: what `mark` was when the window closed
        """
        try:
            text, is_utf_8 = _decoded(data := path.read_bytes())
        except (OSError, UnicodeDecodeError):
            return
        if is_utf_8:
            self._written, self.mark, self._opened_step = Written.of(text), mark, 0
            self._on_disk = _plain(text) if _mark(data) == mark else ""
            self._name(path)

    def save(self, path: Path | None = None) -> bool:
        """Writes the sheet's text, to another file if one is given; whether that was possible."""
        target = path or self.path
        if target is None:
            return False
        if path is None and self._was_changed_elsewhere(target):
            sentence = self.tr("{0} was changed by another program. Yours is kept here; nothing was written over.")
            self.failed.emit(Notice(sentence.format(target.name), self.tr("Save under another name"), SAVE_ELSEWHERE))
            return False
        text = self._editor.toPlainText()
        written = (self._written if target == self.path else Written()).applied(text)
        try:
            write_whole(target, written)
        except OSError as error:
            self.failed.emit(Notice(self.tr("{0} could not be written: {1}.").format(target.name, error.strerror)))
            return False
        self._on_disk, self.mark = text, _mark(written.encode())
        if target != self.path:
            # From now on the text is this file's, whatever is undone.
            self._written, self._opened_step, self._let_go = Written(), 0, None
            self._name(target)
        self.saved.emit()
        return True

    def let_go(self) -> None:
        """What is written from now on is of no file."""
        self._written, self._let_go = Written(), None
        self._name(None)

    def export(self, path: Path, text: str) -> None:
        """Writes something made of the text; the sheet stays of the file it is of."""
        try:
            write_whole(path, text)
        except OSError as error:
            self.failed.emit(Notice(self.tr("{0} could not be written: {1}.").format(path.name, error.strerror)))

    def _was_changed_elsewhere(self, path: Path) -> bool:
        try:
            return _mark(path.read_bytes()) != self.mark
        except OSError:
            return False  # gone, or what is wrong with it is said when it is written

    def _name(self, path: Path | None) -> None:
        self.path = path
        self.named.emit(path.stem if path is not None else "")

    def _on_text_changed(self) -> None:
        """When the opening is undone, what stands there is the text from before, which is not the file's."""
        document = self._editor.document()
        if self.path is not None and document.availableUndoSteps() < self._opened_step:
            self._let_go = self.path, self.mark
            self._name(None)
        elif self._let_go is not None and document.availableUndoSteps() >= self._opened_step:
            (path, self.mark), self._let_go = self._let_go, None
            if self._editor.toPlainText() == self._opened_text:
                self._name(path)


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text of a file, and whether it is in UTF-8.

    Raises:
        UnicodeDecodeError: it is no text
    """
    if b"\0" not in data:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8"), True
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16"), False
    for at, byte in enumerate(data):
        if byte < 32 and byte not in b"\t\n\f\r":
            raise UnicodeDecodeError("utf-8", data, at, at + 1, "no text has such a sign")
    return data.decode("cp1252"), False  # as older Windows programs wrote English and Spanish


def _plain(text: str) -> str:
    return text.removeprefix(_BOM).replace("\r\n", "\n")


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
