"""From preferences to what they change, and back from the controls that stand elsewhere in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QKeyCombination, QObject
from PySide6.QtGui import QKeySequence

from app.core.preferences import Preferences
from app.core.terms import Terms
from app.correction.correction import Correction
from app.correction.hearing import Hearing
from app.dictation.controller import Dictation
from app.dictation.voice_bar import VoiceBar
from app.editor.completion import Completion
from app.engine_client import EngineClient
from app.help.page import HelpPage
from app.look import motion, text_size, theme
from app.look.desktop import Desktop
from app.look.switch import Switch
from app.recordings.pane import RecordingPane
from app.settings.page import SettingsPage
from app.settings.store import Store
from app.translation.sheet import Sheet
from app.welcome.page import WelcomePage
from engine.contract.messages import EngineReady, Forget, Learnt, LearntAsked, OwnWords, TextWritten
from engine.contract.types import TranscribeOptions

_ON_OFF = {"on": True, "off": False, "system": None}


class Wiring(QObject):
    """Keeps the parts of the window as the person has set them.

    Args:
        store: of the preferences
        page: where they are shown
        client: the door to the engine, which knows what was learnt
        dictation: is told how speech is written
        recordings: likewise, and its translation
        bar: has the dictation key's name and the saved keys
        completion: suggestions
        sheet: translation
        correction: words to check
        hearing: plays what was spoken
        help_page: names the keys
        welcome: the first start
        suggestions: the switch in the voice bar
        refresh_look: called when the colours are others
        parent: the window
    """

    def __init__(
        self, store: Store, page: SettingsPage, client: EngineClient, dictation: Dictation,
        recordings: RecordingPane, bar: VoiceBar, completion: Completion, sheet: Sheet, correction: Correction,
        hearing: Hearing, help_page: HelpPage, welcome: WelcomePage, suggestions: Switch, refresh_look: Callable[[], None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._store, self._page, self._bar, self._completion = store, page, bar, completion
        self._sheets, self._suggestions, self._refresh_look = (sheet, recordings.sheet), suggestions, refresh_look
        self._editor, self._correction, self._hearing = sheet.editor, correction, hearing
        self._help, self._welcome = help_page, welcome
        self._dictation, self._recordings, self._client = dictation, recordings.queue, client
        self.dictation_key = QKeyCombination()
        suggestions.toggled.connect(lambda on: store.set(suggestions=on))
        for one in self._sheets:
            one.heads.fold_asked.connect(lambda one=one: store.set(translation=one.is_open))
        completion.keys_saved.connect(self._on_keys_saved)
        store.changed.connect(self.apply)
        page.learnt_wanted.connect(lambda: client.send(LearntAsked()))
        page.learnt.forgotten.connect(lambda word: client.send(Forget(word)))
        page.terms.changed.connect(self._on_terms)
        client.ready.connect(self._on_ready)
        client.received.connect(self._on_received)
        self._own_phrases: tuple[str, ...] = ()
        self._appearance = "system"
        self.desktop = Desktop(self)
        self.desktop.changed.connect(self._on_desktop)
        self._on_desktop()
        self._take_terms(page.terms.terms)
        self.apply(store.current)

    def apply(self, preferences: Preferences) -> None:
        """Takes what is set."""
        self.dictation_key = QKeySequence(preferences.keys.dictate)[0]  # type: ignore[index]
        self._dictation.write_as(preferences.written_form, preferences.spoken_commands)
        self._recordings.options = TranscribeOptions(written_form=preferences.written_form)
        self._bar.use_key(preferences.keys.dictate)
        if not preferences.keys_saved_shown:
            self._bar.show_keys_saved(0, 0)
        self._completion.use(preferences)
        is_resized = text_size.text_px() != preferences.text_px
        for sheet in self._sheets:
            sheet.use_keys(preferences.keys)
            sheet.use_form(preferences.form)
            if is_resized:
                sheet.use_text_size(preferences.text_px)
            if sheet.is_open != preferences.translation:
                sheet.fold()
        self._correction.use_key(preferences.keys.check)
        self._hearing.use_key(preferences.keys.hear)
        self._help.use_keys(preferences.keys)
        self._welcome.use_keys(preferences.keys)
        self._suggestions.setChecked(preferences.suggestions)
        before = theme.current()
        theme.choose_contrast(_ON_OFF[preferences.contrast])
        motion.choose(_ON_OFF[preferences.less_motion])
        if preferences.appearance != self._appearance:
            self._appearance = preferences.appearance
            theme.choose({"light": theme.LIGHT, "dark": theme.DARK}.get(preferences.appearance))
        if theme.current() != before:
            self._refresh_look()

    def _on_desktop(self) -> None:
        """The system wishes something else than before."""
        before = theme.current()
        theme.follow_contrast(self.desktop.wants_contrast)
        theme.follow_scheme(self.desktop.is_dark)
        motion.follow(self.desktop.wants_less_motion)
        if theme.current() != before:
            self._refresh_look()
        self._bar.update()

    def _take_terms(self, terms: Terms) -> None:
        """The person's words: translated as they say, written as they do."""
        for sheet in self._sheets:
            sheet.use_terms(terms)
        self._own_phrases = tuple(english for english, _ in terms)
        self._editor.own_phrases = self._own_phrases

    def _on_terms(self, terms: Terms) -> None:
        """Others than before: they are heard and suggested as well."""
        before = self._own_phrases
        self._take_terms(terms)
        self._client.send(OwnWords(self._own_phrases))
        for english, spanish in terms:
            if english not in before:
                for _ in range(2):  # what was seen twice is suggested
                    self._client.send(TextWritten(english))
                    self._client.send(TextWritten(spanish, "es"))

    def _on_ready(self, ready: EngineReady) -> None:
        if ready.kind == "recognizer" and self._own_phrases:
            self._client.send(OwnWords(self._own_phrases))

    def _on_keys_saved(self, n_saved: int, n_written: int) -> None:
        if self._store.current.keys_saved_shown:
            self._bar.show_keys_saved(n_saved, n_written)

    def _on_received(self, message: object) -> None:
        if isinstance(message, Learnt):
            self._page.learnt.show_words(message.words, message.n_common)
