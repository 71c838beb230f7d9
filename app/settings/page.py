"""The page of preferences: it lies over the sheet, holds nothing up, and saves as one changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.core.preferences import Keys, conflict
from app.look import scroll_bars
from app.look.page import NARROW_UNDER_PX, Page
from app.look.rows import button, label, row, rule
from app.look.selector import Selector
from app.look.switch import Switch
from app.look.text_size import SIZES
from app.settings.device_rows import DeviceRow, LevelLine
from app.settings.devices import Devices
from app.settings.key_field import KeyField
from app.settings.key_titles import key_titles
from app.settings.learnt import LearntWords
from app.settings.store import Store
from app.settings.terms_list import TermsList

_FOLD_PX = 56
_LIST_PX = 240


class SettingsPage(Page):
    """Shows the preferences and changes them.

    Args:
        store: of the preferences
        terms_path: where the person's terms are kept
        devices: what Triolet listens with and computes on
        parent: the window
    """

    self_check_asked = Signal()
    welcome_asked = Signal()
    learnt_wanted = Signal()  # the page is shown: what was learnt until now?

    def __init__(self, store: Store, terms_path: Path, devices: Devices, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Settings"), self.tr("Close settings (Esc)"), parent)
        self._store, self._devices = store, devices
        self.terms = TermsList(terms_path)
        self.learnt = LearntWords()
        self.switches: dict[str, Switch] = {}
        self.keys: dict[str, KeyField] = {}
        self.selectors: dict[str, Selector] = {}
        self.self_check = button(self.tr("Self-check"))
        self.self_check.clicked.connect(self.self_check_asked)
        self.head.insertWidget(self.head.count() - 1, self.self_check)
        self._body = QHBoxLayout()
        self.body.addLayout(self._body, 1)
        self._left, self._right = QScrollArea(), QScrollArea()
        for column in (self._left, self._right):
            column.setWidgetResizable(True)
            column.setFrameShape(QScrollArea.Shape.NoFrame)
            column.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._body.addWidget(column, 1)
        self._lists = QWidget()
        lists = QVBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(28)
        for one in (self.terms, self.learnt):
            one.setMinimumHeight(_LIST_PX)
            lists.addWidget(one, 1)
        # Only where the column is higher than the window does it end before its scroll bar.
        self._right.verticalScrollBar().rangeChanged.connect(lambda _, most: lists.setContentsMargins(0, 0, 16 if most else 0, 0))
        self._is_wide = True
        store.changed.connect(self._show)
        self.refresh_look()

    # ---- what is on it ------------------------------------------------------------------------------------------

    def _sections(self) -> QWidget:
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 16, 0)
        rows.setSpacing(0)
        rows.addWidget(label(self.tr("Dictation"), 13, quiet=True))
        rows.addWidget(self._microphone_row())
        title = self.tr("Check the microphone")
        check = button(self.tr("Say a few words"))
        check.clicked.connect(self.welcome_asked)
        rows.addWidget(row(title, check))
        title = self.tr("Keep dictations and texts")
        rows.addWidget(row(title, self._retention(title), self.tr("In the history, with their sound, on this computer only")))
        for name, title, explanation in (
            ("written_form", self.tr("Write punctuation and numbers"), self.tr("Off: words as they are said")),
            (
                "spoken_commands",
                self.tr("Spoken commands"),
                self.tr("Comma, question mark; and, said alone: new line, new paragraph, scratch that"),
            ),
        ):
            rows.addWidget(row(title, self._switch(name, title), explanation))
        rows.addSpacing(12)
        rows.addWidget(rule())
        rows.addSpacing(16)
        rows.addWidget(label(self.tr("Suggestions"), 13, quiet=True))
        for name, title, explanation in (
            ("suggestions", self.tr("Finish my words"), ""),
            ("phrases", self.tr("Several words at once"), self.tr("Where they are nearly sure")),
            ("learning", self.tr("Learn from what I write"), self.tr("Off: nothing is learnt, and what was learnt is not used")),
            ("keys_saved_shown", self.tr("Show how many keys were saved"), self.tr("Beside the number of words")),
        ):
            rows.addWidget(row(title, self._switch(name, title), explanation))
        rows.addSpacing(12)
        rows.addWidget(rule())
        rows.addSpacing(16)
        rows.addWidget(label(self.tr("Translation"), 13, quiet=True))
        title = self.tr("Show it beside the text")
        rows.addWidget(row(title, self._switch("translation", title)))
        title = self.tr("Address the reader in Spanish as")
        forms = (("", self.tr("What fits best")), ("tu", "t\u00fa"), ("usted", "usted"), ("vos", "vos"))
        rows.addWidget(row(title, self._selector("form", title, forms)))
        rows.addSpacing(12)
        rows.addWidget(rule())
        rows.addSpacing(16)
        rows.addWidget(label(self.tr("The page"), 13, quiet=True))
        title = self.tr("Language")
        names = (("system", self.tr("Like the system")), ("en", "English"), ("es", "Espa\u00f1ol"))
        rows.addWidget(row(title, self._selector("language", title, names), self.tr("Of the window, from its next start")))
        title = self.tr("Text size")
        rows.addWidget(row(title, self._selector("text_px", title, [(size, str(size)) for size in SIZES])))
        title = self.tr("Colours")
        looks = (("system", self.tr("Like the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        rows.addWidget(row(title, self._selector("appearance", title, looks)))
        wishes = (("system", self.tr("Like the system")), ("on", self.tr("On")), ("off", self.tr("Off")))
        for name, title in (("contrast", self.tr("More contrast")), ("less_motion", self.tr("Less motion"))):
            rows.addWidget(row(title, self._selector(name, title, wishes)))
        rows.addSpacing(12)
        rows.addWidget(rule())
        rows.addSpacing(16)
        rows.addWidget(label(self.tr("Keys"), 13, quiet=True))
        for name, title in key_titles().items():
            field = KeyField(title, getattr(self._store.current.keys, name))
            field.picked.connect(lambda sequence, name=name: self._pick(name, sequence))
            self.keys[name] = field
            rows.addWidget(row(title, field))
        default = button(self.tr("All keys as they were at first"))
        default.clicked.connect(lambda: self._store.set(keys=Keys()))
        rows.addSpacing(8)
        rows.addWidget(default, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addSpacing(16)
        rows.addWidget(rule())
        rows.addSpacing(16)
        if not self._is_wide:
            rows.addWidget(self._lists)
            self._lists.show()
            rows.addSpacing(16)
            rows.addWidget(rule())
            rows.addSpacing(16)
        rows.addWidget(label(self.tr("This computer"), 13, quiet=True))
        devices = self._devices
        rows.addWidget(
            DeviceRow(
                self.tr("Compute on"), "device", self._store, devices, lambda: devices.computers, lambda: devices.said_of_computer
            )
        )
        rows.addSpacing(12)
        rows.addWidget(rule())
        rows.addSpacing(16)
        rows.addWidget(label(self.tr("Privacy"), 13, quiet=True))
        rows.addSpacing(6)
        rows.addWidget(
            label(
                self.tr(
                    "Triolet never opens a network connection. Sound, text and learnt words stay in files that only you"
                    " can read, on this computer."
                ),
                14,
            )
        )
        rows.addStretch(1)
        return column

    def _microphone_row(self) -> QWidget:
        devices, store = self._devices, self._store
        row = DeviceRow(
            self.tr("Microphone"), "microphone", store, devices, lambda: devices.microphones, lambda: devices.said_of_microphone
        )
        row.column.addWidget(LevelLine(devices))
        return row

    @staticmethod
    def _focus_again(rows: QWidget, name: str) -> None:
        """Who chose other colours by the keyboard goes on from there."""
        for control in rows.findChildren(QWidget):
            if name and control.accessibleName() == name:
                control.setFocus()

    def _switch(self, name: str, title: str) -> Switch:
        switch = Switch("")
        switch.setAccessibleName(title)
        switch.setChecked(bool(getattr(self._store.current, name)))
        switch.toggled.connect(lambda on: self._store.set(**{name: on}))
        self.switches[name] = switch
        return switch

    def _retention(self, title: str) -> Selector:
        choices = (
            (0, self.tr("Not at all")), (1, self.tr("1 day")), (7, self.tr("7 days")), (30, self.tr("30 days")),
            (36_500, self.tr("For good")),
        )  # fmt: skip
        return self._selector("keep_days", title, choices)

    def _selector(self, name: str, title: str, choices: Sequence[tuple[object, str]]) -> Selector:
        selector = Selector(title, choices)
        selector.choose(getattr(self._store.current, name))
        selector.activated.connect(lambda _: self._store.set(**{name: selector.currentData()}))
        self.selectors[name] = selector
        return selector

    # ---- changes ------------------------------------------------------------------------------------------------

    def _pick(self, name: str, sequence: str) -> None:
        taken_by = conflict(self._store.current.keys, name, sequence)
        if taken_by:
            self.show_fact(self.tr("{0} is taken by \u201c{1}\u201d.").format(sequence, key_titles()[taken_by]))
            return
        self._store.set(keys=replace(self._store.current.keys, **{name: sequence}))

    def _show(self) -> None:
        """What is set now, wherever it was changed."""
        self.show_fact(self.tr("Saved as you change them"))
        for name, switch in self.switches.items():
            switch.setChecked(bool(getattr(self._store.current, name)))
        for name, selector in self.selectors.items():
            selector.choose(getattr(self._store.current, name))
        for name, field in self.keys.items():
            field.show_key(getattr(self._store.current.keys, name))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.learnt_wanted.emit()
        if self._is_wide != self._has_room():
            self.refresh_look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._body.setContentsMargins(self.margin_px, self.top_px, self.margin_px, 28)
        if self._is_wide != self._has_room():
            QTimer.singleShot(0, self, self.refresh_look)  # the lists stand elsewhere

    def _has_room(self) -> bool:
        """Whether the lists have room beside the rows."""
        return self.width() >= NARROW_UNDER_PX

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme; the rows are made anew."""
        super().refresh_look()
        if self.isVisible():
            self._is_wide = self._has_room()
        self._body.setSpacing(2 * _FOLD_PX)
        self._right.setVisible(self._is_wide)
        if self._is_wide:
            self._right.setWidget(self._lists)
        elif self._right.widget() is not None:
            self._right.takeWidget()
        vertical = QSizePolicy.Policy.Ignored if self._is_wide else QSizePolicy.Policy.Expanding
        for one in (self.terms, self.learnt):
            one.list.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self.show_fact(self.tr("Saved as you change them"))
        self.switches, self.keys, self.selectors = {}, {}, {}
        focused, old = self.focusWidget(), self._left.takeWidget()
        new = self._sections()
        self._left.setWidget(new)
        if old is not None:
            if focused is not None and (focused is old or old.isAncestorOf(focused)):
                self._focus_again(new, focused.accessibleName())
            old.deleteLater()  # it may be one of its own controls that asked for this
        for column in (self._left, self._right):
            column.verticalScrollBar().setStyleSheet(scroll_bars.style())
        self.learnt.refresh_look()
        self.terms.refresh_look()
