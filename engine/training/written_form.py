"""The tagger's task: find the signs and capitals that were taken away from a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from engine.recognizer.written_form.network import SIGNS, UNKNOWN_PAUSE, NetworkOptions, TaggerNetwork
from engine.training.spoken_form import is_well_written, spoken
from engine.training.text_data import read_lines
from engine.training.written_form_data import NO_CASE, RegisterWords, as_numbers, prepared

_END_SIGNS = tuple(SIGNS.index(sign) for sign in ".?!")
_WIDTHS = (8, 16, 24, 32, 48, 64)


@dataclass(frozen=True, slots=True)
class WrittenFormOptions:
    """Which text, and what becomes of it on its way to the network."""

    sources: dict[str, str] = field(default_factory=dict)  # a file a register
    shares: dict[str, float] = field(default_factory=dict)  # how much of a batch comes from a register, 1.0 each
    dev: str = ""  # "table#column", only to see how it goes
    words_each: int = 2_000_000  # of a register at most
    batch_words: int = 4_096
    at_start: float = 0.8  # of the rows that begin with a sentence; others begin anywhere
    at_end: float = 0.7  # of the rows that end with one
    without_pauses: float = 0.4  # of the rows that nobody knows the pauses of
    replaced: float = 0.03  # of the words, by others, as a recognizer mishears
    unlisted: float = 0.02  # of the words, by their endings


class WrittenFormTask:
    """Network and text for the loop.

    Args:
        options: data
        sizes: network
        folder: what the paths are relative to
        prepared_folder: where numbers are kept between runs
        device: of the network
        seed: of order and variation
    """

    def __init__(
        self, options: WrittenFormOptions, sizes: NetworkOptions, folder: Path, prepared_folder: Path, device: str,
        seed: int,
    ) -> None:  # fmt: skip
        self.options = options
        self._device, self._seed = device, seed
        sources = {name: folder / path for name, path in options.sources.items()}
        self.table, registers = prepared(prepared_folder, sources, sizes.n_words, sizes.n_suffixes, options.words_each)
        self._registers = list(registers.values())
        shares = np.array([options.shares.get(name, 1.0) for name in registers])
        self._shares = shares / shares.sum()
        endings = [self.table.id_of_suffix(surface.lower()) for surface in self.table.surfaces]
        self._endings = np.array([0, *endings], dtype=np.int64)
        self._dev = self._read_dev(folder / options.dev) if options.dev else None
        self.network = TaggerNetwork(sizes).to(device)

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        """Cross-entropy of signs and cases on this process's part of the step's batch."""
        words, pauses, lengths, signs, cases = self._batch(np.random.default_rng([self._seed, step, rank]))
        sign_scores, case_scores = self.network(words, pauses, lengths)
        sign_loss = cross_entropy(sign_scores.flatten(0, 1), signs.flatten(), ignore_index=len(SIGNS))
        case_loss = cross_entropy(case_scores.flatten(0, 1), cases.flatten(), ignore_index=NO_CASE)
        return sign_loss + case_loss, {"signs": float(sign_loss.detach()), "cases": float(case_loss.detach())}

    def evaluate(self, network: nn.Module) -> dict[str, float]:
        """Cross-entropy a word on dev lines without pauses, and F1 of all signs and of capitals inside sentences."""
        if self._dev is None:
            return {"error": 0.0}
        words = torch.from_numpy(self._dev.ids.astype(np.int64))
        signs, cases = torch.from_numpy(self._dev.signs.astype(np.int64)), self._dev.cases
        rows = list(zip(words.split(64), signs.split(64), strict=True))
        found_signs, found_cases, total = [], [], 0.0
        for row, wanted in rows:
            pauses = torch.full((1, len(row)), UNKNOWN_PAUSE, device=self._device)
            sign_scores, case_scores = network(row[None].to(self._device), pauses, torch.tensor([len(row)]))
            total += float(cross_entropy(sign_scores[0].cpu(), wanted, reduction="sum"))
            found_signs.append(sign_scores[0].argmax(-1).cpu())
            found_cases.append(case_scores[0].argmax(-1).cpu())
        counted = cases != NO_CASE
        return {
            "error": total / len(words),
            "signs_f1": _f1(torch.cat(found_signs).numpy(), signs.numpy()),
            "capitals_f1": _f1(torch.cat(found_cases).numpy()[counted], cases[counted]),
        }

    def _read_dev(self, path: Path) -> RegisterWords:
        tagged = [(line, spoken(line)) for line in read_lines(path)]
        return as_numbers([words for line, words in tagged if words and is_well_written(line, words)], self.table)

    def _batch(self, draw: Generator) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Words int64, pauses float32, lengths int64 [n_rows], signs and cases int64, the others [n_rows, width]."""
        width = int(draw.choice(_WIDTHS))
        n_rows = max(1, self.options.batch_words // width)
        words = np.zeros((n_rows, width), np.int64)
        signs = np.full((n_rows, width), len(SIGNS), np.int64)
        cases = np.full((n_rows, width), NO_CASE, np.int64)
        pauses = np.full((n_rows, width), UNKNOWN_PAUSE, np.float32)
        lengths = np.zeros(n_rows, np.int64)
        for row in range(n_rows):
            register = self._registers[int(draw.choice(len(self._registers), p=self._shares))]
            start, end = self._stretch(register, width, draw)
            n = lengths[row] = end - start
            words[row, :n] = self._varied(register.ids[start:end].astype(np.int64), draw)
            signs[row, :n], cases[row, :n] = register.signs[start:end], register.cases[start:end]
            if draw.random() >= self.options.without_pauses:
                pauses[row, : n - 1] = likely_pauses(signs[row, : n - 1], draw)
        tensors = [torch.from_numpy(array).to(self._device) for array in (words, pauses, lengths, signs, cases)]
        return tensors[0], tensors[1], tensors[2], tensors[3], tensors[4]

    def _stretch(self, register: RegisterWords, width: int, draw: Generator) -> tuple[int, int]:
        """From where to where a row reads."""
        n_words = len(register.ids)
        if draw.random() < self.options.at_start:
            start = int(register.starts[draw.integers(len(register.starts))])
        else:
            start = int(draw.integers(n_words))
        start = max(0, min(start, n_words - width))
        end = start + int(draw.integers(max(2, width // 2), width + 1))
        if draw.random() < self.options.at_end:
            ends = np.flatnonzero(np.isin(register.signs[start : start + width], _END_SIGNS))
            end = start + int(ends[-1]) + 1 if len(ends) else end
        return start, end

    def _varied(self, ids: NDArray[np.int64], draw: Generator) -> NDArray[np.int64]:
        chance = draw.random(len(ids))
        listed = ids <= len(self.table.surfaces)
        ids = np.where(listed & (chance < self.options.unlisted), self._endings[np.where(listed, ids, 0)], ids)
        misheard = chance > 1 - self.options.replaced
        # The frequent words have the small numbers, and are what is heard by mistake.
        others = (len(self.table.surfaces) * draw.random(len(ids)) ** 3).astype(np.int64) + 1
        return np.where(misheard, others, ids)


def likely_pauses(signs: NDArray[np.int64], draw: Generator) -> NDArray[np.float32]:
    """Pauses as readers make them, in seconds: mostly none inside, short at commas, longer at a sentence's end.

    Args:
        signs: int64 [n], of SIGNS
    """
    is_end = np.isin(signs, _END_SIGNS)
    has_pause = draw.random(len(signs)) < np.where(is_end, 0.85, np.where(signs > 0, 0.55, 0.08))
    median_s = np.where(is_end, 0.5, np.where(signs > 0, 0.25, 0.2))
    long_s = median_s * np.exp(0.6 * draw.standard_normal(len(signs)))
    short_s = 0.02 * draw.exponential(size=len(signs))
    return np.where(has_pause, long_s, short_s).astype(np.float32)


def _f1(found: NDArray[np.int64], wanted: NDArray[np.int64]) -> float:
    hits = int(((found == wanted) & (wanted > 0)).sum())
    return 2 * hits / max(1, int((found > 0).sum() + (wanted > 0).sum()))
