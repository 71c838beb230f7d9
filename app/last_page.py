"""The page on which the window was left: written down when it closes, shown again when it opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.pages import SHEET, Pages
from app.recordings.pane import RecordingPane
from app.settings.store import Store

_RECORDINGS = "recordings"


class LastPage:
    """Remembers it in the preferences.

    Args:
        pages: of the window
        recordings: the one of them that needs files to show anything
        settings: hold the page's name, and which recordings were open
    """

    def __init__(self, pages: Pages, recordings: RecordingPane, settings: Store) -> None:
        self._pages, self._recordings, self._settings = pages, recordings, settings

    def now(self) -> dict[str, Any]:
        """What is to be remembered of this moment, as preferences."""
        name = self._pages.name
        return {"page": name, "recordings": tuple(map(str, self._recordings.paths)) if name == _RECORDINGS else ()}

    def show(self) -> None:
        """The page is there again; recordings are written down anew, and those that are gone are left out."""
        name = self._settings.current.page
        paths = [path for path in map(Path, self._settings.current.recordings) if path.is_file()]
        self._pages.open_named(SHEET if name == _RECORDINGS and not paths else name)
        if name == _RECORDINGS:
            for path in paths:
                self._recordings.open(path)
