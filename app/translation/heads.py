"""What stands over the two columns: each language by mark and name, what it does, and the few buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from app.core.pairs import Direction
from app.look import fonts, language_mark, theme
from app.look.icon_button import IconButton

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
        self.swap = IconButton("swap", self.tr("Swap the languages"), is_round=True, parent=self)
        self.copy = IconButton("copy", self.tr("Copy the translation (Ctrl+Shift+C)"), parent=self)
        self.picture = IconButton("links", self.tr("Where each word came from"), parent=self)
        self.picture.clicked.connect(self.picture_asked)
        self.fold = IconButton("fold", self.tr("Fold the translation away"), parent=self)
        self.swap.clicked.connect(self.swap_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.fold.clicked.connect(self.fold_asked)
        self._said = {"source": self.tr("You write"), "target": ""}
        self.show_direction(Direction())

    def name_keys(self, swap: str, fold: str, picture: str) -> None:
        """The keys that do the same."""
        for button, name, keys in (
            (self.swap, self.tr("Swap the languages"), swap), (self.fold, self.tr("Translation on and off"), fold),
            (self.picture, self.tr("Where each word came from"), picture),
        ):  # fmt: skip
            button.name(f"{name} ({keys})")

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
        if self._said[side] != text:
            self._said[side] = text
            self.arrange(self._left, self._right, self._column, self._is_open, self._is_narrow)

    @property
    def fact(self) -> str:
        return self._said["target"]

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
            metrics, said = fact.fontMetrics(), self._said[side]
            fact.setText(metrics.elidedText(said, Qt.TextElideMode.ElideRight, max(0, room)))
            fact.setToolTip(said if fact.text() != said else "")
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
            button.refresh_look()
        self.arrange(self._left, self._right, self._column, self._is_open, self._is_narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for side, language in (("source", self._direction.source), ("target", self._direction.target)):
            if self._is_open or side == "source":
                left = self._names[side].x() - _MARK_GAP_PX + 1
                language_mark.paint(painter, language, left, HEIGHT_PX / 2)
        painter.end()
