"""What a person put right in the text is noted beside the sound, for the history and for learning their voice."""

from __future__ import annotations

import logging
from collections import defaultdict
from pathlib import Path

from PySide6.QtCore import QObject

from app.correction.lessons import is_like
from app.dictation.heard_store import put_right
from app.editor.surface import Editor
from app.timers import single_shot

_AFTER_MS = 3_000
_log = logging.getLogger(__name__)


class PutRight(QObject):
    """Follows the corrections of spoken words.

    Args:
        editor: has the words
        parent: the window
    """

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._rest = single_shot(self, self.note, _AFTER_MS)
        editor.textChanged.connect(self._on_text_changed)

    def _on_text_changed(self) -> None:
        if len(self._editor.spoken) and not self._editor.is_dictating:
            self._rest.start()

    def note(self) -> None:
        """Notes what stands now in the place of what was heard."""
        self._rest.stop()
        by_folder: dict[Path, dict[float, str]] = defaultdict(dict)
        spoken = self._editor.spoken
        standing = [(one.spoken, one.text) for one in spoken.all()]
        standing += [(spoken.of(number), written) for number, heard, written in spoken.changed() if is_like(heard, written)]
        for one, text in standing:
            if one.kept_sound is not None and one.kept_sound.name == "sound.wav":
                by_folder[one.kept_sound.parent][round(one.word.start_s, 3)] = text
        for folder, words in by_folder.items():
            try:
                put_right(folder, words)
            except OSError as error:
                _log.warning("A correction could not be noted beside its sound: %s.", error.strerror)
