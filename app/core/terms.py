"""The person's own term pairs, as they are kept in a file and given to the translator."""

from __future__ import annotations

import json

Terms = tuple[tuple[str, str], ...]
_LONGEST = 80
_MOST = 5_000


def read_terms(text: str) -> Terms:
    """Term pairs from the file's JSON, or from a table (English TAB Spanish) that a person has; what makes no sense is left out.

    Example:
        >>> read_terms("board\\tconsejo\\n\\nnonsense\\n")
        (('board', 'consejo'),)
    """
    try:
        found = json.loads(text)
    except ValueError:
        found = [line.split("\t")[:2] for line in text.splitlines()]
    pairs = [
        (pair[0].strip(), pair[1].strip())
        for pair in (found if isinstance(found, list) else [])
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(side, str) and 0 < len(side.strip()) <= _LONGEST for side in pair)
    ]
    return tuple(dict.fromkeys(pairs))[:_MOST]


def written_terms(terms: Terms) -> str:
    """The file's JSON."""
    return json.dumps([list(pair) for pair in terms], ensure_ascii=False, indent=1) + "\n"


def directed(terms: Terms, source: str) -> Terms:
    """The terms from the written language into the other."""
    return terms if source == "en" else tuple((spanish, english) for english, spanish in terms)
