"""The glossary: terms of the person's own with what they must become, added and removed on the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from app.core.notice import Notice
from app.core.terms import LONGEST, Terms, read_terms, tidy, written_terms
from app.look.rows import button, label, style_field
from app.look.words import tr
from app.settings.word_list import WordList, ask_for_table, export_table
from engine.contract.files import write_whole


def _ask_which() -> str:
    title = tr("Import words")
    name, _ = QFileDialog.getOpenFileName(None, title, "", "Table (*.tsv *.txt)")
    return name


class TermsList(QWidget):
    """Keeps the terms in a file and shows them.

    Args:
        path: of the file
        ask_which: gives the path of a table to import, "" for none
        ask_where: gives the path of a table to export to, "" for none
        parent: the page
    """

    changed = Signal(object)  # Terms
    trouble_occurred = Signal(object)  # Notice

    def __init__(
        self, path: Path, ask_which: Callable[[], str] = _ask_which, ask_where: Callable[[], str] = ask_for_table,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._path, self._ask_which, self._ask_where = path, ask_which, ask_where
        try:
            self.terms: Terms = read_terms(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            self.terms = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(self.tr("My words"), 13, quiet=True))
        self._said = label("", 14, quiet=True)
        column.addWidget(self._said)
        self.english, self.spanish = QLineEdit(), QLineEdit()
        self.add = button(self.tr("Add"))
        line = QHBoxLayout()
        for field, name in ((self.english, self.tr("In English")), (self.spanish, self.tr("In Spanish"))):
            field.setPlaceholderText(name)
            field.setMaxLength(LONGEST)
            field.setAccessibleName(name)
            line.addWidget(field, 1)
        line.addWidget(self.add)
        column.addLayout(line)
        self.list = WordList(self.tr("My words"), self._on_remove)
        column.addWidget(self.list, 1)
        self.remove, self.take_in = button(self.tr("Remove")), button(self.tr("Import a list"))
        self.give_out = button(self.tr("Export"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.give_out)
        buttons.addWidget(self.take_in)
        column.addLayout(buttons)
        self.list.itemSelectionChanged.connect(lambda: self.remove.setEnabled(bool(self.list.selectedItems())))
        self.add.clicked.connect(self._on_add)
        self.english.returnPressed.connect(self.spanish.setFocus)
        self.spanish.returnPressed.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        self.list.itemActivated.connect(self._on_activated)
        self.take_in.clicked.connect(self._on_import)
        self.give_out.clicked.connect(self._on_export)
        self.refresh_look()
        self._fill()

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        for field in (self.english, self.spanish):
            style_field(field)
        self.list.refresh_look()

    def set_terms(self, terms: Terms) -> None:
        """Others in place of these; they are kept and told."""
        self.terms = terms
        self._fill()
        self.changed.emit(terms)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path, written_terms(terms))
        except OSError as error:
            sentence = self.tr("Your words hold until you close Triolet, but could not be saved: {0}.")
            self.trouble_occurred.emit(Notice(sentence.format(error.strerror)))

    def _fill(self) -> None:
        self.list.clear()
        for english, spanish in self.terms:
            item = QListWidgetItem(f"{english}  \u2192  {spanish}")
            item.setData(Qt.ItemDataRole.UserRole, english)
            self.list.addItem(item)
        self.remove.setEnabled(False)
        self._said.setText(self.tr("Names and terms that all three know: heard, suggested and translated as you say here."))

    def _on_add(self) -> None:
        english, spanish = tidy(self.english.text()), tidy(self.spanish.text())
        if not english:
            self.english.setFocus()
            return
        self.know(english, spanish)
        self.english.clear()
        self.spanish.clear()
        self.english.setFocus()

    def _on_remove(self) -> None:
        gone = {item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()}
        self.set_terms(tuple(pair for pair in self.terms if pair[0] not in gone))

    def _on_activated(self, item: QListWidgetItem) -> None:
        """A word is to be changed: it stands in the fields again, and adding it takes the old one's place."""
        english = item.data(Qt.ItemDataRole.UserRole)
        self.english.setText(english)
        self.spanish.setText(dict(self.terms).get(english, ""))
        self.spanish.setFocus()
        self.spanish.selectAll()

    def know(self, english: str, spanish: str = "") -> None:
        """One word more, the same in Spanish unless it is said."""
        others = tuple(pair for pair in self.terms if pair[0].casefold() != english.casefold())
        self.set_terms((*others, (english, spanish or english)))

    def _on_export(self) -> None:
        export_table(self._ask_where(), self.terms, self.trouble_occurred)

    def _on_import(self) -> None:
        name = self._ask_which()
        if not name:
            return
        try:
            new = read_terms(Path(name).read_text(encoding="utf-8-sig"))  # as spreadsheets write it
        except (OSError, UnicodeDecodeError):
            new = ()
        if not new:
            sentence = self.tr("{0} is no list of words: on each line stand a word, a tab and its translation.")
            self.trouble_occurred.emit(Notice(sentence.format(Path(name).name)))
            return
        mine = {english.casefold() for english, _ in new}
        self.set_terms((*(pair for pair in self.terms if pair[0].casefold() not in mine), *new))
