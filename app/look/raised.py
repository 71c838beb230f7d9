"""A raised panel over the sheet: an edge, round corners, a title, and a way to close it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.look import fonts, theme
from app.look.escape import is_claimed
from app.look.icon_button import IconButton

TAIL_PX = 9
_RADIUS_PX = 12


class RaisedPanel(QWidget):
    """What such panels share; they never hold up what lies under them.

    Args:
        parent: what it lies over
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tail_x, self._is_above = -1.0, False
        self._title, self._hint = QLabel(), QLabel()
        self._close = IconButton("close", self.tr("Close (Esc)"), is_raised=True)
        self._close.clicked.connect(self.leave)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self._title)
        self.head.addWidget(self._hint, 1)
        self.head.addWidget(self._close)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, TAIL_PX + 8, 14, TAIL_PX + 12)
        self.body.setSpacing(8)
        self.body.addLayout(self.head)
        self.hide()

    def say(self, title: str, hint: str) -> None:
        """What it is, and a few words on it."""
        self._title.setText(title)
        self._hint.setText(hint)
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)

    def quiet_button(self, text: str) -> QPushButton:
        """A button of text alone."""
        button = QPushButton(text)
        button.setFixedHeight(32)
        return button

    def point_at(self, x: float, is_above: bool) -> None:
        """The tail's place, in px of the panel; above what it belongs to, it hangs down."""
        self._tail_x, self._is_above = x, is_above
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setVisible(bool(self._hint.text()))  # unless it would be cut off
        self._hint.setVisible(bool(self._hint.text()) and self.head.sizeHint().width() <= self.contentsRect().width() - 38)

    def leave(self) -> None:
        """Closes the panel."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        colours = theme.current()
        self._title.setFont(fonts.interface(15, semibold=True))
        self._hint.setFont(fonts.interface(13))
        self._hint.setStyleSheet(f"color: {colours.ink2}")
        self._close.refresh_look()
        self.setStyleSheet(
            f"QLabel {{ color: {colours.ink}; background: transparent; }}"
            f"QScrollArea, QScrollArea > QWidget > QWidget {{ border: 0; background: {colours.raised}; }}"
            f"QPushButton:hover {{ background: {colours.paper}; }}"
            f"QPushButton:focus {{ border: 2px solid {colours.english}; }}"
            f"QPushButton {{ border: 0; border-radius: 8px; padding: 0 12px; background: transparent; color: {colours.ink}; }}"
            f"QLineEdit {{ border: 1px solid {colours.edge}; border-radius: 8px; padding: 4px 10px;"
            f" background: {colours.raised}; color: {colours.ink}; }}"
            f"QLineEdit:focus {{ border: 2px solid {colours.english}; padding: 3px 9px; }}"
        )
        for button in self.findChildren(QPushButton):
            button.setFont(fonts.interface(14))
        self.update()

    def event(self, event: QEvent) -> bool:
        return is_claimed(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, path = theme.current(), QPainterPath()
        body = QRectF(self.rect()).adjusted(0.5, TAIL_PX + 0.5, -0.5, -TAIL_PX - 0.5)
        path.addRoundedRect(body, _RADIUS_PX, _RADIUS_PX)
        if self._tail_x >= 0:
            x = min(max(self._tail_x, 24.0), self.width() - 24.0)
            base, tip = (body.bottom(), body.bottom() + TAIL_PX) if self._is_above else (body.top(), body.top() - TAIL_PX)
            tail = QPainterPath(QPointF(x - TAIL_PX, base))
            tail.lineTo(x, tip)
            tail.lineTo(x + TAIL_PX, base)
            path = path.united(tail)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.setBrush(QColor(colours.raised))
        painter.drawPath(path)
        painter.end()
