"""Which page is seen: the sheet, or one that lies over it for a while."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.look.page import Page
from app.recordings.pane import RecordingPane

SHEET = "sheet"


class Pages(QStackedWidget):
    """The sheet, and the pages that one comes back from.

    Args:
        sheet: what one comes back to
        parent: the window
    """

    came_back = Signal()

    def __init__(self, sheet: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = self._under = sheet  # what one comes back to
        self._named = dict[str, Page | RecordingPane]()
        self.addWidget(sheet)

    def add(self, **pages: Page | RecordingPane) -> None:
        """Pages that close by themselves, by the names under which they are remembered."""
        for name, page in pages.items():
            self._named[name] = page
            self.addWidget(page)
            page.closed.connect(lambda page=page: self._on_closed(page))

    @property
    def name(self) -> str:
        """Of the page that is seen."""
        return next((name for name, page in self._named.items() if page is self.currentWidget()), SHEET)

    def open(self, page: QWidget) -> None:
        """Shows a page; recordings that it lies over are there again when it is closed."""
        shown = self.currentWidget()
        if shown is self._sheet or isinstance(shown, RecordingPane):
            self._under = shown
        self.setCurrentWidget(page)
        page.setFocus()

    def open_named(self, name: str) -> None:
        """Shows a page by its name; the sheet when no page has it."""
        if name in self._named:
            self.open(self._named[name])
        else:
            self.back()

    def back(self) -> None:
        """To the sheet."""
        self._under = self._sheet
        self.setCurrentWidget(self._sheet)
        self.came_back.emit()

    def _on_closed(self, page: Page | RecordingPane) -> None:
        if page is not self.currentWidget():
            self._under = self._sheet  # recordings that ended under another page
        elif self._under is page or self._under is self._sheet:
            self.back()
        else:
            self.open(self._under)

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        for page in self._named.values():
            page.refresh_look()
