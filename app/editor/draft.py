"""The text is on disk within a second of each change, and comes back at the next start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.editor.surface import Editor
from engine.contract.files import write_whole


class Draft(QObject):
    """Keeps an editor's text in a file."""

    failed = Signal(str)
    saved = Signal()

    def __init__(self, editor: Editor, path: Path) -> None:
        super().__init__(editor)
        self._editor, self._path = editor, path
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(500)
        self._soon.timeout.connect(self.save)
        try:
            editor.setPlainText(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            pass  # nothing was written yet, or nothing that can be read
        editor.document().setModified(False)
        editor.textChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        # Not restarted by further keys: it is saved while somebody types on and on, too.
        if not self._soon.isActive():
            self._soon.start()

    def save(self) -> None:
        """Writes the text now."""
        self._soon.stop()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path, self._editor.toPlainText())
        except OSError as error:
            self.failed.emit(f"Your text could not be saved: {error.strerror}.")
        else:
            self.saved.emit()
