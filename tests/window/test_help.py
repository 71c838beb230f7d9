"""The guide inside the program: complete in both languages, with keys, files and names that exist, and pictures."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from app.core.guide import read_guide
from app.core.preferences import Keys
from app.engine_client import EngineClient
from app.help.page import HelpPage
from app.help.reader import Reader, _framed, picture_of
from app.look import fonts, theme
from app.settings.key_titles import all_keys, key_titles
from app.window import MainWindow
from engine.commandline import make_parser
from engine.contract.assets import asset
from engine.service import EngineOptions
from tests.support.open_window import before_me

ROOT = Path(__file__).resolve().parents[2]
_CODE = re.compile(r"`([^`\n]+)`")
_FIXED = re.compile(r"\*\*((?:Ctrl|Alt|Shift|May\u00fas)\+[^*]+|F\d+)\*\*")


def test_both_languages_have_the_same_pages() -> None:
    names = {language: [file.name for file in sorted(asset("guide", language).glob("*.md"))] for language in ("en", "es")}
    assert names["en"] == names["es"] and len(names["en"]) >= 7


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_guide_names_only_keys_that_exist(language: str) -> None:
    known = {QKeySequence(key).toString() for key, _ in all_keys(Keys())} | {"Ctrl+Z"}
    for page in read_guide(asset("guide", language), Keys(), all_keys(Keys())):
        for key in _FIXED.findall(page.markdown.replace("\\", "") if "|" in page.markdown else page.markdown):
            assert QKeySequence(key.replace("May\u00fas", "Shift")).toString() in known, (page.title, key)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_guide_has_no_dead_links(language: str) -> None:
    for file in asset("guide", language).glob("*.md"):
        for target in re.findall(r"\]\(([^)]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), (file.name, target)


def spans(language: str, name: str = "*") -> Iterator[str]:
    """What the guide sets as code."""
    for file in sorted(asset("guide", language).glob(f"{name}.md")):
        yield from _CODE.findall(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sources() -> dict[Path, str]:
    return {file: file.read_text(encoding="utf-8") for name in ("app", "engine") for file in (ROOT / name).rglob("*.py")}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_file_module_and_name_that_engineers_are_told_of_exists(language: str, sources: dict[Path, str]) -> None:
    named = set(spans(language, "8-engineers"))
    assert len(named) > 60
    files = {file.name for file in sources} | {file.name for file in (ROOT / "assets" / "models" / "recognizer-en").iterdir()}
    missing = []
    for name in named:
        if name.startswith("triolet ") or name == "--measure":
            continue
        if "/" in name:
            is_there = (ROOT / name).exists() and (ROOT / name).is_dir() == name.endswith("/")
        elif re.search(r"\.(py|toml|json|safetensors)$", name):
            is_there = name in files or (ROOT / name).exists()
        elif name.startswith(("app.", "engine.")):
            is_there = (ROOT / name.replace(".", "/")).with_suffix(".py").exists()
        else:
            owner, _, member = name.rpartition(".")
            having = [text for text in sources.values() if not owner or re.search(rf"^class {owner}\b", text, re.MULTILINE)]
            is_there = any(re.search(rf"^\s*(class|def) {member}\b", text, re.MULTILINE) for text in having)
        if not is_there:
            missing.append(name)
    assert not missing


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_command_that_the_guide_names_exists(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    commands = [name.split()[1:] for name in spans(language) if name.startswith("triolet ")]
    assert ["adapt", "speech"] in commands and ["evaluate", "written-form"] in commands
    for command in commands:
        with pytest.raises(SystemExit) as ended:
            make_parser().parse_args([*command, "--help"])
        assert ended.value.code == 0 and " ".join(command[:2]) in capsys.readouterr().out


def test_both_languages_tell_engineers_of_the_same_names() -> None:
    assert sorted(spans("en", "8-engineers")) == sorted(spans("es", "8-engineers"))


def test_engineers_are_told_what_every_library_is_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(name for names in project["optional-dependencies"].values() for name in names)]
    for language in ("en", "es"):
        text = (asset("guide", language) / "8-engineers.md").read_text(encoding="utf-8")
        for library in wanted:
            assert re.match(r"[\w-]+", library).group() in text, library  # type: ignore[union-attr]


def shown_px(reader: Reader) -> tuple[float, float]:
    """Width and height of the picture that is shown."""
    cursor = reader.document().find("\ufffc")
    form = cursor.charFormat().toImageFormat()
    return form.width(), form.height()


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_pictures_are_as_wide_as_there_is_room_and_in_the_colours_of_the_window(qtbot: QtBot, colours: theme.Theme) -> None:
    before = theme.current()
    theme.choose(colours)
    reader = Reader()
    qtbot.addWidget(reader)
    reader.show()
    try:
        for file in sorted(asset("guide", "pictures").glob("*[!k].png")):
            reader.resize(500, 600)
            reader.read(f"# A title\n\n![What is seen](../pictures/{file.name})\n\nMore.")
            shown = picture_of(f"../pictures/{file.name}")
            natural = QImage(str(file))
            assert shown.size() == natural.size()
            assert (shown.pixelColor(4, 4).lightness() < 128) == (colours is theme.DARK)
            assert shown_px(reader)[0] == pytest.approx(reader.viewport().width(), abs=6)
            reader.resize(natural.width() + 200, 600)
            assert shown_px(reader) == (natural.width(), natural.height())
    finally:
        theme.choose(before)


def test_every_picture_is_shown_and_every_page_has_its_own() -> None:
    there = {file.name for file in asset("guide", "pictures").iterdir()}
    for language in ("en", "es"):
        shown = {
            name for file in asset("guide", language).glob("*.md") for name in re.findall(r"pictures/([^)]+)\)", file.read_text("utf-8"))
        }
        own = {name for name in there if ("-es" in name) == (language == "es")}
        assert shown == {name for name in own if "-dark" not in name} and len(shown) == 5
        assert {name.replace(".png", "-dark.png") for name in shown} == {name for name in own if "-dark" in name}


def test_a_page_whose_picture_is_missing_can_still_be_read(qtbot: QtBot) -> None:
    reader = Reader()
    qtbot.addWidget(reader)
    reader.read("# A title\n\n![What is seen](../pictures/nowhere.png)\n\nMore.")
    assert "A title" in reader.toPlainText() and "More." in reader.toPlainText()


def test_on_a_scaled_screen_a_picture_keeps_what_it_has_of_pixels() -> None:
    image = QImage(790, 460, QImage.Format.Format_RGB32)
    for room_px, scale, n_pixels in ((395, 1.0, 395), (300, 2.0, 600), (395, 3.0, 790), (1000, 2.0, 790)):
        framed = _framed(image, room_px, scale)
        assert framed.width() == n_pixels and framed.deviceIndependentSize().width() == min(room_px, 790)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_title_is_cut_off_in_a_narrow_window(qtbot: QtBot, language: str) -> None:
    fonts.load()
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        page = HelpPage()
        qtbot.addWidget(page)
        page.resize(640, 310)
        page.show()
        indexes = [page.list.model().index(row, 0) for row in range(page.list.count())]
        assert max(page.list.sizeHintForIndex(index).width() for index in indexes) <= page.list.viewport().width()
    finally:
        QLocale.setDefault(before)


def test_every_key_is_told_what_it_does() -> None:
    assert set(key_titles()) == {one.name for one in fields(Keys)}


def test_every_shortcut_of_the_window_stands_in_the_list_of_keys(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(EngineClient(EngineOptions(networks=())), tmp_path)
    qtbot.addWidget(window)
    told = {QKeySequence(key).toString() for key, _ in all_keys(Keys())}
    own = [{key.toString() for key in QShortcut.keys(shortcut)} for shortcut in window.findChildren(QShortcut)]
    own = [keys for keys in own if any(keys)]
    assert len(own) > 12 and all(keys & told for keys in own)
    window.close()


def test_f1_opens_the_help_with_the_keys_that_are_set_and_esc_leads_back(qtbot: QtBot, tmp_path: Path) -> None:
    window = before_me(qtbot, MainWindow(EngineClient(EngineOptions(networks=())), tmp_path))
    window.settings.set(keys=Keys(dictate="F12"))
    qtbot.keyClick(window.editor, Qt.Key.Key_F1)
    assert window.help.isVisible()
    assert "F12" in window.help.text.toPlainText()
    window.help.list.setCurrentRow(5)
    assert "Take a suggestion" in window.help.text.toPlainText()
    qtbot.keyClick(window.help.list, Qt.Key.Key_Escape)
    assert window.sheet.isVisible()
    window.close()
