"""Hearing the text: the sound of spoken words from the caret on, the words lit in both languages as they are heard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor

from app.core.notice import Notice
from app.editor.spoken_words import PlacedWord
from app.look.words import tr
from app.recordings.playback import Playback
from app.translation.sheet import Sheet

_NEAR_S = 0.05


class Hearing(QObject):
    """Plays what was said.

    Args:
        sheet: editor and translation
        playback: plays
    """

    trouble_occurred = Signal(object)  # Notice

    def __init__(self, sheet: Sheet, playback: Playback) -> None:
        super().__init__(sheet)
        self._sheet, self._editor, self._playback = sheet, sheet.editor, playback
        self._words: list[PlacedWord] = []
        self._lit = -1
        self._shortcut = QShortcut(QKeySequence("F7"), sheet, self.toggle)
        playback.moved.connect(self._on_moved)
        playback.playing_changed.connect(self._on_playing)
        playback.failed.connect(lambda error: self.trouble_occurred.emit(Notice(str(error))))

    def use_key(self, key: str) -> None:
        """The key that plays and stops."""
        self._shortcut.setKey(QKeySequence(key))

    def toggle(self) -> None:
        """Plays from the word at the caret, or the next that was spoken; stops when it plays."""
        if self._playback.is_playing:
            self._playback.pause()
            return
        at = self._editor.textCursor().position()
        words = [word for word in self._editor.spoken.all() if word.spoken.kept_sound is not None]
        first = next((word for word in words if word.end >= at), words[0] if words else None)
        if first is None:
            self.trouble_occurred.emit(Notice(tr("Nothing here was spoken, or its sound is not kept."), is_error=False))
            return
        sound = first.spoken.kept_sound
        self._words = [word for word in words if word.spoken.sound == sound]
        self._lit = -1
        self._playback.take(sound)
        self._playback.play(max(0.0, first.spoken.word.start_s - _NEAR_S), self._words[-1].spoken.word.end_s + 4 * _NEAR_S)

    def _on_moved(self, position_s: float) -> None:
        if not self._words:
            return
        heard = [n for n, word in enumerate(self._words) if word.spoken.word.start_s <= position_s + _NEAR_S]
        if heard and heard[-1] != self._lit:
            self._lit = heard[-1]
            self._show(self._words[self._lit])

    def _show(self, word: PlacedWord) -> None:
        block = self._editor.document().findBlock(word.start)
        self._sheet.source_links.light_at(block, word.start - block.position())
        place = QTextCursor(block)
        place.setPosition(word.start)
        rectangle = self._editor.cursorRect(place)
        if not self._editor.viewport().rect().contains(rectangle):
            bar = self._editor.verticalScrollBar()
            bar.setValue(max(0, block.firstLineNumber() - 2))

    def _on_playing(self, is_playing: bool) -> None:
        if not is_playing and self._words:
            self._words = []
            self._sheet.links.clear()
