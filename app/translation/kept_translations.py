"""The translations that the person wrote themselves are on disk soon after each change, and come back with their text."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.pairs import Direction
from app.saver import Saver
from app.translation.follower import Follower
from engine.contract.files import write_whole

_LARGEST_BYTES = 16 << 20
_log = logging.getLogger(__name__)


class KeptTranslations(QObject):
    """Keeps what the person wrote for sentences that stand in the text; no file stays when there is nothing.

    It is made before the text comes back, so that each sentence finds its translation.

    Args:
        follower: of the sheet
        path: of the file: an object of languages, each with its sentences and what the person wrote for them
    """

    failed = Signal(str)

    def __init__(self, follower: Follower, path: Path) -> None:
        super().__init__(follower)
        self._follower, self._path = follower, path
        self._saver = Saver(self, self._write)
        self._saver.failed.connect(self._on_failed)
        self._on_disk = _read(path)
        for source, wordings in self._on_disk.items():
            follower.paired.expect(wordings, is_here=source == follower.direction.source)
        for signal in (follower.changed, follower.pair_changed, follower.turned):
            signal.connect(self._saver.save_soon)

    def save(self) -> None:
        """Writes them now, if they are others than those on disk."""
        self._saver.save()

    def _write(self) -> None:
        direction: Direction = self._follower.direction
        here, there = self._follower.paired.own_wordings()
        wordings = {source: one for source, one in ((direction.source, here), (direction.target, there)) if one}
        if wordings == self._on_disk:
            return
        if wordings:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path, json.dumps(wordings, ensure_ascii=False, indent=1) + "\n")
        else:
            self._path.unlink(missing_ok=True)
        self._on_disk = wordings

    def _on_failed(self, reason: str) -> None:
        self.failed.emit(self.tr("The translations that you wrote could not be saved: {0}.").format(reason))


def _read(path: Path) -> dict[str, dict[str, str]]:
    """What a file holds, without what makes no sense."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ValueError("it is too large")
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        _log.warning("The translations of the draft that the person wrote cannot be read.")
        return {}
    return {
        source: {text: own for text, own in found[source].items() if isinstance(own, str)}
        for source in ("en", "es")
        if isinstance(found, dict) and isinstance(found.get(source), dict)
    }
