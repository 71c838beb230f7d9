"""The autocompleter's task: predict each next token of a line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.autocompleter.network import CompletionNetwork, NetworkOptions
from engine.autocompleter.tokens import START, Vocabulary, split
from engine.training.passes import Passes
from engine.training.text_data import TokenStore, prepared, read_lines


@dataclass(frozen=True, slots=True)
class TextOptions:
    """Which text, how much of each register, and in what portions."""

    sources: dict[str, list[str]] = field(default_factory=dict)  # files by register, "table#column" for a table's
    dev: tuple[str, ...] = ()
    shares: dict[str, float] = field(default_factory=dict)  # how often a pass holds each line of a register
    batch_tokens: int = 4_096
    longest: int = 160  # tokens; longer lines are cut
    n_sampled: int = 4_096  # of the vocabulary, each step
    n_dev_lines: int = 450
    said: tuple[str, ...] = ()  # registers that are learnt as they are said, so that the network can judge dictation
    away_from: tuple[str, ...] = ()  # transcripts that nothing said may share eight words in a row with


class TextTask:
    """Network and text for the loop.

    Args:
        options: data
        sizes: network
        folder: what the paths are relative to
        prepared_folder: where numbers are kept between runs
        device: of the network
        seed: of order and sampling
        vocabulary: of the network that training starts from; built from the text when not given
    """

    def __init__(
        self, options: TextOptions, sizes: NetworkOptions, folder: Path, prepared_folder: Path, device: str, seed: int,
        vocabulary: Vocabulary | None = None,
    ) -> None:  # fmt: skip
        self.options = options
        self._seed = seed
        self._device = device
        sources = {name: [folder / path for path in paths] for name, paths in options.sources.items()}
        away_from = [folder / path for path in options.away_from]
        self.vocabulary = prepared(prepared_folder, sources, sizes.n_tokens, vocabulary, options.said, away_from)
        self._stores = [TokenStore(prepared_folder, name) for name in options.sources]
        self._shares = [options.shares.get(name, 1.0) for name in options.sources]
        counts = np.zeros(sizes.n_tokens)
        for store in self._stores:
            counts += np.bincount(store.tokens, minlength=sizes.n_tokens)
        self._chance = (counts + 1) ** 0.75 / ((counts + 1) ** 0.75).sum()
        missed = options.n_sampled * np.log1p(-self._chance)
        self._log_expected = torch.tensor(np.log(-np.expm1(missed)), dtype=torch.float32, device=device)
        self._cumulative = np.cumsum(self._chance)
        self._passes = Passes(self.plan)
        self._dev = self._read_dev([folder / path for path in options.dev])
        self.network = CompletionNetwork(sizes).to(device)
        with torch.no_grad():
            self.network.bias.copy_(torch.tensor(np.log((counts + 1) / (counts + 1).sum())))

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        """Sampled cross-entropy of this process's part of the step's batch."""
        tokens, shapes = self._batch(step * n_ranks + rank)
        draw = np.random.default_rng([self._seed, step, rank]).random(self.options.n_sampled)
        # Drawn n times with replacement; `log_expected` is the chance of being drawn at least once.
        sampled = torch.from_numpy(np.unique(np.searchsorted(self._cumulative, draw))).clamp_(max=len(self._chance) - 1)
        outputs, _ = self.network(tokens[:, :-1].clamp(min=START), shapes[:, :-1])
        targets = tokens[:, 1:]
        inside = targets >= 0
        loss = self.network.sampled_loss(
            outputs[inside], targets[inside], sampled.to(self._device), self._log_expected
        )
        return loss, {"tokens": float(inside.sum())}

    def evaluate(self, network: nn.Module) -> dict[str, float]:
        """Cross-entropy a token (nats) on dev lines, and the share of words guessed at once."""
        assert isinstance(network, CompletionNetwork)
        total, n_tokens, hits, n_words = 0.0, 0, 0, 0
        first_word = self.vocabulary.first_word
        for ids, forms in self._dev:
            tokens, shapes = torch.tensor([ids], device=self._device), torch.tensor([forms], device=self._device)
            outputs, _ = network(tokens[:, :-1], shapes[:, :-1])
            scores = network.log_probabilities(outputs[0])
            targets = tokens[0, 1:]
            total -= float(scores.gather(1, targets[:, None]).sum())
            n_tokens += len(targets)
            is_word = (targets >= first_word) | (targets == 1)
            hits += int(((scores[:, first_word:].argmax(-1) + first_word == targets) & is_word).sum())
            n_words += int(is_word.sum())
        return {"error": total / n_tokens, "hit@1": hits / max(1, n_words)}

    def _read_dev(self, paths: list[Path]) -> list[tuple[list[int], list[int]]]:
        lines = [line for path in paths for line in read_lines(path)]
        chosen = lines[:: max(1, len(lines) // self.options.n_dev_lines)]
        encoded = []
        for line in chosen:
            ids, forms = self.vocabulary.encode(split(line))
            encoded.append(([START, *ids, START], [0, *forms, 0]))
        return encoded

    def _batch(self, index: int) -> tuple[Tensor, Tensor]:
        """Tokens and shapes int64 [n_lines, n_tokens] of a batch, padding -1 as target and START as input."""
        lines = self._passes.batch(index)
        longest = self.options.longest
        parts = [self._line(int(which), int(line)) for which, line in lines]
        width = min(longest, max(len(ids) for ids, _ in parts))
        tokens = torch.full((len(parts), width), -1)
        shapes = torch.zeros((len(parts), width), dtype=torch.long)
        for row, (ids, forms) in enumerate(parts):
            n = min(len(ids), width)
            tokens[row, :n] = torch.from_numpy(ids[:n].astype(np.int64))
            shapes[row, :n] = torch.from_numpy(forms[:n].astype(np.int64))
        return tokens.to(self._device), shapes.to(self._device)

    def _line(self, which: int, line: int) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        store = self._stores[which]
        start, end = store.starts[line], store.starts[line + 1]
        return store.tokens[start:end], store.shapes[start:end]

    def plan(self, number: int) -> list[NDArray[np.int64]]:
        """The batches of a pass: lines of like length together, in an order that follows from seed and pass."""
        draw = np.random.default_rng([self._seed, 77, number])
        chosen: list[NDArray[np.int64]] = []
        lengths: list[NDArray[np.int64]] = []
        for which, (store, share) in enumerate(zip(self._stores, self._shares, strict=True)):
            lines = np.concatenate(
                [np.arange(len(store))] * int(share)
                + [np.flatnonzero(draw.random(len(store)) < share - int(share))]
            )
            chosen.append(np.stack([np.full(len(lines), which), lines], axis=1))
            lengths.append(np.minimum(store.lengths()[lines], self.options.longest))
        picked, sizes = np.concatenate(chosen), np.concatenate(lengths)
        # A little noise in the length, so that the same lines do not always meet.
        order = np.argsort(sizes + draw.random(len(sizes)) * 4, kind="stable")
        picked, sizes = picked[order], sizes[order]
        edges, start = [], 0
        while start < len(sizes):
            end = start + max(1, self.options.batch_tokens // int(sizes[min(start + 32, len(sizes) - 1)]))
            edges.append((start, min(end, len(sizes))))
            start = end
        batches = [picked[a:b] for a, b in edges]
        draw.shuffle(batches)  # type: ignore[arg-type]
        return batches
