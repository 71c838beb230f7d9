"""A transcript as a file: text, table, JSON, and subtitles."""

from __future__ import annotations

import json
from collections.abc import Callable

from engine.contract.types import Segment, Transcript

_LINE_CHARACTERS = 42
_TITLE_CHARACTERS = 2 * _LINE_CHARACTERS
_TITLE_S = 7.0


def as_text(transcript: Transcript, path: str = "") -> str:
    """One line a segment."""
    return "".join(f"{segment.text}\n" for segment in transcript.segments)


def as_table(transcript: Transcript, path: str = "") -> str:
    """The path, a tab, the whole text."""
    return f"{path}\t{transcript.text}\n"


def as_json(transcript: Transcript, path: str = "") -> str:
    """Every word with its times, confidence and alternatives; one line."""
    words = [
        {
            "text": word.text,
            "start": round(word.start_s, 3),
            "end": round(word.end_s, 3),
            "confidence": round(word.confidence, 3),
            "alternatives": [{"text": a.text, "probability": round(a.probability, 3)} for a in word.alternatives],
        }
        for word in transcript.words
    ]
    whole = {"path": path, "text": transcript.text, "duration_s": round(transcript.duration_s, 3), "words": words}
    return json.dumps(whole, ensure_ascii=False) + "\n"


def as_srt(transcript: Transcript, path: str = "") -> str:
    """SubRip subtitles."""
    return "".join(
        f"{number}\n{_clock(title.start_s, ',')} --> {_clock(title.end_s, ',')}\n{_wrapped(title.text)}\n\n"
        for number, title in enumerate(_titles(transcript), start=1)
    )


def as_vtt(transcript: Transcript, path: str = "") -> str:
    """Web subtitles."""
    return "WEBVTT\n\n" + "".join(
        f"{_clock(title.start_s, '.')} --> {_clock(title.end_s, '.')}\n{_wrapped(title.text)}\n\n"
        for title in _titles(transcript)
    )


FORMATS: dict[str, Callable[[Transcript, str], str]] = {
    "text": as_text,
    "tsv": as_table,
    "json": as_json,
    "srt": as_srt,
    "vtt": as_vtt,
}


def _clock(time_s: float, point: str) -> str:
    milliseconds = round(time_s * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"


def _titles(transcript: Transcript) -> list[Segment]:
    """Segments cut so that each fits two lines and some seconds."""
    titles = []
    for segment in transcript.segments:
        words = list(segment.words)
        while words:
            count, length = 1, len(words[0].text)
            while (
                count < len(words)
                and length + 1 + len(words[count].text) <= _TITLE_CHARACTERS
                and words[count].end_s - words[0].start_s <= _TITLE_S
            ):
                length += 1 + len(words[count].text)
                count += 1
            titles.append(Segment(tuple(words[:count]), words[0].start_s, words[count - 1].end_s))
            words = words[count:]
    return titles


def _wrapped(text: str) -> str:
    if len(text) <= _LINE_CHARACTERS:
        return text
    spaces = [index for index, character in enumerate(text) if character == " "]
    if not spaces:
        return text
    cut = min(spaces, key=lambda index: abs(index - len(text) // 2))
    return text[:cut] + "\n" + text[cut + 1 :]
