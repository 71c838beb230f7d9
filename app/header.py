"""The head of the sheet: the mark, the text's name, whether it is saved, and the few buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from app.look import fonts, icons, theme
from app.look.mark import Mark


class Header(QWidget):
    """What stands over the sheet.

    Args:
        buttons: of each its icon, its name, and what it does
        parent: the window
    """

    def __init__(self, buttons: tuple[tuple[str, str, Callable[[], None]], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._saved = QLabel(), QLabel()
        self._row = QHBoxLayout(self)
        self._row.setSpacing(4)
        self._row.addWidget(Mark())
        self._row.addSpacing(8)
        self._row.addWidget(self._title)
        self._row.addSpacing(8)
        self._row.addWidget(self._saved)
        self._row.addStretch(1)
        self.buttons = {icon: self._button(icon, name, pressed) for icon, name, pressed in buttons}
        self.name_text("")
        self.say(self.tr("Nothing to save yet"))

    def name_text(self, name: str) -> None:
        """Of the file, "" when the text is of none."""
        self._title.setText(name or self.tr("Untitled"))

    def say(self, fact: str) -> None:
        """Whether the text is safe."""
        self._saved.setText(fact)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def fact(self) -> str:
        return self._saved.text()

    def arrange(self, margin_px: int) -> None:
        """Room at the right."""
        self._row.setContentsMargins(36, 18, margin_px - 8, 0)

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        colours = theme.current()
        self._title.setFont(fonts.interface(15, semibold=True))
        self._saved.setFont(fonts.interface(13))
        self._saved.setStyleSheet(f"color: {colours.ink2}")
        for icon, button in self.buttons.items():
            button.setIcon(icons.icon(icon, colours.ink2))
            button.setStyleSheet(
                "QToolButton { border: 0; border-radius: 8px; background: transparent; }"
                f"QToolButton:hover {{ background: {colours.desk}; }}"
                f"QToolButton:focus {{ border: 2px solid {colours.english}; }}"
            )

    def _button(self, icon: str, name: str, pressed: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setFixedSize(36, 36)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: pressed())  # without the button's own argument
        self._row.addWidget(button)
        return button
