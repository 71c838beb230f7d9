"""What the recognizer learns from: batches of utterances, each pass varied anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from engine.sound.features import FeatureOptions, RunningMean
from engine.training.ahead import Share
from engine.training.augmentation import AugmentationOptions, mask, vary
from engine.training.passes import Passes, padded_portions
from engine.training.speech_data import PreparedSpeech


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
class Batch:
    """Utterances as they are heard in one step.

    features: float32 [n_views * n_utterances, n_frames, n_mels], normalised, zeros past each end; all first views, then the second
        ones, of the same sound under different masks
    n_frames: int64 [n_views * n_utterances]
    phones: units to be heard; None when a word's pronunciation is not known
    letters: units to be heard
    """

    features: Tensor
    n_frames: Tensor
    phones: list[list[int] | None]
    letters: list[list[int]]

    def pin_memory(self) -> Batch:
        """The same where a graphics card reads it faster; asked for by torch's loader."""
        return replace(self, features=self.features.pin_memory(), n_frames=self.n_frames.pin_memory())


class SpeechBatches:
    """The batches of all steps, of which each process takes its share of the utterances.

    Args:
        options: see `SpeechOptions`
        augmentation: how strongly to vary
        speech: the utterances
        phones: units of each utterance; None when a word's pronunciation is not known
        letters: units of each utterance
        noise: recordings without words, if there are any
        prior_mean: float32 [n_mels], see `RunningMean`
        seed: order and variation follow from it
    """

    def __init__(
        self, options: SpeechOptions, augmentation: AugmentationOptions, speech: PreparedSpeech, phones: list[list[int] | None],
        letters: list[list[int]], noise: PreparedSpeech | None, prior_mean: Tensor, seed: int,
    ) -> None:  # fmt: skip
        self._options, self._augmentation, self._seed = options, augmentation, seed
        self._speech, self._phones, self._letters, self._noise = speech, phones, letters, noise
        self._prior_mean = prior_mean
        self._usable = [i for i in range(len(speech)) if 40 <= speech.n_frames(i) <= 100 * options.longest_seconds]
        self._passes = Passes(self._plan)
        self.n_views = 2 if options.consistency > 0 else 1

    def __getitem__(self, share: Share) -> Batch:
        indices = self._passes.batch(share.step)
        takes = [self._take(i, share.step) for i in indices[share.rank :: share.n_ranks] or indices[:1]]
        views = [view for same_view in zip(*(views for views, _, _ in takes), strict=True) for view in same_view]
        phones, letters = [take[1] for take in takes], [take[2] for take in takes]
        n_frames = torch.tensor([len(view) for view in views])
        return Batch(pad_sequence(views, batch_first=True), n_frames, phones * self.n_views, letters * self.n_views)

    def _plan(self, number: int) -> list[list[int]]:
        """The batches of a pass: utterances of like length together, the batches in random order."""
        generator = torch.Generator().manual_seed(self._seed * 1_000_003 + number)
        jitter = (torch.rand(len(self._speech), generator=generator) * 0.1 + 0.95).tolist()
        ordered = sorted(self._usable, key=lambda i: self._speech.n_frames(i) * jitter[i])
        batches = padded_portions(ordered, self._speech.n_frames, 100 * self._options.batch_seconds / self.n_views)
        if number < self._options.short_first_passes:
            return batches
        return [batches[i] for i in torch.randperm(len(batches), generator=generator).tolist()]

    def _take(self, index: int, step: int) -> tuple[list[Tensor], list[int] | None, list[int]]:
        """Views, phones and letters of an utterance in this step; now and then as much of noise alone in its stead."""
        speech = self._speech.frames(index)
        generator = torch.Generator().manual_seed((self._seed * 7919 + step) * 10_007 + index)
        chance = float(torch.rand((), generator=generator))
        noise = None
        if self._noise is not None and chance < self._augmentation.noise_share:
            noise = self._noise.frames(int(torch.randint(len(self._noise), (), generator=generator)))
            noise = noise.roll(int(torch.randint(len(noise), (), generator=generator)), 0)  # begins anywhere
        if noise is not None and chance < self._options.silent_share:
            varied = vary(noise[: len(speech)], None, self._augmentation, generator)
            phones: list[int] | None = []
            letters: list[int] = []
        else:
            varied = vary(speech, noise, self._augmentation, generator)
            phones, letters = self._phones[index], self._letters[index]
        normal = RunningMean(self._prior_mean, FeatureOptions().prior_frames)(varied)
        return [mask(normal, self._augmentation, generator) for _ in range(self.n_views)], phones, letters
