"""SubRip files keep their numbers and times."""

from __future__ import annotations

import re

from engine.translator.subtitles import translated_subtitles

_FILE = """1
00:00:01,000 --> 00:00:03,500
Where are
you going?

2
00:00:04,000 --> 00:00:06,000 X1:40 X2:600
- To the market.
- Why?

3
00:00:07,000 --> 00:00:08,000

4
00:01:00,500 --> 00:01:02,000
<i>Bread.</i>
"""


def test_numbers_and_times_stay_and_every_cue_is_translated() -> None:
    asked: list[str] = []

    def shout(lines: list[str]) -> list[str]:
        asked.extend(lines)
        return [line.upper() for line in lines]

    written = translated_subtitles(_FILE, shout)
    times = re.compile(r"^\d+$|-->.*$", re.MULTILINE)
    assert times.findall(written) == times.findall(_FILE)
    assert asked == ["Where are you going?", "- To the market.", "- Why?", "<i>Bread.</i>"]
    assert "WHERE ARE YOU\nGOING?" in written  # two lines stay two
    assert "- TO THE MARKET.\n- WHY?\n" in written
    assert written.count("\n\n") == _FILE.count("\n\n")


def test_a_text_that_is_no_subtitle_file_stays_as_it_is() -> None:
    assert translated_subtitles("Hello.\n", lambda lines: lines) == "Hello.\n"
