"""The translator's task: write the other side of a pair, piece by piece, in both directions."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from torch import Tensor, nn
from torch.nn import functional

from engine.training.ahead import Ahead, Share
from engine.training.translation_batches import Batch, PairBatches, PairOptions, batch_of
from engine.training.translation_data import Pair, carried_over, learn_pieces, read_pairs
from engine.translator.network import PAD, NetworkOptions, TranslationNetwork
from engine.translator.pieces import PIECES_FILE, Pieces


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
        tables = {name: read_pairs(folder / path, options.forms.get(name, "")) for name, path in options.sources.items()}
        mark = hashlib.sha256(repr((options.sources, sizes.n_pieces)).encode()).hexdigest()[:12]
        pieces_path = prepared_folder / mark / PIECES_FILE
        if known_pieces is not None:
            pieces_path.parent.mkdir(parents=True, exist_ok=True)
            pieces_path.write_bytes(known_pieces.read_bytes())
        if not pieces_path.exists():
            draw = random.Random(seed)
            every = [pair for pairs in tables.values() for pair in pairs]
            learn_pieces((carried_over(pair, draw) for pair in every), pieces_path, sizes.n_pieces)
        self.pieces = Pieces(pieces_path)
        self._batches = PairBatches(options, tables, self.pieces, seed)
        self._ahead = Ahead(self._batches, device)
        self._dev = {path: _spaced(read_pairs(folder / path), options.n_dev_pairs) for path in options.dev}
        self.network = TranslationNetwork(sizes).to(device)

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        """Smoothed cross-entropy of this process's part of the step's batch."""
        batch = self._ahead[Share(step, rank, n_ranks)]
        if not len(batch.lengths):
            return self.network.bias.sum() * 0.0, {}
        logits, targets = self._read(self.network, batch)
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
                plain = [Pair(pair.english, pair.spanish) for pair in pairs]
                items = [self._batches.item(pair, target, draw, plain=True) for pair in plain]
                items.sort(key=lambda item: len(item[1]))
                nats, count = 0.0, 0
                for start in range(0, len(items), 25):
                    logits, targets = self._read(network, batch_of(items[start : start + 25]))
                    nats += float(functional.cross_entropy(logits, targets, reduction="sum"))
                    count += len(targets)
                totals[target] = (totals[target][0] + nats, totals[target][1] + count)
                if target == "es":
                    figures[Path(path).name.split(".")[0]] = nats / count
        into = {f"into {target}": nats / max(1, count) for target, (nats, count) in totals.items()}
        return {"error": sum(into.values()) / 2, **into, **figures}

    def _read(self, network: TranslationNetwork, batch: Batch) -> tuple[Tensor, Tensor]:
        """Logits float [n, n_pieces] and targets int64 [n] of all pieces to be written."""
        source, lengths, target = (table.to(self._device, non_blocking=True) for table in batch)
        encoded = network.encode(source, lengths)
        outputs, _, _ = network.decode(target[:, :-1], encoded, network.begin_state(encoded))
        sought = target[:, 1:]
        inside = sought != PAD
        return network.logits(outputs[inside]), sought[inside]


def _spaced(pairs: list[Pair], n: int) -> list[Pair]:
    return pairs[:: max(1, len(pairs) // n)][:n]
