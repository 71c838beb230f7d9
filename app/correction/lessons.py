"""A correction teaches: a word that a person has put right twice is offered as a word of their own."""

from __future__ import annotations

import json
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.notice import Notice
from app.editor.surface import Editor
from app.look.words import tr
from app.timers import single_shot
from engine.contract.files import write_whole

KNOW = "lesson:know:"  # followed by the word
_AFTER_MS = 2_000
_OFFERED_AT = 2
_LIKE = 0.4  # what is less like the heard word is another thought, not a correction
_MOST = 2_000


class Lessons(QObject):
    """Counts corrections.

    Args:
        editor: has the spoken words
        path: where the counts are kept
        parent: the window
    """

    trouble_occurred = Signal(object)  # Notice that offers a word
    word_wanted = Signal(str)  # is to be known from now on

    def __init__(self, editor: Editor, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor, self._path = editor, path
        self._counts: Counter[str] = Counter(_read(path))
        self._seen: set[int] = set()
        self._rest = single_shot(self, self.look, _AFTER_MS)
        editor.textChanged.connect(self._on_text_changed)

    def take(self, heard: str, right: str) -> None:
        """A word was put right.

        Args:
            heard: what stood there
            right: what stands there now
        """
        if heard.casefold() == right.casefold() or not is_like(heard, right):
            return
        self._counts[right] += 1
        if len(self._counts) > _MOST:
            self._counts = Counter(dict(self._counts.most_common(_MOST // 2)))
        self._save()
        if self._counts[right] == _OFFERED_AT:
            sentence = tr("You put \u201c{0}\u201d right twice. Shall Triolet know it from now on?").format(right)
            self.trouble_occurred.emit(Notice(sentence, tr("Add to my words"), KNOW + right, is_error=False))

    def perform(self, action_id: str) -> bool:
        """Do what the button of one of our notices asks; false when it asks for something else."""
        if not action_id.startswith(KNOW):
            return False
        self.word_wanted.emit(action_id.removeprefix(KNOW))
        return True

    def look(self) -> None:
        """Takes what a person has typed over spoken words."""
        self._rest.stop()
        for number, heard, written in self._editor.spoken.changed():
            if number not in self._seen:
                self._seen.add(number)
                self.take(heard, written)

    def _on_text_changed(self) -> None:
        if len(self._editor.spoken):
            self._rest.start()

    def _save(self) -> None:
        try:
            write_whole(self._path, json.dumps(dict(self._counts), ensure_ascii=False))
        except OSError:
            return  # the lesson holds until the program is closed


def is_like(heard: str, written: str) -> bool:
    """Whether what is written may be what was said, and not another thought."""
    return SequenceMatcher(None, heard.lower(), written.lower()).ratio() >= _LIKE


def _read(path: Path) -> dict[str, int]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {word: n for word, n in found.items() if isinstance(n, int)} if isinstance(found, dict) else {}
