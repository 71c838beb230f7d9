"""Which page is seen: the sheet, or one that lies over it for a while."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.look.page import Page


class Pages(QStackedWidget):
    """The sheet, and the pages that one comes back from.

    Args:
        sheet: what one comes back to
        parent: the window
    """

    came_back = Signal()

    def __init__(self, sheet: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self.addWidget(sheet)

    def add(self, *pages: Page) -> None:
        """Pages that close by themselves."""
        for page in pages:
            self.addWidget(page)
            page.closed.connect(self.back)

    def open(self, page: QWidget) -> None:
        """Shows a page."""
        self.setCurrentWidget(page)
        page.setFocus()

    def back(self) -> None:
        """To the sheet."""
        self.setCurrentWidget(self._sheet)
        self.came_back.emit()

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        for number in range(self.count()):
            page = self.widget(number)
            if isinstance(page, Page):
                page.refresh_look()
