"""Beam search over many sentences at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from engine.contract.errors import Cancelled
from engine.translator.constraint import NEVER, Constraint, Owed
from engine.translator.network import END, START, DecoderState, Encoded, TranslationNetwork, padded


class Decoder(Protocol):
    """The network itself, or what computes the same faster."""

    def decode(self, pieces: Tensor, encoded: Encoded, state: DecoderState) -> tuple[Tensor, Tensor, DecoderState]:
        """See `TranslationNetwork.decode`."""

    def logits(self, outputs: Tensor) -> Tensor:
        """See `TranslationNetwork.logits`."""


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How far and how wide."""

    beam: int = 4  # hypotheses of a sentence followed at once
    length_power: float = 1.0  # a hypothesis counts log p / n_pieces ** length_power
    margin: float = 6.0  # followed while at most so much less likely than the best of its sentence, in nats
    longest_factor: float = 2.0  # pieces of a translation for each of its source ...
    longest_extra: int = 12  # ... and so many more
    way_back: float = 0.0  # weight of the sentence's chance given a hypothesis, see `engine.translator.reranking`
    piece_bonus: float = 0.0  # for each piece, where the way back is heeded
    way_back_margin: float = 0.09  # nats a piece; what is so much less likely than the likeliest stays behind it


@dataclass(frozen=True, slots=True)
class Found:
    """A translation in pieces.

    Args:
        pieces: without START and END
        log_probability: of the pieces and the end
        score: what hypotheses of a sentence are ranked by
        attention: float32 [n_pieces, n_source], mean over the heads
        is_whole: whether it came to its end by itself
    """

    pieces: tuple[int, ...]
    log_probability: float
    score: float
    attention: Tensor
    is_whole: bool


@dataclass(slots=True)
class _Row:
    """One hypothesis on its way."""

    sentence: int
    pieces: tuple[int, ...]
    log_probability: float
    seen: tuple[Tensor, ...]  # attention of each piece, float32 [n_source]
    owed: Owed


def search(
    network: TranslationNetwork,
    sources: Sequence[Sequence[int]],
    constraint: Constraint,
    options: SearchOptions,
    owed: Sequence[Owed] = (),
    is_cancelled: Callable[[], bool] = lambda: False,
    decoder: Decoder | None = None,
) -> list[list[Found]]:
    """The best translations of each sentence, the best first.

    Each sentence follows `beam` hypotheses, one fewer for each that has ended; it is done when none is left.

    Args:
        network: in evaluation mode
        sources: pieces of each sentence, tags and END included
        constraint: what may follow what
        options: see `SearchOptions`
        owed: what each translation has to hold
        is_cancelled: asked at every step
        decoder: what computes the steps; the network itself when not given

    Raises:
        Cancelled: `is_cancelled` said so

    Source: Sutskever et al. 2014, section 3.2 (beam search); Wu et al. 2016, section 7 (length normalisation).
    """
    decoder = decoder or network
    device = network.pieces.weight.device
    table, lengths = padded(sources)
    encoded = network.encode(table.to(device), lengths.to(device)).floats()
    state = network.begin_state(encoded).floats()
    rows = [_Row(number, (), 0.0, (), owed[number] if owed else Owed()) for number in range(len(sources))]
    ended: list[list[Found]] = [[] for _ in sources]
    read = encoded
    while rows:
        if is_cancelled():
            raise Cancelled()
        last = torch.tensor([[row.pieces[-1] if row.pieces else START] for row in rows], device=device)
        outputs, attention, state = decoder.decode(last, read, state)
        scores = decoder.logits(outputs[:, 0]).float().log_softmax(-1).cpu()
        scores += torch.stack([constraint.bias(row.owed) for row in rows])
        seen = attention[:, :, 0].float().mean(1).cpu()
        values, pieces = scores.topk(min(options.beam + 1, scores.shape[1]))
        followed, parents = _step(rows, values.tolist(), pieces.tolist(), seen, lengths, constraint, options, ended)
        if [row.sentence for row in followed] != [row.sentence for row in rows]:
            read = _rows_of(encoded, torch.tensor([row.sentence for row in followed], dtype=torch.long, device=device))
        state = _states_of(state, torch.tensor(parents, dtype=torch.long, device=device))
        rows = followed
    return [sorted(found, key=lambda one: (-one.is_whole, -one.score)) for found in ended]


def _step(
    rows: list[_Row], values: list[list[float]], pieces: list[list[int]], seen: Tensor, lengths: Tensor,
    constraint: Constraint, options: SearchOptions, ended: list[list[Found]],
) -> tuple[list[_Row], list[int]]:  # fmt: skip
    """The hypotheses one piece further, and the row that each came from; those that end go into `ended`."""
    candidates: dict[int, list[tuple[float, int, int]]] = {}
    for number, row in enumerate(rows):
        for value, piece in zip(values[number], pieces[number], strict=True):
            if value > NEVER:
                candidates.setdefault(row.sentence, []).append((row.log_probability + value, number, piece))
    followed: list[_Row] = []
    parents: list[int] = []
    for sentence, found in candidates.items():
        found.sort(key=lambda one: -one[0])
        width = options.beam - len(ended[sentence])
        kept = [one for one in found[:width] if one[0] >= found[0][0] - options.margin]
        n_source = int(lengths[sentence])
        longest = int(options.longest_factor * n_source) + options.longest_extra
        for log_probability, number, piece in kept:
            row = rows[number]
            n_written = len(row.pieces) + 1
            if piece == END or n_written > longest + len(row.owed.prefix):
                score = log_probability / n_written**options.length_power
                attention = torch.stack(row.seen)[:, :n_source] if row.seen else torch.zeros(0, n_source)
                ended[sentence].append(Found(row.pieces, log_probability, score, attention, piece == END))
                continue
            owed = constraint.after(row.owed, piece)
            followed.append(_Row(sentence, (*row.pieces, piece), log_probability, (*row.seen, seen[number]), owed))
            parents.append(number)
    return followed, parents


def _rows_of(encoded: Encoded, sentences: Tensor) -> Encoded:
    keys, values, is_padding, summary = encoded
    return Encoded(keys[sentences], values[sentences], is_padding[sentences], summary[sentences])


def _states_of(state: DecoderState, rows: Tensor) -> DecoderState:
    (a, b), (c, d) = state
    return DecoderState((a[:, rows], b[:, rows]), (c[:, rows], d[:, rows]))
