"""The menu of forms a transcript can be saved in: in the language that was heard, in the other, or in both."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.look import fonts
from app.look.room import is_low
from app.look.words import tr
from app.recordings.language_choice import BOTH, HEARD, TRANSLATED, LanguageChoice
from app.recordings.look import colours, draw_focus_ring

WIDTH_PX, ROW_PX, LOW_ROW_PX, MARGIN_PX, RADIUS_PX = 356, 52, 34, 10, 12


@dataclass(frozen=True, slots=True)
class ExportForm:
    """One way to save a transcript.

    `name` is what `engine.contract.transcript_formats` calls it, `suffix` the end of the file's name, `languages` one of
    `HEARD`, `TRANSLATED` and `BOTH`.
    """

    name: str
    suffix: str
    title: str
    purpose: str
    languages: str = HEARD


def export_forms(languages: str = HEARD) -> tuple[ExportForm, ...]:
    """All ways, named in the language of the window."""
    srt = ExportForm("srt", ".srt", tr("Subtitles"), tr("For video players"), languages)
    vtt = ExportForm("vtt", ".vtt", tr("Web subtitles"), tr("For web pages"), languages)
    if languages == TRANSLATED:
        return (ExportForm("text", ".txt", tr("Text"), tr("The words alone, one segment a line"), languages), srt, vtt)
    if languages == BOTH:
        return (
            ExportForm("text", ".txt", tr("Text"), tr("Each sentence with its translation beneath it"), languages),
            ExportForm("md", ".md", tr("Markdown"), tr("A table, language beside language"), languages),
            srt,
            vtt,
            ExportForm("json", ".json", tr("Data"), tr("Every sentence with its time, in both languages"), languages),
        )
    return (
        ExportForm("text", ".txt", tr("Text"), tr("The words alone, one segment a line")),
        srt,
        vtt,
        ExportForm("json", ".json", tr("Data"), tr("Every word with its time and how sure we are")),
    )


class ExportMenu(QWidget):
    """Drops down from the export button; arrows and Enter choose, Left and Right change the language, Esc leaves.

    Args:
        n_segments: of the transcript
        n_translated: how many sentences have their translation, and how many there are
        parent: the pane
    """

    chosen = Signal(object)  # ExportForm

    def __init__(self, n_segments: int, n_translated: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Export"))
        self._is_low = parent is not None and is_low(parent)
        self.setFixedWidth(WIDTH_PX)
        head = QHBoxLayout()
        head.setContentsMargins(15, 6, 15, 10)
        head.addWidget(_label(tr("Export"), "ink", semibold=True))
        head.addStretch()
        self.fact = _label(_fact(n_segments, *n_translated), "ink2")
        head.addWidget(self.fact)
        self.languages = LanguageChoice()
        self.languages.setEnabled(n_translated[0] > 0)
        self.languages.chosen.connect(self._show_forms)
        choice = QHBoxLayout()
        choice.setContentsMargins(15, 0, 15, 10)
        choice.addWidget(self.languages)
        self._forms = QVBoxLayout()
        self._forms.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(choice)
        column.addLayout(self._forms)
        self.rows: list[FormRow] = []
        self._show_forms(HEARD)

    def _show_forms(self, languages: str) -> None:
        for row in self.rows:
            self._forms.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [FormRow(form, self._is_low) for form in export_forms(languages)]
        for row in self.rows:
            row.clicked.connect(lambda _=False, form=row.form: self._choose(form))
            self._forms.addWidget(row)
            row.show()
        self.adjustSize()

    def open_below(self, anchor: QWidget) -> None:
        """Show it under a button, right edges in line, the first form in focus."""
        window = anchor.window()
        corner = anchor.mapToGlobal(QPoint(anchor.width() - WIDTH_PX, anchor.height() + 6))
        left, top = window.mapToGlobal(QPoint(8, 8)).toTuple()
        lowest = window.mapToGlobal(QPoint(0, window.height() - 8)).y() - self.height()
        self.move(max(corner.x(), left), max(min(corner.y(), lowest), top))
        self.show()
        self.rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, form: ExportForm) -> None:
        self.close()
        self.chosen.emit(form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            at = next((i for i, row in enumerate(self.rows) if row.hasFocus()), -step)
            self.rows[(at + step) % len(self.rows)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.languages.isEnabled():
            self.languages.step(1 if event.key() == Qt.Key.Key_Right else -1)
            self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours().edge, 1))
        painter.setBrush(colours().raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)


class FormRow(QAbstractButton):
    """One form: its title, what it is for, and the end of its file name.

    Args:
        form: it
        is_low: whether there is no room for what it is for
        parent: the menu
    """

    def __init__(self, form: ExportForm, is_low: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self._is_low = form, is_low
        self.setText(form.title)
        self.setAccessibleName(f"{form.title}, {form.suffix}")
        self.setAccessibleDescription(form.purpose)
        self.setFixedHeight(LOW_ROW_PX if is_low else ROW_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX - 2 * MARGIN_PX, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()  # the menu goes from row to row, and from language to language

    def paintEvent(self, event: QPaintEvent) -> None:
        shades, room = colours(), QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shades.hair if self.isDown() else shades.paper)
            painter.drawRoundedRect(room, 8, 8)
        if self.hasFocus():
            draw_focus_ring(painter, room.adjusted(2, 2, -2, -2), 8)
        inner = room.adjusted(15, 8, -15, -8)
        bottom = Qt.AlignmentFlag.AlignBottom
        line = Qt.AlignmentFlag.AlignVCenter if self._is_low else Qt.AlignmentFlag.AlignTop
        painter.setFont(fonts.interface(14))
        painter.setPen(shades.ink)
        painter.drawText(inner, line, self.form.title)
        painter.setFont(fonts.interface(13))
        painter.setPen(shades.ink2)
        if not self._is_low:
            painter.drawText(inner, bottom, self.form.purpose)
        painter.drawText(inner, line | Qt.AlignmentFlag.AlignRight, self.form.suffix)


def _fact(n_segments: int, n_translated: int, n_sentences: int) -> str:
    if 0 < n_translated < n_sentences:
        return tr("{0} of {1} sentences translated").format(n_translated, n_sentences)
    return tr("1 segment") if n_segments == 1 else tr("{0} segments").format(n_segments)


def _label(text: str, colour: str, semibold: bool = False) -> QLabel:
    label = QLabel(text)
    label.setFont(fonts.interface(14 if semibold else 13, semibold))
    label.setStyleSheet(f"color: {getattr(colours(), colour).name()}")
    return label
