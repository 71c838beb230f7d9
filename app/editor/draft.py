"""The text is on disk within a second of each change, and comes back at the next start."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.editor.surface import Editor
from engine.contract.files import write_whole

_SOON_MS, _AGAIN_MS = 500, 5_000


class Draft(QObject):
    """Keeps an editor's text in a file."""

    failed = Signal(str)
    saved = Signal()

    def __init__(self, editor: Editor, path: Path) -> None:
        super().__init__(editor)
        self._editor, self._path = editor, path
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.save)
        self._is_failing = False
        editor.setPlainText(_read(path))
        editor.document().setModified(False)
        editor.textChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        # Not restarted by further keys: it is saved while somebody types on and on, too.
        if not self._soon.isActive():
            self._soon.start(_SOON_MS)

    def save(self) -> None:
        """Writes the text now."""
        self._soon.stop()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path, self._editor.toPlainText())
        except OSError as error:
            if not self._is_failing:  # said once, tried again until it works
                sentence = self.tr("Your text could not be saved: {0}. It is tried again until it can be.")
                self.failed.emit(sentence.format(error.strerror))
            self._is_failing = True
            self._soon.start(_AGAIN_MS)
        else:
            self._is_failing = False
            self.saved.emit()


def _read(path: Path) -> str:
    """The text of a file; one that is damaged is set aside, and what can be read of it is shown."""
    try:
        data = path.read_bytes()
    except OSError:
        return ""  # nothing was written yet
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        with contextlib.suppress(OSError):
            path.with_name(f"{path.name}.damaged").write_bytes(data)
        return data.decode("utf-8", errors="replace")
