"""What was learnt from the person: seen, looked through, removed, taken along."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from app.look.rows import button, label, style_field
from app.settings.word_list import WordList, ask_for_table, export_table


class LearntWords(QWidget):
    """The list of learnt words.

    Args:
        ask_where: gives the path to export to, "" for none
        parent: the page
    """

    forgotten = Signal(str)  # the word, "" for all of them
    trouble_occurred = Signal(object)  # Notice

    def __init__(self, ask_where: Callable[[], str] = ask_for_table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask_where = ask_where
        self._words: tuple[tuple[str, int], ...] = ()
        self._n_common = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Learnt from you"), 13, quiet=True))
        self._said = label("", 14, quiet=True)
        column.addWidget(self._said)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Look for a word"))
        self.search.setAccessibleName(self.tr("Look for a learnt word"))
        self.search.textChanged.connect(self._fill)
        column.addWidget(self.search)
        self.list = WordList(self.tr("Words learnt from you"), self._on_remove)
        self.list.itemSelectionChanged.connect(self._on_selected)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        self.remove, self.export, self.clear = (
            button(self.tr("Forget it")), button(self.tr("Export")), button(self.tr("Forget all"))
        )  # fmt: skip
        for one in (self.remove, self.export):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(self.clear)
        column.addLayout(buttons)
        self.remove.clicked.connect(self._on_remove)
        self.export.clicked.connect(self._on_export)
        self.clear.clicked.connect(lambda: self.forgotten.emit(""))
        self.refresh_look()
        self.show_words(())

    def show_words(self, words: tuple[tuple[str, int], ...], n_common: int = 0) -> None:
        """The person's own words with how often each was seen, the most frequent first.

        Args:
            words: to be listed
            n_common: how many everyday words there are, of which it was learnt how they are used
        """
        self._words, self._n_common = words, n_common
        self._fill()

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        style_field(self.search)
        self.list.refresh_look()

    def _fill(self) -> None:
        wanted = self.search.text().strip().casefold()
        self.list.clear()
        for word, count in self._words:
            if wanted in word.casefold():
                item = QListWidgetItem(self.tr("{0}   seen {1} times").format(word, count))
                item.setData(Qt.ItemDataRole.UserRole, word)
                self.list.addItem(item)
        n = len(self._words)
        said = self.tr("{0} words of your own, in a file on this computer only.").format(n)
        if n == 1:
            said = self.tr("1 word of your own, in a file on this computer only.")
        if n == 0:
            said = self.tr("Nothing yet. A name or a rare word counts when you have written it twice; pasted text never does.")
        if self._n_common:
            said += " " + self.tr("How you use everyday words is learnt, too; \u201cForget all\u201d forgets that as well.")
        self._said.setText(said)
        self.export.setEnabled(n > 0)
        self.clear.setEnabled(n + self._n_common > 0)
        self._on_selected()

    def _on_selected(self) -> None:
        self.remove.setEnabled(self.list.currentItem() is not None and bool(self.list.selectedItems()))

    def _on_remove(self) -> None:
        for item in self.list.selectedItems():
            self.forgotten.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def _on_export(self) -> None:
        export_table(self._ask_where(), self._words, self.trouble_occurred)
