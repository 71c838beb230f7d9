"""The rows of the settings that choose a microphone and what is computed on, with a line that shows how loud it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.dictation.controller import TICK_MS
from app.dictation.voice_line import VoiceLine
from app.look import motion, theme
from app.look.rows import label
from app.look.selector import Selector
from app.settings.devices import Devices
from app.settings.store import Store

_LINE_PX = 32
_HIGHEST_PX = 13.0
_SELECTOR_PX = 220


class LevelLine(QWidget):
    """The line of the sheet's edge in small: straight while nothing is heard.

    Args:
        devices: whose microphone is heard while this is seen
        parent: the page
    """

    def __init__(self, devices: Devices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._devices = devices
        self._line = VoiceLine()
        self.setFixedHeight(_LINE_PX)
        self.setAccessibleName(self.tr("How loud it is now"))
        devices.level.level_changed.connect(self._on_level)

    @property
    def level(self) -> float:
        """How loud it is now, 0 to 1."""
        return self._line.level

    def _on_level(self, level_dbfs: float) -> None:
        self._line.accept(level_dbfs, TICK_MS / 1000)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._line.clear()
        self._devices.level.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._devices.level.watch(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, middle = theme.current(), self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.drawLine(0, round(middle), self.width(), round(middle))
        if self._line.level > 0:
            pen = QPen(QColor(colours.voice), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            if motion.is_reduced():  # it only thickens
                height = 2 + 4 * self._line.level
                painter.fillRect(QRectF(0, middle - height / 2, 120, height), QColor(colours.voice))
            else:
                painter.strokePath(self._line.path(0.0, float(self.width()), middle, _HIGHEST_PX), pen)
        painter.end()


class DeviceRow(QWidget):
    """One choice of a device: its name, what there is to say, and the selector.

    Args:
        title: of the row
        name: of the preference
        store: of the preferences
        devices: knows what there is
        choices: gives what can be chosen now
        said: gives what there is to say now
        parent: the page
    """

    def __init__(
        self, title: str, name: str, store: Store, devices: Devices, choices: Callable[[], list[tuple[str, str]]],
        said: Callable[[], str], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._name, self._store, self._choices, self._said_now = name, store, choices, said
        self.selector = Selector(title, choices())
        self.selector.setMaximumWidth(_SELECTOR_PX)
        self.selector.activated.connect(self._on_chosen)
        self.said = label("", 13, quiet=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title))
        words.addWidget(self.said)
        line = QHBoxLayout()
        line.addLayout(words, 1)
        line.addWidget(self.selector, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 6, 0, 6)
        self.column.setSpacing(0)
        self.column.addLayout(line)
        devices.changed.connect(self.show_now)
        store.changed.connect(self.show_now)
        self.show_now()

    def show_now(self) -> None:
        """What there is and what is chosen."""
        self.selector.offer(self._choices())
        self.selector.choose(getattr(self._store.current, self._name))
        said = self._said_now()
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.selector.setAccessibleDescription(said)

    def _on_chosen(self) -> None:
        self._store.set(**{self._name: self.selector.currentData()})
