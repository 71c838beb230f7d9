"""Which languages an export holds: a row of three, one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.look import fonts, language_mark
from app.look.words import tr
from app.recordings.look import colours

HEARD, TRANSLATED, BOTH = CHOICES = ("heard", "translated", "both")
_HEIGHT_PX, _MARK_PX, _RADIUS_PX = 34, 20, 8


class LanguageChoice(QWidget):
    """English, Spanish or both; by mouse, or with Left and Right in the menu around it.

    Args:
        parent: the menu
    """

    chosen = Signal(str)  # one of CHOICES

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEIGHT_PX)
        self.setAccessibleName(tr("Languages of the export"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._names = (tr("English"), tr("Spanish"), tr("Both"))
        self.choice = HEARD
        self._describe()

    def choose(self, choice: str) -> None:
        """One of CHOICES."""
        if choice != self.choice:
            self.choice = choice
            self._describe()
            self.update()
            self.chosen.emit(choice)

    def step(self, n: int) -> None:
        """To the next on the right, or on the left."""
        self.choose(CHOICES[min(max(CHOICES.index(self.choice) + n, 0), len(CHOICES) - 1)])

    def _describe(self) -> None:
        self.setAccessibleDescription(self._names[CHOICES.index(self.choice)])

    def place_of(self, choice: str) -> QRectF:
        """Where a choice stands, in px."""
        width = (self.width() - 1) / len(CHOICES)
        return QRectF(0.5 + CHOICES.index(choice) * width, 0.5, width, self.height() - 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for choice in CHOICES:
            if event.button() == Qt.MouseButton.LeftButton and self.place_of(choice).contains(event.position()):
                self.choose(choice)

    def paintEvent(self, event: QPaintEvent) -> None:
        shades, painter = colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS_PX, _RADIUS_PX)
        painter.setClipPath(whole)
        painter.setFont(fonts.interface(14))
        for choice, name, language in zip(CHOICES, self._names, ("en", "es", ""), strict=True):
            place, is_chosen = self.place_of(choice), choice == self.choice and self.isEnabled()
            if is_chosen:
                painter.fillRect(place, shades.ink)
            width = painter.fontMetrics().horizontalAdvance(name)
            left = place.center().x() - (width + (_MARK_PX + 8 if language and not is_chosen else 0)) / 2
            if language and not is_chosen:
                language_mark.paint(painter, language, round(left), place.center().y(), _MARK_PX)
                left += _MARK_PX + 8
            painter.setPen(shades.raised if is_chosen else shades.ink if self.isEnabled() or choice == HEARD else shades.edge)
            painter.drawText(QRectF(left, 0, width + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
            if choice != HEARD:
                painter.setPen(QPen(shades.edge, 1))
                painter.drawLine(QPointF(place.left(), 0), QPointF(place.left(), self.height()))
        painter.setClipping(False)
        painter.setPen(QPen(shades.edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(whole)
        painter.end()
