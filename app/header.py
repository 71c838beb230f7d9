"""The head of the sheet: the mark, the text's name, whether it is saved, and the few buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.look import fonts, theme
from app.look.icon_button import IconButton
from app.look.mark import Mark


class _Shortened(QLabel):
    """A line that ends with an ellipsis where there is no room for all of it, and then tells the rest when it is pointed at."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        self.setToolTip(self.text() if self.shown() != self.text() else "")

    def shown(self) -> str:
        """What there is room for."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.shown())
        painter.end()


class Header(QWidget):
    """What stands over the sheet.

    Args:
        buttons: of each its icon, its name, and what it does
        parent: the window
    """

    def __init__(self, buttons: tuple[tuple[str, str, Callable[[], None]], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._saved = _Shortened(), _Shortened()
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

    def arrange(self, margin_px: int, is_low: bool) -> None:
        """Room at the right, and above where there is some."""
        self._row.setContentsMargins(36, 6 if is_low else 18, margin_px - 8, 0)

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        colours = theme.current()
        self._title.setFont(fonts.interface(15, semibold=True))
        self._saved.setFont(fonts.interface(13))
        self._saved.setStyleSheet(f"color: {colours.ink2}")
        for button in self.buttons.values():
            button.refresh_look()

    def _button(self, icon: str, name: str, pressed: Callable[[], None]) -> IconButton:
        button = IconButton(icon, name)
        button.clicked.connect(lambda: pressed())  # without the button's own argument
        self._row.addWidget(button)
        return button
