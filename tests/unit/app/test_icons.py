"""Icons are sharp at every scale, and every button that is an icon alone is one kind of thing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.look import icons
from app.look.icon_button import IconButton


@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0, 4.0])
def test_an_icon_is_drawn_for_the_scale_it_is_shown_at(qtbot: QtBot, scale: float) -> None:
    pixmap = icons.icon("settings", "#000000").pixmap(QSize(20, 20), scale)
    assert pixmap.devicePixelRatio() == scale and pixmap.width() == round(20 * scale)
    drawn = QImage(pixmap.size(), QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(0)
    painter = QPainter(drawn)
    icons.paint(painter, "settings", QRectF(drawn.rect()), "#000000")
    painter.end()
    drawn.setDevicePixelRatio(scale)
    assert pixmap.toImage().convertToFormat(drawn.format()) == drawn, "it was enlarged, not drawn"


def test_a_button_says_what_it_does_to_the_pointer_and_to_a_screen_reader(qtbot: QtBot) -> None:
    button = IconButton("close", "Close (Esc)")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Close (Esc)"
