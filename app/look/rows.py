"""What a page is made of: headings, rows with a control at the right, quiet buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.look import fonts, theme

_ACCENT_PX = 2  # the accents of capitals stand over what Lato says is its height


class _Label(QLabel):
    """A line of text that knows which of the theme's colours it has."""

    def __init__(self, text: str, is_quiet: bool) -> None:
        super().__init__(text)
        self._is_quiet = is_quiet
        self.setWordWrap(True)
        self.setContentsMargins(0, _ACCENT_PX, 0, 0)
        self.refresh_look()

    def refresh_look(self) -> None:
        palette, colours = self.palette(), theme.current()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colours.ink2 if self._is_quiet else colours.ink))
        self.setPalette(palette)


class _Button(QPushButton):
    """An ordinary button in the theme's colours."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFixedHeight(36)
        self.refresh_look()

    def refresh_look(self) -> None:
        colours = theme.current()
        self.setFont(fonts.interface(14))
        self.setStyleSheet(
            f"QPushButton {{ border: 1px solid {colours.edge}; border-radius: 8px; padding: 0 16px; background: transparent;"
            f" color: {colours.ink}; }}"
            f"QPushButton:hover {{ background: {colours.desk}; }}"
            f"QPushButton:disabled {{ border: 0; color: {colours.ghost}; }}"
            f"QPushButton:focus {{ border: 2px solid {colours.english}; }}"
        )


def refresh_rows(page: QWidget) -> None:
    """Gives all labels and buttons on a page that were made here the theme's colours of now."""
    for one in page.findChildren(_Label):
        one.refresh_look()
    for button in page.findChildren(_Button):
        button.refresh_look()


def label(text: str, size_px: int = 14, quiet: bool = False, semibold: bool = False) -> QLabel:
    """A line of text in the theme's colours."""
    made = _Label(text, quiet)
    made.setFont(fonts.interface(size_px, semibold=semibold))
    return made


def row(title: str, control: QWidget, explanation: str = "") -> QWidget:
    """A setting: its name, what it does, and its control."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 6 - _ACCENT_PX, 0, 6)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(title))
    if explanation:
        words.addWidget(label(explanation, 13, quiet=True))
    line.addLayout(words, 1)
    line.addWidget(control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


class _Rule(QWidget):
    """A hairline between sections."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(theme.current().hair))


def rule() -> QWidget:
    """A hairline between sections."""
    return _Rule()


def button(text: str) -> QPushButton:
    """An ordinary button."""
    return _Button(text)


def style_field(field: QLineEdit) -> None:
    """Gives a line to write in the theme's colours."""
    colours = theme.current()
    field.setFont(fonts.interface(14))
    field.setFixedHeight(36)
    field.setStyleSheet(
        f"QLineEdit {{ border: 1px solid {colours.edge}; border-radius: 8px; padding: 0 12px;"
        f" background: {colours.paper}; color: {colours.ink}; }}"
        f"QLineEdit:focus {{ border: 2px solid {colours.english}; }}"
    )
