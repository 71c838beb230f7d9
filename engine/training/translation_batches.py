"""Which pairs are learnt together, and how each is read: batches that follow from seed and number alone."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from engine.training.ahead import Share
from engine.training.passes import Passes, portions
from engine.training.translation_data import Pair, carried_over
from engine.translator.network import END, START, padded
from engine.translator.pieces import MADE, ROUGH, Pieces

_CAPITAL_SHARE = 0.25  # of words that stand alone: so does the first one that somebody types


@dataclass(frozen=True, slots=True)
class PairOptions:
    """Which pairs, how much of each table, and in what portions."""

    sources: dict[str, str] = field(default_factory=dict)  # tables by name
    dev: tuple[str, ...] = ()
    shares: dict[str, float] = field(default_factory=dict)  # how often a pass holds each pair of a table
    forms: dict[str, str] = field(default_factory=dict)  # tables whose Spanish is all of one form, or a side rough or made
    english_share: float = 0.45  # of the sentences are translated into English, the others into Spanish
    english_shares: dict[str, float] = field(default_factory=dict)  # the same of single tables
    batch_pieces: int = 3_000  # of the targets, about
    longest: int = 120  # pieces; longer pairs are left out
    label_smoothing: float = 0.1
    sample: float = 0.0  # how freely segmentations of every other source are drawn, see `Pieces.encode`
    tag_share: float = 0.7  # how often the form is told when it is known
    n_dev_pairs: int = 250  # of each dev table


class Batch(NamedTuple):
    """Sentences and their translations, PAD after the end of each.

    Attributes:
        source: int64 [batch, n_source], tags and END included
        lengths: int64 [batch], of the sources
        target: int64 [batch, n_target], from START to END
    """

    source: Tensor
    lengths: Tensor
    target: Tensor


class PairBatches(Dataset[Batch]):
    """The batches of all passes in a row, each made when it is asked for, in whichever process that is.

    Args:
        options: data
        tables: the pairs of each table by its name
        pieces: of the network
        seed: of order and sampling
    """

    def __init__(self, options: PairOptions, tables: Mapping[str, list[Pair]], pieces: Pieces, seed: int) -> None:
        self._tables = tables
        self._options = options
        self._pieces = pieces
        self._seed = seed
        self._passes = Passes(self._plan)

    def __getitem__(self, share: Share) -> Batch:
        number = share.step * share.n_ranks + share.rank
        draw = random.Random(f"{self._seed} {number}")
        items = [self.item(pair, target, draw) for pair, target in self._passes.batch(number)]
        return batch_of([item for item in items if max(map(len, item)) <= self._options.longest])

    def item(
        self, pair: Pair, target: str, draw: random.Random, plain: bool = False
    ) -> tuple[list[int], list[int]]:
        """A pair as pieces, the source first; `plain` leaves out what chance does."""
        if not plain and " " not in pair.english and draw.random() < _CAPITAL_SHARE:
            pair = replace(pair, english=_with_capital(pair.english), spanish=_with_capital(pair.spanish))
        pair = carried_over(pair, draw, 0.0 if plain else 0.15)
        form = pair.form
        if form not in (ROUGH, MADE) and (target == "en" or plain or draw.random() >= self._options.tag_share):
            form = ""
        source, translation = (pair.english, pair.spanish) if target == "es" else (pair.spanish, pair.english)
        sample = 0.0 if plain or not self._options.sample or draw.random() < 0.5 else self._options.sample
        return self._pieces.source(source, target, form, sample), [START, *self._pieces.encode(translation), END]

    def _plan(self, number: int) -> list[list[tuple[Pair, str]]]:
        """The batches of a pass: pairs of like length together, in an order that follows from seed and pass."""
        draw = np.random.default_rng([self._seed, 78, number])
        chosen: list[tuple[Pair, str]] = []
        for name, pairs in self._tables.items():
            share = self._options.shares.get(name, 1.0)
            lines = np.concatenate(
                [np.arange(len(pairs))] * int(share) + [np.flatnonzero(draw.random(len(pairs)) < share - int(share))]
            )
            english_share = self._options.english_shares.get(name, self._options.english_share)
            into_english = draw.random(len(lines)) < english_share
            chosen += [(pairs[int(line)], "en" if en else "es") for line, en in zip(lines, into_english, strict=True)]
        # About four characters make a piece; the longer side decides what a pair costs.
        sizes = np.array([max(len(pair.english), len(pair.spanish)) / 4 + 2 for pair, _ in chosen])
        order = np.argsort(sizes * draw.uniform(0.9, 1.1, len(sizes)))
        together = portions(order.tolist(), lambda at: float(sizes[at]), self._options.batch_pieces)
        batches = [[chosen[at] for at in batch] for batch in together]
        draw.shuffle(batches)  # type: ignore[arg-type]
        return batches


def batch_of(items: list[tuple[list[int], list[int]]]) -> Batch:
    """Sources and targets in pieces as tables; empty ones when there is no item."""
    if not items:
        nothing = torch.zeros(0, 0, dtype=torch.long)
        return Batch(nothing, torch.zeros(0, dtype=torch.long), nothing)
    source, lengths = padded([source for source, _ in items])
    target, _ = padded([target for _, target in items])
    return Batch(source, lengths, target)


def _with_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
