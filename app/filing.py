"""What a person asks of files: open, save, begin anew, export both languages; dialogs only for choosing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.notice import Notice
from app.core.side_by_side import SUFFIXES
from app.editor.surface import Editor
from app.files import SAVE_ELSEWHERE, SheetFile
from app.history.entries import Entries
from app.look.ask_where import ask_where
from app.translation.sheet import Sheet

_SOUNDS = {".wav", ".flac", ".ogg", ".opus", ".mp3", ".oga", ".m4a", ".mp4", ".aac", ".wma", ".webm", ".amr", ".3gp"}


class Filing(QObject):
    """Knows which file the sheet's text is of, and asks for others.

    Args:
        editor: the text
        sheet: and its translation
        entries: where texts go that give way to others
        window: under which dialogs open
    """

    recording_chosen = Signal(object)  # Path
    text_opened = Signal()  # it stands on the sheet
    trouble_occurred = Signal(object)  # Notice

    def __init__(self, editor: Editor, sheet: Sheet, entries: Entries, window: QWidget) -> None:
        super().__init__(window)
        self._editor, self._sheet, self._entries, self._window = editor, sheet, entries, window
        self.file = SheetFile(editor, self)
        self.file.failed.connect(self.trouble_occurred)

    def open_path(self, path: Path) -> None:
        """A recording is written down beside the sheet; a text goes on it."""
        if path.suffix.lower() in _SOUNDS:
            self.recording_chosen.emit(path)
            return
        behind = self._behind()
        # A file holds letters only: which words were spoken is known again when this very text is in the history.
        if self._keep() and self.file.open(path, self._entries.words_of):
            self.text_opened.emit()
            self._tell_left(behind)

    def open(self) -> None:
        """Asks for a text or a recording."""
        sounds = " ".join(f"*{suffix}" for suffix in sorted(_SOUNDS))
        kinds = self.tr("Texts and recordings") + f" (*.txt *.md {sounds})"
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open"), "", kinds)
        if name:
            self.open_path(Path(name))

    def save(self) -> None:
        """Saves the sheet, to a file that is asked for when it has none."""
        if self.file.path is None:
            self.save_as()
        else:
            self.file.save()

    def save_as(self) -> None:
        """Saves the sheet to a file that is asked for; from then on the text is that file's."""
        kinds = {".txt": self.tr("Text"), ".md": self.tr("Markdown")}
        path = ask_where(self._window, self.tr("Save as"), kinds, self.file.path)
        if path is not None:
            self.file.save(path)

    def perform(self, action_id: str) -> bool:
        """Do what the button of one of our notices asks; false when it asks for something else."""
        if action_id != SAVE_ELSEWHERE:
            return False
        self.save_as()
        return True

    def begin_anew(self) -> None:
        """An empty sheet; the text that stood there goes to the history, or comes back by undo."""
        behind = self._behind()
        if self._keep():
            self.file.let_go()
            self._editor.replace_all("")
            self._tell_left(behind)

    def _behind(self) -> Path | None:
        """The file that has not all of the text that is about to give way."""
        return self.file.path if self.file.is_behind else None

    def _tell_left(self, behind: Path | None) -> None:
        if behind is not None:
            sentence = self.tr("{0} was left without your last changes; they are in the history (Ctrl+H).")
            self.trouble_occurred.emit(Notice(sentence.format(behind.name), is_error=False))

    def _keep(self) -> bool:
        """The sheet's text goes to the history with what is known of its spoken words; whether that was possible."""
        try:
            self._entries.keep_text(self._editor.toPlainText(), self._editor.spoken.in_text())
        except OSError as error:
            sentence = self.tr("This text could not be kept in the history: {0}.")
            self.trouble_occurred.emit(Notice(sentence.format(error.strerror)))
            return False
        return True

    def export_both(self) -> None:
        """Saves the text with its translation beside it."""
        names = (
            self.tr("Text"), self.tr("Markdown"), self.tr("Table"), self.tr("Subtitles"), self.tr("Web subtitles"), self.tr("Data"),
        )  # fmt: skip
        kinds = dict(zip(SUFFIXES, names, strict=True))
        path = ask_where(self._window, self.tr("Export both languages"), kinds)
        if path is not None:
            self.file.export(path, self._sheet.side_by_side(path.suffix.lower()))
