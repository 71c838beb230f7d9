"""Where something is to be saved: a name without an ending gets that of the kind that was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where(parent: QWidget | None, title: str, kinds: Mapping[str, str], suggested: Path | None = None) -> Path | None:
    """Asks for a file to write.

    Args:
        parent: under which the dialog opens
        title: of the dialog
        kinds: endings such as ".txt", each with the name of its kind, the usual one first
        suggested: a file that it may be

    Returns:
        the file, None when the person thought better of it; writing over one that exists was asked about
    """
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    suffixes = {f"{name} (*{suffix})": suffix for suffix, name in kinds.items()}
    dialog.setNameFilters(list(suffixes))
    dialog.setDefaultSuffix(next(iter(kinds)).removeprefix("."))
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(suffixes.get(kind, "").removeprefix(".")))
    if suggested is not None:
        if suggested.parent.is_dir():
            dialog.setDirectory(str(suggested.parent))
        dialog.selectFile(suggested.name)
    is_chosen = dialog.exec() == QFileDialog.DialogCode.Accepted
    dialog.deleteLater()
    return Path(dialog.selectedFiles()[0]) if is_chosen else None
