"""What stands over the two columns: each language by mark and name, what it does, and the few buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from app.core.pairs import Direction
from app.look import fonts, icons, language_mark, theme

HEIGHT_PX = 38
_MARK_GAP_PX = 34


class Heads(QWidget):
    """The heads of the sheet's columns.

    Args:
        parent: the sheet
    """

    swap_asked = Signal()
    copy_asked = Signal()
    fold_asked = Signal()
    picture_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT_PX)
        self._direction = Direction()
        self._is_open, self._is_narrow = True, False
        self.can_swap = True
        self._left, self._right, self._column = 0, 0, 0
        self._names = {side: QLabel(self) for side in ("source", "target")}
        self._facts = {side: QLabel(self) for side in ("source", "target")}
        self.swap = self._button("swap", self.tr("Swap the languages"))
        self.copy = self._button("copy", self.tr("Copy the translation (Ctrl+Shift+C)"))
        self.picture = self._button("links", self.tr("Where each word came from"))
        self.picture.clicked.connect(self.picture_asked)
        self.fold = self._button("fold", self.tr("Fold the translation away"))
        self.swap.clicked.connect(self.swap_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.fold.clicked.connect(self.fold_asked)
        self._facts["source"].setText(self.tr("You write"))
        self.show_direction(Direction())

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setFixedSize(36, 36)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setProperty("icon_name", icon)
        return button

    def name_keys(self, swap: str, fold: str, picture: str) -> None:
        """The keys that do the same."""
        for button, name, keys in (
            (self.swap, self.tr("Swap the languages"), swap), (self.fold, self.tr("Translation on and off"), fold),
            (self.picture, self.tr("Where each word came from"), picture),
        ):  # fmt: skip
            button.setAccessibleName(f"{name} ({keys})")
            button.setToolTip(f"{name} ({keys})")

    def language_name(self, language: str) -> str:
        """As it is called in the interface."""
        return self.tr("English") if language == "en" else self.tr("Spanish")

    def show_direction(self, direction: Direction) -> None:
        """Names the languages."""
        self._direction = direction
        self._names["source"].setText(self.language_name(direction.source))
        self._names["target"].setText(self.language_name(direction.target))
        self.refresh_look()

    def show_fact(self, text: str) -> None:
        """What is to be said of the translation."""
        self._show_fact("target", text)

    def show_source_fact(self, text: str) -> None:
        """What is to be said of the text."""
        self._show_fact("source", text)

    def _show_fact(self, side: str, text: str) -> None:
        if self._facts[side].text() != text:
            self._facts[side].setText(text)
            self._facts[side].adjustSize()
            self.arrange(self._left, self._right, self._column, self._is_open, self._is_narrow)

    @property
    def fact(self) -> str:
        return self._facts["target"].text()

    def arrange(self, left: int, right: int, column: int, is_open: bool, is_narrow: bool) -> None:
        """Where the columns begin and how wide they are, in px; the right one may be folded away."""
        self._left, self._right, self._column = left, right, column
        self._is_open, self._is_narrow = is_open, is_narrow
        middle = HEIGHT_PX // 2
        end = left + column if is_narrow or not is_open else right + column
        x = left
        for side in ("source", "target"):
            name, fact = self._names[side], self._facts[side]
            is_shown = is_open or side == "source"
            name.setVisible(is_shown)
            fact.setVisible(is_shown and not (is_narrow and side == "source"))
            if side == "target" and not is_narrow:
                x = right
            name.adjustSize()
            name.move(x + _MARK_GAP_PX, middle - name.height() // 2)
            x = name.geometry().right() + 12
            room = (end - 124 if side == "target" or not is_open else right - 80) - x
            fact.setFixedWidth(max(0, min(fact.sizeHint().width(), room)))
            fact.move(x, middle - fact.height() // 2)
            if is_narrow and side == "source":
                self.swap.move(x, middle - 18)
                x += 48 if self.can_swap else 12
        self.swap.setVisible(is_open and self.can_swap)
        self.copy.setVisible(is_open)
        self.picture.setVisible(is_open)
        if not is_narrow:
            self.swap.move((left + column + right) // 2 - 18, middle - 18)
        self.fold.move(end - 26, middle - 18)
        self.copy.move(end - 66, middle - 18)
        self.picture.move(end - 106, middle - 18)
        self.update()

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        colours = theme.current()
        for side, language in (("source", self._direction.source), ("target", self._direction.target)):
            self._names[side].setFont(fonts.interface(14, semibold=True))
            self._facts[side].setFont(fonts.interface(13))
            for label, colour in (
                (self._names[side], language_mark.colour(language)), (self._facts[side], QColor(colours.ink2)),
            ):  # fmt: skip
                palette = label.palette()
                palette.setColor(QPalette.ColorRole.WindowText, colour)
                label.setPalette(palette)
        for button in (self.swap, self.picture, self.copy, self.fold):
            is_round = button is self.swap
            button.setIcon(icons.icon(button.property("icon_name"), colours.ink if is_round else colours.ink2))
            button.setStyleSheet(
                f"QToolButton {{ border: {f'1px solid {colours.edge}' if is_round else '0'};"
                f" border-radius: {18 if is_round else 8}px; background: {colours.paper if is_round else 'transparent'}; }}"
                f"QToolButton:hover {{ background: {colours.desk}; }}"
                f"QToolButton:focus {{ border: 2px solid {colours.english}; }}"
            )
        self.arrange(self._left, self._right, self._column, self._is_open, self._is_narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for side, language in (("source", self._direction.source), ("target", self._direction.target)):
            if self._is_open or side == "source":
                left = self._names[side].x() - _MARK_GAP_PX + 1
                language_mark.paint(painter, language, left, HEIGHT_PX / 2)
        painter.end()
