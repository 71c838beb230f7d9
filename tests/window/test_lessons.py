"""A word put right twice is offered, taken into the list, and told to the three engines."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.core.notice import Notice
from app.engine_client import EngineClient
from app.window import MainWindow
from engine.contract.messages import OwnWords, TextWritten
from engine.contract.types import Heard, Word
from engine.service import EngineOptions


def _dictate(window: MainWindow, text: str, utterance_id: int) -> None:
    words = tuple(Word(word, n * 0.5, n * 0.5 + 0.4, 0.9) for n, word in enumerate(text.split()))
    window.editor.begin_dictation()
    window.editor.show_heard(Heard(1, utterance_id, words, len(words), True, 0.0, 3.0))
    window.editor.end_dictation()


def _write_over(window: MainWindow, old: str, new: str) -> None:
    cursor = window.editor.document().find(old)
    assert not cursor.isNull()
    cursor.insertText(new)
    window.lessons.look()


def test_the_second_correction_offers_the_word_and_taking_it_tells_everyone(qtbot: QtBot, tmp_path: Path) -> None:
    client = EngineClient(EngineOptions(networks=()))
    window = MainWindow(client, tmp_path)
    qtbot.addWidget(window)
    window.show()
    offered: list[Notice] = []
    window.lessons.trouble_occurred.connect(offered.append)
    sent: list[object] = []
    client.send = sent.append  # type: ignore[method-assign]
    _dictate(window, "dear himena how are you", 1)
    _write_over(window, "himena", "Ximena")
    window.lessons.look()
    assert offered == [], "once may be chance, and one correction counts once"
    _dictate(window, "say hello to himena", 2)
    _write_over(window, "himena", "Ximena")
    (notice,) = offered
    assert "Ximena" in notice.message
    window.notices.acted.emit(notice.action_id)
    assert window.settings_page.terms.terms == (("Ximena", "Ximena"),)
    assert OwnWords(("Ximena",)) in sent and TextWritten("Ximena") in sent and TextWritten("Ximena", "es") in sent
    assert window.sheet.follower.options.glossary == (("Ximena", "Ximena"),)
    _dictate(window, "and ximena said so", 3)
    assert "Ximena said so" in window.editor.toPlainText(), "from now on it is spelled as the person spells it"
    window.close()


def test_another_thought_is_no_correction(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    offered: list[Notice] = []
    window.lessons.trouble_occurred.connect(offered.append)
    for number in range(3):
        window.editor.clear()
        _dictate(window, "we went home", number + 1)
        _write_over(window, "home", "quickly")
    assert offered == []
    window.close()


def test_damaged_counts_are_no_reason_not_to_start(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "corrections.json").write_text('{"Ximena": "many"', encoding="utf-8")
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    window.lessons.take("himena", "Ximena")
    assert "Ximena" in (tmp_path / "corrections.json").read_text(encoding="utf-8")
    window.close()
