"""Pairs for the translator: read, cleaned, freed of what is carried over, cut into pieces."""

from __future__ import annotations

import html
import io
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

from engine.contract.errors import TrioletError
from engine.training.text_data import read_lines
from engine.translator.network import END, PAD, START, UNKNOWN
from engine.translator.pieces import TAGS
from engine.translator.placeholders import CARRIED, N_PLACEHOLDERS, PLACEHOLDER, PLACEHOLDERS

_INFORMAL = re.compile(r"\b(?:t\u00fa|te|ti|contigo|tus?|tuy[oa]s?|eres|tienes|quieres|puedes|est\u00e1s|vas|sabes)\b", re.IGNORECASE)
_FORMAL = re.compile(r"\b(?:usted|ustedes|ud|uds)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z\u00c1\u00c9\u00cd\u00d3\u00da\u00d1][\w'-]+(?: [A-Z\u00c1\u00c9\u00cd\u00d3\u00da\u00d1][\w'-]+)*")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence in both languages.

    Args:
        english: its text
        spanish: its text
        form: how the Spanish addresses its reader, one of `engine.translator.pieces.FORMS`, ROUGH or ""
    """

    english: str
    spanish: str
    form: str = ""


def read_pairs(path: Path, form: str = "") -> list[Pair]:
    """The clean pairs of a table (English TAB Spanish, no header; further columns are not read).

    Args:
        path: plain or packed by xz
        form: of all its Spanish; found sentence by sentence when not given
    """
    pairs = []
    for line in read_lines(path):
        sides = line.split("\t")
        if len(sides) < 2:
            raise TrioletError(f"A line of {path.name} has {len(sides)} column where two were sought.", details=line)
        english, spanish = (cleaned(side) for side in sides[:2])
        if fits(english, spanish):
            pairs.append(Pair(english, spanish, form or form_of(spanish)))
    return pairs


def cleaned(text: str) -> str:
    """One space between words, no entities, no bullet at the start."""
    return _SPACES.sub(" ", html.unescape(text)).strip().lstrip("*\u2022- ").strip()


def fits(english: str, spanish: str) -> bool:
    """Whether two sides can be each other's translation, as far as one sees from outside.

    Example:
        >>> fits("This is a dramatic issue.", "Este es un tema dram\u00e1tico. El Sr.")
        False
    """
    if not english or not spanish or max(len(english), len(spanish)) > 500:
        return False
    if not 0.5 <= (len(english) + 8) / (len(spanish) + 8) <= 1.8:
        return False
    if english == spanish and " " in english:
        return False
    return (english[-1] in ".!?") == (spanish[-1] in ".!?") and ("?" in english) == ("?" in spanish)


def form_of(spanish: str) -> str:
    """How a Spanish sentence addresses its reader, when it shows.

    Example:
        >>> form_of("\u00bfQu\u00e9 quieres?"), form_of("Si\u00e9ntese usted."), form_of("Llueve.")
        ('tu', 'usted', '')
    """
    formal, informal = bool(_FORMAL.search(spanish)), bool(_INFORMAL.search(spanish))
    return "" if formal == informal else "usted" if formal else "tu"


def carried_over(pair: Pair, draw: random.Random, name_share: float = 0.15) -> Pair:
    """Puts the same placeholder on both sides for a part that both share, as it is done when translating.

    Args:
        pair: clean
        draw: source of chance
        name_share: how often names that both sides spell alike are taken out as well
    """
    parts = [match.group() for match in CARRIED.finditer(pair.english)]
    if draw.random() < name_share:
        parts += [match.group() for match in _NAME.finditer(pair.english)]
    if not parts:
        return pair
    english, spanish = pair.english, pair.spanish
    free = list(PLACEHOLDERS)
    # Mostly in order, as when translating; sometimes from elsewhere, so that the later ones are learnt too.
    if draw.random() < 0.3:
        start = draw.randrange(N_PLACEHOLDERS)
        free = free[start:] + free[:start]
    for part in dict.fromkeys(parts):
        alone = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
        if free and not PLACEHOLDER.search(part) and alone.search(spanish):
            mark = free.pop(0)
            english, spanish = alone.sub(mark, english), alone.sub(mark, spanish)
    return Pair(english, spanish, pair.form)


def learn_pieces(pairs: Iterable[Pair], path: Path, n_pieces: int) -> None:
    """Learns one vocabulary of pieces for both languages and writes the SentencePiece model.

    Args:
        pairs: what to learn from
        path: where to write it
        n_pieces: size, tags and placeholders and bytes included
    """
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.Train(
        sentence_iterator=iter(side for pair in pairs for side in (pair.english, pair.spanish)),
        model_writer=model,
        vocab_size=n_pieces,
        model_type="unigram",
        character_coverage=0.9999,
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        control_symbols=list(TAGS),
        user_defined_symbols=list(PLACEHOLDERS),
        pad_id=PAD, unk_id=UNKNOWN, bos_id=START, eos_id=END,
        num_threads=2,
        minloglevel=2,
    )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.getvalue())
