"""Learning from what is kept: `triolet adapt` in a process of its own, its progress, what it brought, and the way back."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.look.rows import button, label
from app.look.words import tr

TEXT, SPEECH = "text", "speech"
FEWEST_WORDS, FEWEST_UTTERANCES = 2_000, 10
_FIGURES = {TEXT: "ksr@3", SPEECH: "word_error_rate"}


def command() -> list[str]:
    """How this program is started as a command line."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]


class Adapting(QObject):
    """Runs `triolet adapt`.

    Args:
        parent: the line
    """

    progressed = Signal(float)  # 0 to 1
    ended = Signal(str, bool)  # a sentence; whether something was learnt that can be taken back

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.program = command()
        self._kind, self._lines, self._told = TEXT, b"", dict[str, object]()
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._on_lines)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    @property
    def is_running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    def learn(self, kind: str, sources: Sequence[Path]) -> None:
        """From texts, or from the folder of dictations."""
        self._start(kind, ["--json", *map(str, sources)])

    def take_back(self, kind: str) -> None:
        """The shipped model is used again."""
        self._start(kind, ["--undo"])

    def stop(self) -> None:
        """Nothing is learnt; what was in use stays."""
        if self.is_running:
            self._process.blockSignals(True)
            self._process.kill()
            self._process.waitForFinished(2_000)
            self._process.blockSignals(False)

    def _start(self, kind: str, arguments: list[str]) -> None:
        if not self.is_running:
            self._kind, self._lines, self._told = kind, b"", {}
            self._process.start(self.program[0], [*self.program[1:], "adapt", kind, *arguments])

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
            self.ended.emit(lines[-1] if lines else tr("Learning has stopped; nothing was changed."), False)
        elif not self._told:
            self.ended.emit(tr("What was learnt is taken back, from the next start on."), False)
        else:
            self.ended.emit(*self._outcome())

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit(tr("Learning could not be started; nothing was changed."), False)

    def _outcome(self) -> tuple[str, bool]:
        """Before and after, in words."""
        before, after = (self._figure(side) for side in ("before", "after"))
        if not self._told.get("is_adopted"):
            return tr("Learning brought nothing better, so nothing was changed."), False
        if self._kind == TEXT:
            said = tr("Suggestions now save {1} of 100 keys of your own text; before it was {0}. Used from the next start on.")
        else:
            said = tr("Of 100 of your words {1} are now heard wrongly; before it was {0}. Used from the next start on.")
        return said.format(before, after), True

    def _figure(self, side: str) -> str:
        figures = self._told.get(side)
        value = figures.get(_FIGURES[self._kind]) if isinstance(figures, dict) else None
        return f"{value:.0f}" if isinstance(value, int | float) else "?"


class AdaptingLine(QWidget):
    """One quiet line: what can be learnt from, and a button; then how far it is, what it brought and a way back.

    Args:
        parent: the page
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.adapting = Adapting(self)
        self._kind, self._sources = "", list[Path]()
        self._can_take_back = False
        self.fact = label("", 13, quiet=True)
        self.button = button("")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self.fact, 1)
        line.addWidget(self.button)
        self.button.clicked.connect(self._on_button)
        self.adapting.progressed.connect(lambda share: self.fact.setText(tr("Learning, {0} % done").format(round(100 * share))))
        self.adapting.ended.connect(self._on_ended)
        self.hide()

    def offer(self, n_utterances: int, dictations: Path, n_words: int, texts: Sequence[Path]) -> None:
        """What is kept; there is a line when it is enough to learn from.

        Args:
            n_utterances: dictated and put right
            dictations: their folder
            n_words: of texts
            texts: their files
        """
        if self.adapting.is_running or self._can_take_back:
            return
        if n_utterances >= FEWEST_UTTERANCES:
            self._kind, self._sources = SPEECH, [dictations]
            self.fact.setText(tr("{0} utterances that you put right can teach Triolet your voice, on this computer only.").format(n_utterances))
        elif n_words >= FEWEST_WORDS:
            self._kind, self._sources = TEXT, list(texts)
            self.fact.setText(tr("{0} words of your texts can teach Triolet how you write, on this computer only.").format(n_words))
        self.button.setText(tr("Learn from them"))
        self.setVisible(n_utterances >= FEWEST_UTTERANCES or n_words >= FEWEST_WORDS)

    def _on_button(self) -> None:
        if self.adapting.is_running:
            self.adapting.stop()
            self._on_ended(tr("Learning was stopped; nothing was changed."), False)
        elif self._can_take_back:
            self.adapting.take_back(self._kind)
            self.button.setEnabled(False)
        else:
            self.adapting.learn(self._kind, self._sources)
            self.fact.setText(tr("Learning, {0} % done").format(0))
            self.button.setText(tr("Stop"))

    def _on_ended(self, said: str, can_take_back: bool) -> None:
        self._can_take_back = can_take_back
        self.fact.setText(said)
        self.button.setText(tr("Take it back") if can_take_back else tr("Learn from them"))
        self.button.setEnabled(True)
