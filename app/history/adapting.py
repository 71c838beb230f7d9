"""Learning from what is kept: `triolet adapt` in a process of its own, its progress, what it brought, and the way back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.engine_words import said
from app.installed import command
from app.look.rows import button, label
from app.look.words import tr
from engine.contract.messages import AdaptedFound

TEXT, SPEECH = "text", "speech"
FEWEST = {TEXT: 2_000, SPEECH: 10}  # words; utterances put right
NETWORKS = {TEXT: "autocompleter", SPEECH: "recognizer"}
_FIGURES = {TEXT: "ksr@3", SPEECH: "word_error_rate"}
_STOPS_WITHIN_MS = 3_000
_ONE_ROW_FROM_PX = 320
Figures = Iterable[tuple[str, float]]


class Adapting(QObject):
    """Runs `triolet adapt`.

    Args:
        kind: of what is learnt, `TEXT` or `SPEECH`
        parent: the line
    """

    progressed = Signal(float)  # 0 to 1
    ended = Signal(str, object)  # a sentence; whether something is learnt now, None when nothing was changed

    def __init__(self, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.program = command()
        self._kind, self._lines, self._told = kind, b"", dict[str, Any]()
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._on_lines)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    @property
    def is_running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    def learn(self, sources: Sequence[Path]) -> None:
        """From texts, or from the folder of dictations."""
        self._start(["--json", *map(str, sources)])

    def take_back(self) -> None:
        """The shipped model is used again."""
        self._start(["--undo"])

    def stop(self) -> None:
        """Nothing is learnt; what was in use stays."""
        if self.is_running:
            self._process.blockSignals(True)
            self._process.terminate()  # it clears away behind itself
            if not self._process.waitForFinished(_STOPS_WITHIN_MS):
                self._process.kill()
                self._process.waitForFinished(_STOPS_WITHIN_MS)
            self._process.blockSignals(False)

    def _start(self, arguments: list[str]) -> None:
        if not self.is_running:
            self._lines, self._told = b"", {}
            self._process.start(self.program[0], [*self.program[1:], "adapt", self._kind, *arguments])

    def _on_lines(self) -> None:
        self._lines += bytes(self._process.readAllStandardOutput().data())
        *whole, self._lines = self._lines.split(b"\n")
        for line in whole:
            try:
                told = json.loads(line)
            except ValueError:
                continue  # what is said of taking back is for people
            if isinstance(told, dict) and isinstance(told.get("share"), int | float):
                self.progressed.emit(float(told["share"]))
            elif isinstance(told, dict):
                self._told = told

    def _on_finished(self, code: int) -> None:
        self._on_lines()
        if code != 0:
            lines = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip().splitlines()
            self.ended.emit(said(lines[-1]) if lines else tr("Learning has stopped; nothing was changed."), None)
        elif not self._told:
            self.ended.emit(tr("What was learnt is taken back, from the next start on."), False)
        elif not self._told.get("is_adopted"):
            self.ended.emit(tr("Learning brought nothing better, so nothing was changed."), None)
        else:
            before, after = (self._told.get(side) for side in ("before", "after"))
            brought = learnt(self._kind, (before or {}).items(), (after or {}).items())
            self.ended.emit(f"{brought} {tr('Used from the next start on.')}", True)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit(tr("Learning could not be started; nothing was changed."), None)


class AdaptingLine(QWidget):
    """One quiet line: what can be learnt from, and a button; then how far it is, what it brought and a way back.

    Args:
        kind: of what is learnt, `TEXT` or `SPEECH`
        parent: the page
    """

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.adapting = Adapting(kind, self)
        self._kind, self._n, self._sources = kind, 0, list[Path]()
        self._said = ""  # what came of it, or is known of it from an earlier start
        self._is_adapted = self.has_something = False
        self._n_buttons = 0
        self.fact = label("", 13, quiet=True)
        self.learn, self.back = button(""), button("")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.learn)
        self._buttons.addWidget(self.back)
        self._line.addWidget(self.fact, 1)
        self._line.addLayout(self._buttons)
        self.learn.clicked.connect(self._on_learn)
        self.back.clicked.connect(self._on_back)
        self.adapting.progressed.connect(self._show_share)
        self.adapting.ended.connect(self._on_ended)
        self._show()

    def offer(self, n: int, sources: Sequence[Path]) -> None:
        """What is kept; it can be learnt from when it is enough.

        Args:
            n: how many utterances were put right, or words written
            sources: the folder of dictations, or the files of texts
        """
        self._n, self._sources = n, list(sources)
        if not self.adapting.is_running:
            self._show()

    def tell(self, found: AdaptedFound) -> None:
        """Something was learnt before this start."""
        if NETWORKS[self._kind] == found.kind and not self._said:
            self._is_adapted = True
            self._said = learnt(self._kind, found.before, found.after) if found.is_used else tr("What was learnt is damaged and is not used.")
            self._show()

    def _show(self) -> None:
        is_enough = self._n >= FEWEST[self._kind]
        offered = {
            SPEECH: tr("{0} utterances that you put right can teach Triolet your voice, on this computer only."),
            TEXT: tr("{0} words of your texts can teach Triolet how you write, on this computer only."),
        }[self._kind]
        self.fact.setText(self._said or offered.format(self._n))
        self.learn.setText(tr("Learn anew") if self._is_adapted else tr("Learn from them"))
        self.back.setText(tr("Take it back"))
        self._arrange(is_enough, self._is_adapted)
        self.has_something = is_enough or bool(self._said)
        self.setVisible(self.has_something)

    def _arrange(self, can_learn: bool, can_take_back: bool) -> None:
        self.learn.setVisible(can_learn)
        self.back.setVisible(can_take_back)
        self.back.setEnabled(True)
        self._n_buttons = can_learn + can_take_back
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Two buttons leave the sentence no room beside them, and a narrow window none beside one."""
        is_beneath = self._n_buttons > 1 or self.width() < _ONE_ROW_FROM_PX
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if is_beneath else QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(8 if is_beneath else 16)
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignLeft if is_beneath else Qt.AlignmentFlag(0))

    def _show_share(self, share: float) -> None:
        self.fact.setText(tr("Learning, {0} % done. You can go on writing; it needs this window open.").format(round(100 * share)))

    def _on_learn(self) -> None:
        if self.adapting.is_running:
            self.adapting.stop()
            self._on_ended(tr("Learning was stopped; nothing was changed."), None)
        else:
            self.adapting.learn(self._sources)
            self._show_share(0.0)
            self.learn.setText(tr("Stop"))
            self._arrange(True, False)

    def _on_back(self) -> None:
        self.adapting.take_back()
        self.back.setEnabled(False)
        self.learn.setVisible(False)

    def _on_ended(self, sentence: str, is_adapted: bool | None) -> None:
        self._said = sentence
        self._is_adapted = self._is_adapted if is_adapted is None else is_adapted
        self._show()


def learnt(kind: str, before: Figures, after: Figures) -> str:
    """What learning brought, in words."""
    if kind == TEXT:
        brought = tr("Suggestions have learnt how you write: they save {1} of 100 keys of your own text; before it was {0}.")
    else:
        brought = tr("Triolet has learnt your voice: of 100 of your words {1} are heard wrongly; before it was {0}.")
    shown = [dict(figures).get(_FIGURES[kind]) for figures in (before, after)]
    return brought.format(*(f"{one:.0f}" if isinstance(one, int | float) else "?" for one in shown))
