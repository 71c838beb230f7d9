"""The bar that says what happened, in one sentence with one way on. It never takes the focus."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.core.notice import Notice
from app.look import fonts, icons, theme
from app.look.icon_button import IconButton


class NoticeBar(QWidget):
    """Shows a notice until it is acted on or closed."""

    acted = Signal(str)
    dismissed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(60)
        self._notice: Notice | None = None
        self._icon = QLabel()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._action = QPushButton()
        self._action.setFixedHeight(36)
        self._close = IconButton("close", self.tr("Close"), is_raised=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        for button in (self._action, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._action.clicked.connect(self._on_action)
        self._close.clicked.connect(self._on_close)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown."""
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        """Shows a notice in place of the last."""
        self._notice = notice
        self._icon.setVisible(notice.is_error)
        self._sentence.setText(notice.message)
        self._action.setText(notice.action_label)
        self._action.setVisible(bool(notice.action_label))
        self.refresh_look()
        self.setAccessibleName(notice.message)
        self.show()
        self.raise_()  # it lies over the sheet, whatever was put there last

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        colours = theme.current()
        self._icon.setPixmap(icons.icon("warning", colours.voice).pixmap(QSize(20, 20)))
        self._sentence.setFont(fonts.interface(15))
        self._action.setFont(fonts.interface(14, semibold=True))
        self._action.setStyleSheet(
            f"QPushButton {{ background: {colours.ink}; color: {colours.paper}; border: 0; border-radius: 8px;"
            f" padding: 0 16px; }} QPushButton:focus {{ border: 2px solid {colours.english}; }}"
        )
        self._close.refresh_look()
        self.update()

    def _on_action(self) -> None:
        notice, self._notice = self._notice, None
        self.hide()
        if notice is not None:
            self.acted.emit(notice.action_id)

    def _on_close(self) -> None:
        notice, self._notice = self._notice, None
        self.hide()
        if notice is not None:
            self.dismissed.emit(notice.action_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = theme.current()
        is_error = self._notice is not None and self._notice.is_error
        painter.setBrush(QColor(colours.voice_tint if is_error else colours.english_tint))
        painter.drawRoundedRect(self.rect(), 12, 12)
        painter.end()
