"""The translator's task: write the other side of a pair, piece by piece, in both directions."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from torch import Tensor, nn
from torch.nn import functional

from engine.training.passes import Passes
from engine.training.translation_data import Pair, carried_over, learn_pieces, read_pairs
from engine.translator.network import END, PAD, START, NetworkOptions, TranslationNetwork, padded
from engine.translator.pieces import PIECES_FILE, ROUGH, Pieces


@dataclass(frozen=True, slots=True)
class PairOptions:
    """Which pairs, how much of each table, and in what portions."""

    sources: dict[str, str] = field(default_factory=dict)  # tables by name
    dev: tuple[str, ...] = ()
    shares: dict[str, float] = field(default_factory=dict)  # how often a pass holds each pair of a table
    forms: dict[str, str] = field(default_factory=dict)  # tables whose Spanish is all of one form, or a side of them rough
    english_share: float = 0.45  # of the sentences are translated into English, the others into Spanish
    batch_pieces: int = 3_000  # of the targets, about
    longest: int = 120  # pieces; longer pairs are left out
    label_smoothing: float = 0.1
    sample: float = 0.0  # how freely segmentations are drawn, see `Pieces.encode`
    tag_share: float = 0.7  # how often the form is told when it is known
    n_dev_pairs: int = 250  # of each dev table


@dataclass(frozen=True, slots=True)
class _Item:
    source: list[int]
    target: list[int]


class TranslationTask:
    """Network and pairs for the loop.

    Args:
        options: data
        sizes: network
        folder: what the paths are relative to
        prepared_folder: where the pieces are kept between runs
        device: of the network
        seed: of order and sampling
        known_pieces: of the network that training starts from; learnt from the pairs when not given
    """

    def __init__(
        self, options: PairOptions, sizes: NetworkOptions, folder: Path, prepared_folder: Path, device: str, seed: int,
        known_pieces: Path | None = None,
    ) -> None:  # fmt: skip
        self.options = options
        self._seed = seed
        self._device = device
        self._tables = {
            name: read_pairs(folder / path, options.forms.get(name, "")) for name, path in options.sources.items()
        }
        mark = hashlib.sha256(repr((options.sources, sizes.n_pieces)).encode()).hexdigest()[:12]
        pieces_path = prepared_folder / mark / PIECES_FILE
        if known_pieces is not None:
            pieces_path.parent.mkdir(parents=True, exist_ok=True)
            pieces_path.write_bytes(known_pieces.read_bytes())
        if not pieces_path.exists():
            draw = random.Random(seed)
            every = [pair for pairs in self._tables.values() for pair in pairs]
            learn_pieces((carried_over(pair, draw) for pair in every), pieces_path, sizes.n_pieces)
        self.pieces = Pieces(pieces_path)
        self._passes = Passes(self._plan)
        self._dev = {path: _spaced(read_pairs(folder / path), options.n_dev_pairs) for path in options.dev}
        self.network = TranslationNetwork(sizes).to(device)

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        """Smoothed cross-entropy of this process's part of the step's batch."""
        draw = random.Random(f"{self._seed} {step} {rank}")
        items = [self._item(pair, target, draw) for pair, target in self._passes.batch(step * n_ranks + rank)]
        items = [item for item in items if max(len(item.source), len(item.target)) <= self.options.longest]
        if not items:
            return self.network.bias.sum() * 0.0, {}
        logits, targets = self._read(self.network, items)
        loss = functional.cross_entropy(logits, targets, label_smoothing=self.options.label_smoothing)
        return loss, {"pieces": float(len(targets))}

    def evaluate(self, network: nn.Module) -> dict[str, float]:
        """Cross-entropy a piece (nats) on dev pairs, in both directions, and of each table into Spanish."""
        assert isinstance(network, TranslationNetwork)
        draw = random.Random(self._seed)
        figures: dict[str, float] = {}
        totals = {"es": (0.0, 0), "en": (0.0, 0)}
        for path, pairs in self._dev.items():
            for target in totals:
                items = [self._item(Pair(pair.english, pair.spanish), target, draw, plain=True) for pair in pairs]
                items.sort(key=lambda item: len(item.target))
                nats, count = 0.0, 0
                for start in range(0, len(items), 25):
                    logits, targets = self._read(network, items[start : start + 25])
                    nats += float(functional.cross_entropy(logits, targets, reduction="sum"))
                    count += len(targets)
                totals[target] = (totals[target][0] + nats, totals[target][1] + count)
                if target == "es":
                    figures[Path(path).name.split(".")[0]] = nats / count
        into = {f"into {target}": nats / max(1, count) for target, (nats, count) in totals.items()}
        return {"error": sum(into.values()) / 2, **into, **figures}

    def _item(self, pair: Pair, target: str, draw: random.Random, plain: bool = False) -> _Item:
        """A pair as pieces; `plain` leaves out what chance does."""
        pair = carried_over(pair, draw, 0.0 if plain else 0.15)
        form = pair.form
        if form != ROUGH and (target == "en" or plain or draw.random() >= self.options.tag_share):
            form = ""
        source, translation = (pair.english, pair.spanish) if target == "es" else (pair.spanish, pair.english)
        sample = 0.0 if plain else self.options.sample
        return _Item(
            self.pieces.source(source, target, form, sample), [START, *self.pieces.encode(translation, sample), END]
        )

    def _read(self, network: TranslationNetwork, items: list[_Item]) -> tuple[Tensor, Tensor]:
        """Logits float [n, n_pieces] and targets int64 [n] of all pieces to be written."""
        source, lengths = padded([item.source for item in items])
        target, _ = padded([item.target for item in items])
        source, lengths, target = source.to(self._device), lengths.to(self._device), target.to(self._device)
        encoded = network.encode(source, lengths)
        outputs, _, _ = network.decode(target[:, :-1], encoded, network.begin_state(encoded))
        sought = target[:, 1:]
        inside = sought != PAD
        return network.logits(outputs[inside]), sought[inside]

    def _plan(self, number: int) -> list[list[tuple[Pair, str]]]:
        """The batches of a pass: pairs of like length together, in an order that follows from seed and pass."""
        draw = np.random.default_rng([self._seed, 78, number])
        chosen: list[tuple[Pair, str]] = []
        for name, pairs in self._tables.items():
            share = self.options.shares.get(name, 1.0)
            lines = np.concatenate(
                [np.arange(len(pairs))] * int(share) + [np.flatnonzero(draw.random(len(pairs)) < share - int(share))]
            )
            into_english = draw.random(len(lines)) < self.options.english_share
            chosen += [(pairs[int(line)], "en" if en else "es") for line, en in zip(lines, into_english, strict=True)]
        # About four characters make a piece; the longer side decides what a pair costs.
        sizes = np.array([max(len(pair.english), len(pair.spanish)) / 4 + 2 for pair, _ in chosen])
        order = np.argsort(sizes * draw.uniform(0.9, 1.1, len(sizes)))
        batches: list[list[tuple[Pair, str]]] = []
        filled = float("inf")
        for at in order:
            if filled + sizes[at] > self.options.batch_pieces:
                batches.append([])
                filled = 0.0
            batches[-1].append(chosen[int(at)])
            filled += sizes[at]
        draw.shuffle(batches)  # type: ignore[arg-type]
        return batches


def _spaced(pairs: list[Pair], n: int) -> list[Pair]:
    return pairs[:: max(1, len(pairs) // n)][:n]
