"""Which microphone is used, and a menu of those there are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from app.dictation.microphone import Microphone
from app.dictation.microphone_choices import is_missing, microphone_choices
from app.dictation.troubles import microphone_label
from app.look import fonts, icons, menus, theme
from app.look.words import tr

HEIGHT_PX = 32
_ICON_PX = 18
_CHEVRON_PX = 14
_GAP_PX = 6
_WIDEST_PX = 240
_PADDING_PX = 6


class MicrophonePicker(QAbstractButton):
    """A quiet selector: icon, the microphone's name, a chevron. Its menu is made anew each time it opens.

    Args:
        parent: the bar it lies on.
    """

    microphone_chosen = Signal(str)
    menu_opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._microphones: tuple[Microphone, ...] = ()
        self._chosen = ""
        self._is_in_use = True
        self._shows_focus = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.open_menu)
        self._refresh()

    def show_microphones(
        self, microphones: tuple[Microphone, ...], chosen: str, is_in_use: bool = True
    ) -> None:
        """The microphones there are, and the one that is chosen.

        Args:
            microphones: all of them, the default first.
            chosen: a name, or "" for the default one.
            is_in_use: false asks the person to choose one.
        """
        self._microphones, self._chosen, self._is_in_use = microphones, chosen, is_in_use
        self._refresh()

    def menu(self) -> QMenu:
        """The menu as it would open now; whoever asks for it owns it."""
        menu = menus.menu(self)
        group = QActionGroup(menu)
        for name, label in microphone_choices(self._microphones, self._chosen) if self._microphones else ():
            action = QAction(label, menu, checkable=True)
            action.setData(name)
            action.setChecked(name == self._chosen)
            group.addAction(action)
            menu.addAction(action)
        if not self._microphones:
            menu.addAction(tr("No microphone is plugged in")).setEnabled(False)
        group.triggered.connect(lambda action: self.microphone_chosen.emit(str(action.data())))
        return menu

    def open_menu(self) -> None:
        """Open the menu above the selector."""
        self.menu_opened.emit()
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        size = menu.sizeHint()
        menu.popup(self.mapToGlobal(QPoint(self.width() - size.width(), -size.height())))

    def sizeHint(self) -> QSize:
        text_width = QFontMetrics(fonts.interface(13)).horizontalAdvance(self.text())
        return QSize(min(text_width, _WIDEST_PX) + self._width_beside_text(), HEIGHT_PX)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._shows_focus = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() and self._shows_focus:
            painter.setPen(QPen(QColor(colours.english), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        ink = QColor(colours.ink if self.underMouse() else colours.ink2)
        middle = self.height() / 2
        icons.paint(
            painter, "microphone", QRectF(_PADDING_PX, middle - _ICON_PX / 2, _ICON_PX, _ICON_PX), ink
        )
        chevron_x = self.width() - _PADDING_PX - _CHEVRON_PX
        icons.paint(
            painter,
            "chevron-down",
            QRectF(chevron_x, middle - _CHEVRON_PX / 2, _CHEVRON_PX, _CHEVRON_PX),
            ink,
        )
        painter.setFont(fonts.interface(13))
        painter.setPen(ink)
        text_x = _PADDING_PX + _ICON_PX + _GAP_PX
        box = QRectF(text_x, 0, chevron_x - _GAP_PX - text_x, self.height())
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, int(box.width()) + 1
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _refresh(self) -> None:
        default = next((microphone.name for microphone in self._microphones if microphone.is_default), "")
        is_there = self._chosen and not is_missing(self._microphones, self._chosen)
        name = microphone_label(self._chosen if is_there else default)
        self.setText(name if self._is_in_use else tr("Choose a microphone"))
        self.setAccessibleName(tr("Microphone: {name}").format(name=self.text()))
        self.resize(self.sizeHint())
        self.updateGeometry()
        self.update()

    @staticmethod
    def _width_beside_text() -> int:
        return 2 * _PADDING_PX + _ICON_PX + _CHEVRON_PX + 2 * _GAP_PX
