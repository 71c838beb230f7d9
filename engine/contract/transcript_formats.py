"""A transcript as a file: text, table, JSON, and subtitles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.contract.types import Segment, Transcript, WrittenToken

_LINE_CHARACTERS = 42
_TITLE_CHARACTERS = 2 * _LINE_CHARACTERS
_TITLE_S = 7.0


def as_text(transcript: Transcript, path: str = "") -> str:
    """One line a segment."""
    return "".join(f"{segment.written_text}\n" for segment in transcript.segments)


def as_table(transcript: Transcript, path: str = "") -> str:
    """The path, a tab, the whole text as it was said: tables are for comparing words."""
    return f"{path}\t{transcript.text}\n"


def as_json(transcript: Transcript, path: str = "") -> str:
    """The written text, and every spoken word with its times, confidence and alternatives; one line.

    Where there is a written form, `written` says which spoken words each of its tokens came from.
    """
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
    whole = {
        "path": path, "text": transcript.written_text, "duration_s": round(transcript.duration_s, 3), "words": words
    }  # fmt: skip
    tokens, n_before = [], 0
    for segment in transcript.segments:
        tokens += [{"text": one.text, "first": n_before + one.first, "words": one.n_words} for one in segment.written]
        n_before += len(segment.words)
    if tokens:
        whole["written"] = tokens
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


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    start_s: float
    end_s: float


def _titles(transcript: Transcript) -> list[_Title]:
    """Segments cut so that each fits two lines and some seconds."""
    titles = []
    for segment in transcript.segments:
        pieces = list(_pieces(segment))
        while pieces:
            count, length = 1, len(pieces[0].text)
            while (
                count < len(pieces)
                and length + 1 + len(pieces[count].text) <= _TITLE_CHARACTERS
                and pieces[count].end_s - pieces[0].start_s <= _TITLE_S
            ):
                length += 1 + len(pieces[count].text)
                count += 1
            text = " ".join(piece.text for piece in pieces[:count])
            titles.append(_Title(text, pieces[0].start_s, pieces[count - 1].end_s))
            pieces = pieces[count:]
    return titles


def _pieces(segment: Segment) -> Iterator[_Title]:
    """What stands between two spaces, with its time."""
    tokens = segment.written or tuple(WrittenToken(word.text, n, 1) for n, word in enumerate(segment.words))
    text, start_s, end_s = "", 0.0, 0.0
    for token in tokens:
        if text and not token.is_glued:
            yield _Title(text, start_s, end_s)
            text = ""
        start_s = start_s if text else segment.words[token.first].start_s
        text, end_s = text + token.text, segment.words[token.first + token.n_words - 1].end_s
    if text:
        yield _Title(text, start_s, end_s)


def _wrapped(text: str) -> str:
    if len(text) <= _LINE_CHARACTERS:
        return text
    spaces = [index for index, character in enumerate(text) if character == " "]
    if not spaces:
        return text
    cut = min(spaces, key=lambda index: abs(index - len(text) // 2))
    return text[:cut] + "\n" + text[cut + 1 :]
