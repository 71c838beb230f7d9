"""The command line as a person calls it: processes, pipes, mistakes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOUND = min((ROOT / "tests" / "data" / "sound").glob("*.opus"))


def triolet(*arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments], input=stdin or b"", capture_output=True, env=environment, check=False
    )


def test_it_says_its_version_and_its_commands() -> None:
    assert triolet("--version").stdout.startswith(b"triolet 0.")
    help_text = triolet("--help").stdout.decode()
    for command in ("transcribe", "listen", "suggest", "evaluate", "train", "export", "inspect", "devices", "bench"):
        assert command in help_text


def test_a_file_and_a_pipe_give_the_same_words_and_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "text.wav"
    bad.write_text("not a sound")
    (tmp_path / "empty.wav").touch()
    files = triolet("transcribe", "--format", "tsv", str(bad), str(tmp_path / "empty.wav"), str(tmp_path), str(SOUND))
    assert files.returncode == 1
    assert len(files.stderr.decode().strip().splitlines()) == 3, files.stderr
    assert b"Traceback" not in files.stderr
    path, text = files.stdout.decode().rstrip("\n").split("\t")
    assert path == str(SOUND) and len(text.split()) > 3
    piped = triolet("transcribe", stdin=SOUND.read_bytes())
    assert piped.returncode == 0 and piped.stdout.decode().split() == text.split()


def test_json_holds_each_word_with_its_times() -> None:
    done = triolet("transcribe", "--format", "json", str(SOUND))
    document = json.loads(done.stdout)
    words = document["words"]
    assert words and all(word["start"] <= word["end"] and 0 <= word["confidence"] <= 1 for word in words)


def test_suggestions_come_a_line_for_a_line() -> None:
    done = triolet("suggest", "--json", stdin=b"Thank you very \nI would like t\n\n")
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0 and len(rows) == 3
    assert rows[0][0]["text"].startswith("much") and rows[1][0]["text"].startswith("o")
    assert len(triolet("suggest", "Good mor", "--limit", "2").stdout.splitlines()) <= 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["transcribe", "/nowhere/at-all.wav"],
        ["evaluate", "speech", "/nowhere.tsv"],
        ["evaluate", "autocomplete", "pyproject.toml"],
        ["inspect", "/nowhere"],
        ["train", "/nowhere.toml", "--run", "/tmp/never-made"],
        ["suggest", "a", "--limit", "0"],
    ],
)
def test_a_mistake_is_one_sentence_and_a_status(arguments: list[str]) -> None:
    done = triolet(*arguments)
    assert done.returncode == 1
    assert len(done.stderr.decode().strip().splitlines()) <= 2 and b"Traceback" not in done.stderr


def test_a_reader_that_has_enough_is_no_error() -> None:
    command = f"{sys.executable} -m app suggest --json < {ROOT / 'tests' / 'data' / 'text' / 'author.txt'} | head -1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.stderr == b"" and len(done.stdout.splitlines()) == 1


def test_the_benchmark_tells_speed_delay_memory_and_start() -> None:
    figures = json.loads(triolet("bench", "--runs", "1", "--json").stdout)
    for name in (
        *("real_time_factor", "end_to_final_text_s", "partials_per_s", "suggestion_p95_ms"),
        *("window_shown_s", "window_ready_s", "window_mib", "engine_mib"),
    ):
        assert figures[name]["median"] > 0 and figures[name]["runs"] == 1


def test_evaluate_prints_the_agreed_keys(tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text(f"path\ttext\n{SOUND}\tsome words that were said\n")
    figures = json.loads(triolet("evaluate", "speech", str(table), "--json").stdout)
    assert {"word_error_rate", "character_error_rate", "real_time_factor", "utterances", "words"} == set(figures)
    table.write_text("register\tline\nnews\tThe cat sat.\nchat\tHow are you?\n")
    figures = json.loads(triolet("evaluate", "autocomplete", str(table), "--json").stdout)
    assert set(figures) == {"overall", "registers", "latency_ms"} and set(figures["registers"]) == {"news", "chat"}
    assert set(figures["overall"]) == {"hit@1", "hit@3", "ksr@3"} and set(figures["latency_ms"]) == {"p50", "p95"}
