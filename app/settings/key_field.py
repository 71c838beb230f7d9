"""A key that can be changed by pressing another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.look import fonts, theme

_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyField(QAbstractButton):
    """Shows a key as a cap; pressed, it takes the next key for its own. Esc there keeps the old one.

    Args:
        name: what the key does
        sequence: the key, as Qt names it
        parent: the page
    """

    picked = Signal(str)

    def __init__(self, name: str, sequence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._is_waiting = False
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._wait)
        self.show_key(sequence)

    def show_key(self, sequence: str) -> None:
        """The key it has now."""
        self.sequence = sequence
        self._is_waiting = False
        shown = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText) or sequence
        self.setText(shown)
        self.setAccessibleName(self.tr("{0}: {1}. Press to change it.").format(self._name, shown))
        self.updateGeometry()
        self.update()

    def _wait(self) -> None:
        self._is_waiting = True
        self.setText(self.tr("Press a key"))
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        # While it waits every key is its own: Tab, Esc and the window's shortcuts too.
        if self._is_waiting and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS:
            return
        old = self.sequence
        name = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        self.show_key(old)
        if event.key() != Qt.Key.Key_Escape and name and name != old:
            self.picked.emit(name)

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusOutEvent(event)
        if self._is_waiting:
            self.show_key(self.sequence)

    def sizeHint(self) -> QSize:
        self.setFont(fonts.interface(13))
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 22, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = self._is_waiting or self.hasFocus()
        painter.setPen(QPen(QColor(colours.english if is_marked else colours.edge), 2 if is_marked else 1))
        painter.setBrush(QColor(colours.desk) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(fonts.interface(13))
        painter.setPen(QColor(colours.ink2 if self._is_waiting else colours.ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
