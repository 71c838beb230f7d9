"""The window: header, sheet, notices and the voice bar, put together and connected; nothing else lives here."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.announcements import Announcements
from app.core.notice import START_AGAIN, Notice
from app.correction.correction import Correction
from app.correction.hearing import Hearing
from app.correction.lessons import Lessons
from app.correction.put_right import PutRight
from app.dictation.controller import Dictation
from app.dictation.cue import Cue
from app.dictation.dictation_key import DictationKey
from app.dictation.microphones import Microphones
from app.dictation.recovery import Recovery
from app.dictation.voice_bar import VoiceBar
from app.editor.completion import Completion
from app.editor.draft import Draft
from app.editor.finder import Finder
from app.editor.surface import Editor
from app.engine_client import EngineClient
from app.filing import Filing
from app.header import Header
from app.hearers import Hearers
from app.help.page import HelpPage
from app.history.entries import Entries
from app.history.page import HistoryPage
from app.last_page import LastPage
from app.look import theme
from app.look.room import is_low
from app.look.switch import Switch
from app.notice_bar import NoticeBar
from app.pages import SHEET, Pages
from app.recordings.pane import RecordingPane
from app.recordings.playback import Playback
from app.selfcheck.page import SelfCheckPage
from app.selfcheck.runner import SelfCheck
from app.settings.devices import Devices
from app.settings.page import SettingsPage
from app.settings.store import Store
from app.settings.wiring import Wiring
from app.sleep_watch import SleepWatch
from app.transcription import TranscriptionQueue
from app.translation.kept_translations import KeptTranslations
from app.translation.sheet import Sheet
from app.tray import Tray
from app.welcome.page import WelcomePage
from app.window_keys import WindowKeys
from engine.contract.assets import asset
from engine.contract.messages import EngineUnavailable

_COLUMN_PX = 580  # about 66 characters
_MARGIN_PX = 72
_WIDTH_PX, _HEIGHT_PX = 1280, 800
_LEAST_WIDTH_PX, _LEAST_HEIGHT_PX = 480, 280  # on a screen of 1920 by 1080 with a scale of 3 it has its panels, too


class MainWindow(QWidget):
    """One sheet of paper and a voice.

    Args:
        client: the door to the engine
        data: where drafts and sound are kept
    """

    def __init__(self, client: EngineClient, data: Path) -> None:
        super().__init__()
        self.setWindowTitle("Triolet")
        self.setAcceptDrops(True)
        self.setMinimumSize(_LEAST_WIDTH_PX, _LEAST_HEIGHT_PX)
        self.settings = Store(data / "settings.json", self)
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self.restoreGeometry(QByteArray.fromBase64(self.settings.current.geometry.encode()))
        self._client = client
        ids = itertools.count(1)  # streams and requests share their numbers
        self.microphones = Microphones()
        cue = Cue(self.microphones, asset("sounds", "listening.wav"))
        self.sleep = SleepWatch(parent=self)
        self.sleep.woken.connect(client.check)
        self.dictation = Dictation(client, self.microphones, data / "dictations", ids, cue, self.sleep)
        self.recovery = Recovery(client, data / "dictations", ids)
        self.recordings = RecordingPane(client, ids)
        self.editor = Editor()
        self.sheet = Sheet(self.editor, client, ids)
        self.correction = Correction(self.sheet, client, ids, Playback(parent=self))
        self.lessons = Lessons(self.editor, data / "corrections.json", self)
        self.put_right = PutRight(self.editor, self)
        self.hearing = Hearing(self.sheet, Playback(parent=self))
        self.completion = Completion(self.editor, client)
        self.kept_translations = KeptTranslations(self.sheet.follower, data / "draft.translations.json")
        self.draft = Draft(self.editor, data / "draft.txt", data / "dictations")
        self.finder = Finder(self.editor)
        self.finder.setMaximumWidth(_COLUMN_PX)
        self.bar = VoiceBar("F9")
        self.notices = NoticeBar(self)
        self.devices = Devices(self.settings, self.microphones, self.dictation, client, self)
        self.settings_page = SettingsPage(self.settings, data / "terms.json", self.devices)
        self.self_check = SelfCheckPage(SelfCheck(client, ids, asset("samples"), self))
        self.help = HelpPage()
        self.tray = Tray(self)
        self.welcome = WelcomePage(client, ids)
        self.entries = Entries(data / "dictations", data / "texts")
        self.history = HistoryPage(self.entries, TranscriptionQueue(client, ids))
        self.filing = Filing(self.editor, self.sheet, self.entries, self)
        self.file = self.filing.file
        self._suggestions = Switch(self.tr("Suggestions"))
        self._suggestions.setChecked(True)
        self._suggestions.setToolTip(
            self.tr("Tab takes a suggestion, Ctrl+Right one word of it, Esc sends it away, Alt+\\ asks for one")
        )
        self.bar.add_beside_fact(self._suggestions)
        self._compose()
        self._connect()
        self.refresh_look()

    def _compose(self) -> None:
        self.header = Header(
            (
                ("open", self.tr("Open a text or a recording (Ctrl+O)"), self.filing.open),
                ("history", self.tr("History (Ctrl+H)"), self.open_history),
                ("search", self.tr("Find (Ctrl+F)"), self.finder.open),
                ("export", self.tr("Save (Ctrl+S)"), self.filing.save),
                ("settings", self.tr("Settings (Ctrl+,)"), self.open_settings),
            )
        )
        self._finding = QHBoxLayout()
        self._finding.addWidget(self.finder)
        self._finding.addStretch(1)
        writing = QWidget()
        column = QVBoxLayout(writing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(self._finding)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.sheet)
        self._middle.addWidget(self.welcome)
        column.addWidget(self._middle, 1)
        column.addWidget(self.bar)
        self.pages = Pages(writing)
        self.pages.add(
            recordings=self.recordings, settings=self.settings_page, history=self.history, self_check=self.self_check,
            help=self.help,
        )  # fmt: skip
        self._last_page = LastPage(self.pages, self.recordings, self.settings)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _connect(self) -> None:
        dictation, bar = self.dictation, self.bar
        bar.pressed.connect(dictation.press)
        bar.released.connect(dictation.release)
        self.settings.trouble_occurred.connect(self.notices.show_notice)
        page = self.settings_page
        page.terms.trouble_occurred.connect(self.notices.show_notice)
        page.self_check_asked.connect(self.open_self_check)
        page.welcome_asked.connect(self.open_welcome)
        self.history.taken.connect(lambda entry: self.editor.insert_written(*self.entries.with_words(entry)))
        self.history.taken.connect(self.pages.back)  # where it is now
        self.history.deleted.connect(self.draft.save_words)  # what is known of words goes with their sound
        self.history.recording_opened.connect(self.open_path)
        page.learnt.trouble_occurred.connect(self.notices.show_notice)
        bar.microphone_chosen.connect(lambda name: self.settings.set(microphone=name))
        bar.microphone_chosen.connect(dictation.choose_microphone)  # also back from another used for a while
        dictation.microphone_chosen.connect(self._show_microphones)
        self.devices.trouble_occurred.connect(self.notices.show_notice)
        bar.menu_opened.connect(self.microphones.look)
        self.microphones.listed.connect(self._show_microphones)
        dictation.state_changed.connect(bar.show_state)
        dictation.level_changed.connect(self._on_level)
        Hearers(dictation, self.editor, self.welcome, self.tray, self.recordings)
        Announcements(dictation, self.editor)
        self.welcome.closed.connect(self.close_welcome)
        self.tray.window_asked.connect(self.come_forward)
        self.tray.quit_asked.connect(self.close)
        dictation.trouble_occurred.connect(self.notices.show_notice)
        self.recovery.brought_back.connect(self.editor.insert_segments)
        self.hearing.trouble_occurred.connect(self.notices.show_notice)
        self.lessons.trouble_occurred.connect(self.notices.show_notice)
        self.lessons.word_wanted.connect(page.terms.know)
        self.correction.corrected.connect(self.lessons.take)
        self.recovery.trouble_occurred.connect(self.notices.show_notice)
        self.notices.acted.connect(self._on_acted)
        self.notices.dismissed.connect(self.recovery.dismiss)
        self._client.unavailable.connect(self._on_unavailable)
        self._client.received.connect(self.history.on_received)
        self.pages.came_back.connect(self.editor.setFocus)
        self.recordings.text_taken.connect(self.editor.insert_segments)
        self.recordings.trouble_occurred.connect(self.notices.show_notice)
        self.editor.words_counted.connect(bar.show_word_count)
        header = self.header
        self.editor.textChanged.connect(lambda: header.say(self.tr("Saving")))
        self.draft.saved.connect(self._say_saved)
        for kept in (self.draft, self.kept_translations):
            kept.failed.connect(lambda sentence: self.notices.show_notice(Notice(sentence)))
        self.file.named.connect(header.name_text)
        if self.editor.toPlainText():
            if self.settings.current.text_file:
                self.file.resume(Path(self.settings.current.text_file), self.settings.current.text_mark)
            self._say_saved()
            self.editor.count_words()
        self.file.saved.connect(lambda: header.say(self.tr("Saved")))
        self.filing.trouble_occurred.connect(self.notices.show_notice)
        self.filing.recording_chosen.connect(self._open_recording)
        self.filing.text_opened.connect(self.pages.back)
        writing = self.pages.widget(0)
        assert writing is not None
        for keys, slot in (
            (QKeySequence.StandardKey.Save, self.filing.save),
            (QKeySequence.StandardKey.New, self.filing.begin_anew),
            (QKeySequence.StandardKey.Find, self.finder.open),
            (QKeySequence.StandardKey.FindNext, self.finder.find_next),
            (QKeySequence("Shift+F3"), self.finder.find_previous),
            (QKeySequence(Qt.Key.Key_Escape), self.escape),
            (QKeySequence("Ctrl+Shift+S"), self.filing.save_as),
            (QKeySequence("Ctrl+E"), self.filing.export_both),
        ):
            QShortcut(QKeySequence(keys), writing, slot)
        for keys, slot in (  # on every page
            (QKeySequence.StandardKey.Open, self.filing.open),
            (QKeySequence("Ctrl+H"), self.open_history),
            (QKeySequence("Ctrl+,"), self.open_settings),
            (QKeySequence("F1"), lambda: self.pages.open(self.help)),
        ):
            QShortcut(QKeySequence(keys), self, slot)
        WindowKeys(self, self.settings)
        QApplication.styleHints().colorSchemeChanged.connect(self.refresh_look)
        self._wiring = Wiring(
            self.settings, page, self._client, dictation, self.recordings, bar, self.completion, self.sheet,
            self.correction, self.hearing, self.help, self.welcome, self._suggestions, self.refresh_look, self,
        )  # fmt: skip
        # The window gets the keys that its parts let through, as a button or the find line.
        DictationKey(
            dictation, lambda: self._wiring.dictation_key, lambda: self.pages.name == SHEET,
            (self.editor, self.welcome.start, self.welcome.sample, self),
        )  # fmt: skip

    # ---- settings -----------------------------------------------------------------------------------------------

    def open_settings(self) -> None:
        """The page of preferences, over the sheet."""
        self.pages.open(self.settings_page)

    def open_history(self) -> None:
        """The page of past dictations and texts, over the sheet."""
        self.pages.open(self.history)

    def come_back(self) -> None:
        """The page on which the window was left, or at the first start what explains it."""
        if self.settings.current.is_welcomed:
            self._last_page.show()
        else:
            self.open_welcome()

    def open_welcome(self) -> None:
        """What a person meets at the first start, and whenever they want to check the microphone."""
        self.pages.back()
        self._middle.setCurrentWidget(self.welcome)
        self.welcome.start.setFocus()

    def close_welcome(self) -> None:
        """To the sheet."""
        if self.dictation.state in ("opening", "listening"):
            self.dictation.stop()
        self._middle.setCurrentWidget(self.sheet)
        self.settings.set(is_welcomed=True)
        self.editor.setFocus()

    def open_self_check(self) -> None:
        """The page that measures what this computer does."""
        self.pages.open(self.self_check)

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        self.setPalette(theme.palette())
        self.setAutoFillBackground(True)
        self.header.refresh_look()
        self.finder.refresh_look()
        self.editor.refresh_look()
        self.sheet.refresh_look()
        self.correction.popover.refresh_look()
        self.pages.refresh_look()
        self.welcome.refresh_look()
        self.bar.refresh_look()
        self.notices.refresh_look()

    # ---- dictation ----------------------------------------------------------------------------------------------

    def _on_level(self, level_dbfs: float) -> None:
        self.bar.show_level(level_dbfs)
        self.bar.show_duration(self.dictation.duration_s)
        self.bar.show_saved(self.dictation.is_saved)

    def _show_microphones(self) -> None:
        self.bar.show_microphones(self.microphones.microphones, self.dictation.microphone.name)

    def come_forward(self, paths: Sequence[Path] = ()) -> None:
        """Shows the window before all others, and opens what is named."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        for path in paths:
            self.open_path(path)

    def _on_acted(self, action_id: str) -> None:
        if action_id == START_AGAIN:
            self._client.start_again()
            return
        for one in (self.filing, self.lessons, self.dictation, self.recovery):
            if one.perform(action_id):
                return

    def _say_saved(self) -> None:
        is_behind = self.file.is_behind
        self.header.say(self.tr("Kept here, not yet in the file") if is_behind else self.tr("Saved on this computer"))

    # ---- pages and files ----------------------------------------------------------------------------------------

    def open_path(self, path: Path) -> None:
        """A recording is written down beside the sheet; a text goes on it."""
        self.filing.open_path(path)

    def _open_recording(self, path: Path) -> None:
        self.pages.open(self.recordings)
        self.recordings.open(path)

    def escape(self) -> None:
        """Closes the find line, or cancels a dictation."""
        if self.welcome.isVisible():
            self.close_welcome()
        elif self.finder.isVisible():
            self.finder.close_line()
        elif self.editor.is_dictating:
            self.dictation.cancel()

    # ---- Qt -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = _MARGIN_PX if self.width() >= 900 else 36
        low = is_low(self)
        self.header.arrange(margin, low)
        self.bar.use_low(low)
        self._finding.setContentsMargins(margin, 2 if low else 12, margin, 0 if low else 6)
        self.notices.place(margin, self.height() - (80 if low else 140), self.width() - 2 * margin)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.editor.isVisible():
            self.editor.setFocus()
        self.microphones.watch(True)
        QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self._client.start()
        self._wiring.desktop.ask()
        self.history.use_retention(self.settings.current.keep_days)
        self.settings.changed.connect(lambda preferences: self.history.use_retention(preferences.keep_days))
        if self.settings.notice is not None:
            self.notices.show_notice(self.settings.notice)
        offer = self.recovery.offer()
        if offer is not None:
            self.pages.back()  # where its words would go
            self.notices.show_notice(offer)

    def _on_unavailable(self, message: EngineUnavailable) -> None:
        # What a network cannot do is said by the pane that needs it; these two belong to none.
        if message.kind in ("memory", "adapted model"):
            self.notices.show_notice(Notice(f"{message.message} {message.remedy}".strip()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        for path in paths:
            self.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        path = self.file.path
        self.settings.set(
            geometry=self.saveGeometry().toBase64().toStdString(), text_file=str(path.absolute()) if path is not None else "",
            text_mark=self.file.mark if path is not None else "", **self._last_page.now(),
        )  # fmt: skip
        self.dictation.end()
        self.recordings.close_all()
        self.history.stop_learning()
        self.put_right.note()
        self.history.use_retention(self.settings.current.keep_days)
        self.draft.save()
        self.kept_translations.save()
        self.microphones.watch(False)
        self.microphones.end()
        self._client.shutdown()
        super().closeEvent(event)
