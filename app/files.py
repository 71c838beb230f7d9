"""The text file that the sheet belongs to: opened, saved as it was written, and let go when its text is undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.notice import Notice
from app.editor.spoken_words import TextWord
from app.editor.surface import Editor
from engine.contract.files import write_whole

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
        self._opened_text = ""
        self._opened_step = 0  # undo steps when the text was on the sheet
        self._let_go: Path | None = None  # a file whose text was undone, and may come back by redo
        self.path: Path | None = None
        editor.textChanged.connect(self._on_text_changed)

    def open(self, path: Path, words_of: Callable[[str], Sequence[TextWord]] = lambda text: ()) -> bool:
        """Puts a file's text on the sheet, as one undo step.

        Args:
            path: of a text in UTF-8
            words_of: tells which words of the text were spoken

        Returns:
            whether that was possible
        """
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            self.failed.emit(Notice(self.tr("{0} is neither a text nor a recording.").format(path.name)))
            return False
        self._let_go = None
        self.path = None
        plain = text.removeprefix(_BOM).replace("\r\n", "\n")
        self._editor.replace_all(plain, words_of(plain))
        self._written = Written.of(text)
        self._opened_text = self._editor.toPlainText()
        self._opened_step = self._editor.document().availableUndoSteps()
        self._name(path)
        return True

    def save(self, path: Path | None = None) -> bool:
        """Writes the sheet's text, to another file if one is given; whether that was possible."""
        target = path or self.path
        if target is None:
            return False
        written = self._written if target == self.path else Written()
        try:
            write_whole(target, written.applied(self._editor.toPlainText()))
        except OSError as error:
            self.failed.emit(Notice(self.tr("{0} could not be written: {1}.").format(target.name, error.strerror)))
            return False
        if target != self.path:
            # From now on the text is this file's, whatever is undone.
            self._written, self._opened_step, self._let_go = written, 0, None
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

    def _name(self, path: Path | None) -> None:
        self.path = path
        self.named.emit(path.stem if path is not None else "")

    def _on_text_changed(self) -> None:
        """When the opening is undone, what stands there is the text from before, which is not the file's."""
        document = self._editor.document()
        if self.path is not None and document.availableUndoSteps() < self._opened_step:
            self._let_go = self.path
            self._name(None)
        elif self._let_go is not None and document.availableUndoSteps() >= self._opened_step:
            path, self._let_go = self._let_go, None
            if self._editor.toPlainText() == self._opened_text:
                self._name(path)
