"""Where what is heard goes: on the sheet, to the first start's page, or to the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.dictation.controller import LISTENING, OPENING, Dictation
from app.editor.surface import Editor
from app.recordings.pane import RecordingPane
from app.tray import Tray
from app.welcome.page import WelcomePage
from engine.contract.types import Heard


class Hearers(QObject):
    """Passes on what a dictation gives.

    Args:
        dictation: gives it
        editor: takes it, unless one of the others wants it
        welcome: takes it while it is seen
        tray: takes it when the dictation was begun there
        recordings: falls silent when somebody dictates
    """

    def __init__(
        self, dictation: Dictation, editor: Editor, welcome: WelcomePage, tray: Tray, recordings: RecordingPane
    ) -> None:
        super().__init__(editor)  # gone with it: a dictation may outlive its window
        self._dictation, self._editor, self._welcome = dictation, editor, welcome
        self._tray, self._recordings = tray, recordings
        dictation.state_changed.connect(self._on_state)
        dictation.heard.connect(self._on_heard)
        dictation.level_changed.connect(self._on_level)
        dictation.utterance_cancelled.connect(editor.drop_partial)
        dictation.stopped.connect(editor.end_dictation)
        dictation.stopped.connect(tray.end)
        tray.dictation_asked.connect(dictation.toggle)
        welcome.sample_started.connect(dictation.cancel)

    def _on_state(self, state: str) -> None:
        if self._welcome.isVisible():
            if state == LISTENING:
                self._welcome.begin()
            return
        if self._tray.is_dictating:
            return
        if state in (OPENING, LISTENING) and not self._editor.is_dictating:
            self._recordings.pause()
            self._editor.begin_dictation()
        if state == LISTENING:
            self._editor.sound = self._dictation.sound

    def _on_heard(self, heard: Heard) -> None:
        if self._welcome.isVisible():
            self._welcome.show_heard(heard)
        elif self._tray.is_dictating:
            self._tray.show_heard(heard)
        else:
            self._editor.show_heard(heard)

    def _on_level(self, level_dbfs: float) -> None:
        if self._welcome.isVisible():
            self._welcome.show_level(level_dbfs)
