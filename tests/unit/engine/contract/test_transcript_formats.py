"""Transcripts as files: the written form where there is one, the spoken words where there is none."""

from __future__ import annotations

import json

from engine.contract.transcript_formats import FORMATS
from engine.contract.types import Segment, Transcript, Word, WrittenToken

SAID = "it costs twenty five dollars"
WORDS = tuple(Word(text, float(n), n + 0.5, 0.9) for n, text in enumerate(SAID.split()))
PLAIN = Transcript((Segment(WORDS, 0.0, 4.5),), 5.0)
TOKENS = (WrittenToken("It", 0, 1), WrittenToken("costs", 1, 1), WrittenToken("$25.", 2, 3))
WRITTEN = Transcript((Segment(WORDS, 0.0, 4.5, TOKENS),), 5.0)


def test_texts_and_subtitles_hold_the_written_form() -> None:
    assert FORMATS["text"](WRITTEN, "") == "It costs $25.\n"
    assert FORMATS["srt"](WRITTEN, "") == "1\n00:00:00,000 --> 00:00:04,500\nIt costs $25.\n\n"
    assert "It costs $25." in FORMATS["vtt"](WRITTEN, "")


def test_tables_hold_the_words_as_they_were_said() -> None:
    assert FORMATS["tsv"](WRITTEN, "a.wav") == f"a.wav\t{SAID}\n"


def test_json_holds_the_spoken_words_and_where_each_written_one_came_from() -> None:
    document = json.loads(FORMATS["json"](WRITTEN, ""))
    assert document["text"] == "It costs $25."
    assert [word["text"] for word in document["words"]] == SAID.split()
    assert document["written"][-1] == {"text": "$25.", "first": 2, "words": 3}


def test_without_a_written_form_the_words_are_written_as_they_were_said() -> None:
    assert FORMATS["text"](PLAIN, "") == f"{SAID}\n"
    assert FORMATS["srt"](PLAIN, "").splitlines()[2] == SAID
    assert "written" not in json.loads(FORMATS["json"](PLAIN, ""))
