"""The person's own term pairs, as they are kept in a file and given to the translator."""

from __future__ import annotations

import json

Terms = tuple[tuple[str, str], ...]
LONGEST = 80  # letters of a term
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
        (tidy(pair[0]), tidy(pair[1]))
        for pair in (found if isinstance(found, list) else [])
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(side, str) and 0 < len(side.strip()) <= LONGEST for side in pair)
    ]
    return tuple(dict.fromkeys(pairs))[:_MOST]


def tidy(term: str) -> str:
    """A term on one line, its words one space apart.

    Example:
        >>> tidy("  San   Juan ")
        'San Juan'
    """
    return " ".join(term.split())


def written_terms(terms: Terms) -> str:
    """The file's JSON."""
    return json.dumps([list(pair) for pair in terms], ensure_ascii=False, indent=1) + "\n"


def directed(terms: Terms, source: str) -> Terms:
    """The terms from the written language into the other."""
    return terms if source == "en" else tuple((spanish, english) for english, spanish in terms)
