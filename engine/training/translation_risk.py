"""The translator's last round: of the translations that its search finds, those like the reference are made likelier.

Cross-entropy asks for the reference piece by piece and never sees what the search makes of the network. Here the search's own
hypotheses of a sentence were scored once (`translation_candidates.py`), and what is learnt is their expected score.

Source: Shen et al. 2016 (minimum risk training); Edunov et al. 2018, section 3.2 ("Risk", with the likelihood of the reference beside
it).
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from engine.contract.errors import TrioletError
from engine.training.passes import Passes, portions
from engine.training.text_data import read_lines
from engine.training.translation import TranslationTask
from engine.training.translation_batches import PairOptions
from engine.translator.network import END, PAD, START, Encoded, NetworkOptions, TranslationNetwork, padded


@dataclass(frozen=True, slots=True)
class RiskOptions(PairOptions):
    """Which candidates, and how they are weighed; of the pairs only the dev tables are read."""

    candidates: tuple[str, ...] = ()  # files of `translation_candidates.py`
    sharpness: float = 0.7  # of the shares among a sentence's candidates: of log p a piece times the reference's pieces
    chrf_share: float = 0.5  # of chrF in a candidate's score, the rest is BLEU's
    likelihood_share: float = 0.3  # of the reference's cross-entropy beside the risk


@dataclass(frozen=True, slots=True)
class Candidates:
    """A sentence with its reference and what the search found.

    Args:
        source: pieces, tags and END included
        reference: pieces, START and END included
        found: pieces of each hypothesis, without START and END
        scores: of each, 0 to 1
    """

    source: list[int]
    reference: list[int]
    found: list[list[int]]
    scores: list[float]

    @property
    def size(self) -> int:
        """Pieces to be written."""
        return sum(len(one) + 1 for one in self.found) + len(self.reference)


def read_candidates(path: Path, chrf_share: float) -> list[Candidates]:
    """What `translation_candidates.py` wrote.

    Raises:
        TrioletError: a line that it cannot have written
    """
    found = []
    for line in read_lines(path):
        try:
            row: dict[str, Any] = json.loads(line)
            scores = [chrf_share * chrf + (1 - chrf_share) * bleu for chrf, bleu in zip(row["chrf"], row["bleu"], strict=True)]
            found.append(Candidates(row["source"], row["reference"], row["found"], scores))
        except (ValueError, KeyError, TypeError) as error:
            raise TrioletError(f"{path.name} holds no candidates.", details=line[:200]) from error
    return found


def risk(network: TranslationNetwork, batch: Sequence[Candidates], sharpness: float, smoothing: float) -> tuple[Tensor, Tensor]:
    """What is to fall: minus the expected score above the mean, and the cross-entropy of the references.

    Args:
        network: gives the chances
        batch: sentences with their candidates
        sharpness: see `RiskOptions`
        smoothing: of the references' labels
    """
    device = network.pieces.weight.device
    source, lengths = (table.to(device) for table in padded([one.source for one in batch]))
    encoded = network.encode(source, lengths)
    rows = [[START, *found, END] for one in batch for found in one.found] + [one.reference for one in batch]
    owners = [number for number, one in enumerate(batch) for _ in one.found] + list(range(len(batch)))
    n_found = len(rows) - len(batch)
    target = padded(rows)[0].to(device)
    inside = target[:, 1:] != PAD
    read = Encoded(*(part[torch.tensor(owners, device=device)] for part in encoded))
    outputs, _, _ = network.decode(target[:, :-1], read, network.begin_state(read))
    logits, sought = network.logits(outputs[inside]).float(), target[:, 1:][inside]
    losses = functional.cross_entropy(logits, sought, reduction="none")
    means = -torch.zeros(inside.shape, device=device).masked_scatter(inside, losses).sum(1) / inside.sum(1)
    total, start = means.new_zeros(()), 0
    for one in batch:
        scores = torch.tensor(one.scores, device=device)
        shares = (means[start : start + len(scores)] * sharpness * (len(one.reference) - 1)).softmax(0)
        total, start = total - (shares * (scores - scores.mean())).sum(), start + len(scores)
    of_references = (torch.arange(len(rows), device=device) >= n_found)[:, None].expand_as(inside)[inside]
    likelihood = functional.cross_entropy(logits[of_references], sought[of_references], label_smoothing=smoothing)
    return total / len(batch), likelihood


class RiskTask(TranslationTask):
    """Network and candidates for the loop; what it evaluates is the translator's own task."""

    options: RiskOptions

    def __init__(
        self, options: RiskOptions, sizes: NetworkOptions, folder: Path, prepared_folder: Path, device: str, seed: int,
        known_pieces: Path | None = None,
    ) -> None:  # fmt: skip
        if known_pieces is None:
            raise TrioletError("The last round goes on from a network.", remedy="Name its weights with --start-from, their pieces beside them.")
        super().__init__(replace(options, sources={}), sizes, folder, prepared_folder, device, seed, known_pieces)
        every = [one for path in options.candidates for one in read_candidates(folder / path, options.chrf_share)]
        self._passes = Passes(lambda number: _plan(every, options.batch_pieces, f"{seed} {number}"))

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        """Risk, and the references' smoothed cross-entropy, of this process's part of the step's sentences."""
        batch = self._passes.batch(step * n_ranks + rank)
        total, likelihood = risk(self.network, batch, self.options.sharpness, self.options.label_smoothing)
        return total + self.options.likelihood_share * likelihood, {"gain": -float(total.detach()), "sentences": float(len(batch))}


def _plan(every: Sequence[Candidates], batch_pieces: int, seed: str) -> list[list[Candidates]]:
    """The batches of a pass: sentences of like length together."""
    draw = random.Random(seed)
    ordered = sorted(every, key=lambda one: max(map(len, one.found)) * draw.uniform(0.9, 1.1))
    batches = portions(ordered, lambda one: one.size, batch_pieces)
    draw.shuffle(batches)
    return batches
