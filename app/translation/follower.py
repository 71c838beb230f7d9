"""Follows the text: asks for what changed, takes what comes, and lets nobody who types wait."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextBlock

from app.core.pairs import Direction, Pair, PairedText
from app.editor.layer import code_points, utf16_length
from app.editor.surface import Editor
from app.engine_client import EngineClient
from app.timers import single_shot
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

    changed = Signal(int, int, int)  # the first paragraph with other pairs, how many there were, how many there are
    pair_changed = Signal(object)  # Pair with another translation
    grown_late = Signal()  # what is behind may be dimmed now
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
        self.guesses = True  # which language the text is in; False: it is known
        self.is_ready = False
        self.trouble = ""  # why there is no translation at all
        self._editor, self._client, self._ids = editor, client, ids
        self._waiting_since_s = 0.0
        self._beginnings: dict[int, tuple[Pair, str]] = {}  # questions about sentences that the person writes
        self._pause = single_shot(self, self.look)
        self._late = single_shot(self, self.grown_late, LATE_MS + 10)
        self._touched = (0, 0)  # where the last edit was, in UTF-16 units of the text
        editor.document().contentsChange.connect(self._on_contents_change)
        editor.textChanged.connect(self._on_text_changed)
        client.received.connect(self._on_received)
        client.restarted.connect(self._on_restarted)

    def switch(self, is_on: bool) -> None:
        """Follow the text, or let it be."""
        self.is_on = is_on
        self.look()

    def turn(self, direction: Direction, has_text: bool = True) -> None:
        """From now on in this direction.

        Args:
            direction: from which language into which
            has_text: the text is in that language already, not about to give way to one that is
        """
        if direction == self.direction:
            return
        self._withdraw()
        self.direction = direction
        self.paired.turn(time.monotonic())
        self.turned.emit()
        self._all_changed()
        if has_text:
            self.look()

    def use(self, options: TranslateOptions) -> None:
        """From now on with these options; what the person wrote stays."""
        if options != self.options:
            self.options = options
            self._withdraw()
            self.paired.forget_translations(time.monotonic())
            self._all_changed()
            self.look()

    def look(self) -> None:
        """Takes the text as it is now and asks for what is missing."""
        self._pause.stop()
        self._waiting_since_s = 0.0
        text = self._editor.toPlainText()
        source = guess_language(text) if self.is_on and self.guesses else ""
        self._take_text(text)
        if source and source != self.direction.source:
            self.turn(self.direction.turned())
            return
        self._late.start()
        self._ask()

    def _take_text(self, text: str) -> None:
        self.changed.emit(*self.paired.update(text, time.monotonic()))

    def _all_changed(self) -> None:
        n_paragraphs = len(self.paired.paragraphs)
        self.changed.emit(0, n_paragraphs, n_paragraphs)

    def own(self, pair: Pair, text: str | None) -> None:
        """The person's words stand there now; None gives the sentence back."""
        pair.own = text
        self.pair_changed.emit(pair)
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

    def _on_contents_change(self, position: int, _n_removed: int, n_added: int) -> None:
        self._touched = (position, position + n_added)

    def _on_text_changed(self) -> None:
        if not self._is_in_step():
            # Each sentence keeps its place beside the text at once; what is new in it is asked a little later.
            self._take_text(self._editor.toPlainText())
        now_s = time.monotonic()
        if not self._waiting_since_s:
            self._waiting_since_s = now_s
        if now_s - self._waiting_since_s < _WAIT_AT_MOST_S or not self._pause.isActive():
            self._pause.start(_PAUSE_MS)

    def _is_in_step(self) -> bool:
        """Whether the text still has as many paragraphs and sentences as there are pairs."""
        document = self._editor.document()
        if document.blockCount() != len(self.paired.paragraphs):
            return False
        block, last = (document.findBlock(position) for position in self._touched)
        while block.isValid():
            if len(row_ends(block.text())) != len(self.paired.paragraphs[block.blockNumber()]):
                return False
            if block == last:
                break
            block = block.next()
        return True

    def _ask(self) -> None:
        if not self.is_on or not self.is_ready or len(self.paired.open_questions) >= _OPEN_AT_MOST:
            return
        caret = self._editor.textCursor()
        offset = code_points(caret.block().text(), caret.positionInBlock())
        for pair in self.paired.to_ask(caret.blockNumber(), offset):
            if self.paired.recall(pair):
                self.pair_changed.emit(pair)
                continue
            self.paired.ask(pair, next(self._ids))
            sentence = Sentence(pair.text, self.direction.source, self.direction.target)
            self._client.send(TranslationAsked(pair.request_id, pair.sentence_id, sentence, self.options))
            if len(self.paired.open_questions) >= _OPEN_AT_MOST:
                break

    def _withdraw(self) -> None:
        for request_id in self.paired.open_questions:
            self._client.send(Cancel(request_id))
            self.paired.release(request_id)

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
                self.pair_changed.emit(taken)
            self._ask()
        elif isinstance(message, RequestCancelled | RequestFailed):
            waiting = self.paired.release(message.request_id)
            if waiting is not None:
                if isinstance(message, RequestFailed):
                    waiting.trouble = message.message
                self.pair_changed.emit(waiting)
                self._ask()
        elif isinstance(message, EngineReady | EngineUnavailable) and message.kind == "translator":
            self._be_ready(isinstance(message, EngineReady), message.message if isinstance(message, EngineUnavailable) else "")
            self._ask()

    def _be_ready(self, is_ready: bool, trouble: str) -> None:
        self.is_ready, self.trouble = is_ready, trouble
        self.readiness_changed.emit()

    def _on_restarted(self) -> None:
        self.paired.forget_questions()
        self._be_ready(False, "")


@lru_cache(maxsize=512)
def row_ends(text: str) -> tuple[int, ...]:
    """Where the sentences of a paragraph end, in UTF-16 units: each where the next begins."""
    spans = list(sentence_spans(text))
    if not spans:
        return ()
    return (*(utf16_length(text[: span.start]) for span in spans[1:]), utf16_length(text))
