"""The help page: the guide's pages in a list, and the one that is read."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QListWidget, QWidget

from app.core.guide import GuidePage, read_guide
from app.core.preferences import Keys
from app.help.reader import Reader
from app.look import fonts, scroll_bars, theme
from app.look.page import Page
from app.settings.key_titles import all_keys
from engine.contract.assets import asset

_LIST_PX, _NARROW_LIST_PX, _BENEATH_UNDER_PX = 280, 256, 600  # as the longest title needs, in both languages


class HelpPage(Page):
    """Shows the guide in the language of the window.

    Args:
        parent: the window
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Help"), self.tr("Close the help (Esc)"), parent)
        self.pages: list[GuidePage] = []
        self.list, self.text = QListWidget(), Reader()
        self.list.setAccessibleName(self.tr("Pages of the help"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setAccessibleName(self.tr("Help"))
        self.list.currentRowChanged.connect(self._on_row)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self.list)
        self._columns.addWidget(self.text, 1)
        self.body.addLayout(self._columns, 1)
        self.setFocusProxy(self.list)
        self.use_keys(Keys())
        self.refresh_look()

    def use_keys(self, keys: Keys) -> None:
        """The keys that the pages name."""
        row = max(0, self.list.currentRow())
        language = "es" if QLocale().name().startswith("es") else "en"
        self.pages = read_guide(asset("guide", language), keys, all_keys(keys))
        self.list.clear()
        self.list.addItems([page.title for page in self.pages])
        self.list.setCurrentRow(row)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self.pages):
            self.text.read(self.pages[row].markdown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.margin_px > 36
        self._columns.setContentsMargins(self.margin_px - 12, self.top_px - 8, self.margin_px, 28)
        self._columns.setSpacing(72 if is_wide else 24)
        is_beneath = self.width() < _BENEATH_UNDER_PX  # beside the list, lines would be of two words
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if is_beneath else QBoxLayout.Direction.LeftToRight)
        self.list.setFixedWidth(_LIST_PX if is_wide else _NARROW_LIST_PX)
        self.list.setMaximumHeight(self.height() // 4 if is_beneath else self.maximumHeight())

    def refresh_look(self) -> None:
        super().refresh_look()
        colours = theme.current()
        self.list.setFont(fonts.interface(15))
        marked = f"border: 2px solid {colours.ink}; padding: 8px 10px;" if theme.wants_contrast() else ""
        self.list.setStyleSheet(
            f"QListWidget {{ background: {colours.paper}; color: {colours.ink}; outline: 0; }}"
            "QListWidget::item { margin: 2px; padding: 10px 12px; border-radius: 8px; }"
            f"QListWidget::item:selected {{ background: {colours.desk}; color: {colours.ink}; {marked} }}"
        )
        palette = self.text.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colours.paper))
        palette.setColor(QPalette.ColorRole.Text, QColor(colours.ink))
        self.text.setPalette(palette)
        for one in (self.text, self.list):
            one.verticalScrollBar().setStyleSheet(scroll_bars.style())
        self._on_row(self.list.currentRow())
