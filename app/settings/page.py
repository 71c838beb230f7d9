"""The page of preferences: it lies over the sheet, holds nothing up, and saves as one changes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.core.preferences import Keys, conflict
from app.look import fonts, icons, scroll_bars, theme
from app.look.mark import Mark
from app.look.switch import Switch
from app.settings.key_field import KeyField
from app.settings.learnt import LearntWords
from app.settings.rows import button, label, row, rule
from app.settings.store import Store
from app.settings.terms_list import TermsList

_MARGIN_PX, _FOLD_PX, _COLUMN_PX = 72, 56, 512


class SettingsPage(QWidget):
    """Shows the preferences and changes them.

    Args:
        store: of the preferences
        terms_path: where the person's terms are kept
        parent: the window
    """

    closed = Signal()
    learnt_wanted = Signal()  # the page is shown: what was learnt until now?

    def __init__(self, store: Store, terms_path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.terms = TermsList(terms_path)
        self.learnt = LearntWords()
        self.switches: dict[str, Switch] = {}
        self.keys: dict[str, KeyField] = {}
        self._said = QLabel()
        self._body = QHBoxLayout()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addLayout(self._head())
        self._whole.addLayout(self._body, 1)
        self._left = QScrollArea()
        self._left.setWidgetResizable(True)
        self._left.setFrameShape(QScrollArea.Shape.NoFrame)
        self._left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.addWidget(self._left, 1)
        right = QVBoxLayout()
        right.setSpacing(28)
        right.addWidget(self.terms, 1)
        right.addWidget(self.learnt, 1)
        self._body.addLayout(right, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.closed.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        store.changed.connect(self._show)
        self.refresh_look()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN_PX - 36, 18, _MARGIN_PX - 8, 0)
        head.setSpacing(12)
        head.addWidget(Mark())
        self._title = QLabel(self.tr("Settings"))
        self._close = QToolButton()
        self._close.setFixedSize(36, 36)
        self._close.setIconSize(QSize(20, 20))
        self._close.setAccessibleName(self.tr("Close settings (Esc)"))
        self._close.setToolTip(self.tr("Close settings (Esc)"))
        self._close.clicked.connect(self.closed)
        head.addWidget(self._title)
        head.addWidget(self._said)
        head.addStretch(1)
        head.addWidget(self._close)
        return head

    # ---- what is on it ------------------------------------------------------------------------------------------

    def _sections(self) -> QWidget:
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 16, 0)
        rows.setSpacing(0)
        rows.addWidget(label(self.tr("Dictation"), 13, quiet=True))
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
        rows.addSpacing(12)
        rows.addWidget(rule())
        rows.addSpacing(16)
        rows.addWidget(label(self.tr("The page"), 13, quiet=True))
        title = self.tr("Dark")
        rows.addWidget(row(title, self._appearance(title), self.tr("Like the system until you choose")))
        for name, title in (("contrast", self.tr("More contrast")), ("less_motion", self.tr("Less motion"))):
            rows.addWidget(row(title, self._switch(name, title)))
        rows.addSpacing(12)
        rows.addWidget(rule())
        rows.addSpacing(16)
        rows.addWidget(label(self.tr("Keys"), 13, quiet=True))
        for name, title in self._key_titles().items():
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
        rows.addWidget(label(self.tr("Privacy"), 13, quiet=True))
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

    def _key_titles(self) -> dict[str, str]:
        return {
            "dictate": self.tr("Dictate, or hold while you speak"),
            "take": self.tr("Take a suggestion"),
            "take_word": self.tr("Take one word of it"),
            "dismiss": self.tr("Send it away"),
            "following": self.tr("Next suggestion"),
            "previous": self.tr("Suggestion before"),
            "ask": self.tr("Ask for one"),
            "choose": self.tr("Choose from a list"),
            "fold": self.tr("Translation on and off"),
            "swap": self.tr("Swap the languages"),
            "links": self.tr("Light up linked words"),
            "picture": self.tr("Picture of where words came from"),
            "write_own": self.tr("Write a translation yourself"),
            "reword": self.tr("Other ways to say it"),
        }

    def _switch(self, name: str, title: str) -> Switch:
        switch = Switch("")
        switch.setAccessibleName(title)
        switch.setChecked(bool(getattr(self._store.current, name)))
        switch.toggled.connect(lambda on: self._store.set(**{name: on}))
        self.switches[name] = switch
        return switch

    def _appearance(self, title: str) -> Switch:
        switch = Switch("")
        switch.setAccessibleName(title)
        switch.setChecked(theme.current() in (theme.DARK, theme.CONTRAST_DARK))
        switch.toggled.connect(lambda on: self._store.set(appearance="dark" if on else "light"))
        self.switches["appearance"] = switch
        return switch

    # ---- changes ------------------------------------------------------------------------------------------------

    def _pick(self, name: str, sequence: str) -> None:
        taken_by = conflict(self._store.current.keys, name, sequence)
        if taken_by:
            self.say(self.tr("{0} is taken by \u201c{1}\u201d.").format(sequence, self._key_titles()[taken_by]))
            return
        self._store.set(keys=replace(self._store.current.keys, **{name: sequence}))

    def say(self, sentence: str) -> None:
        """One line in the head."""
        self._said.setText(sentence)

    def _show(self) -> None:
        """What is set now, wherever it was changed."""
        self.say(self.tr("Saved as you change them"))
        for name, switch in self.switches.items():
            if name != "appearance":
                switch.setChecked(bool(getattr(self._store.current, name)))
        for name, field in self.keys.items():
            field.show_key(getattr(self._store.current.keys, name))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.learnt_wanted.emit()

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme; the rows are made anew."""
        colours = theme.current()
        is_wide = self.width() >= 900 or not self.isVisible()
        margin = _MARGIN_PX if is_wide else 36
        self._body.setContentsMargins(margin, 44, margin, 28)
        self._body.setSpacing(2 * _FOLD_PX if is_wide else 36)
        self._title.setFont(fonts.interface(15, semibold=True))
        self._said.setFont(fonts.interface(13))
        self._said.setStyleSheet(f"color: {colours.ink2}")
        self._said.setText(self.tr("Saved as you change them"))
        self._close.setIcon(icons.icon("close", colours.ink2))
        self._close.setStyleSheet(
            "QToolButton { border: 0; border-radius: 8px; background: transparent; }"
            f"QToolButton:hover {{ background: {colours.desk}; }}"
            f"QToolButton:focus {{ border: 2px solid {colours.english}; }}"
        )
        self.switches, self.keys = {}, {}
        self._left.setWidget(self._sections())
        self._left.verticalScrollBar().setStyleSheet(scroll_bars.style())
        self.learnt.refresh_look()
        self.terms.refresh_look()
