"""The bar at the window's foot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

pytest.importorskip("app.look")

from app.dictation.help_line import HelpLine
from app.dictation.microphone import Microphone
from app.dictation.microphone_picker import MicrophonePicker
from app.dictation.voice_bar import VoiceBar
from app.look import motion

DEFAULT = Microphone("default", 0, 48000, is_default=True)
HEADSET = Microphone("Jabra: USB Audio", 1, 48000)


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[VoiceBar]:
    bar = VoiceBar()
    qtbot.addWidget(bar)
    bar.resize(1280, 112)
    bar.show()
    bar.show_microphones((DEFAULT, HEADSET), "")
    yield bar


def words_on(bar: VoiceBar) -> list[str]:
    labels = [
        label for label in bar.findChildren(QLabel) if label.isVisible() and not isinstance(label, HelpLine)
    ]
    return [label.text() for label in labels if label.text()]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("loading", "Getting ready to listen"),
        ("ready", "Ready"),
        ("opening", "Opening the microphone"),
        ("listening", "Listening"),
        ("finishing", "Writing down the last words"),
        ("no_microphone", "No microphone"),
    ],
)
def test_each_state_is_said_in_words_and_to_a_screen_reader(bar: VoiceBar, state: str, words: str) -> None:
    bar.show_state(state)
    assert words in words_on(bar)
    assert bar.button.accessibleDescription() == words
    assert bar.button.accessibleName() == ("Stop dictation" if state == "listening" else "Dictate")


def test_a_press_and_its_release_are_told_apart(bar: VoiceBar, qtbot: QtBot) -> None:
    bar.show_state("ready")
    pressed, released = QSignalSpy(bar.pressed), QSignalSpy(bar.released)
    qtbot.mousePress(bar.button, Qt.MouseButton.LeftButton, pos=bar.button.rect().center())
    assert (pressed.count(), released.count()) == (1, 0)
    qtbot.mouseRelease(bar.button, Qt.MouseButton.LeftButton, pos=bar.button.rect().center())
    assert released.count() == 1


def test_the_corner_beside_the_round_button_is_not_the_button(bar: VoiceBar, qtbot: QtBot) -> None:
    pressed = QSignalSpy(bar.pressed)
    qtbot.mousePress(bar.button, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    assert pressed.count() == 0


def test_the_clock_runs_while_it_listens(bar: VoiceBar) -> None:
    bar.show_state("listening")
    bar.show_duration(42.7)
    assert "0:42" in words_on(bar)
    bar.show_state("ready")
    assert "0:42" not in words_on(bar)


def test_it_never_says_saved_when_the_sound_is_not(bar: VoiceBar) -> None:
    bar.show_state("listening")
    assert "Sound is not being saved" in words_on(bar)
    bar.show_saved(True)
    assert "Sound is being saved" in words_on(bar)


@pytest.mark.parametrize(("width", "height"), [(1280, 112), (900, 112), (480, 128), (320, 128)])
def test_nothing_overlaps_at_any_width(bar: VoiceBar, width: int, height: int) -> None:
    bar.resize(width, height)
    bar.show_word_count(1234)
    assert bar.height() == height
    for state in ("ready", "listening", "no_microphone"):
        bar.show_state(state)
        visible = [
            child for child in bar.findChildren(QLabel) if child.isVisible() and child.accessibleName() == ""
        ]
        boxes = [child.geometry() for child in [*visible, bar.picker] if not child.geometry().isEmpty()]
        boxes = [box for box in boxes if box.width() > 1]
        assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)


def test_the_line_moves_only_with_sound(bar: VoiceBar) -> None:
    bar.show_state("listening")
    at_rest = bar.grab().toImage()
    assert bar.grab().toImage() == at_rest
    for _ in range(30):
        bar.show_level(-18.0)
    assert bar.grab().toImage() != at_rest


def test_with_reduced_motion_the_line_thickens_and_nothing_travels(bar: VoiceBar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion, "is_reduced", lambda: True)
    bar.show_state("listening")
    at_rest = bar.grab().toImage()
    for _ in range(30):
        bar.show_level(-14.0)
    speaking = bar.grab().toImage()
    right_of_it = (640, 0, 640, 112)
    assert speaking.copy(*right_of_it) == at_rest.copy(*right_of_it)
    assert speaking.pixelColor(30, 30) != at_rest.pixelColor(30, 30)


def test_the_menu_offers_every_microphone_and_marks_the_chosen_one(qtbot: QtBot) -> None:
    picker = MicrophonePicker()
    qtbot.addWidget(picker)
    picker.show_microphones((DEFAULT, HEADSET), HEADSET.name)
    assert picker.accessibleName() == "Microphone: Jabra"
    chosen = QSignalSpy(picker.microphone_chosen)
    actions = picker.menu().actions()
    assert [(action.text(), action.isChecked()) for action in actions] == [
        ("Like the system", False),
        ("Jabra", True),
    ]
    actions[0].trigger()
    assert chosen.at(0) == [""]


def test_the_menu_says_when_there_is_none(qtbot: QtBot) -> None:
    picker = MicrophonePicker()
    qtbot.addWidget(picker)
    (action,) = picker.menu().actions()
    assert not action.isEnabled()


def test_help_says_less_where_there_is_less_room(qtbot: QtBot) -> None:
    line = HelpLine()
    qtbot.addWidget(line)
    line.set_texts("Press [F9] to dictate, or hold it while you speak", "Press [F9] to dictate")
    line.setFixedWidth(600)
    assert line.text_shown().endswith("while you speak")
    line.setFixedWidth(160)
    assert line.text_shown() == "Press [F9] to dictate"
    assert line.accessibleName() == "Press F9 to dictate, or hold it while you speak"
