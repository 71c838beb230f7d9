"""A long rest that is offered is seen whole."""

from __future__ import annotations

import itertools

from pytestqt.qtbot import QtBot

from app.editor.surface import Editor
from app.translation.sheet import Sheet
from engine.contract.messages import EngineReady
from tests.window.test_translation_sheet import FakeClient, first, write


def test_a_rest_of_several_lines_is_seen_to_its_end_and_goes_with_the_next_letter(qtbot: QtBot) -> None:
    client = FakeClient()
    sheet = Sheet(Editor(), client, itertools.count(1))  # type: ignore[arg-type]
    qtbot.addWidget(sheet)
    sheet.resize(1000, 600)
    sheet.show()
    client.received.emit(EngineReady("translator", "fake", "cpu", 0.1))
    write(qtbot, sheet, "One is here.")
    client.answer()
    own = sheet.own_words
    sheet.write_own(first(sheet))
    own.selectAll()
    qtbot.keyClicks(own, "Uno")
    before = own.height()
    rest = " que se queda con nosotros hasta que venga alguien a buscarlo, y no se va antes de la noche, nunca, nunca"
    own.offer(first(sheet), "Uno", "Uno" + rest)
    assert own.ghost.text == rest
    end = own.ghost._layer.end_rectangle()
    assert own.height() > before and end is not None and end.bottom() <= own.viewport().height()
    qtbot.keyClicks(own, "x")
    assert own.height() == before
