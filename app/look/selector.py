"""A selector: one of a few choices, by its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.look import fonts, icons, theme

HEIGHT_PX = 32


class Selector(QComboBox):
    """Shows what is chosen, and the choices when it is pressed.

    Args:
        name: for screen readers
        choices: of each what it stands for, and its name
        parent: the page
    """

    def __init__(self, name: str, choices: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedHeight(HEIGHT_PX)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(choices)
        self.refresh_look()

    def offer(self, choices: Sequence[tuple[object, str]]) -> None:
        """Other choices; an open list is left alone when they are the same."""
        if [(self.itemData(n), self.itemText(n)) for n in range(self.count())] != list(choices):
            self.clear()
            for value, text in choices:
                self.addItem(text, value)

    def choose(self, value: object) -> None:
        """Shows a choice; the nearest of those before it when it is none of them."""
        found = self.findData(value)
        if found < 0 and isinstance(value, int):
            found = max((n for n in range(self.count()) if int(self.itemData(n)) <= value), default=0)
        self.setCurrentIndex(max(0, found))

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        colours = theme.current()
        self.setFont(fonts.interface(14))
        self.setStyleSheet(
            f"QComboBox {{ border: 1px solid {colours.edge}; border-radius: 8px; padding: 0 34px 0 12px;"
            f" background: {colours.paper}; color: {colours.ink}; }}"
            f"QComboBox:hover {{ background: {colours.desk}; }}"
            f"QComboBox:focus {{ border: 2px solid {colours.english}; padding: 0 33px 0 11px; }}"
            "QComboBox::drop-down { border: 0; width: 0; }"
            f"QComboBox QAbstractItemView {{ border: 1px solid {colours.edge}; background: {colours.raised}; color: {colours.ink};"
            f" selection-background-color: {colours.desk}; selection-color: {colours.ink}; outline: 0; }}"
            "QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 8px; }"
        )
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.ButtonText, QColor(colours.ink))
        self.setPalette(palette)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # who scrolls a page means the page

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = self.rect().adjusted(self.width() - 28, 8, -12, -8)
        icons.paint(painter, "chevron-down", place.toRectF(), theme.current().ink2)
        painter.end()
