"""The recognizer's training task: batches of speech, CTC over phones and letters, error rates on the dev set."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import ctc_loss
from torch.nn.utils.rnn import pad_sequence

from engine.contract.error_rate import edit_distance
from engine.recognizer.network import Emissions, NetworkOptions, RecognizerNetwork
from engine.sound.features import FeatureOptions, RunningMean
from engine.training.augmentation import AugmentationOptions, mask, vary
from engine.training.passes import Passes
from engine.training.phone_crf import PhoneTrigram, log_sum_of_paths
from engine.training.speech_data import (
    PreparedSpeech,
    letter_ids,
    phone_ids,
    prepare,
    read_pronunciations,
)


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """What to learn from, and how it is cut into batches. Paths are relative to the data folder."""

    train: tuple[str, ...] = ("train.tsv",)  # speech tables
    dev: str = "dev.tsv"
    noise: str = ""  # a folder of recordings without words; "" for none
    dictionary: str = "lexicon/cmudict.dict.xz"
    pronunciations: str = ""  # table of further words, "" for none
    batch_seconds: float = 100.0  # sound in the batch of one step, over all processes
    longest_seconds: float = 20.0
    short_first_passes: int = 1  # so many passes go from short utterances to long ones
    letter_weight: float = 0.3
    middle_weight: float = 0.3
    rivals: float = 0.0  # from 0, CTC alone, to 1: how much all paths under a trigram of phones count against the right ones
    consistency: float = 0.0  # weight of two views of each utterance agreeing; 0 for one view alone
    silent_share: float = 0.04  # of utterances are replaced by noise alone, which has no words
    dev_utterances: int = 160


@dataclass(frozen=True, slots=True)
class Take:
    """An utterance as it is heard in one step.

    views: float32 [n_frames, n_mels] each, normalised; the same sound under different masks
    phones: units to be heard; None when a word's pronunciation is not known
    letters: units to be heard
    """

    views: list[Tensor]
    phones: list[int] | None
    letters: list[int]


class SpeechTask:
    """Batches and losses for the recognizer.

    Args:
        data: see `SpeechOptions`
        network: sizes
        augmentation: how strongly to vary
        folder: what the data's paths are relative to
        prepared: where features are kept between runs
        device: where to compute
        seed: order and variation follow from it
    """

    def __init__(
        self,
        data: SpeechOptions,
        network: NetworkOptions,
        augmentation: AugmentationOptions,
        folder: Path,
        prepared: Path,
        device: str = "cpu",
        seed: int = 1,
    ) -> None:
        self.options = data
        self.augmentation = augmentation
        self.device = torch.device(device)
        self.network: nn.Module = RecognizerNetwork(network).to(self.device)
        self._seed = seed
        def speech(*sources: str) -> PreparedSpeech:
            folders = [prepared / source.replace("/", "-") for source in sources]
            for source, target in zip(sources, folders, strict=True):
                prepare(folder / source, target)
            return PreparedSpeech(*folders)

        self._train = speech(*data.train)
        self._dev = speech(data.dev)
        self._noise = speech(data.noise) if data.noise else None
        self.prior_mean = self._train.mean()
        pronunciations = read_pronunciations(
            folder / data.dictionary, folder / data.pronunciations if data.pronunciations else None
        )
        self._train_phones = [phone_ids(self._train.text(i), pronunciations) for i in range(len(self._train))]
        self._train_letters = [letter_ids(self._train.text(i)) for i in range(len(self._train))]
        known = [phones for phones in self._train_phones if phones is not None]
        self._trigram = PhoneTrigram(known, network.n_phones)
        step = max(1, len(self._dev) // data.dev_utterances)
        self._dev_indices = sorted(range(0, len(self._dev), step), key=self._dev.n_frames)
        self._dev_phones = {i: phone_ids(self._dev.text(i), pronunciations) for i in self._dev_indices}
        self._dev_letters = {i: letter_ids(self._dev.text(i)) for i in self._dev_indices}
        self._usable = [
            i for i in range(len(self._train)) if 40 <= self._train.n_frames(i) <= 100 * data.longest_seconds
        ]
        self._passes = Passes(self._plan)
        self._prior_frames = FeatureOptions().prior_frames

    def _plan(self, number: int) -> list[list[int]]:
        """The batches of a pass: utterances of like length together, the batches in random order."""
        generator = torch.Generator().manual_seed(self._seed * 1_000_003 + number)
        jitter = (torch.rand(len(self._train), generator=generator) * 0.1 + 0.95).tolist()
        ordered = sorted(self._usable, key=lambda i: self._train.n_frames(i) * jitter[i])
        batches: list[list[int]] = [[]]
        longest = 0
        for index in ordered:
            longest = max(longest, self._train.n_frames(index))
            padded = longest * (len(batches[-1]) + 1) * self._n_views
            if batches[-1] and padded > 100 * self.options.batch_seconds:
                batches.append([])
                longest = self._train.n_frames(index)
            batches[-1].append(index)
        if number < self.options.short_first_passes:
            return batches
        return [batches[i] for i in torch.randperm(len(batches), generator=generator).tolist()]

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        """CTC loss, a unit, of this process's share of the step's batch."""
        indices = self._passes.batch(step)
        takes = [self._take(i, step) for i in indices[rank::n_ranks] or indices[:1]]
        n_views = self._n_views
        views = [view for same_view in zip(*(take.views for take in takes), strict=True) for view in same_view]
        emissions = self.network(*self._padded(views))
        phones = [take.phones for take in takes] * n_views
        letters = [take.letters for take in takes] * n_views
        phone_loss = ctc(emissions.phones, emissions.lengths, phones)
        letter_loss = ctc(emissions.letters, emissions.lengths, letters)
        middle_loss = ctc(emissions.middle_phones, emissions.lengths, phones)
        total = (
            phone_loss + self.options.letter_weight * letter_loss + self.options.middle_weight * middle_loss
        )
        figures = {"phones": float(phone_loss.detach()), "letters": float(letter_loss.detach())}
        if self.options.rivals > 0:
            rivals = rival_paths(emissions.phones, emissions.lengths, phones, self._trigram)
            total = total + self.options.rivals * rivals
            figures["against rivals"] = float((phone_loss + rivals).detach())
        if n_views == 2:
            apart = _disagreement(emissions.phones, emissions.lengths)
            letters_apart = _disagreement(emissions.letters, emissions.lengths)
            total = total + self.options.consistency * (apart + self.options.letter_weight * letters_apart)
            figures["apart"] = float(apart.detach())
        return total, figures

    @property
    def _n_views(self) -> int:
        return 2 if self.options.consistency > 0 else 1

    def _take(self, index: int, step: int) -> Take:
        """An utterance as it is heard in this step; now and then noise alone in its stead."""
        generator = torch.Generator().manual_seed((self._seed * 7919 + step) * 10_007 + index)
        chance = float(torch.rand((), generator=generator))
        noise = None
        if self._noise is not None and chance < self.augmentation.noise_share:
            noise = self._noise.frames(int(torch.randint(len(self._noise), (), generator=generator)))
        if noise is not None and chance < self.options.silent_share:
            varied = vary(noise, None, self.augmentation, generator)
            phones: list[int] | None = []
            letters: list[int] = []
        else:
            varied = vary(self._train.frames(index), noise, self.augmentation, generator)
            phones, letters = self._train_phones[index], self._train_letters[index]
        normal = RunningMean(self.prior_mean, self._prior_frames)(varied)
        views = [mask(normal, self.augmentation, generator) for _ in range(self._n_views)]
        return Take(views, phones, letters)

    def _padded(self, frames: list[Tensor]) -> tuple[Tensor, Tensor]:
        n_frames = torch.tensor([len(f) for f in frames])
        return pad_sequence(frames, batch_first=True).to(self.device), n_frames.to(self.device)

    def evaluate(self, network: nn.Module) -> dict[str, float]:
        """Greedy phone and letter error rates on part of the dev set; with rivals, the loss beside them counts for the phones'."""
        errors = {"phones": 0, "letters": 0}
        totals = {"phones": 0, "letters": 0}
        against_rivals: list[float] = []
        for start in range(0, len(self._dev_indices), 8):
            indices = self._dev_indices[start : start + 8]
            normalised = [
                RunningMean(self.prior_mean, self._prior_frames)(self._dev.frames(i)) for i in indices
            ]
            emissions: Emissions = network(*self._padded(normalised))
            if self.options.rivals > 0:
                targets = [self._dev_phones[index] for index in indices]
                rivals = rival_paths(emissions.phones, emissions.lengths, targets, self._trigram)
                against_rivals.append(float(ctc(emissions.phones, emissions.lengths, targets) + rivals))
            for row, index in enumerate(indices):
                length = int(emissions.lengths[row])
                for name, outputs, wanted in (
                    ("phones", emissions.phones, self._dev_phones[index]),
                    ("letters", emissions.letters, self._dev_letters[index]),
                ):
                    if wanted:
                        errors[name] += edit_distance(best_path(outputs[row, :length]), wanted)
                        totals[name] += len(wanted)
        phone_error = errors["phones"] / max(1, totals["phones"])
        letter_error = errors["letters"] / max(1, totals["letters"])
        figures = {"phones": phone_error, "letters": letter_error}
        if against_rivals:
            figures["against rivals"] = sum(against_rivals) / len(against_rivals)
        return {"error": figures.get("against rivals", phone_error) + 0.3 * letter_error, **figures}


def ctc(log_probabilities: Tensor | None, lengths: Tensor, targets: Sequence[list[int] | None]) -> Tensor:
    """CTC loss a unit over the sequences that have a target and room for it; zero where none has.

    Source: Graves et al. 2006, eq. 6 to 8.
    """
    assert log_probabilities is not None
    fitting = _fitting(lengths, targets)
    if not fitting:
        return log_probabilities.sum() * 0.0
    device = log_probabilities.device
    kept = torch.tensor(list(fitting), device=device)
    units = [unit for target in fitting.values() for unit in target]
    losses = ctc_loss(
        log_probabilities[kept].transpose(0, 1),
        torch.tensor(units, device=device, dtype=torch.long),
        lengths[kept],
        torch.tensor([len(target) for target in fitting.values()], device=device),
        reduction="sum",
    )
    return losses / max(1, len(units))


def rival_paths(
    log_probabilities: Tensor, lengths: Tensor, targets: Sequence[list[int] | None], trigram: PhoneTrigram
) -> Tensor:
    """What all paths are worth beside the trigram's share of the right phones, nats a unit; `ctc` and this sum to CTC-CRF's loss.

    Source: Xiang & Ou 2019, eq. 4 and 5.
    """
    fitting = _fitting(lengths, targets)
    if not fitting:
        return log_probabilities.sum() * 0.0
    kept = torch.tensor(list(fitting), device=log_probabilities.device)
    together = log_sum_of_paths(log_probabilities[kept], lengths[kept], trigram).sum()
    expected = sum(trigram.log_probability(target) for target in fitting.values())
    return (together - expected) / max(1, sum(map(len, fitting.values())))


def _fitting(lengths: Tensor, targets: Sequence[list[int] | None]) -> dict[int, list[int]]:
    """The rows that have a target and room for it."""
    return {
        row: target
        for row, target in enumerate(targets)
        if target is not None and len(target) + _repeats(target) <= int(lengths[row])
    }


def _disagreement(log_probabilities: Tensor, lengths: Tensor) -> Tensor:
    """How far apart the two halves of a batch, two views of the same utterances, are: nats an emission.

    Each view is drawn to what the other says, which is held still while it does.

    Source: Yao et al. 2025 (CR-CTC), eq. 4 and 5.

    Args:
        log_probabilities: float [2 * batch, n_emissions, n_units], the first views and then the second
        lengths: int64 [2 * batch]
    """
    first, second = log_probabilities.chunk(2)
    inside = torch.arange(first.shape[1], device=lengths.device) < lengths[: len(first), None]
    apart = (second.detach().exp() * (second.detach() - first)).sum(-1)
    apart = apart + (first.detach().exp() * (first.detach() - second)).sum(-1)
    return 0.5 * apart.masked_select(inside).mean()


def _repeats(target: list[int]) -> int:
    return sum(first == second for first, second in itertools.pairwise(target))


def best_path(log_probabilities: Tensor) -> list[int]:
    """Units of the likeliest path, repeats joined and blanks dropped: [n_frames, n_units] to a list."""
    path = torch.unique_consecutive(log_probabilities.argmax(-1))
    return [int(unit) for unit in path if unit != 0]
