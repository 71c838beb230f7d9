"""Gives back the sound whose words never reached the text: after a crash, a cancelled dictation, a silent engine."""

from __future__ import annotations

import itertools
import logging
import re
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

from app.core.durations import clock_text
from app.core.notice import Notice
from app.dictation.heard_store import read_heard, write_heard
from app.dictation.sound_store import CLOSED, FINISHED, KEPT, OPEN, cut_rest, read_note, repair_header, write_note
from app.dictation.troubles import BRING_BACK
from app.look.words import tr
from app.transcription import EngineDoor, Recording, State, TranscriptionQueue
from engine.contract.messages import RequestFailed
from engine.contract.types import Segment

KEPT_FOR_S = 7 * 24 * 3600.0
_WORTH_OFFERING_S = 0.5
_FOLDER_NAME = re.compile(r"[\w-]+")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptSound:
    """A recording that can be brought back."""

    folder: Path
    duration_s: float
    started_at_s: float
    was_cut_off: bool  # the program or its window ended in mid-sentence

    @property
    def path(self) -> Path:
        return self.folder / "sound.wav"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A recording that is being written down: of which dictation, and where in it its sound begins."""

    folder: Path
    start_s: float


def find_kept(root: Path, now_s: float | None = None) -> tuple[KeptSound, ...]:
    """What can be brought back, the newest first; the headers of cut-off files are repaired on the way.

    What nobody has asked for in a week is deleted. Recordings that are in the text already belong to the history. A
    dictation that goes on in another window is left alone.

    Args:
        root: the folder of all dictations; need not exist.
        now_s: seconds since 1970; the clock's when None.
    """
    now_s = time.time() if now_s is None else now_s
    folders = (
        sorted((entry for entry in root.iterdir() if entry.is_dir()), reverse=True) if root.is_dir() else []
    )
    kept = []
    for folder in folders:
        lock = QLockFile(str(folder / "lock"))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            continue
        try:
            sound = _examine(folder, now_s)
        except OSError as error:
            _log.warning("A kept recording could not be read: %s", error.strerror)
            sound = None
        lock.unlock()
        if sound is not None:
            kept.append(sound)
    return tuple(kept)


def discard(folder: Path) -> None:
    """Delete a recording and everything about it."""
    shutil.rmtree(folder, ignore_errors=True)


def _examine(folder: Path, now_s: float) -> KeptSound | None:
    note = read_note(folder)
    path = folder / "sound.wav"
    if note is None or not path.is_file():
        # Killed within the first milliseconds, or not ours: only what we made and is empty is cleared away.
        if path.is_file() and path.stat().st_size <= 44:
            discard(folder)
        return None
    if note.state == FINISHED:
        return None
    if now_s - note.started_at_s > KEPT_FOR_S:
        discard(folder)
        return None
    duration_s = repair_header(path, note.sample_rate_hz)
    if duration_s < _WORTH_OFFERING_S:
        discard(folder)
        return None
    return KeptSound(folder, duration_s, note.started_at_s, note.state in (OPEN, CLOSED))


class Recovery(QObject):
    """Offers kept recordings and writes them down when they are wanted.

    Args:
        client: the door to the engine.
        root: the folder of all dictations.
        ids: numbers for requests that nothing else sent to the engine has.
        parent: the owner.
    """

    brought_back = Signal(object, object)  # the segments of a recording that hold words, and its Path
    trouble_occurred = Signal(object)  # Notice

    def __init__(
        self, client: EngineDoor, root: Path, ids: itertools.count[int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._root = root
        self._asked: dict[Path, _Asked] = {}  # by the file that is written down
        self._queue = TranscriptionQueue(client, ids, parent=self)
        self._queue.changed.connect(self._on_changed)
        self._queue.warned.connect(lambda _, sentence: self.trouble_occurred.emit(Notice(sentence, is_error=False)))
        self._queue.failed.connect(self._on_failed)

    def offer(self) -> Notice | None:
        """What to say at the start of the program: the newest recording that was cut off, or nothing."""
        sound = next((found for found in find_kept(self._root) if found.was_cut_off), None)
        if sound is None:
            return None
        message = tr("The last dictation was cut off; {time} of its sound is safe.")
        return Notice(
            message.format(time=clock_text(sound.duration_s)),
            tr("Write it down"),
            BRING_BACK + sound.folder.name,
            is_error=False,
        )

    def perform(self, action_id: str) -> bool:
        """Do what the button of one of our notices asks; false when it asks for something else."""
        folder = self._folder_of(action_id)
        if folder is not None:
            self._bring_back(folder)
        return folder is not None

    def dismiss(self, action_id: str) -> None:
        """The person closed the offer: it is not made again; the sound is deleted after a week."""
        folder = self._folder_of(action_id)
        note = read_note(folder) if folder is not None else None
        if folder is not None and note is not None:
            write_note(folder, replace(note, state=KEPT))

    def _folder_of(self, action_id: str) -> Path | None:
        name = action_id.removeprefix(BRING_BACK)
        is_ours = name != action_id and _FOLDER_NAME.fullmatch(name)
        return self._root / name if is_ours else None

    def _bring_back(self, folder: Path) -> None:
        note = read_note(folder)
        try:
            if note is None:
                raise FileNotFoundError(2, "no note")
            # After a crash nobody knows what of the text was saved: rather twice than never.
            start_s = 0.0 if note.state == OPEN else note.heard_until_s
            path = cut_rest(folder, start_s)
        except OSError as error:
            _log.warning("A kept recording could not be opened: %s", error.strerror)
            self.trouble_occurred.emit(Notice(tr("This recording is no longer there.")))
            return
        if path not in self._asked:
            self._asked[path] = _Asked(folder, start_s)
            self._queue.add(path)

    def _on_changed(self, recording: Recording) -> None:
        if recording.state is State.WRITTEN:
            asked = self._asked.pop(recording.path)
            self._on_written_down(asked.folder, [_later(one, asked.start_s) for one in recording.transcript.segments])
            self._queue.remove(recording)

    def _on_failed(self, recording: Recording, failure: RequestFailed) -> None:
        asked = self._asked.pop(recording.path)
        self._queue.remove(recording)
        text = f"{failure.message} {failure.remedy}".strip()
        self.trouble_occurred.emit(Notice(text, tr("Try again"), BRING_BACK + asked.folder.name))

    def _on_written_down(self, folder: Path, segments: list[Segment]) -> None:
        if segments:
            self.brought_back.emit(tuple(segments), folder / "sound.wav")
        else:
            self.trouble_occurred.emit(Notice(tr("There were no words in this recording."), is_error=False))
        note = read_note(folder)
        if note is not None:
            is_all_anew = note.state == OPEN
            write_heard(folder, (() if is_all_anew else read_heard(folder)) + tuple(segments))
            write_note(folder, replace(note, state=FINISHED))


def _later(segment: Segment, offset_s: float) -> Segment:
    words = tuple(replace(word, start_s=word.start_s + offset_s, end_s=word.end_s + offset_s) for word in segment.words)
    return replace(segment, words=words, start_s=segment.start_s + offset_s, end_s=segment.end_s + offset_s)
