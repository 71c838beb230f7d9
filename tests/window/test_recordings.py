from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from app.core.notice import Notice
from app.core.transcript import WordPlace
from app.recordings.export_menu import export_forms
from app.recordings.pane import RecordingPane
from app.recordings.sound_file import Samples
from engine.contract.errors import SoundFileError
from engine.contract.files import write_whole
from engine.contract.messages import RequestFailed
from tests.support.transcribing_engine import FakeEngine, segment

FIRST, SECOND, THIRD = (
    segment(0.0, "we opened the bakery"), segment(3.0, "my father got up at three"), segment(7.0, "people came"),
)  # fmt: skip


class SlowLoudspeaker:
    """Takes sound no faster than the test goes on."""

    latency_s = 0.0

    def __init__(self) -> None:
        self.error: SoundFileError | None = None

    def open(self, sample_rate_hz: int) -> SlowLoudspeaker:
        if self.error is not None:
            raise self.error
        self.rate_hz = sample_rate_hz
        return self

    def write(self, samples: Samples) -> None:
        import time

        time.sleep(len(samples) / self.rate_hz)

    def close(self, at_once: bool) -> None:
        pass


@pytest.fixture
def engine(qtbot: QtBot) -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "Interview with Teresa.wav"
    soundfile.write(path, (0.1 * np.sin(np.arange(60 * 8000) * 0.1)).astype(np.float32), 8000)
    return path


@pytest.fixture
def loudspeaker() -> SlowLoudspeaker:
    return SlowLoudspeaker()


@pytest.fixture
def pane(qtbot: QtBot, engine: FakeEngine, loudspeaker: SlowLoudspeaker, tmp_path: Path) -> RecordingPane:
    pane = RecordingPane(engine, itertools.count(7), loudspeaker, lambda *_: str(tmp_path / "saved.srt"))
    qtbot.addWidget(pane, before_close_func=lambda each: each.close_all())
    pane.resize(1280, 800)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


@pytest.fixture
def written(qtbot: QtBot, pane: RecordingPane, engine: FakeEngine, recording: Path) -> RecordingPane:
    pane.open(recording)
    engine.progress(FIRST, SECOND, THIRD)
    engine.finish()
    qtbot.waitUntil(lambda: pane.playback.is_available)
    return pane


def select_word(pane: RecordingPane, number: int) -> None:
    cursor = QTextCursor(pane.view.document().findBlockByNumber(number))
    pane.view.setTextCursor(cursor)


def test_segments_appear_as_they_are_final(pane: RecordingPane, engine: FakeEngine, recording: Path) -> None:
    pane.open(recording)
    engine.progress(FIRST)
    assert pane.view.toPlainText() == "we opened the bakery"
    assert pane.bar.place.text() == "0:02"
    engine.progress(SECOND)
    assert pane.view.toPlainText() == "we opened the bakery\nmy father got up at three"
    engine.finish(work_s=58.0)
    assert pane.note.text() == "1:00, written in 58 s"


def test_escape_stops_writing_and_the_rest_can_be_written(
    qtbot: QtBot, pane: RecordingPane, engine: FakeEngine, recording: Path
) -> None:
    pane.open(recording)
    engine.progress(FIRST, SECOND)
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert engine.cancelled_ids == [7]
    assert pane.view.toPlainText().startswith("we opened")
    assert pane.rest_button.isVisible()
    qtbot.mouseClick(pane.rest_button, Qt.MouseButton.LeftButton)
    engine.progress(segment(0.0, "we opened a bakery"))
    assert pane.view.toPlainText() == "we opened a bakery\nmy father got up at three"
    engine.finish()
    assert pane.view.toPlainText() == "we opened a bakery"


def test_one_new_segment_takes_the_place_of_several(
    pane: RecordingPane, engine: FakeEngine, recording: Path
) -> None:
    pane.open(recording)
    engine.progress(FIRST, SECOND, THIRD)
    engine.restarted.emit()
    engine.progress(segment(0.0, "one two three four five six seven eight nine ten"))
    assert pane.view.toPlainText() == "one two three four five six seven eight nine ten\npeople came"


def test_a_clicked_word_is_heard_and_marked(qtbot: QtBot, written: RecordingPane) -> None:
    room = written.view._word_rectangle(WordPlace(1, 1))
    qtbot.mouseClick(written.view.viewport(), Qt.MouseButton.LeftButton, pos=room.center().toPoint())
    assert written.playback.is_playing
    assert written.playback.position_s == pytest.approx(3.5, abs=0.1)
    assert written.view.segment == 1


def test_a_clicked_time_lets_its_segment_sound_to_the_end(qtbot: QtBot, written: RecordingPane) -> None:
    written.playback.set_speed(2.0)
    room = written.view._word_rectangle(WordPlace(2, 0))
    qtbot.mouseClick(
        written.sheet, Qt.MouseButton.LeftButton, pos=QPoint(40, written.view.y() + int(room.center().y()))
    )
    qtbot.waitUntil(lambda: not written.playback.is_playing)
    assert written.playback.position_s == pytest.approx(THIRD.end_s, abs=0.05)


def test_arrows_go_by_word_and_segment_and_enter_plays(qtbot: QtBot, written: RecordingPane) -> None:
    select_word(written, 0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(written.view, key)
    assert written.view.place_of_cursor() == WordPlace(1, 2)
    qtbot.keyClick(written.view, Qt.Key.Key_Return)
    assert written.playback.position_s == pytest.approx(4.0, abs=0.1)
    qtbot.keyClick(written.view, Qt.Key.Key_Space)
    assert not written.playback.is_playing


def test_r_repeats_the_segment(qtbot: QtBot, written: RecordingPane) -> None:
    written.playback.play(5.0)
    qtbot.keyClick(written.view, Qt.Key.Key_R)
    assert written.playback.position_s == pytest.approx(3.0, abs=0.1)


def test_without_a_loudspeaker_the_text_stays_usable(
    qtbot: QtBot, written: RecordingPane, loudspeaker: SlowLoudspeaker
) -> None:
    loudspeaker.error = SoundFileError("No loudspeaker could be opened.")
    with qtbot.waitSignal(written.trouble_occurred) as signal:
        written.toggle_playing()
    assert signal.args[0] == Notice("No loudspeaker could be opened.")
    written.copy_text()
    assert QGuiApplication.clipboard().text().endswith("people came")


def test_the_text_goes_to_the_sheet(qtbot: QtBot, written: RecordingPane) -> None:
    with qtbot.waitSignals([written.closed, written.text_taken]):
        written.take_text()


@pytest.mark.parametrize("form", export_forms(), ids=lambda form: form.name)
def test_every_form_is_saved(written: RecordingPane, tmp_path: Path, form: object) -> None:
    written.export(form)
    saved = tmp_path / "saved.srt"
    assert "father" in saved.read_text(encoding="utf-8")
    assert saved.stat().st_mode & 0o777 == 0o600


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(old, "new \ud800")
    assert [path.name for path in tmp_path.iterdir()] == ["old.txt"]
    assert old.read_text() == "old"


def test_a_broken_file_says_so_and_goes_back_to_the_sheet(
    qtbot: QtBot, pane: RecordingPane, engine: FakeEngine, tmp_path: Path
) -> None:
    notices: list[Notice] = []
    pane.trouble_occurred.connect(notices.append)
    pane.open(tmp_path / "missing.wav")
    with qtbot.waitSignal(pane.closed):
        engine.say(RequestFailed(7, "There is no such file.", remedy="Choose another."))
    assert notices == [Notice("There is no such file. Choose another.")]


def test_a_recording_without_words_says_so(pane: RecordingPane, engine: FakeEngine, recording: Path) -> None:
    pane.open(recording)
    engine.finish()
    assert pane.empty.isVisible()
    assert not pane.export_button.isEnabled()


def test_several_files_are_written_one_after_another(
    pane: RecordingPane, engine: FakeEngine, recording: Path, qtbot: QtBot
) -> None:
    for number in range(3):
        pane.open(recording.with_name(f"{number}.wav"))
    assert pane.note.text() == "1 of 3, being written"
    engine.progress(FIRST)
    engine.finish()
    assert len(engine.asked) == 2
    qtbot.mouseClick(pane.next_button, Qt.MouseButton.LeftButton)
    assert pane.note.text() == "2 of 3, being written"
    engine.progress(SECOND)
    assert pane.view.toPlainText() == SECOND.text


def test_a_recording_that_is_opened_beside_a_written_one_is_shown_and_a_broken_one_gives_way_again(
    pane: RecordingPane, engine: FakeEngine, recording: Path
) -> None:
    names = [recording.with_name(name) for name in ("1.wav", "2.wav", "broken.wav")]
    for name in names[:2]:
        pane.open(name)
        engine.progress(FIRST)
        engine.finish()
    assert pane.title.text() == "2" and pane.note.text().startswith("2 of 2")
    pane.open(names[2])
    assert pane.title.text() == "broken"
    engine.say(RequestFailed(engine.asked[-1].request_id, "It is broken."))
    assert pane.title.text() == "2" and pane.view.toPlainText() == FIRST.text
    pane.open(names[0])
    assert pane.title.text() == "1" and len(engine.asked) == 3, "what is open is not written down again"
