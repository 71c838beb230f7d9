"""The button that is an icon alone: 36 px, with a name for the pointer and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget

from app.look import icons, theme

SIZE_PX, ICON_PX = 36, 20


class IconButton(QToolButton):
    """A quiet button.

    Args:
        icon: of assets/icons
        name: what it does, with its key where it has one
        is_round: with an outline and the ink of text, as the one button of its place
        is_raised: lies on a raised panel
        parent: what it lies on
    """

    def __init__(
        self, icon: str, name: str, is_round: bool = False, is_raised: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._is_round, self._is_raised = icon, is_round, is_raised
        self.setFixedSize(SIZE_PX, SIZE_PX)
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.name(name)
        self.refresh_look()

    def name(self, name: str) -> None:
        """What it does, from now on in these words."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def refresh_look(self) -> None:
        """Takes colours from the theme."""
        colours = theme.current()
        self.setIcon(icons.icon(self._icon_name, colours.ink if self._is_round else colours.ink2, ICON_PX))
        edge = f"1px solid {colours.edge}" if self._is_round else "0"
        rest = colours.paper if self._is_round else "transparent"
        self.setStyleSheet(
            f"QToolButton {{ border: {edge}; border-radius: {SIZE_PX // 2 if self._is_round else 8}px; background: {rest}; }}"
            f"QToolButton:hover {{ background: {colours.paper if self._is_raised else colours.desk}; }}"
            f"QToolButton:focus {{ border: 2px solid {colours.english}; }}"
        )
