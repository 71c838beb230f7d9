"""The recognizer's task on one person's speech: which phones they said, and CTC over them and the letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from engine.recognizer.alignment import NOWHERE, align
from engine.recognizer.network import RecognizerNetwork
from engine.sound.features import RunningMean
from engine.training.augmentation import AugmentationOptions, mask, vary
from engine.training.passes import Passes, padded_portions
from engine.training.speech import ctc

Units = tuple[int, ...]
_LETTERS, _MIDDLE = 0.3, 0.3  # weights of the losses beside the phones', as in training


@dataclass(frozen=True, slots=True)
class Example:
    """An utterance to be learnt.

    Args:
        frames: float16 [n_frames, n_mels], log-mel, not normalised
        phones: units; None when a word's pronunciation is not known
        letters: units
    """

    frames: Tensor
    phones: list[int] | None
    letters: list[int]


class OwnSpeechTask:
    """Batches and losses for the loop; nothing of a person's sound goes to disk.

    Args:
        network: to be trained
        examples: the utterances
        prior_mean: float32 [n_mels], of the model; see `RunningMean`
        prior_frames: how many frames it counts for
        batch_s: sound in a batch
        augmentation: how strongly each pass differs
        seed: order and variation follow from it
    """

    def __init__(
        self, network: RecognizerNetwork, examples: Sequence[Example], prior_mean: Tensor, prior_frames: int,
        batch_s: float, augmentation: AugmentationOptions, seed: int,
    ) -> None:  # fmt: skip
        self.network: nn.Module = network
        self._examples, self._prior_mean, self._prior_frames = examples, prior_mean, prior_frames
        self._batch_frames, self._augmentation, self._seed = 100 * batch_s, augmentation, seed
        self._passes = Passes(self.plan)

    def plan(self, number: int) -> list[list[int]]:
        """The batches of a pass: utterances of like length together, in an order that follows from seed and pass."""
        draw = np.random.default_rng([self._seed, 79, number])
        sizes = np.array([len(one.frames) for one in self._examples])
        ordered: list[int] = np.argsort(sizes * draw.uniform(0.9, 1.1, len(sizes))).tolist()
        batches = padded_portions(ordered, lambda index: float(sizes[index]), self._batch_frames)
        return [batches[at] for at in draw.permutation(len(batches))]

    def loss(self, step: int, rank: int, n_ranks: int) -> tuple[Tensor, dict[str, float]]:
        """CTC loss, a unit, of this process's share of the step's batch."""
        indices = self._passes.batch(step)
        chosen = indices[rank::n_ranks] or indices[:1]
        views = [self._view(index, step) for index in chosen]
        lengths = torch.tensor([len(view) for view in views])
        emissions = self.network(pad_sequence(views, batch_first=True), lengths)
        phones = [self._examples[index].phones for index in chosen]
        letters = [self._examples[index].letters for index in chosen]
        loss = ctc(emissions.phones, emissions.lengths, phones)
        loss = loss + _LETTERS * ctc(emissions.letters, emissions.lengths, letters)
        return loss + _MIDDLE * ctc(emissions.middle_phones, emissions.lengths, phones), {}

    def evaluate(self, network: nn.Module) -> dict[str, float]:
        """Nothing: words are counted by who calls."""
        return {"error": 0.0}

    def _view(self, index: int, step: int) -> Tensor:
        generator = torch.Generator().manual_seed((self._seed * 7919 + step) * 10_007 + index)
        varied = vary(self._examples[index].frames.float(), None, self._augmentation, generator)
        return mask(RunningMean(self._prior_mean, self._prior_frames)(varied), self._augmentation, generator)


def spoken_units(
    emissions: NDArray[np.float32], words: Sequence[str], spoken: Mapping[str, Sequence[Units]]
) -> list[Units] | None:
    """Which of its pronunciations each word was said with, as the sound fits best.

    Args:
        emissions: float32 [n_emissions, n_phones], log-probabilities
        words: what was said
        spoken: the pronunciations of each word, the likeliest first

    Returns:
        units of each word; None when a word has no pronunciation
    """
    if not all(spoken.get(word) for word in words):
        return None
    chosen = [spoken[word][0] for word in words]
    if all(len(spoken[word]) == 1 for word in words):
        return chosen
    total, starts, ends = align(emissions, np.concatenate([np.array(units, np.int64) for units in chosen]))
    if total <= NOWHERE:
        return chosen
    edges = np.cumsum([0, *map(len, chosen)])
    for number, word in enumerate(words):
        # From the end of the word before to the start of the next one, so that a longer pronunciation finds room.
        start = int(ends[edges[number] - 1]) if number else 0
        end = int(starts[edges[number + 1]]) if number + 1 < len(words) else len(emissions)
        chosen[number] = max(spoken[word], key=lambda units: float(align(emissions[start:end], np.array(units, np.int64))[0]))
    return chosen
