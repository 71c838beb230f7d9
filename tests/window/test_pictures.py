"""Each page, drawn with fixed content, looks as it should: nothing blank, clipped or faint, in light and in dark.

After a change that is meant: `python -m tests.window.test_pictures light` (and `dark`) draws the references anew; look at them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.look import text_size, theme
from tests.support import pictures
from tests.support.staged_window import STATES, Stage

REFERENCES = Path(__file__).resolve().parents[1] / "data" / "pictures"
LOOKS = ("light", "dark")
SCALED = ((960, 500), (640, 310), (480, 500), (480, 280))  # without the panels of the screen and the title of the window


@pytest.fixture(scope="module", params=LOOKS)
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    text_size.choose(20)
    stage = Stage(tmp_path_factory.mktemp("stage"), is_dark=request.param == "dark")
    yield stage
    stage.end()


def reference(stage: Stage, state: str) -> QImage:
    look = "dark" if theme.current() == theme.DARK else "light"
    image = QImage(str(REFERENCES / f"{state}-{look}.png"))
    assert not image.isNull()
    return image


@pytest.mark.parametrize("state", STATES)
def test_a_page_looks_as_it_did_when_somebody_looked_at_it(qtbot: QtBot, stage: Stage, state: str) -> None:
    picture = stage.grab(state)
    assert pictures.damage(picture, reference(stage, state)) == ""
    assert pictures.clipped_labels(stage.window) == []
    assert pictures.faint_labels(stage.window) == []


@pytest.mark.parametrize("state", STATES)
def test_in_a_small_window_no_text_is_cut_off(qtbot: QtBot, stage: Stage, state: str) -> None:
    stage.window.resize(640, 480)
    try:
        picture = stage.grab(state)
        assert picture.width() == 640
        assert pictures.clipped_labels(stage.window) == []
    finally:
        stage.window.resize(1200, 800)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("width", "height"), SCALED)
def test_where_the_screen_is_scaled_or_the_window_as_small_as_can_be_everything_has_room(
    qtbot: QtBot, stage: Stage, state: str, width: int, height: int
) -> None:
    stage.window.resize(width, height)
    try:
        picture = stage.grab(state)
        assert (picture.width(), picture.height()) == (width, height)
        assert pictures.clipped_labels(stage.window) == []
        assert pictures.crowded(stage.window) == []
        text = {"recording": stage.window.recordings.view, "history": stage.window.history.text}.get(state, stage.window.editor)
        assert not text.isVisible() or text.height() >= (3 if height > 300 else 2) * text_size.line_px()
        popover = stage.window.correction.popover
        assert not popover.isVisible() or popover.geometry().bottom() <= stage.window.sheet.height()
    finally:
        stage.window.resize(1200, 800)


@pytest.mark.parametrize("state", STATES)
def test_other_colours_reach_everything_while_the_window_is_open(qtbot: QtBot, stage: Stage, state: str) -> None:
    before = theme.current()
    stage.grab(state)
    theme.choose(theme.LIGHT if before == theme.DARK else theme.DARK)
    stage.window.refresh_look()
    try:
        assert pictures.faint_labels(stage.window) == []
        assert pictures.damage(stage.grab(state), reference(stage, state)) == ""
    finally:
        theme.choose(before)
        stage.window.refresh_look()


def test_a_blank_pane_and_a_wrong_theme_and_a_missing_column_are_noticed(qtbot: QtBot, stage: Stage) -> None:
    good = stage.grab("writing")
    wanted = reference(stage, "writing")
    assert pictures.damage(good, wanted) == ""
    for place in ((0, 130, 600, 560), (600, 130, 600, 560), (0, 20, 1200, 60), (0, 700, 1200, 100)):
        blank = QImage(good)
        painter = QPainter(blank)
        painter.fillRect(*place, QColor(theme.current().paper))
        painter.end()
        assert pictures.damage(blank, wanted), f"nothing stands in {place}"
    other = theme.LIGHT if theme.current() == theme.DARK else theme.DARK
    before = theme.current()
    theme.choose(other)
    stage.window.refresh_look()
    try:
        assert pictures.damage(stage.grab("writing"), wanted)
    finally:
        theme.choose(before)
        stage.window.refresh_look()


def test_faint_and_clipped_texts_are_noticed(qtbot: QtBot) -> None:
    label = QLabel("A sentence that wants much room")
    qtbot.addWidget(label)
    label.setStyleSheet("background: #ffffff; color: #aaaaaa")
    label.resize(300, 30)
    label.show()
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(label)
    window.resize(320, 60)
    window.show()
    assert pictures.faint_labels(window) != [] and pictures.clipped_labels(window) == []
    label.setFixedWidth(40)
    assert pictures.clipped_labels(window) == [label.text()]
    assert pictures.contrast(QColor("#ffffff"), QColor("#000000")) == pytest.approx(21.0)


def test_the_references_are_small() -> None:
    files = list(REFERENCES.glob("*.png"))
    assert len(files) == len(STATES) * len(LOOKS)
    assert sum(file.stat().st_size for file in files) < 300_000


def main() -> None:
    import tempfile

    REFERENCES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), is_dark=sys.argv[1] == "dark")
        for state in STATES:
            pictures.write_reference(stage.grab(state), REFERENCES / f"{state}-{sys.argv[1]}.png")
        stage.end()


if __name__ == "__main__":
    main()
