"""A page that lies over the sheet: a head with the mark, a title and a way back; what is on it is its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.look import fonts, theme
from app.look.icon_button import IconButton
from app.look.mark import Mark
from app.look.room import is_low
from app.look.rows import refresh_rows

MARGIN_PX, NARROW_MARGIN_PX, NARROW_UNDER_PX = 72, 36, 900


class Page(QWidget):
    """What such pages share.

    Args:
        title: of the page
        close_name: of the button that leads back, its key included
        parent: the window
    """

    closed = Signal()

    def __init__(self, title: str, close_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._fact = QLabel(title), QLabel()
        self.close_button = IconButton("close", close_name)
        self.close_button.clicked.connect(self.closed)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(Mark())
        self.head.addWidget(self._title)
        self.head.addWidget(self._fact)
        self.head.addStretch(1)
        self.head.addWidget(self.close_button)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(self.head)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.closed.emit)

    @property
    def top_px(self) -> int:
        """Between the head and what is on the page."""
        return 12 if is_low(self) else 44

    @property
    def margin_px(self) -> int:
        """At both sides of what is on the page."""
        return MARGIN_PX if self.width() >= NARROW_UNDER_PX else NARROW_MARGIN_PX

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.setContentsMargins(36, 6 if is_low(self) else 18, self.margin_px - 8, 0)

    def show_fact(self, text: str) -> None:
        """One line in the head."""
        self._fact.setText(text)

    @property
    def fact(self) -> str:
        return self._fact.text()

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        colours = theme.current()
        self._title.setFont(fonts.interface(15, semibold=True))
        self._fact.setFont(fonts.interface(13))
        self._fact.setStyleSheet(f"color: {colours.ink2}")
        self.close_button.refresh_look()
        refresh_rows(self)
