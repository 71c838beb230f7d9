"""From pieces to words: where words stand in a text, and which came from which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import torch
from torch import Tensor

from engine.contract.types import TextSpan
from engine.translator.placeholders import PLACEHOLDER

_WORD = re.compile(rf"{PLACEHOLDER.pattern}|[^\W_]+(?:['\u2019-][^\W_]+)*|[^\w\s]|_")
_INVISIBLE = frozenset("\u00ad\u200b\u200e\u200f\u2060\ufeff")


def word_spans(text: str) -> list[TextSpan]:
    """The words, placeholders and signs of a text, in their order."""
    return [TextSpan(*match.span()) for match in _WORD.finditer(text)]


def normalised(text: str) -> tuple[str, list[int]]:
    """A text as the network knows it: composed letters, single spaces, nothing invisible.

    Returns:
        the text, and for each of its characters (and its end) where it began in the original
    """
    written: list[str] = []
    origins: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[at:end])
        if cluster.isspace() or unicodedata.category(cluster[0]) == "Cc":
            cluster = "" if written and written[-1] == " " else " "
        elif cluster in _INVISIBLE:
            cluster = ""
        written += cluster
        origins += [at] * len(cluster)
        at = end
    return "".join(written), [*origins, len(text)]


def piece_spans(pieces: Sequence[int], surfaces: Sequence[bytes]) -> list[tuple[int, int]]:
    """Where each piece stands in the decoded text, in code points; the space that begins every text is left out."""
    ends: list[int] = []
    text = b""
    for piece in pieces:
        text += surfaces[piece]
        ends.append(max(0, len(text.decode("utf-8", "ignore")) - 1))
    return list(zip([0, *ends[:-1]], ends, strict=True))


def word_attention(
    attention: Tensor, target: Sequence[tuple[int, int]], source: Sequence[tuple[int, int]],
    target_words: Sequence[TextSpan], source_words: Sequence[TextSpan],
) -> tuple[tuple[float, ...], ...]:  # fmt: skip
    """Attention between words: summed over the pieces of a source word, the mean over those of a target word.

    Args:
        attention: float32 [n_target, n_source] between pieces
        target: spans of the translation's pieces
        source: spans of the source's pieces; the other columns are not looked at
        target_words: of the translation
        source_words: of the source

    Returns:
        a row for each target word; each sums to one
    """
    if not source_words or not target_words:
        return ()
    columns = _overlaps(source, source_words)
    rows = _overlaps(target, target_words)
    found = rows @ attention @ columns.T + 1e-9
    found = found / found.sum(1, keepdim=True)
    return tuple(tuple(row) for row in found.tolist())


def _overlaps(pieces: Sequence[tuple[int, int]], words: Sequence[TextSpan]) -> Tensor:
    """Which share of a piece lies in a word: float32 [n_words, n_pieces]."""
    table = torch.zeros(len(words), len(pieces))
    for column, (start, end) in enumerate(pieces):
        for row, word in enumerate(words):
            inside = min(end, word.end) - max(start, word.start)
            if inside > 0:
                table[row, column] = inside / (end - start)
    return table


def restored(text: str, parts: Sequence[str], spans: Sequence[TextSpan]) -> tuple[str, list[TextSpan]]:
    """A text with its placeholders filled, and where spans of it stand then; one that stands for nothing is dropped."""
    written, moved, last = "", dict[int, int](), 0
    for match in PLACEHOLDER.finditer(text):
        for at in range(last, match.start() + 1):
            moved[at] = len(written) + at - last
        written += text[last : match.start()]
        number = int(match.group()[1])
        written += parts[number] if number < len(parts) else ""
        last = match.end()
    for at in range(last, len(text) + 1):
        moved[at] = len(written) + at - last
    whole = written + text[last:]
    return whole, [TextSpan(moved[span.start], moved[span.end]) for span in spans]
