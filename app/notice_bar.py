"""The bar that says what happened, in one sentence with one way on. It never takes the focus."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from app.core.notice import Notice
from app.look import fonts, icons, theme
from app.look.announce import announce
from app.look.icon_button import IconButton

_HEIGHT_PX, _ONE_LINE_FROM_PX = 60, 720
_MOST_SENTENCES = 3


class NoticeBar(QWidget):
    """Shows a notice until it is acted on or closed."""

    acted = Signal(str)
    dismissed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._icon = QLabel()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._action = QPushButton()
        self._action.setFixedHeight(36)
        self._close = IconButton("close", self.tr("Close"), is_raised=True)
        self._row = QGridLayout(self)
        self._row.setContentsMargins(20, 12, 12, 12)
        self._row.setHorizontalSpacing(12)
        self._row.setVerticalSpacing(8)
        self._row.setColumnStretch(1, 1)
        self._row.addWidget(self._icon, 0, 0)
        self._row.addWidget(self._sentence, 0, 1)
        self._row.addWidget(self._action, 0, 2)
        self._row.addWidget(self._close, 0, 3)
        self._left = self._bottom = self._width = 0
        for button in (self._action, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._action.clicked.connect(self._on_action)
        self._close.clicked.connect(self._on_close)
        self.hide()

    def place(self, left: int, bottom: int, width: int) -> None:
        """Where it lies, in px of the window; it grows upwards with its sentence."""
        self._left, self._bottom, self._width = left, bottom, width
        self._row.removeWidget(self._action)
        if width >= _ONE_LINE_FROM_PX:
            self._row.addWidget(self._action, 0, 2)
        else:
            self._row.addWidget(self._action, 1, 1, Qt.AlignmentFlag.AlignLeft)
        height = max(_HEIGHT_PX, self._row.totalHeightForWidth(width))
        self.setGeometry(left, bottom - height, width, height)

    @property
    def notice(self) -> Notice | None:
        """What is shown."""
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        """Shows a notice in place of the last; troubles without a way on that nobody has closed yet are told together."""
        news = notice.message
        if self._notice is not None and _is_plain_trouble(self._notice) and _is_plain_trouble(notice):
            earlier = [sentence for sentence in self._notice.message.split("\n") if sentence != news]
            notice = replace(notice, message="\n".join([*earlier, news][-_MOST_SENTENCES:]))
        self._notice = notice
        self._icon.setVisible(notice.is_error)
        self._sentence.setText(notice.message)
        self._action.setText(notice.action_label)
        self._action.setVisible(bool(notice.action_label))
        self.refresh_look()
        self.setAccessibleName(notice.message)
        self.place(self._left, self._bottom, self._width)
        self.show()
        announce(self, news, at_once=notice.is_error)
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
        colours = theme.current()
        painter.setPen(QPen(QColor(colours.ink), 2) if theme.wants_contrast() else Qt.PenStyle.NoPen)
        is_error = self._notice is not None and self._notice.is_error
        painter.setBrush(QColor(colours.voice_tint if is_error else colours.english_tint))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1) if theme.wants_contrast() else self.rect(), 12, 12)
        painter.end()


def _is_plain_trouble(notice: Notice) -> bool:
    return notice.is_error and not notice.action_label
