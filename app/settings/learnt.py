"""What was learnt from the person: seen, looked through, removed, taken along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.core.notice import Notice
from app.look import fonts, scroll_bars, theme
from app.look.rows import button, label, style_field
from engine.contract.files import write_whole


def _ask_where() -> str:
    title = QCoreApplication.translate("LearntWords", "Export")
    name, _ = QFileDialog.getSaveFileName(None, title, "words.tsv", "Table (*.tsv)")
    return name


class LearntWords(QWidget):
    """The list of learnt words.

    Args:
        ask_where: gives the path to export to, "" for none
        parent: the page
    """

    forgotten = Signal(str)  # the word, "" for all of them
    trouble_occurred = Signal(object)  # Notice

    def __init__(self, ask_where: Callable[[], str] = _ask_where, parent: QWidget | None = None) -> None:
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
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Words learnt from you"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.itemSelectionChanged.connect(self._on_selected)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.list, self._on_remove)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)  # the argument of the same name is not heeded
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
        colours = theme.current()
        style_field(self.search)
        self.list.setFont(fonts.text(17))
        self.list.setStyleSheet(
            f"QListWidget {{ background: {colours.paper}; color: {colours.ink}; border: 0; }}"
            f"QListWidget::item:selected {{ background: {colours.desk}; color: {colours.ink}; }}"
        )
        self.list.verticalScrollBar().setStyleSheet(scroll_bars.style())

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
        name = self._ask_where()
        if not name:
            return
        try:
            write_whole(Path(name), "".join(f"{word}\t{count}\n" for word, count in self._words))
        except OSError as error:
            self.trouble_occurred.emit(
                Notice(self.tr("{0} could not be written: {1}.").format(Path(name).name, error.strerror))
            )
