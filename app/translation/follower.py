"""Follows the text: asks for what changed, takes what comes, and lets nobody who types wait."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock

from app.core.pairs import Direction, Pair, PairedText
from app.editor.layer import utf16_length
from app.editor.surface import Editor
from app.engine_client import EngineClient
from engine.contract.messages import (
    Cancel,
    EngineReady,
    EngineUnavailable,
    RequestCancelled,
    RequestFailed,
    TranslationAsked,
    TranslationMade,
    WordingsAsked,
    WordingsMade,
)
from engine.contract.sentences import guess_language, sentence_spans
from engine.contract.types import Sentence, TranslateOptions

_PAUSE_MS = 180  # after the last key
_WAIT_AT_MOST_S = 0.6  # while keys keep coming
_OPEN_AT_MOST = 4  # questions at once: what is asked is what the person looks at
LATE_MS = 400  # an older translation is dimmed when it is so far behind


class Follower(QObject):
    """Keeps the pairs of a text up to date.

    Args:
        editor: whose text it is
        client: the door to the engine
        ids: numbers for questions
        parent: the owner
    """

    changed = Signal()  # pairs came, went, or have other translations now
    turned = Signal()  # the direction is another one
    readiness_changed = Signal()
    completed = Signal(object, str, str)  # Pair, how it begins, the whole sentence
    reworded = Signal(object, str, object)  # Pair, what comes before the word, the wordings

    def __init__(self, editor: Editor, client: EngineClient, ids: Iterator[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paired = PairedText()
        self.direction = Direction()
        self.options = TranslateOptions()
        self.is_on = True
        self.is_ready = False
        self.trouble = ""  # why there is no translation at all
        self._editor, self._client, self._ids = editor, client, ids
        self._waiting_since_s = 0.0
        self._beginnings: dict[int, tuple[Pair, str]] = {}  # questions about sentences that the person writes
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.look)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE_MS + 10)
        self._late.timeout.connect(self.changed)
        editor.textChanged.connect(self._on_text_changed)
        client.received.connect(self._on_received)
        client.restarted.connect(self._on_restarted)

    def switch(self, is_on: bool) -> None:
        """Follow the text, or let it be."""
        self.is_on = is_on
        self.look()

    def turn(self, direction: Direction) -> None:
        """From now on in this direction."""
        if direction == self.direction:
            return
        self._withdraw()
        self.direction = direction
        self.paired.forget_all(time.monotonic())
        self.turned.emit()
        self.look()

    def use(self, options: TranslateOptions) -> None:
        """From now on with these options."""
        if options != self.options:
            self.options = options
            self._withdraw()
            self.paired.forget_all(time.monotonic())
            self.look()

    def look(self) -> None:
        """Takes the text as it is now and asks for what is missing."""
        self._pause.stop()
        self._waiting_since_s = 0.0
        text = self._editor.toPlainText()
        source = guess_language(text) if self.is_on else ""
        self.paired.update(text, time.monotonic())
        if source and source != self.direction.source:
            self.turn(self.direction.turned())
            return
        self.changed.emit()
        self._late.start()
        self._ask()

    def own(self, pair: Pair, text: str | None) -> None:
        """The person's words stand there now; None gives the sentence back."""
        pair.own = text
        self.changed.emit()
        self._ask()

    def complete(self, pair: Pair, beginning: str) -> None:
        """Asks how a translation that the person began may go on; `completed` follows."""
        request_id = self._ask_about(pair, beginning)
        sentence = Sentence(pair.text, self.direction.source, self.direction.target, beginning)
        # A number of its own: it must not make the sentence's other question void.
        self._client.send(TranslationAsked(request_id, -pair.sentence_id, sentence, self.options))

    def reword(self, pair: Pair, before: str) -> None:
        """Asks how else a translation may go on after its beginning; `reworded` follows."""
        request_id = self._ask_about(pair, before)
        sentence = Sentence(pair.text, self.direction.source, self.direction.target, before)
        self._client.send(WordingsAsked(request_id, sentence, options=self.options))

    def _ask_about(self, pair: Pair, beginning: str) -> int:
        request_id = next(self._ids)
        self._beginnings = {request_id: (pair, beginning)}  # an older question is nobody's business any more
        return request_id

    def is_late(self, pair: Pair) -> bool:
        """Whether what stands there is of an older text, and has been for a while."""
        if pair.own is not None or pair.is_current:
            return False
        return time.monotonic() - pair.behind_since_s >= LATE_MS / 1_000

    # ---- pairs and paragraphs -----------------------------------------------------------------------------------

    def pairs_of(self, block: QTextBlock) -> list[Pair]:
        """The pairs of a paragraph; none while the text is ahead of them."""
        number, paragraphs = block.blockNumber(), self.paired.paragraphs
        row = paragraphs[number] if number < len(paragraphs) else []
        return row if len(row) == len(row_ends(block.text())) else []

    def block_of(self, pair: Pair) -> QTextBlock | None:
        """The paragraph with a pair."""
        for number, row in enumerate(self.paired.paragraphs):
            if pair in row:
                return self._editor.document().findBlockByNumber(number)
        return None

    # ---- the engine ---------------------------------------------------------------------------------------------

    def _on_text_changed(self) -> None:
        now_s = time.monotonic()
        if not self._waiting_since_s:
            self._waiting_since_s = now_s
        if now_s - self._waiting_since_s < _WAIT_AT_MOST_S or not self._pause.isActive():
            self._pause.start(_PAUSE_MS)

    def _ask(self) -> None:
        if not self.is_on or not self.is_ready:
            return
        caret = self._editor.textCursor()
        offset = len(caret.block().text().encode("utf-16-le")[: 2 * caret.positionInBlock()].decode("utf-16-le", "ignore"))
        n_open = sum(pair.request_id != 0 for pair in self.paired.pairs())
        for pair in self.paired.to_ask(caret.blockNumber(), offset)[: max(0, _OPEN_AT_MOST - n_open)]:
            pair.request_id = next(self._ids)
            sentence = Sentence(pair.text, self.direction.source, self.direction.target)
            self._client.send(TranslationAsked(pair.request_id, pair.sentence_id, sentence, self.options))

    def _withdraw(self) -> None:
        for pair in self.paired.pairs():
            if pair.request_id:
                self._client.send(Cancel(pair.request_id))
                pair.request_id = 0

    def _on_received(self, message: object) -> None:
        if isinstance(message, TranslationMade | WordingsMade) and message.request_id in self._beginnings:
            pair, beginning = self._beginnings.pop(message.request_id)
            if isinstance(message, WordingsMade):
                self.reworded.emit(pair, beginning, message.wordings)
            elif not message.translation.doubt:
                self.completed.emit(pair, beginning, message.translation.text)
        elif isinstance(message, TranslationMade):
            taken = self.paired.take(message.request_id, message.sentence_id, message.translation)
            if taken is not None:
                self.changed.emit()
            self._ask()
        elif isinstance(message, RequestCancelled | RequestFailed):
            waiting = self.paired.asked(message.request_id)
            if waiting is not None:
                waiting.request_id = 0
                if isinstance(message, RequestFailed):
                    waiting.trouble = message.message
                self.changed.emit()
                self._ask()
        elif isinstance(message, EngineReady | EngineUnavailable) and message.kind == "translator":
            self.is_ready = isinstance(message, EngineReady)
            self.trouble = message.message if isinstance(message, EngineUnavailable) else ""
            self.readiness_changed.emit()
            self._ask()

    def _on_restarted(self) -> None:
        self.paired.forget_questions()
        self.is_ready = False
        self.readiness_changed.emit()


@lru_cache(maxsize=512)
def row_ends(text: str) -> tuple[int, ...]:
    """Where the sentences of a paragraph end, in UTF-16 units: each where the next begins."""
    spans = list(sentence_spans(text))
    if not spans:
        return ()
    return (*(utf16_length(text[: span.start]) for span in spans[1:]), utf16_length(text))
