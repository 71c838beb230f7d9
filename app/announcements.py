"""What happens while one dictates, said to a screen reader: that it listens, what was written, that it has stopped."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.dictation.controller import FINISHING, LISTENING, NO_MICROPHONE, READY, STOPPED, Dictation
from app.editor.surface import Editor
from app.look.announce import announce
from app.look.words import tr
from engine.contract.types import Heard


class Announcements(QObject):
    """Follows a dictation.

    Args:
        dictation: which is told of
        editor: has the words
    """

    def __init__(self, dictation: Dictation, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._was_listening = False
        dictation.state_changed.connect(self._on_state)
        dictation.heard.connect(self._on_heard)

    def _on_state(self, state: str) -> None:
        if state == LISTENING:
            self._was_listening = True
            announce(self._editor, tr("Listening"))
        elif self._was_listening and state in (READY, NO_MICROPHONE, STOPPED):
            self._was_listening = False
            announce(self._editor, tr("No longer listening"))
        elif state == FINISHING:
            announce(self._editor, tr("Writing down the last words"))

    def _on_heard(self, heard: Heard) -> None:
        if heard.is_final:
            announce(self._editor, heard.command or heard.written_text)
