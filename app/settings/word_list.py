"""A list of the person's words on the settings page, and the table that it is written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget

from app.core.notice import Notice
from app.look import fonts, scroll_bars, theme
from app.look.ask_where import ask_where
from app.look.words import tr
from engine.contract.files import write_whole


class WordList(QListWidget):
    """Words one beneath the other; Delete removes those that are chosen.

    Args:
        name: as a screen reader says it
        remove: called by the key
    """

    def __init__(self, name: str, remove: Callable[[], None]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self, remove)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)  # the argument of the same name is not heeded

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        colours = theme.current()
        self.setFont(fonts.text(17))
        self.setStyleSheet(
            f"QListWidget {{ background: {colours.paper}; color: {colours.ink}; border: 0; }}"
            f"QListWidget::item:selected {{ background: {colours.desk}; color: {colours.ink}; }}"
        )
        self.verticalScrollBar().setStyleSheet(scroll_bars.style())


def ask_for_table() -> str:
    """Where a table is to be written; "" when the person changed their mind."""
    path = ask_where(None, tr("Export"), {".tsv": tr("Table")}, Path("words.tsv"))
    return str(path) if path is not None else ""


def export_table(name: str, rows: Iterable[tuple[object, object]], trouble: SignalInstance) -> None:
    """Writes words in two columns.

    Args:
        name: of the file, "" for none
        rows: what stands in them
        trouble: told with a Notice when that is not possible
    """
    if not name:
        return
    try:
        write_whole(Path(name), "".join(f"{first}\t{second}\n" for first, second in rows))
    except OSError as error:
        trouble.emit(Notice(tr("{0} could not be written: {1}.").format(Path(name).name, error.strerror)))
