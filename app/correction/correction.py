"""Fix with a click: from a doubtful word to what was said."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut, QTextCursor

from app.core.doubt import changed_words, readings
from app.core.durations import clock_text
from app.core.pairs import Pair
from app.correction.marks import Marks
from app.correction.popover import DoubtPopover, Row
from app.editor.layer import code_points, utf16_length
from app.editor.spoken_words import PlacedWord
from app.engine_client import EngineClient
from app.recordings.playback import Playback
from app.timers import single_shot
from app.translation.sheet import Sheet
from engine.contract.messages import TranslationAsked, TranslationMade
from engine.contract.types import Sentence

_COUNT_AFTER_MS = 200
_AROUND_S = 0.15  # is played before and after a word


class Correction(QObject):
    """Marks doubtful words, opens their panel and takes the choice.

    Args:
        sheet: editor and translation
        client: the door to the engine
        ids: numbers for questions
        playback: plays the words' sound
    """

    corrected = Signal(str, str)  # what stood there, what stands there now

    def __init__(self, sheet: Sheet, client: EngineClient, ids: Iterator[int], playback: Playback) -> None:
        super().__init__(sheet)
        self._sheet, self._client, self._ids, self._playback = sheet, client, ids, playback
        self._editor = sheet.editor
        self._marks = Marks(self._editor)
        self._word: PlacedWord | None = None
        self._pair: Pair | None = None
        self._asked: dict[int, int] = {}  # number of the question: number of the row
        self.popover = DoubtPopover(sheet)
        self.popover.chosen.connect(self._on_chosen)
        self.popover.sound_wanted.connect(self.play)
        self.popover.closed.connect(self._on_closed)
        self._shortcut = QShortcut(QKeySequence("F8"), sheet, self.open_next)
        self._count = single_shot(self, self._say_count, _COUNT_AFTER_MS)
        self._editor.textChanged.connect(self._on_text_changed)
        self._editor.verticalScrollBar().valueChanged.connect(self._place)
        self._editor.viewport().installEventFilter(self)
        sheet.installEventFilter(self)
        client.received.connect(self._on_received)

    def use_key(self, key: str) -> None:
        """The key that goes to the next word to check."""
        self._shortcut.setKey(QKeySequence(key))
        self.popover.next_key = key

    @property
    def n_doubtful(self) -> int:
        """How many words there are to check."""
        return len(self._editor.spoken.doubtful())

    # ---- opening ------------------------------------------------------------------------------------------------

    def open_next(self) -> None:
        """The next word to check, after the one that is open or after the caret."""
        after = self._word.start if self._word is not None else self._editor.textCursor().position()
        word = self._editor.spoken.next_doubtful(after)
        if word is not None:
            self.open(word)
        else:
            self.popover.leave()

    def open(self, word: PlacedWord) -> None:
        """The panel of a word."""
        self._word = word
        self._marks.open_number = word.number
        caret = self._editor.textCursor()
        caret.setPosition(word.end)
        self._editor.setTextCursor(caret)
        self._editor.ensureCursorVisible()
        rows = [Row(reading) for reading in readings(word.spoken.word, word.text)]
        said = self.tr("Heard at {0}, not sure which word").format(clock_text(word.spoken.word.start_s))
        self._ask(word, rows)
        self.popover.show_rows(said, rows, self._sheet.follower.direction.target, word.spoken.kept_sound is not None)
        self._place()
        self._editor.viewport().update()

    def _ask(self, word: PlacedWord, rows: list[Row]) -> None:
        """What each reading would become in the other language."""
        self._asked.clear()
        self._pair = self._pair_of(word)
        if self._pair is None or not self._sheet.is_open:
            return
        block = self._editor.document().findBlock(word.start)
        at = code_points(block.text(), word.start - block.position()) - self._pair.start
        before, after = self._pair.text[:at], self._pair.text[at + len(word.text) :]
        direction = self._sheet.follower.direction
        for number, row in enumerate(rows):
            if number == 0 and self._pair.is_current:
                row.translation = self._pair.shown
                continue
            request_id = next(self._ids)
            self._asked[request_id] = number
            sentence = Sentence(before + row.reading.text + after, direction.source, direction.target)
            self._client.send(TranslationAsked(request_id, -request_id, sentence, self._sheet.follower.options))

    def _on_received(self, message: object) -> None:
        if not isinstance(message, TranslationMade) or message.request_id not in self._asked:
            return
        number, rows = self._asked.pop(message.request_id), self.popover.rows.rows
        if number < len(rows) and not message.translation.doubt:
            rows[number].translation = message.translation.text
            for row in rows:
                others = [other.translation for other in rows if other is not row and other.translation]
                row.lit = changed_words(others[0], row.translation) if others and row.translation else []
            self.popover.rows.update()

    # ---- choosing -----------------------------------------------------------------------------------------------

    def _on_chosen(self, number: int) -> None:
        word, rows = self._word, self.popover.rows.rows
        if word is None or number >= len(rows):
            return
        text = rows[number].reading.text
        self._editor.settle_spoken(word)
        if text != word.text:
            self._editor.replace_spoken(word, text)
            self.corrected.emit(word.text, text)
        self.popover.leave()
        self._count.start()

    def play(self) -> None:
        """The word's own sound."""
        path = self._word.spoken.kept_sound if self._word is not None else None
        if path is not None and self._word is not None:
            heard = self._word.spoken.word
            self._playback.take(path)
            self._playback.play(max(0.0, heard.start_s - _AROUND_S), heard.end_s + _AROUND_S)

    def _on_closed(self) -> None:
        self._word, self._pair, self._marks.open_number = None, None, 0
        self._asked.clear()
        self._editor.viewport().update()
        self._editor.setFocus()

    # ---- places and counts --------------------------------------------------------------------------------------

    def _on_text_changed(self) -> None:
        self._count.start()
        if self._word is not None and self._editor.spoken.at(self._word.start) != self._word:
            self.popover.leave()

    def _say_count(self) -> None:
        n_words = self.n_doubtful
        if n_words == 0:
            text = self.tr("You write")
        else:
            text = self.tr("1 word to check") if n_words == 1 else self.tr("{0} words to check").format(n_words)
        self._sheet.heads.show_source_fact(text)

    def _pair_of(self, word: PlacedWord) -> Pair | None:
        block = self._editor.document().findBlock(word.start)
        at = code_points(block.text(), word.start - block.position())
        return next((pair for pair in self._sheet.follower.pairs_of(block) if pair.start <= at < pair.end), None)

    def _place(self) -> None:
        if self._word is None:
            return
        editor, sheet = self._editor, self._sheet
        place = self._marks.place_of(self._word)
        bottom = place.bottom() + 6
        if self._pair is not None:
            block = editor.document().findBlock(self._word.start)
            end = QTextCursor(block)
            end.setPosition(block.position() + utf16_length(block.text()[: self._pair.end]))
            bottom = max(bottom, editor.cursorRect(end).bottom() + 6)
        if sheet.is_open and sheet.is_narrow and self._pair is not None:
            beneath = sheet.place_of(self._pair)
            bottom = max(bottom, round(beneath.bottom()) - editor.y()) if beneath is not None else bottom
        corner = editor.viewport().mapTo(sheet, place.topLeft())
        sentence = QRect(corner.x(), corner.y(), place.width(), bottom - place.top())
        left = max(12, editor.viewport().mapTo(sheet, editor.viewport().rect().topLeft()).x() - 24)
        width = sheet.width() - left - 12
        self.popover.place_by(sentence, corner.x() + place.width() // 2, left, width, sheet.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._sheet:
            if event.type() == QEvent.Type.Resize:
                self._place()
            return False
        if (
            isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton and not self._editor.textCursor().hasSelection()
        ):  # fmt: skip
            place = event.position().toPoint()
            word = self._editor.spoken.at(self._editor.cursorForPosition(place).position())
            if word is not None and word.spoken.is_doubtful and self._marks.place_of(word).adjusted(-2, 0, 2, 6).contains(place):
                self.open(word)
            elif self.popover.isVisible():
                self.popover.leave()
        return False
