"""The key that dictates: pressed, or held while one speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.dictation.controller import Dictation


class DictationKey(QObject):
    """Takes the key before the widgets that it is pressed in.

    Args:
        dictation: is told
        wanted: which key it is now
        is_here: whether it dictates where the person is
        widgets: whose keys are looked at; the last of them owns this
    """

    def __init__(
        self, dictation: Dictation, wanted: Callable[[], QKeyCombination], is_here: Callable[[], bool], widgets: Sequence[QWidget]
    ) -> None:
        super().__init__(widgets[-1])
        self._dictation, self._wanted, self._is_here = dictation, wanted, is_here
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not self._is_it(event):
            return False
        if not event.isAutoRepeat():
            if event.type() == QEvent.Type.KeyRelease:
                self._dictation.release()
            else:
                self._dictation.press()
        return True

    def _is_it(self, event: QKeyEvent) -> bool:
        # When a key of several comes up, its modifiers may be up already; and it comes up wherever the person is then.
        wanted = self._wanted()
        if event.type() == QEvent.Type.KeyRelease:
            return event.key() == wanted.key()
        return event.type() == QEvent.Type.KeyPress and event.keyCombination() == wanted and self._is_here()
