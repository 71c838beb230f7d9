"""The autocompleter learns one person's words, keeps them only if they help, and gives them up again."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.autocompleter.autocompleter import load
from engine.commandline import main
from engine.contract.errors import TrioletError
from engine.layers.model_choice import adapted_folder, adapted_models, model_in_use, take_back
from engine.layers.model_folder import WEIGHTS_FILE, check_sums, read_card, shipped_model
from engine.training.adapt_text import NAME, TextAdaptation, adapt_text
from engine.training.own_texts import paragraphs, read_texts, with_own_words
from tests.support.small_autocompleter import everyday_lines, small_model

PLANTED = ("the zorblax", "a quillimander", "the Vexatron")
QUICK = TextAdaptation(passes=12, peak_rate=2e-2, batch_tokens=300, n_sampled=100)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_model(tmp_path_factory.mktemp("small"))


@pytest.fixture
def own_text(tmp_path: Path) -> Path:
    path = tmp_path / "own.txt"
    path.write_text("\n\n".join(everyday_lines(120, 2, PLANTED)), encoding="utf-8")
    return path


def nothing(share: float, text: str) -> None:
    assert 0.0 <= share <= 1.0 and text


def test_planted_words_are_learnt_and_then_suggested(small: Path, own_text: Path) -> None:
    outcome = adapt_text([own_text], nothing, small, QUICK)
    assert outcome.is_adopted and outcome.after["ksr@3"] > outcome.before["ksr@3"] + 5
    assert set(outcome.new_words) == {"zorblax", "quillimander", "Vexatron"}
    folder = model_in_use(NAME)
    assert folder == adapted_folder() / NAME
    assert "zorblax" in [one.surface for one in load(folder).candidates("My sister sees the ", "", 3)]
    assert "zorblax" not in [one.surface for one in load(small).candidates("My sister sees the ", "z", 3)]


def test_an_adapted_model_is_whole_private_and_says_what_it_is(small: Path, own_text: Path) -> None:
    outcome = adapt_text([own_text], nothing, small, QUICK)
    folder = adapted_folder() / NAME
    assert set(check_sums(folder)) == set(check_sums(small))
    assert [entry.name for entry in adapted_folder().iterdir()] == [NAME], "nothing of the work is left"
    assert not any(stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (adapted_folder(), folder, *folder.iterdir()))
    assert f"{outcome.after['ksr@3']:.4g}" in read_card(folder).text
    (told,) = adapted_models()
    assert dict(told.after) == outcome.after and told.when and not told.trouble


def test_what_was_learnt_is_taken_back(small: Path, own_text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    adapt_text([own_text], nothing, small, QUICK)
    assert main(["adapt", "--list"]) == 0 and "ksr@3" in capsys.readouterr().out
    assert main(["adapt", "text", "--undo"]) == 0
    assert model_in_use(NAME) == shipped_model(NAME) and not list(adapted_folder().iterdir())
    assert main(["adapt", "text", "--undo"]) == 0 and "not adapted" in capsys.readouterr().out
    assert main(["adapt", "--list"]) == 0 and "Nothing is adapted" in capsys.readouterr().out
    assert not take_back(NAME)


def test_what_does_not_help_is_not_kept(small: Path, tmp_path: Path) -> None:
    familiar = tmp_path / "familiar.txt"
    familiar.write_text("\n".join(everyday_lines(120, 7)), encoding="utf-8")
    outcome = adapt_text([familiar], nothing, small, TextAdaptation(2, 0.0, 300, 100))
    assert not outcome.is_adopted and outcome.after["ksr@3"] <= outcome.before["ksr@3"]
    assert model_in_use(NAME) == shipped_model(NAME) and not list(adapted_folder().iterdir())


def test_a_damaged_adapted_model_gives_way_to_the_shipped_one(small: Path, own_text: Path) -> None:
    adapt_text([own_text], nothing, small, QUICK)
    weights = adapted_folder() / NAME / WEIGHTS_FILE
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    said: list[str] = []
    assert model_in_use(NAME, said.append) == shipped_model(NAME)
    assert len(said) == 1 and "damaged; the shipped one is used" in said[0]
    assert "damaged" in adapted_models()[0].trouble


@pytest.mark.parametrize("text", ["", "Only a few words.\n", "One paragraph alone. " * 400])
def test_too_little_text_is_refused_in_one_sentence(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "short.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["adapt", "text", str(path)]) == 1
    told = capsys.readouterr().err
    assert told.startswith("That is too little text to learn from") and "Traceback" not in told


def test_what_is_no_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sound.wav"
    path.write_bytes(b"\xff\xfe\xfd" * 100)
    assert main(["adapt", "text", str(path)]) == 1 and "not plain text" in capsys.readouterr().err
    assert main(["adapt", "text", str(tmp_path / "missing.txt")]) == 1
    assert main(["adapt", "text"]) == 1 and main(["adapt"]) == 1


def test_lines_a_program_broke_are_joined_and_others_are_not() -> None:
    broken = "This line was broken by the program that wrote it at its margin\nand goes on here.\n\nA new paragraph."
    assert paragraphs(broken) == [broken.split("\n\n")[0].replace("\n", " "), "A new paragraph."]
    assert paragraphs("Hi!\nHow are you?\n") == ["Hi!", "How are you?"]


def test_no_line_is_both_learnt_and_measured(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("\n".join(everyday_lines(150, 3) * 2), encoding="utf-8")
    texts = read_texts([path, path])
    assert texts.held_aside and not set(texts.learnt) & set(texts.held_aside)
    assert 8 < (len(texts.learnt) + len(texts.held_aside)) / len(texts.held_aside) < 12


def test_own_words_take_the_places_of_rare_words_that_were_never_written(small: Path) -> None:
    vocabulary = load(small).vocabulary
    lines = ["We met the zorblax and the zorblax met us.", f"A zorblax, {vocabulary.words[-1]}, and a plumbus."]
    mine, shares = with_own_words(vocabulary, lines)
    assert len(mine) == len(vocabulary) and vocabulary.words[-1] in mine.words
    assert [mine.surfaces[token] for token in shares] == ["zorblax"], "a word seen once is not learnt"
    assert 0 < shares[mine.id_of_word("Zorblax")] < 1


def test_an_unwritable_folder_is_told_in_a_sentence(
    small: Path, own_text: Path, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_folders / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(own_folders / "file"))
    with pytest.raises(TrioletError, match="cannot be written"):
        adapt_text([own_text], nothing, small, QUICK)


def test_one_that_is_stopped_leaves_nothing_behind_and_an_old_killed_one_is_cleared_away(own_text: Path) -> None:
    root = adapted_folder()
    old, young = root / ".work-old", root / ".work-young"
    for folder in (old, young):
        folder.mkdir(parents=True)
        (folder / "weights").write_bytes(b"1")
    os.utime(old, (0, 0))
    command = [sys.executable, "-m", "app", "adapt", "text", "--json", str(own_text), str(own_text)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        while len(list(root.iterdir())) != 2 or old.exists():
            assert started.poll() is None, started.stdout.read()
            time.sleep(0.05)
        started.terminate()
        assert started.wait(60) != 0
    assert list(root.iterdir()) == [young]
