"""A transcript as TXT, TSV, JSON, SRT and VTT: pure functions that window and command line share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.contract.types import Segment, Transcript, Word

LINE_CHARACTERS = 42
LONGEST_CUE_S = 7.0
SHORTEST_CUE_S = 1.0
_PAUSE_S = 1.0  # so long a silence begins a new subtitle


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle: at most two lines."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]


def to_text(transcript: Transcript) -> str:
    """One line for each stretch between two pauses."""
    return "".join(f"{segment.text}\n" for segment in transcript.segments if segment.words)


def to_tsv(transcript: Transcript, path: str = "") -> str:
    """One line: path, tab, text."""
    return f"{_one_line(path)}\t{_one_line(transcript.text)}\n"


def to_json(transcript: Transcript, path: str = "") -> str:
    """One line: path, duration, text, segments, and words with start, end, confidence and alternatives."""
    document: dict[str, Any] = {
        "path": path,
        "duration": round(transcript.duration_s, 3),
        "text": transcript.text,
        "segments": [_segment_fields(segment) for segment in transcript.segments],
        "words": [_word_fields(word) for word in transcript.words],
    }
    return json.dumps(document, ensure_ascii=False) + "\n"


def to_srt(transcript: Transcript) -> str:
    """SubRip subtitles."""
    blocks = (
        f"{number}\n{_time(cue.start_s, ',')} --> {_time(cue.end_s, ',')}\n" + "\n".join(cue.lines) + "\n"
        for number, cue in enumerate(cues(transcript), start=1)
    )
    return "\n".join(blocks)


def to_vtt(transcript: Transcript) -> str:
    """WebVTT subtitles. Source: W3C WebVTT, section 4.1 (cue text escapes ampersand and angle brackets)."""
    blocks = (
        f"{_time(cue.start_s, '.')} --> {_time(cue.end_s, '.')}\n" + _escaped("\n".join(cue.lines)) + "\n"
        for cue in cues(transcript)
    )
    return "WEBVTT\n\n" + "\n".join(blocks)


FORMATS: Mapping[str, Callable[[Transcript, str], str]] = {
    "text": lambda transcript, path: to_text(transcript),
    "tsv": to_tsv,
    "json": to_json,
    "srt": lambda transcript, path: to_srt(transcript),
    "vtt": lambda transcript, path: to_vtt(transcript),
}


def cues(transcript: Transcript) -> list[Cue]:
    """Subtitles a person can read: two lines of 42 characters, one to seven seconds, none over another.

    Example:
        >>> word = Word("hello", 0.0, 0.4, 0.9)
        >>> cues(Transcript((Segment((word,), 0.0, 0.4),), 5.0))
        [Cue(start_s=0.0, end_s=1.0, lines=('hello',))]
    """
    groups = [group for segment in transcript.segments for group in _groups(segment.words)]
    made = []
    for number, group in enumerate(groups):
        start_s = group[0].start_s
        latest_s = groups[number + 1][0].start_s if number + 1 < len(groups) else float("inf")
        wanted_s = max(group[-1].end_s, start_s + SHORTEST_CUE_S)
        end_s = max(start_s + 0.001, min(wanted_s, start_s + LONGEST_CUE_S, latest_s))
        made.append(Cue(start_s, end_s, _lines([word.text for word in group])))
    return made


def _groups(words: Iterable[Word]) -> Iterable[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and not _belongs(group, word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _belongs(group: list[Word], word: Word) -> bool:
    fits_time = word.end_s - group[0].start_s <= LONGEST_CUE_S and word.start_s - group[-1].end_s < _PAUSE_S
    lines = _lines([*(member.text for member in group), word.text])
    return fits_time and len(lines) <= 2 and all(len(line) <= LINE_CHARACTERS for line in lines)


def _lines(texts: list[str]) -> tuple[str, ...]:
    """One line if it is short enough, else two that are as even as can be."""
    whole = " ".join(texts)
    if len(whole) <= LINE_CHARACTERS or len(texts) == 1:
        return (whole,)
    splits = ((" ".join(texts[:cut]), " ".join(texts[cut:])) for cut in range(1, len(texts)))
    return min(splits, key=lambda pair: max(map(len, pair)))


def _segment_fields(segment: Segment) -> dict[str, Any]:
    return {"start": round(segment.start_s, 3), "end": round(segment.end_s, 3), "text": segment.text}


def _word_fields(word: Word) -> dict[str, Any]:
    return {
        "text": word.text,
        "start": round(word.start_s, 3),
        "end": round(word.end_s, 3),
        "confidence": round(word.confidence, 4),
        "alternatives": [
            {"text": other.text, "probability": round(other.probability, 4)} for other in word.alternatives
        ],
    }


def _time(seconds: float, separator: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest_ms = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest_ms // 1000:02d}{separator}{rest_ms % 1000:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _one_line(text: str) -> str:
    return " ".join(text.split("\t")).replace("\r", " ").replace("\n", " ")
