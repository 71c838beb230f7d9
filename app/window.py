"""The window: header, sheet, notices and the voice bar, put together and connected; nothing else lives here."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.notice import Notice
from app.core.side_by_side import SUFFIXES
from app.dictation.controller import Dictation
from app.dictation.cue import Cue
from app.dictation.microphone import Microphone
from app.dictation.microphones import Microphones
from app.dictation.recovery import Recovery
from app.dictation.voice_bar import VoiceBar
from app.editor.completion import Completion
from app.editor.draft import Draft
from app.editor.finder import Finder
from app.editor.surface import Editor
from app.engine_client import EngineClient
from app.files import SheetFile
from app.look import fonts, icons, theme
from app.look.mark import Mark
from app.look.switch import Switch
from app.notice_bar import NoticeBar
from app.recordings.pane import RecordingPane
from app.settings.page import SettingsPage
from app.settings.store import Store
from app.settings.wiring import Wiring
from app.translation.sheet import Sheet

_ASSETS = Path(__file__).resolve().parent.parent / "assets"
_SOUNDS = {".wav", ".flac", ".ogg", ".opus", ".mp3", ".oga", ".m4a", ".mp4", ".aac", ".wma", ".webm", ".amr", ".3gp"}
_COLUMN_PX = 580  # about 66 characters
_MARGIN_PX = 72


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
        self.setMinimumSize(480, 400)
        self.settings = Store(data / "settings.json", self)
        self.resize(self.settings.current.width_px, self.settings.current.height_px)
        self._client = client
        ids = itertools.count(1)  # streams and requests share their numbers
        self.microphones = Microphones()
        cue = Cue(self.microphones, _ASSETS / "sounds" / "listening.wav")
        self.dictation = Dictation(client, self.microphones, data / "dictations", ids, cue)
        self.recovery = Recovery(client, data / "dictations", ids)
        self.recordings = RecordingPane(client, ids)
        self.editor = Editor()
        self.sheet = Sheet(self.editor, client, ids)
        self.completion = Completion(self.editor, client)
        self.draft = Draft(self.editor, data / "draft.txt")
        self.file = SheetFile(self.editor, self)
        self.finder = Finder(self.editor)
        self.finder.setMaximumWidth(_COLUMN_PX)
        self.bar = VoiceBar("F9")
        self.notices = NoticeBar(self)
        self.settings_page = SettingsPage(self.settings, data / "terms.json")
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
        self._title, self._saved = QLabel(self.tr("Untitled")), QLabel(self.tr("Nothing to save yet"))
        self._buttons = {
            "open": self._button("open", self.tr("Open a text or a recording (Ctrl+O)"), self.open),
            "search": self._button("search", self.tr("Find (Ctrl+F)"), self.finder.open),
            "export": self._button("export", self.tr("Save (Ctrl+S)"), self.save),
            "settings": self._button("settings", self.tr("Settings (Ctrl+,)"), self.open_settings),
        }
        header = self._header = QHBoxLayout()
        header.setSpacing(12)
        header.addWidget(Mark())
        header.addWidget(self._title)
        header.addWidget(self._saved)
        header.addStretch(1)
        for button in self._buttons.values():
            header.addWidget(button)
        self._finding = QHBoxLayout()
        self._finding.addWidget(self.finder)
        self._finding.addStretch(1)
        writing = QWidget()
        column = QVBoxLayout(writing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header)
        column.addSpacing(18)
        column.addLayout(self._finding)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.bar)
        self._panes = QStackedWidget()
        self._panes.addWidget(writing)
        self._panes.addWidget(self.recordings)
        self._panes.addWidget(self.settings_page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._panes)

    def _button(self, icon: str, name: str, pressed: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setFixedSize(36, 36)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setProperty("icon_name", icon)
        button.clicked.connect(lambda: pressed())  # without the button's own argument
        return button

    def _connect(self) -> None:
        dictation, bar = self.dictation, self.bar
        bar.pressed.connect(dictation.press)
        bar.released.connect(dictation.release)
        self.settings.trouble_occurred.connect(self.notices.show_notice)
        page = self.settings_page
        page.terms.trouble_occurred.connect(self.notices.show_notice)
        page.closed.connect(self._on_recordings_closed)
        page.learnt.trouble_occurred.connect(self.notices.show_notice)
        bar.microphone_chosen.connect(dictation.choose_microphone)
        bar.menu_opened.connect(self.microphones.look)
        self.microphones.listed.connect(self._on_microphones)
        dictation.state_changed.connect(self._on_state)
        dictation.level_changed.connect(self._on_level)
        dictation.heard.connect(self.editor.show_heard)
        dictation.utterance_cancelled.connect(self.editor.drop_partial)
        dictation.stopped.connect(self.editor.end_dictation)
        dictation.trouble_occurred.connect(self.notices.show_notice)
        self.recovery.brought_back.connect(self.editor.insert_spoken)
        self.recovery.trouble_occurred.connect(self.notices.show_notice)
        self.notices.acted.connect(self._on_acted)
        self.notices.dismissed.connect(self.recovery.dismiss)
        self._client.gone_for_good.connect(self.notices.show_notice)
        self.recordings.closed.connect(self._on_recordings_closed)
        self.recordings.text_taken.connect(self.editor.insert_spoken)
        self.recordings.trouble_occurred.connect(self.notices.show_notice)
        self.editor.words_counted.connect(bar.show_word_count)
        self.editor.textChanged.connect(lambda: self._saved.setText(self.tr("Saving")))
        self.draft.saved.connect(lambda: self._saved.setText(self.tr("Saved on this computer")))
        self.draft.failed.connect(lambda sentence: self.notices.show_notice(Notice(sentence)))
        self.file.named.connect(lambda name: self._title.setText(name or self.tr("Untitled")))
        self.file.saved.connect(lambda: self._saved.setText(self.tr("Saved")))
        self.file.failed.connect(self.notices.show_notice)
        writing = self._panes.widget(0)
        assert writing is not None
        for keys, slot in (
            (QKeySequence.StandardKey.Open, self.open),
            (QKeySequence.StandardKey.Save, self.save),
            (QKeySequence.StandardKey.Find, self.finder.open),
            (QKeySequence.StandardKey.FindNext, self.finder.find_next),
            (QKeySequence(Qt.Key.Key_Escape), self.escape),
            (QKeySequence("Ctrl+,"), self.open_settings),
            (QKeySequence("Ctrl+Shift+S"), self.export_both),
        ):
            QShortcut(QKeySequence(keys), writing, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QApplication.styleHints().colorSchemeChanged.connect(self.refresh_look)
        self.editor.installEventFilter(self)
        self._wiring = Wiring(
            self.settings, page, self._client, dictation, self.recordings.queue, bar, self.completion, self.sheet,
            self._suggestions, self.refresh_look, self,
        )  # fmt: skip

    # ---- settings -----------------------------------------------------------------------------------------------

    def open_settings(self) -> None:
        """The page of preferences, over the sheet."""
        self._panes.setCurrentWidget(self.settings_page)
        self.settings_page.setFocus()

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        colours = theme.current()
        self.setPalette(theme.palette())
        self.setAutoFillBackground(True)
        self._title.setFont(fonts.interface(15, semibold=True))
        self._saved.setFont(fonts.interface(13))
        self._saved.setStyleSheet(f"color: {colours.ink2}")
        self.finder.refresh_look()
        for button in self._buttons.values():
            button.setIcon(icons.icon(button.property("icon_name"), colours.ink2))
            button.setStyleSheet(
                "QToolButton { border: 0; border-radius: 8px; background: transparent; }"
                f"QToolButton:hover {{ background: {colours.desk}; }}"
                f"QToolButton:focus {{ border: 2px solid {colours.english}; }}"
            )
        self.editor.refresh_look()
        self.sheet.refresh_look()
        self.settings_page.refresh_look()
        self.bar.refresh_look()

    # ---- dictation ----------------------------------------------------------------------------------------------

    def _on_state(self, state: str) -> None:
        self.bar.show_state(state)
        if state in ("opening", "listening") and not self.editor.is_dictating:
            self.recordings.pause()
            self.editor.begin_dictation()

    def _on_level(self, level_dbfs: float) -> None:
        self.bar.show_level(level_dbfs)
        self.bar.show_duration(self.dictation.duration_s)
        self.bar.show_saved(self.dictation.is_saved)

    def _on_microphones(self, found: tuple[Microphone, ...]) -> None:
        self.bar.show_microphones(found, "")

    def _on_acted(self, action_id: str) -> None:
        if not self.dictation.perform(action_id):
            self.recovery.perform(action_id)

    # ---- recordings ---------------------------------------------------------------------------------------------

    def open_path(self, path: Path) -> None:
        """A recording is written down beside the sheet; a text goes on it."""
        if path.suffix.lower() in _SOUNDS:
            self._panes.setCurrentWidget(self.recordings)
            self.recordings.open(path)
            return
        self.file.open(path)

    def _on_recordings_closed(self) -> None:
        self._panes.setCurrentIndex(0)
        self.editor.setFocus()

    # ---- files -------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Asks for a text or a recording."""
        sounds = " ".join(f"*{suffix}" for suffix in sorted(_SOUNDS))
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open"), "", f"Texts and recordings (*.txt *.md {sounds})")
        if name:
            self.open_path(Path(name))

    def save(self) -> None:
        """Saves the sheet, to a file that is asked for when it has none."""
        path: Path | None = None
        if self.file.path is None:
            name, _ = QFileDialog.getSaveFileName(self, self.tr("Save"), "", "Text (*.txt)")
            if not name:
                return
            path = Path(name)
        self.file.save(path)

    def export_both(self) -> None:
        """Saves the text with its translation beside it."""
        kinds = ";;".join(f"*{suffix}" for suffix in SUFFIXES)
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export both languages"), "", kinds)
        if name:
            self.file.export(Path(name), self.sheet.side_by_side(Path(name).suffix.lower()))

    def escape(self) -> None:
        """Closes the find line, or cancels a dictation."""
        if self.finder.isVisible():
            self.finder.close_line()
        elif self.editor.is_dictating:
            self.dictation.cancel()

    # ---- Qt -----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._is_dictation_key(event):
            if not event.isAutoRepeat():
                if event.type() == QEvent.Type.KeyPress:
                    self.dictation.press()
                elif event.type() == QEvent.Type.KeyRelease:
                    self.dictation.release()
            return True
        return False

    def _is_dictation_key(self, event: QKeyEvent) -> bool:
        # When a key of several comes up, its modifiers may be up already.
        wanted = self._wiring.dictation_key
        if event.type() == QEvent.Type.KeyRelease:
            return event.key() == wanted.key()
        return event.type() == QEvent.Type.KeyPress and event.keyCombination() == wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = _MARGIN_PX if self.width() >= 900 else 36
        self._header.setContentsMargins(36, 18, margin - 8, 0)
        self._finding.setContentsMargins(margin, 0, margin, 0)
        self.notices.setGeometry(margin, self.height() - 200, self.width() - 2 * margin, 60)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.editor.setFocus()
        self.microphones.watch(True)
        QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self._client.start()
        if self.settings.notice is not None:
            self.notices.show_notice(self.settings.notice)
        offer = self.recovery.offer()
        if offer is not None:
            self.notices.show_notice(offer)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        for path in paths:
            self.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.isMaximized():
            self.settings.set(width_px=self.width(), height_px=self.height())
        self.dictation.end()
        self.recordings.close_all()
        self.draft.save()
        self.microphones.watch(False)
        self.microphones.end()
        self._client.shutdown()
        super().closeEvent(event)


def run(arguments: list[str]) -> int:
    """Opens the window; a path among the arguments is opened in it."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Triolet")
    application.setDesktopFileName("triolet")
    fonts.load()
    data = user_data_path("triolet")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    from engine.service import EngineOptions

    window = MainWindow(EngineClient(EngineOptions(memory_file=str(data / "memory.json"))), data)
    window.show()
    if arguments:
        QTimer.singleShot(0, lambda: window.open_path(Path(arguments[0])))
    return application.exec()
