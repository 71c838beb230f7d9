"""Icons are sharp at every scale, and every button that is an icon alone is one kind of thing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.look import icons
from app.look.icon_button import IconButton


@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0, 4.0])
def test_an_icon_is_drawn_for_the_scale_it_is_shown_at(qtbot: QtBot, scale: float) -> None:
    pixmap = icons.icon("settings", "#000000").pixmap(QSize(20, 20), scale)
    assert pixmap.devicePixelRatio() == scale and pixmap.width() == round(20 * scale)
    twice = icons.icon("settings", "#000000").pixmap(QSize(20, 20), 1.0).toImage().scaled(pixmap.size())
    if scale > 1:
        assert _edges(pixmap.toImage()) > 1.2 * _edges(twice), "it was enlarged, not drawn"


def _edges(image: QImage) -> float:
    """How much neighbouring pixels differ: more where lines are sharp."""
    total = 0
    for y in range(image.height()):
        for x in range(image.width() - 1):
            total += (image.pixelColor(x, y).alpha() - image.pixelColor(x + 1, y).alpha()) ** 2
    return total / image.height()


def test_a_button_says_what_it_does_to_the_pointer_and_to_a_screen_reader(qtbot: QtBot) -> None:
    button = IconButton("close", "Close (Esc)")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Close (Esc)"
