"""The self-check page: what this computer does with the three engines, in plain words, each against a target."""

from __future__ import annotations

import os

from PySide6.QtCore import QDateTime, QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.core.measures import Measure
from app.look import fonts, icons, scroll_bars, theme
from app.look.page import MARGIN_PX, Page
from app.look.rows import button
from app.selfcheck.runner import SelfCheck

_ROW_PX = 84


class SelfCheckPage(Page):
    """Shows what was measured, and measures again.

    Args:
        check: measures
        parent: the window
    """

    def __init__(self, check: SelfCheck, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Self-check"), self.tr("Close the self-check (Esc)"), parent)
        self._check = check
        self.measures: list[Measure] = []
        self.copy = button(self.tr("Copy the report"))
        self.again = button(self.tr("Measure"))
        self.copy.clicked.connect(self._on_copy)
        self.again.clicked.connect(self._on_again)
        self._heading, self._summary, self._foot = QLabel(self.tr("What this computer can do")), QLabel(), QLabel()
        for text in (self._summary, self._foot):
            text.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)
        self._column.addSpacing(8)
        self._column.addWidget(self._summary)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(12)
        self._actions.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._actions)
        self._column.addSpacing(28)
        self._column.addLayout(self._rows)
        self._column.addSpacing(16)
        self._column.addWidget(self._foot)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._scroll, 1)
        self._place_buttons(is_narrow=False)
        check.measured.connect(self._on_measured)
        check.progressed.connect(self._on_progressed)
        check.finished.connect(self._on_finished)
        check.failed.connect(self._on_failed)
        self.closed.connect(check.stop)
        self.refresh_look()
        self._say()

    # ---- words --------------------------------------------------------------------------------------------------

    def _words(self, measure: Measure) -> tuple[str, str, str]:
        """Name, how it was measured, unit."""
        detail = measure.detail
        names = {
            "words": (self.tr("Words heard wrong"), self.tr("{0} recorded sentences, read aloud by strangers"), self.tr("in 100")),
            "wait": (self.tr("From your last word to its text"), self.tr("The slowest of {0} waits: {1} ms"), self.tr("ms")),
            "suggestion": (self.tr("Suggestion after a key"), self.tr("19 of 20 come within this time, of {0}"), self.tr("ms")),
            "keys": (self.tr("Keys saved by suggestions"), self.tr("{0} everyday sentences, every right one taken"), self.tr("in 100")),
            "bleu": (self.tr("Likeness to a person's translation"), self.tr("{0} everyday sentences into Spanish"), self.tr("BLEU")),
            "long": (self.tr("Translation of a long sentence"), self.tr("{0} words, the slowest of five; most take {1} ms"), self.tr("ms")),
            "memory": (self.tr("Memory in use"), self.tr("Window and all models together"), self.tr("MiB")),
            "network": (
                self.tr("Network: never used"),
                self.tr("Open internet connections of both processes, as the system lists them"), "",
            ),
        }  # fmt: skip
        name, how, unit = names[measure.key]
        return name, how.format(*detail), unit

    def number(self, value: float) -> str:
        """As a person reads it in the interface's language."""
        return QLocale().toString(value, "f", 1 if value < 100 and value != int(value) else 0)

    def verdict(self, measure: Measure) -> str:
        """Whether the target is met, in words."""
        if measure.is_met:
            return self.tr("Within the target") if measure.is_at_most else self.tr("Reaches the target")
        return self.tr("Over the target") if measure.is_at_most else self.tr("Short of the target")

    def _longest_verdict(self) -> str:
        words = (self.tr("Within the target"), self.tr("Reaches the target"), self.tr("Over the target"), self.tr("Short of the target"))
        return max(words, key=len)

    def target(self, measure: Measure) -> str:
        """What it is held against."""
        words = self.tr("at most {0}") if measure.is_at_most else self.tr("at least {0}")
        return words.format(self.number(measure.target))

    def report(self) -> str:
        """Everything as plain text."""
        lines = [self._heading.text(), self.fact]
        for measure in self.measures:
            name, how, unit = self._words(measure)
            value = f"{self.number(measure.value)} {unit}".strip()
            lines.append(f"{name}: {value}, {self.target(measure)}: {self.verdict(measure)} ({how})")
        return "\n".join([*lines, self._foot.text()]) + "\n"

    # ---- what happens -------------------------------------------------------------------------------------------

    def _on_again(self) -> None:
        if self._check.is_running:
            self._check.stop()
            self._say()
            return
        self.measures = []
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self._check.start()

    def _on_measured(self, measure: Measure) -> None:
        self.measures.append(measure)
        name, how, unit = self._words(measure)
        self._rows.addWidget(
            _Row(
                measure, name, how, self.number(measure.value), unit, self.target(measure), self.verdict(measure), self._longest_verdict()
            )
        )

    def _on_progressed(self, n_done: int, n_parts: int) -> None:
        self.again.setText(self.tr("Stop"))
        self.copy.setVisible(False)
        self.show_fact(self.tr("Measuring, part {0} of {1}").format(min(n_done + 1, n_parts), n_parts))
        self._summary.setText(self.tr("This takes about a minute. Measuring stops as soon as you go back to the sheet."))

    def _on_finished(self, took_s: float) -> None:
        moment = QLocale().toString(QDateTime.currentDateTime(), "H:mm")
        self._say()
        self.show_fact(self.tr("Measured today at {0}, took {1} s").format(moment, round(took_s)))

    def _on_failed(self, sentence: str) -> None:
        self._say()
        self._summary.setText(sentence)

    def _say(self) -> None:
        n_met, n_all = sum(measure.is_met for measure in self.measures), len(self.measures)
        self.again.setText(self.tr("Measure again") if n_all else self.tr("Measure"))
        self.copy.setVisible(n_all > 0)
        self.show_fact("" if n_all else self.tr("Not measured yet"))
        if n_all:
            self._summary.setText(self.tr("{0} of {1} are within their targets.").format(n_met, n_all))
        else:
            self._summary.setText(
                self.tr("Recorded sentences are written down, texts typed and translated, as if you did it; about a minute.")
            )
        self._foot.setText(
            self.tr("This computer has {0} cores. Nothing from this page is sent anywhere.").format(os.cpu_count() or 1)
        )

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report())
        self.show_fact(self.tr("Copied"))

    # ---- look ---------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._column.setContentsMargins(self.margin_px, self.top_px - 12, self.margin_px, 28)
        self._place_buttons(self.margin_px < MARGIN_PX)

    def _place_buttons(self, is_narrow: bool) -> None:
        """In the head, or under the summary where the head has no room for them."""
        for one in (self.copy, self.again):
            self.head.removeWidget(one)
            self._actions.removeWidget(one)
        if is_narrow:
            self._actions.addWidget(self.again)
            self._actions.addWidget(self.copy)
        else:
            self.head.insertWidget(self.head.count() - 1, self.copy)
            self.head.insertWidget(self.head.count() - 1, self.again)
        self._actions.setContentsMargins(0, 16 if is_narrow else 0, 0, 0)

    def refresh_look(self) -> None:
        super().refresh_look()
        colours = theme.current()
        self._heading.setFont(fonts.text(34))
        self._summary.setFont(fonts.text(20))
        self._foot.setFont(fonts.interface(14))
        for text, colour in ((self._heading, colours.ink), (self._summary, colours.ink2), (self._foot, colours.ink2)):
            palette = text.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            text.setPalette(palette)
        self._scroll.verticalScrollBar().setStyleSheet(scroll_bars.style())


class _Row(QWidget):
    """One measure: its name, its value, the line with the target's tick, and the verdict."""

    def __init__(
        self, measure: Measure, name: str, how: str, value: str, unit: str, target: str, verdict: str,
        longest_verdict: str,
    ) -> None:  # fmt: skip
        super().__init__()
        self._measure, self._name, self._how = measure, name, how
        self._value, self._unit, self._target, self._verdict = value, unit, target, verdict
        self._verdict_px = QFontMetrics(fonts.interface(14)).horizontalAdvance(longest_verdict)
        self.setFixedHeight(_ROW_PX)
        self.setAccessibleName(f"{name}: {value} {unit}, {target}. {verdict}. {how}")

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter, middle = theme.current(), QPainter(self), 37.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(colours.hair))
        is_wide = self.width() > 900
        value_right = self.width() * 0.52 if is_wide else self.width() - 40.0
        painter.setFont(fonts.text(20))
        painter.setPen(QColor(colours.ink))
        painter.drawText(QRectF(0, 16, value_right - 120, 30), Qt.AlignmentFlag.AlignVCenter, self._name)
        painter.setFont(fonts.interface(13))
        painter.setPen(QColor(colours.ink2))
        painter.drawText(QRectF(0, 46, self.width() - 8, 20), Qt.AlignmentFlag.AlignVCenter, self._how)
        unit_width = painter.fontMetrics().horizontalAdvance(self._unit)
        painter.drawText(QRectF(value_right - unit_width, 20, unit_width + 2, 28), Qt.AlignmentFlag.AlignVCenter, self._unit)
        painter.setFont(fonts.text(24))
        painter.setPen(QColor(colours.ink))
        right = value_right - unit_width - (6 if self._unit else 0)
        painter.drawText(QRectF(right - 120, 16, 120, 32), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._value)
        icon_x = min(self.width() * 0.857, self.width() - self._verdict_px - 30.0) if is_wide else self.width() - 24.0
        if is_wide:
            self._paint_line(painter, self.width() * 0.553, icon_x - self.width() * 0.04, middle)
            painter.setFont(fonts.interface(14))
            painter.setPen(QColor(colours.ink))
            painter.drawText(QRectF(icon_x + 28, middle - 12, 200, 24), Qt.AlignmentFlag.AlignVCenter, self._verdict)
        is_met = self._measure.is_met
        icons.paint(painter, "check" if is_met else "warning", QRectF(icon_x, middle - 9, 18, 18), colours.ink if is_met else colours.voice)
        painter.end()

    def _paint_line(self, painter: QPainter, left: float, right: float, y: float) -> None:
        colours, measure = theme.current(), self._measure
        colour = QColor(colours.ink if measure.is_met else colours.voice)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.drawLine(round(left), round(y), round(right), round(y))
        end = left + measure.share * (right - left)
        painter.setPen(QPen(colour, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if measure.share > 0.01:
            painter.drawLine(round(left), round(y), round(end), round(y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(end - 5, y - 5, 10, 10))
        tick = left + 0.6 * (right - left) if measure.target else left
        painter.setPen(QPen(QColor(colours.ink2), 1.5))
        painter.drawLine(round(tick), round(y - 12), round(tick), round(y + 12))
        painter.setFont(fonts.interface(13))
        painter.setPen(QColor(colours.ink2))
        painter.drawText(QRectF(tick - 80 if measure.target else tick, y + 14, 160, 18), Qt.AlignmentFlag.AlignTop | (Qt.AlignmentFlag.AlignHCenter if measure.target else Qt.AlignmentFlag.AlignLeft), self._target)
