"""A recording in the window: written down while one watches, then read, heard word by word, and exported."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.core.notice import Notice
from app.core.transcript import Change, WordPlace
from app.engine_client import EngineClient
from app.look import fonts, scroll_bars
from app.look.ask_where import ask_where
from app.look.mark import Mark
from app.look.room import is_low
from app.look.words import tr
from app.recordings.export_menu import ExportForm, ExportMenu
from app.recordings.language_choice import BOTH, HEARD
from app.recordings.look import colours, quiet_button, style_quiet
from app.recordings.loudness import LoudnessWorker
from app.recordings.playback import Loudspeaker, Playback
from app.recordings.recording_bar import RecordingBar
from app.recordings.sound_file import PlayableFile
from app.recordings.time_words import what_became_of
from app.recordings.titles import suggested_path, title_of
from app.recordings.transcript_sheet import TranscriptSheet
from app.transcription import Recording, State, TranscriptionQueue
from engine.contract.errors import TrioletError
from engine.contract.files import write_whole
from engine.contract.messages import RequestFailed
from engine.contract.transcript_formats import FORMATS

_HEARD_AGAIN_S = 0.05
_NARROW_PX = 1000
_TITLE_FROM_PX = 600  # in one row with the buttons
ChoosePath = Callable[[QWidget, str, str], str]


def ask_for_path(parent: QWidget, suggested: str, suffix: str) -> str:
    """Where to save; "" when the person changed their mind."""
    path = ask_where(parent, tr("Export"), {suffix: suffix.removeprefix(".").upper()}, Path(suggested))
    return str(path) if path is not None else ""


class RecordingPane(QWidget):
    """Stands where the sheet stands while recordings are open.

    Args:
        client: the door to the engine.
        ids: numbers no other request has.
        loudspeaker: the computer's own when None.
        choose_path: asks where to save; the tests answer by themselves.
        parent: the owner.
    """

    closed = Signal()  # back to the sheet
    text_taken = Signal(object, object)  # the segments to be put on the sheet, and the recording's Path
    trouble_occurred = Signal(object)  # Notice

    def __init__(
        self,
        client: EngineClient,
        ids: itertools.count[int],
        loudspeaker: Loudspeaker | None = None,
        choose_path: ChoosePath = ask_for_path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choose_path = choose_path
        self._shown: Recording | None = None
        self._before: Recording | None = None  # what was shown until another was opened
        self._worker: LoudnessWorker | None = None
        self._playable: PlayableFile | None = None
        self._silent_reason: TrioletError | None = None
        self._client, self._ids = client, ids
        self.queue = TranscriptionQueue(client, ids, parent=self)
        self.playback = Playback(loudspeaker, parent=self)
        self._build()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._show_state)

    # ---- for the window -----------------------------------------------------------------------------------------

    def open(self, path: Path | str) -> None:
        """Write down one more recording, after those that are open already.

        It is shown unless one is being watched that is not yet written; one that is open already is shown again.
        """
        known = next((one for one in self.queue.recordings if one.path == Path(path)), None)
        recording = known or self.queue.add(Path(path))
        is_watching = self._shown is not None and self._shown.state in (State.WAITING, State.WRITING)
        if recording is not self._shown and (known or not is_watching):
            self._before = self._shown
            self._show(recording)
        self._show_state()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The recordings that are open, the one that is shown first."""
        shown = (self._shown,) if self._shown is not None else ()
        return tuple(one.path for one in (*shown, *(one for one in self.queue.recordings if one is not self._shown)))

    def pause(self) -> None:
        """Be silent, for one when a dictation begins."""
        self.playback.pause()

    def close_all(self) -> None:
        """Stop everything and go back to the sheet."""
        self._let_go()
        self._shown = self._before = None
        self._clock.stop()
        self.queue.clear()
        self.closed.emit()

    # ---- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title, self.note = QLabel(), QLabel()
        self.title.setFont(fonts.interface(15, semibold=True))
        self.note.setFont(fonts.interface(14))
        self.empty = QLabel(tr("No words were heard in this recording."))
        self.empty.setContentsMargins(72, 8, 16, 0)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sheet, self.bar = TranscriptSheet(self._client, self._ids), RecordingBar()
        self.view = self.sheet.view
        self.rest_button = quiet_button(tr("Write the rest"))
        self.previous_button, self.next_button = quiet_button(tr("Previous")), quiet_button(tr("Next"))
        self.copy_button, self.take_button = quiet_button(tr("Copy text")), quiet_button(tr("Put it on the sheet"))
        self.export_button, self.close_button = quiet_button(tr("Export")), quiet_button(tr("Close"))
        titles, buttons = QHBoxLayout(), QHBoxLayout()
        buttons.setSpacing(4)
        titles.setSpacing(12)
        titles.addWidget(Mark())
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.title.setMinimumWidth(80)
        titles.addWidget(self.title)
        titles.addWidget(self.note)
        titles.addWidget(self.rest_button)
        titles.addStretch()
        for button in self._quiet_buttons():
            buttons.addWidget(button)
        buttons.addStretch()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(8)
        self._head.addLayout(titles, 1)
        self._head.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.empty, 1)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.bar)

    def _quiet_buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.previous_button, self.next_button, self.copy_button, self.take_button, self.export_button,
            self.close_button,
        )  # fmt: skip

    def refresh_look(self) -> None:
        """Takes colours from the theme."""
        self.view.refresh_look()
        self.sheet.refresh_look()
        for button in (*self._quiet_buttons(), self.rest_button, self.bar.repeat):
            style_quiet(button)
        self.bar.speed.refresh_look()
        self.view.verticalScrollBar().setStyleSheet(scroll_bars.style())

    def _connect(self) -> None:
        self.queue.changed.connect(self._on_changed)
        self.queue.segments_changed.connect(self._on_segments)
        self.queue.failed.connect(self._on_failed)
        self.queue.warned.connect(lambda _, sentence: self.trouble_occurred.emit(Notice(sentence, is_error=False)))
        self.playback.moved.connect(self._on_moved)
        self.playback.playing_changed.connect(lambda _: self._show_state())
        self.playback.failed.connect(self._on_silent)
        self.bar.button_pressed.connect(self._on_button)
        self.bar.moved.connect(self.playback.seek)
        self.bar.repeat_asked.connect(self.repeat_segment)
        self.bar.follow_changed.connect(self.view.follow)
        self.bar.speed_changed.connect(self.playback.set_speed)
        self.sheet.word_chosen.connect(self._on_word)
        self.sheet.segment_chosen.connect(self.hear_segment)
        self.view.play_asked.connect(self.toggle_playing)
        self.view.repeat_asked.connect(self.repeat_segment)
        self.rest_button.clicked.connect(self._on_rest)
        self.previous_button.clicked.connect(lambda: self._step(-1))
        self.next_button.clicked.connect(lambda: self._step(1))
        self.copy_button.clicked.connect(self.copy_text)
        self.take_button.clicked.connect(self.take_text)
        self.export_button.clicked.connect(self.open_export_menu)
        self.close_button.clicked.connect(self.close_all)

    # ---- which recording ----------------------------------------------------------------------------------------

    def _show(self, recording: Recording) -> None:
        self._let_go()
        self._shown = recording
        self.sheet.show_transcript(recording.transcript, recording.path)
        self._worker = LoudnessWorker(recording.path, self)
        self._worker.became_playable.connect(self._on_playable)
        self._worker.became_silent.connect(self._on_silent_file)
        self._worker.measured.connect(self.bar.waveform.show_power)
        self._worker.start()
        self._clock.start()
        self._show_state()

    def _let_go(self) -> None:
        """Stop reading and playing what was shown; its words are kept by the queue."""
        self.playback.close()
        if self._worker is not None:
            self._worker.stop()
            self._worker.became_playable.disconnect(self._on_playable)
            self._worker.became_silent.disconnect(self._on_silent_file)
            self._worker.measured.disconnect(self.bar.waveform.show_power)
            self._worker = None
        if self._playable is not None:
            self._playable.close()
            self._playable = None
        self._silent_reason = None

    def _step(self, n_recordings: int) -> None:
        recordings = self.queue.recordings
        if self._shown in recordings:
            self._show(recordings[(recordings.index(self._shown) + n_recordings) % len(recordings)])

    def _show_state(self) -> None:
        recording = self._shown
        if recording is None:
            return
        recordings = self.queue.recordings
        n = len(recordings)
        number = tr("{0} of {1}").format(recordings.index(recording) + 1, n) if n > 1 and recording in recordings else ""
        self.title.setText(title_of(recording.path))
        self.note.setText(", ".join(filter(None, (number, what_became_of(recording)))))
        self.previous_button.setVisible(n > 1)
        self.next_button.setVisible(n > 1)
        self.rest_button.setVisible(recording.state is State.STOPPED)
        has_words = bool(recording.transcript.segments)
        is_empty = recording.state is State.WRITTEN and not has_words
        self.empty.setVisible(is_empty)
        self.sheet.setVisible(not is_empty)
        for button in (self.copy_button, self.take_button, self.export_button):
            button.setEnabled(has_words)
        self._show_bar(recording)

    def _show_bar(self, recording: Recording) -> None:
        if recording.state in (State.WAITING, State.WRITING) and not self.playback.is_playing:
            left_s, is_waiting = self.queue.left_s(recording), recording.state is State.WAITING
            self.bar.show_writing(recording.done_s, recording.duration_s, left_s, is_waiting)
        else:
            self.bar.show_playing(
                self.playback.position_s,
                recording.duration_s,
                self.playback.is_playing,
                self.playback.is_available,
            )

    # ---- hearing ------------------------------------------------------------------------------------------------

    def toggle_playing(self) -> None:
        """Play or pause; from the start again at the end."""
        if self.playback.is_playing:
            self.playback.pause()
        elif self._can_play() and self._shown is not None:
            is_over = self.playback.position_s >= self._shown.duration_s - _HEARD_AGAIN_S > 0.0
            self.playback.play(0.0 if is_over else None)

    def hear_segment(self, number: int) -> None:
        """From the start of a segment to its end."""
        if self._shown is not None and self._can_play():
            segment = self._shown.transcript.segments[number]
            self.playback.play(segment.start_s, segment.end_s)

    def repeat_segment(self) -> None:
        """Hear this segment again: going on afterwards when it was sounding, else to its end."""
        if self._shown is None:
            return
        number = self._shown.transcript.segment_at(max(0.0, self.playback.position_s - _HEARD_AGAIN_S))
        if number is None or not self._can_play():
            return
        if self.playback.is_playing:
            self.playback.play(self._shown.transcript.segments[number].start_s)
        else:
            self.hear_segment(number)

    def _can_play(self) -> bool:
        if self._silent_reason is not None:
            self.trouble_occurred.emit(Notice(str(self._silent_reason)))
        return self.playback.is_available

    def _on_word(self, place: WordPlace) -> None:
        if self._shown is not None and self._can_play():
            self.playback.play(self._shown.transcript.time_at(place))

    def _on_button(self) -> None:
        if self._shown is not None and self._shown.state in (State.WAITING, State.WRITING):
            if self.playback.is_playing:
                self.playback.pause()
            else:
                self.queue.cancel(self._shown)
        else:
            self.toggle_playing()

    def _on_moved(self, position_s: float) -> None:
        self.view.show_time(position_s)
        if self._shown is not None:
            self._show_bar(self._shown)

    def _on_playable(self, file: PlayableFile) -> None:
        self._playable = file
        self.playback.take(file.path)
        self._show_state()

    def _on_silent_file(self, error: TrioletError) -> None:
        self._silent_reason = error

    def _on_silent(self, error: TrioletError) -> None:
        self.trouble_occurred.emit(Notice(str(error)))

    # ---- what becomes of the words ------------------------------------------------------------------------------

    def copy_text(self) -> None:
        """The whole text to the clipboard."""
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.transcript.text)

    def take_text(self) -> None:
        """The whole text to the sheet, and back to it."""
        if self._shown is not None:
            segments, path = self._shown.transcript.segments, self._shown.path
            self.close_all()
            self.text_taken.emit(segments, path)

    def open_export_menu(self) -> None:
        if self._shown is not None:
            menu = ExportMenu(len(self._shown.transcript.segments), self.sheet.n_translated, self)
            menu.chosen.connect(self.export)
            menu.open_below(self.export_button)

    def export(self, form: ExportForm) -> None:
        """Ask where, and save in that form."""
        recording = self._shown
        if recording is None:
            return
        chosen = self._choose_path(self, str(suggested_path(recording.path, form.suffix)), form.suffix)
        if not chosen:
            return
        try:
            write_whole(Path(chosen), self._exported(recording, form))
        except OSError as error:
            reason = error.strerror or "unknown reason"
            self.trouble_occurred.emit(
                Notice(tr("The export could not be written there ({0}); the text is still here.").format(reason))
            )

    def _exported(self, recording: Recording, form: ExportForm) -> str:
        if form.languages == HEARD:
            transcript = recording.transcript.as_transcript(recording.duration_s)
            return FORMATS[form.name](transcript, str(recording.path))
        return self.sheet.side_by_side(form.suffix, with_source=form.languages == BOTH)

    # ---- what the engine says -----------------------------------------------------------------------------------

    def _on_changed(self, recording: Recording) -> None:
        self._show_state()

    def _on_segments(self, recording: Recording, changes: list[Change]) -> None:
        if recording is self._shown:
            self.view.apply(changes)

    def _on_failed(self, recording: Recording, message: RequestFailed) -> None:
        self.trouble_occurred.emit(Notice(f"{message.message} {message.remedy}".strip()))
        if not self.queue.recordings:
            self.close_all()
        elif recording is self._shown and recording not in self.queue.recordings:
            self._show(self._before if self._before in self.queue.recordings else self.queue.recordings[0])

    def _on_rest(self) -> None:
        if self._shown is not None:
            self.queue.write_rest(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_busy = self._shown is not None and self._shown.state in (State.WAITING, State.WRITING)
        if event.key() == Qt.Key.Key_Escape and is_busy and self._shown is not None:
            self.queue.cancel(self._shown)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow, low = self.width() < _NARROW_PX, is_low(self)
        self.bar.use_low(low)
        self.note.setVisible(not low)
        self.title.setVisible(not low or self.width() >= _TITLE_FROM_PX)
        direction = QBoxLayout.Direction.TopToBottom if is_narrow and not low else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(direction)
        above = 4 if low else 18
        self._head.setContentsMargins(16 if is_narrow else 36, above, 16 if is_narrow else 64, above)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colours().paper)
