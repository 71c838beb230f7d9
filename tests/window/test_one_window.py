"""A second start finds the window that is open."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.one_window import OneWindow


def test_the_second_asks_the_first_to_come_forward_with_its_files(qtbot: QtBot, tmp_path: Path) -> None:
    first = OneWindow(tmp_path)
    second = OneWindow(tmp_path)
    assert first.is_first and not second.is_first
    asked: list[list[Path]] = []
    first.asked.connect(asked.append)
    second.hand_over([tmp_path / "letter.txt"])
    qtbot.waitUntil(lambda: asked == [[tmp_path / "letter.txt"]])
    second.hand_over([])
    qtbot.waitUntil(lambda: len(asked) == 2)
    first.close()
    assert OneWindow(tmp_path).is_first


def test_a_window_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    code = "import sys, time; from pathlib import Path; from app.one_window import OneWindow\none = OneWindow(Path(sys.argv[1])); print(one.is_first, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None and killed.stdout.readline().strip() == "True"
        assert not OneWindow(tmp_path).is_first
        killed.kill()
        killed.wait()
    assert OneWindow(tmp_path).is_first


def test_a_second_start_of_the_program_ends_at_once_and_leaves_the_draft_alone(tmp_path: Path) -> None:
    data = tmp_path / "triolet"
    data.mkdir()
    first = OneWindow(data)
    assert first.is_first
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    started_s = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "app"], env=environment, timeout=60, check=False)
    assert done.returncode == 0 and time.monotonic() - started_s < 50
    assert not (data / "draft.txt").exists()
    first.close()
