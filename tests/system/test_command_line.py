"""The command line as a person calls it: processes, pipes, mistakes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.small_translator import small_model, write_pairs

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
    for command in ("transcribe", "listen", "suggest", "translate", "evaluate", "train", "adapt", "export", "inspect", "devices", "bench"):
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
    piped = triolet("transcribe", "--plain", stdin=SOUND.read_bytes())
    assert piped.returncode == 0 and piped.stdout.decode().split() == text.split()


def test_json_holds_each_word_with_its_times() -> None:
    done = triolet("transcribe", "--format", "json", str(SOUND))
    document = json.loads(done.stdout)
    words = document["words"]
    assert words and all(word["start"] <= word["end"] and 0 <= word["confidence"] <= 1 for word in words)
    assert document["text"][0].isupper()
    covered = [token["first"] + n for token in document["written"] for n in range(token["words"])]
    assert covered == list(range(len(words)))


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


@pytest.fixture(scope="module")
def translator(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(small_model(tmp_path_factory.mktemp("translator")))


def test_a_line_out_for_each_line_in(translator: str) -> None:
    done = triolet("translate", "--from", "en", "--model", translator, stdin=b"The cat sleeps.\n\nThe dog eats.\n")
    assert done.returncode == 0
    assert done.stdout.decode() == "El gato duerme.\n\nEl perro come.\n"


def test_a_translation_in_json_has_score_alternatives_and_attention(translator: str) -> None:
    done = triolet("translate", "Call me at 10:30.", "--from", "en", "--json", "--model", translator)
    row = json.loads(done.stdout)
    assert row["text"] == "Ll\u00e1mame a las 10:30."
    assert row["score"] < 0 and isinstance(row["alternatives"], list)
    assert len(row["attention"]) == len(row["target_words"])
    assert all(sum(shares) == pytest.approx(1, abs=0.01) for shares in row["attention"])


def test_files_keep_their_structure_and_times(translator: str, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("The cat sleeps.\n\n  The dog eats.\n", encoding="utf-8")
    done = triolet("translate", str(text), "--from", "en", "--model", translator)
    assert done.stdout.decode() == "El gato duerme.\n\n  El perro come.\n"
    subtitles = tmp_path / "a.srt"
    subtitles.write_text("1\n00:00:01,000 --> 00:00:02,500\nThe cat sleeps.\n\n", encoding="utf-8")
    done = triolet("translate", str(subtitles), "--from", "en", "--model", translator)
    assert done.stdout.decode() == "1\n00:00:01,000 --> 00:00:02,500\nEl gato duerme.\n\n"


def test_translations_are_measured_by_sacrebleu(translator: str, tmp_path: Path) -> None:
    write_pairs(tmp_path)
    done = triolet("evaluate", "translation", str(tmp_path / "pairs.tsv"), "--json", "--model", translator)
    figures = json.loads(done.stdout)
    assert figures["bleu"] > 99 and figures["chrf"] > 99 and figures["sentences"] == 10
    assert figures["signature"].startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp")
    back = triolet("evaluate", "translation", str(tmp_path / "pairs.tsv"), "--from", "es", "--to", "en", "--sample", "4", "--json", "--model", translator)
    assert json.loads(back.stdout)["sentences"] == 4


def test_what_cannot_be_translated_is_told_in_one_sentence(translator: str, tmp_path: Path) -> None:
    for arguments in (("x", "--from", "en", "--to", "en"), (str(tmp_path / "missing.txt"),), ("x", "--model", str(tmp_path))):
        done = triolet("translate", *arguments, *(() if "--model" in arguments else ("--model", translator)))
        assert done.returncode != 0
        assert b"Traceback" not in done.stderr and len(done.stderr.decode().strip().splitlines()) == 1
