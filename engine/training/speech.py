"""The recognizer's training task: batches of speech, CTC over phones and letters, error rates on the dev set."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import ctc_loss
from torch.nn.utils.rnn import pad_sequence

from engine.contract.error_rate import edit_distance
from engine.recognizer.network import Emissions, NetworkOptions, RecognizerNetwork
from engine.sound.features import FeatureOptions, RunningMean
from engine.training.ahead import Ahead, Share
from engine.training.augmentation import AugmentationOptions
from engine.training.phone_crf import PhoneTrigram, log_sum_of_paths
from engine.training.speech_batches import SpeechBatches, SpeechOptions
from engine.training.speech_data import PreparedSpeech, letter_ids, phone_ids, prepare, read_pronunciations


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
        self.device = torch.device(device)
        self.network: nn.Module = RecognizerNetwork(network).to(self.device)

        def speech(*sources: str) -> PreparedSpeech:
            folders = [prepared / source.replace("/", "-") for source in sources]
            for source, target in zip(sources, folders, strict=True):
                prepare(folder / source, target)
            return PreparedSpeech(*folders)

        train, self._dev = speech(*data.train), speech(data.dev)
        noise = speech(data.noise) if data.noise else None
        pronunciations = read_pronunciations(
            folder / data.dictionary, folder / data.pronunciations if data.pronunciations else None
        )
        phones = [phone_ids(train.text(i), pronunciations) for i in range(len(train))]
        letters = [letter_ids(train.text(i)) for i in range(len(train))]
        self._prior_mean = train.mean()
        self._ahead = Ahead(SpeechBatches(data, augmentation, train, phones, letters, noise, self._prior_mean, seed), device)
        self._trigram = PhoneTrigram([units for units in phones if units is not None], network.n_phones)
        step = max(1, len(self._dev) // data.dev_utterances)
        self._dev_indices = sorted(range(0, len(self._dev), step), key=self._dev.n_frames)
        self._dev_phones = {i: phone_ids(self._dev.text(i), pronunciations) for i in self._dev_indices}
        self._dev_letters = {i: letter_ids(self._dev.text(i)) for i in self._dev_indices}

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        """CTC loss, a unit, of this process's share of the step's batch."""
        batch = self._ahead[Share(step, rank, n_ranks)]
        emissions = self.network(*(table.to(self.device, non_blocking=True) for table in (batch.features, batch.n_frames)))
        phones, letters = batch.phones, batch.letters
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
        if self.options.consistency > 0:
            apart = _disagreement(emissions.phones, emissions.lengths)
            letters_apart = _disagreement(emissions.letters, emissions.lengths)
            total = total + self.options.consistency * (apart + self.options.letter_weight * letters_apart)
            figures["apart"] = float(apart.detach())
        return total, figures

    def _normalised(self, frames: Tensor) -> Tensor:
        return RunningMean(self._prior_mean, FeatureOptions().prior_frames)(frames)

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
            emissions: Emissions = network(*self._padded([self._normalised(self._dev.frames(i)) for i in indices]))
            if self.options.rivals > 0:
                targets = [self._dev_phones[index] for index in indices]
                rivals = rival_paths(emissions.phones, emissions.lengths, targets, self._trigram)
                against_rivals.append(float(ctc(emissions.phones, emissions.lengths, targets) + rivals))
            phones, letters = emissions.phones.cpu(), emissions.letters.cpu()
            for row, index in enumerate(indices):
                length = int(emissions.lengths[row])
                for name, outputs, wanted in (
                    ("phones", phones, self._dev_phones[index]),
                    ("letters", letters, self._dev_letters[index]),
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
        for row, (target, length) in enumerate(zip(targets, lengths.tolist(), strict=True))
        if target is not None and len(target) + _repeats(target) <= length
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
