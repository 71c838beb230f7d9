"""Suggestions while one writes: asked at every change, shown as ghost text, taken, refused or typed past.

The echo of a key never waits: a question goes to the engine after the key was handled, and an answer for a text that
has changed since is dropped.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)

from app.core.ghost_rules import Patience, Silence, first_word
from app.core.preferences import Keys, Preferences
from app.editor.layer import utf16_length
from app.editor.suggestion_list import SuggestionList
from app.editor.surface import Editor
from app.engine_client import EngineClient
from app.look.announce import announce
from app.timers import single_shot
from engine.contract.messages import FromEngine, SuggestionsAsked, SuggestionsMade, TextWritten
from engine.contract.sentences import guess_language
from engine.contract.types import Context, Suggestion, SuggestOptions

_CONTEXT_CHARACTERS = 6_000
_LANGUAGE_CHARACTERS = 300  # before the caret tell what language it is
_TAKES_BACK_SPACE = ".,;:!?)]}\u2026"
_KEY_SHOWN_TIMES = 20
_BEGUN = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]*)*\Z")  # letters of a word that is being written


class Completion(QObject):
    """Suggests how the text goes on.

    Args:
        editor: where one writes
        client: the door to the engine
    """

    keys_saved = Signal(int, int)  # keys saved, characters written

    def __init__(self, editor: Editor, client: EngineClient) -> None:
        super().__init__(editor)
        self._editor, self._client = editor, client
        self._is_on = True
        self._learns = True
        self._revision = 0
        self._suggestions: tuple[Suggestion, ...] = ()
        self._chosen = 0
        self._lead = ""  # a space that comes before the suggestion after speech
        self._asked_for = False  # by the person: then even an unsure suggestion is shown
        self._is_dismissed = False
        self._is_composing = False
        self._own_space_at = -1
        self._times_shown = 0
        self._wants_list = False
        self._has_changed = False  # since the caret moved last: it moves with what is typed
        self._language = "en"  # of what is written, as far as it showed
        self._n_saved = self._n_written = 0
        self.keys = Keys()
        self.phrases = True
        self.list = SuggestionList(editor)
        self.list.chosen.connect(self._choose)
        self.patience = Patience()
        self.silence: Silence | None = None  # why nothing is shown
        self._ask_later = single_shot(self, self._ask)
        editor.installEventFilter(self)
        editor.document().contentsChange.connect(self._on_contents_change)
        editor.cursorPositionChanged.connect(self._on_moved)
        editor.partial_shown.connect(self._hide)
        client.received.connect(self._on_received)

    # ---- what others may set --------------------------------------------------------------------------------------

    @property
    def is_on(self) -> bool:
        return self._is_on

    def switch(self, on: bool) -> None:
        """Turns suggestions on or off."""
        self._is_on = on
        self._hide()
        if on:
            self._ask_later.start()

    def set_learning(self, on: bool) -> None:
        """Off the record: nothing is learnt, and what was learnt is not heeded."""
        self._learns = on

    def use(self, preferences: Preferences) -> None:
        """Takes what the person has set."""
        self.keys, self.phrases = preferences.keys, preferences.phrases
        self.set_learning(preferences.learning)
        if preferences.suggestions != self._is_on:
            self.switch(preferences.suggestions)

    @property
    def shown(self) -> str:
        """The ghost text, "" when there is none."""
        return self._editor.ghost.text

    # ---- asking ---------------------------------------------------------------------------------------------------

    def ask_now(self) -> None:
        """Asks for a suggestion even where Triolet would keep silent for not being sure."""
        self._asked_for, self._is_dismissed = True, False
        self._ask()

    def open_list(self) -> None:
        """A list of suggestions to choose from, where there are any."""
        self._wants_list = True
        self.ask_now()

    def why_silent(self) -> Silence | None:
        """What speaks against a suggestion here and now."""
        editor = self._editor
        caret = editor.textCursor()
        after = caret.block().text()[caret.positionInBlock() :]
        if not self._is_on:
            return Silence.OFF
        if self._is_composing:
            return Silence.COMPOSING
        if caret.hasSelection():
            return Silence.SELECTION
        if after[:1].isalnum():
            return Silence.INSIDE_WORD
        if editor.partial_text:
            return Silence.SPEAKING
        if self._is_dismissed:
            return Silence.DISMISSED
        return None

    def _ask(self) -> None:
        self._ask_later.stop()
        self.silence = self.why_silent()
        if self.silence is not None:
            self._hide()
            return
        caret = self._editor.textCursor()
        before = _text_before(caret)
        after = caret.block().text()[caret.positionInBlock() :]
        # After speech the caret stands behind a whole word: what is wanted is the next one.
        self._lead = " " if self._editor.is_dictating and before[-1:].isalnum() else ""
        options = SuggestOptions(learning=self._learns, longest_phrase=4 if self.phrases else 1)
        self._language = guess_language(before[-_LANGUAGE_CHARACTERS:]) or self._language
        context = Context(before + self._lead, after, self._revision, self._language)
        self._client.send(SuggestionsAsked(context, options))

    def _on_received(self, message: FromEngine) -> None:
        if not isinstance(message, SuggestionsMade) or message.revision != self._revision:
            return
        self.silence = self.why_silent()
        if self.silence is not None:
            return
        if not any(self._asked_for or one.probability >= self.patience.threshold for one in message.suggestions):
            self.silence = Silence.UNSURE if message.suggestions else Silence.NOTHING
            self._hide()
            return
        self._suggestions, self._chosen = message.suggestions, 0
        if self._wants_list or len(self.list):
            self._wants_list = False
            self.list.open([(self._whole(one), one.probability) for one in message.suggestions])
            announce(self._editor, self._whole(message.suggestions[0]))
            return
        self._show()

    def _show(self) -> None:
        one = self._suggestions[self._chosen]
        ghost = self._lead + one.text[one.replaces :]
        if ghost == self.shown:
            return
        self._times_shown += 1
        self._editor.ghost.with_key = self._times_shown <= _KEY_SHOWN_TIMES
        self._editor.ghost.show(ghost)
        announce(self._editor, ghost.strip())

    def _whole(self, one: Suggestion) -> str:
        """A suggestion with the letters that are typed already."""
        begun = _BEGUN.search(_text_before(self._editor.textCursor()))
        return one.text if one.replaces or begun is None or one.kind == "word" else begun.group() + one.text

    def _choose(self, number: int) -> None:
        """Takes a suggestion of the list."""
        self.list.hide()
        if number < len(self._suggestions):
            self._chosen = number
            self._editor.ghost.clear()
            self._show()
            self.take()

    def _hide(self) -> None:
        self._editor.ghost.clear()
        self.list.hide()

    # ---- taking and refusing --------------------------------------------------------------------------------------

    def take(self, whole: bool = True) -> None:
        """Writes the suggestion, or its first word, as one undo step."""
        ghost = self.shown
        if not ghost:
            return
        one = self._suggestions[self._chosen]
        taken = ghost if whole else first_word(ghost)
        rest = ghost[len(taken) :]
        self._hide()
        caret = self._editor.textCursor()
        text = taken
        caret.beginEditBlock()
        if one.replaces:
            before = _text_before(caret)[-one.replaces :]
            caret.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, utf16_length(before))
            text = one.text[: one.replaces] + taken
        after = caret.block().text()[caret.positionInBlock() :]
        space = "" if after[:1] and not after[:1].isalnum() else " "
        caret.insertText(text + space)
        caret.endEditBlock()
        self._editor.setTextCursor(caret)
        self._own_space_at = caret.position() if space else -1
        self.patience.accepted()
        self._n_saved += max(0, len(taken) + len(space) - 1)
        self.keys_saved.emit(self._n_saved, self._n_written)
        if rest.strip():
            self._suggestions = (Suggestion(rest.strip(), 0, one.probability, "phrase"),)
            self._chosen, self._lead = 0, "" if space else " "
            self._ask_later.stop()
            self._show()

    def dismiss(self) -> None:
        """No suggestion until the text changes."""
        self._is_dismissed = True
        self.patience.refused()
        self._hide()

    def next(self, step: int) -> None:
        """Another suggestion in place of this one."""
        if self.shown and len(self._suggestions) > 1:
            self._chosen = (self._chosen + step) % len(self._suggestions)
            self._show()

    # ---- the document ---------------------------------------------------------------------------------------------

    def _on_contents_change(self, _position: int, n_removed: int, n_added: int) -> None:
        if n_removed == n_added:
            return  # a layer was drawn, no text has changed
        self._revision += 1
        self._has_changed = True
        self._is_dismissed = False
        self._asked_for = self._wants_list = bool(len(self.list))  # an open list narrows as one types
        if self._editor.ghost.text:
            self._editor.ghost.clear()
        self._ask_later.start()

    def _on_moved(self) -> None:
        self._revision += 1
        if self.shown:
            self._editor.ghost.clear()
        if not self._has_changed:
            self.list.hide()  # the caret went elsewhere
            self._wants_list = False
        self._has_changed = False
        self._ask_later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
            self._hide()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if (self.shown or len(self.list)) and event.key() == Qt.Key.Key_Escape:
                event.accept()  # before the window's own Escape
                return True
            return False
        if event.type() == QEvent.Type.FocusOut:
            self._ask_later.stop()
            self._revision += 1  # nor does an answer land that is on its way
            self._hide()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return self._on_key(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        if len(self.list) and self._on_list_key(event, pressed):
            return True
        if self._is(pressed, self.keys.ask):
            self.ask_now()
            return True
        if self._is(pressed, self.keys.choose):
            self.open_list()
            return True
        if self.shown:
            for keys, act in (
                (self.keys.take, self.take),
                (self.keys.take_word, lambda: self.take(whole=False)),
                (self.keys.dismiss, self.dismiss),
                (self.keys.following, lambda: self.next(1)),
                (self.keys.previous, lambda: self.next(-1)),
            ):
                if self._is(pressed, keys):
                    act()
                    return True
        self._on_text_typed(event.text())
        return False

    @staticmethod
    def _is(pressed: QKeySequence, keys: str) -> bool:
        return pressed == QKeySequence(keys)

    def _on_list_key(self, event: QKeyEvent, pressed: QKeySequence) -> bool:
        """Keys while the list is open: numbers and arrows choose, Enter and Tab take, Esc closes, letters go on."""
        key = event.key()
        n_shown = len(self.list)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
            announce(self._editor, self._whole(self._suggestions[self.list.current]))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._choose(self.list.current)
            return True
        if key == Qt.Key.Key_Escape or self._is(pressed, self.keys.choose):
            self.dismiss()
            return True
        if Qt.Key.Key_1 <= key < Qt.Key.Key_1 + n_shown and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(key - Qt.Key.Key_1)
            return True
        if not event.text().isprintable() or not event.text():
            self.list.hide()
        return False

    def _on_text_typed(self, text: str) -> None:
        ghost = self.shown
        if not text:
            return  # a modifier, or a key that moves the caret and is noticed there
        if not text.isprintable():
            if text in ("\r", "\n"):
                self._learn_line()
            if ghost:
                self._hide()
            return
        self._n_written += len(text)
        caret = self._editor.textCursor()
        if self._own_space_at == caret.position() and text in _TAKES_BACK_SPACE:
            caret.deletePreviousChar()
        self._own_space_at = -1
        if text.isspace():
            self.patience.word_written()
        if not ghost:
            return
        self._hide()
        if ghost.startswith(text) and len(ghost) > len(text):
            # Typing along keeps the rest in sight until the engine has looked again.
            one = self._suggestions[self._chosen]
            rest = ghost[len(text) :]
            QTimer.singleShot(0, self, lambda: self._keep(rest, one))
        elif not ghost.startswith(text):
            self.patience.refused()

    def _keep(self, rest: str, one: Suggestion) -> None:
        if self.why_silent() is None and not self.shown:
            self._suggestions, self._chosen, self._lead = (Suggestion(rest, 0, one.probability, one.kind),), 0, ""
            self._show()

    def _learn_line(self) -> None:
        """The line that is being left, unless something in it was pasted."""
        block = self._editor.textCursor().block()
        if self._learns and block.userState() != Editor.PASTED and block.text().strip():
            self._client.send(TextWritten(block.text(), guess_language(block.text()) or self._language))


def _text_before(caret: QTextCursor) -> str:
    """The document up to the caret, the last few thousand characters of it; lines end in \\n."""
    before = QTextCursor(caret.document())
    before.setPosition(max(0, caret.position() - _CONTEXT_CHARACTERS))
    before.setPosition(caret.position(), QTextCursor.MoveMode.KeepAnchor)
    return before.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
