"""Another transcript of a dictation, offered beneath the one there is: taken or left, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.doubt import changed_words
from app.editor.layer import utf16_length
from app.editor.lit import lit
from app.look.rows import button, label
from engine.contract.types import TextSpan


class Anew(QWidget):
    """The other text, and what can be done with it.

    Args:
        parent: the page
    """

    taken = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = label("", 13, quiet=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.document().setDocumentMargin(0)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setAccessibleName(self.tr("As it is heard now"))
        self.take, self.leave = button(self.tr("Keep this text")), button(self.tr("Leave it as it was"))
        self.take.clicked.connect(self.taken)
        self.leave.clicked.connect(self.left)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self.take)
        choices.addWidget(self.leave)
        choices.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.fact)
        column.addWidget(self.text, 1)
        column.addLayout(choices)
        self.hide()

    def show_share(self, share: float) -> None:
        """So much of it is heard."""
        self._show(self.tr("Being heard again, {0} % done").format(round(100 * share)), "", False)

    def show_trouble(self, sentence: str) -> None:
        """It could not be heard, or not be kept."""
        self._show(sentence, self.text.toPlainText(), False)

    def show_text(self, text: str, old: str) -> None:
        """What is heard now, and what was heard before."""
        if not text:
            self._show(self.tr("No words are heard in it now."), "", False)
        elif text == old:
            self._show(self.tr("The same words are heard as before."), "", False)
        else:
            self._show(self.tr("As it is heard now"), text, True)
            light_changes(self.text, changed_words(old, text))

    def _show(self, fact: str, text: str, can_be_taken: bool) -> None:
        self.fact.setText(fact)
        self.text.setPlainText(text)
        self.text.setVisible(bool(text))
        self.take.setVisible(can_be_taken)
        self.show()


def light_changes(view: QPlainTextEdit, spans: Sequence[TextSpan]) -> None:
    """Lights words of a text, in code points."""
    text = view.toPlainText()
    view.setExtraSelections(
        [lit(view.document(), utf16_length(text[: span.start]), utf16_length(text[: span.end]), "en") for span in spans]
    )
