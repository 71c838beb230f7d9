"""A recognizer of few words in a language of tones, trained for seconds and written as the shipped one is."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
import torch

from engine.layers.model_folder import hash_tokens, write_model
from engine.recognizer.lexicon import Lexicon
from engine.recognizer.network import NetworkOptions, RecognizerNetwork
from engine.recognizer.recognizer import model_config
from engine.recognizer.search import SearchOptions
from engine.sound.features import SAMPLE_RATE_HZ, FeatureOptions, LogMel
from engine.training.augmentation import AugmentationOptions
from engine.training.loop import Loop, LoopOptions
from engine.training.ngram_estimation import estimate
from engine.training.own_speech_task import Example, OwnSpeechTask
from engine.training.speech_data import LETTER_UNITS, PHONE_UNITS, letter_ids

SOUNDS = {"b": "B", "d": "D", "k": "K", "m": "M", "s": "S", "a": "AA", "e": "EH", "o": "OW"}  # a letter, its phone
WORDS = tuple(sorted(f"{a}{b}{c}{d}" for a, c in ("bd", "km", "sb", "dk", "ms") for b, d in ("ao", "ea", "oe", "aa")))
STILL = AugmentationOptions(0.0, 0.0, 3.0, 0.0, n_frequency_masks=0, time_mask_share=0.0)
_TONE_S = 0.12


def tones(words: Sequence[str], draw: random.Random, pitch: float = 1.0) -> np.ndarray:
    """The words as sound, float32 at 16 kHz: a tone of its own for each letter, a pause between words.

    Args:
        words: of the letters in `SOUNDS`
        draw: of noise and pace
        pitch: of the voice, 1 for the one the network knows
    """
    noise = np.random.default_rng(draw.randrange(1 << 30))
    pieces = [np.zeros(1_600)]
    for word in words:
        for letter in word:
            hz = pitch * 300 * 1.35 ** list(SOUNDS).index(letter)
            times_s = np.arange(round(draw.uniform(0.9, 1.1) * _TONE_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
            pieces.append(0.2 * np.sin(2 * np.pi * hz * times_s) * np.hanning(len(times_s)))
        pieces.append(np.zeros(1_600))
    sound = np.concatenate(pieces)
    return (sound + 0.003 * noise.standard_normal(len(sound))).astype(np.float32)


def sentences(words: Sequence[str], n: int, seed: int) -> list[list[str]]:
    """Three words each."""
    draw = random.Random(seed)
    return [[draw.choice(words) for _ in range(3)] for _ in range(n)]


def write_recordings(folder: Path, said: list[list[str]], pitch: float) -> None:
    """Recordings with their words beside them."""
    folder.mkdir(parents=True)
    for number, words in enumerate(said):
        soundfile.write(folder / f"{number:03d}.wav", tones(words, random.Random(number), pitch), SAMPLE_RATE_HZ)
        (folder / f"{number:03d}.txt").write_text(" ".join(words).capitalize() + ".\n", encoding="utf-8")


def units_of(word: str) -> tuple[int, ...]:
    """The phones of a word."""
    return tuple(PHONE_UNITS.index(SOUNDS[letter]) for letter in word)


def small_model(folder: Path) -> Path:
    """A model folder of a network that knows `WORDS`."""
    torch.manual_seed(1)
    sizes = NetworkOptions(n_channels=4, width=48, n_layers=2, middle_layer=1, dropout=0.0)
    network, log_mel, draw = RecognizerNetwork(sizes), LogMel(FeatureOptions()), random.Random(1)
    texts = sentences(WORDS, 120, 1)
    frames = [log_mel(torch.from_numpy(tones(words, draw))) for words in texts]
    mean = torch.cat(frames).mean(0)
    examples = [
        Example(one.half(), [unit for word in words for unit in units_of(word)], letter_ids(" ".join(words)))
        for one, words in zip(frames, texts, strict=True)
    ]
    task = OwnSpeechTask(network, examples, mean, FeatureOptions().prior_frames, 16.0, STILL, 1)
    options = LoopOptions(150, 10, 40, 1e-2, 0.0, 1.0, 0.9, evaluate_every=1_000, save_every=1_000)
    Loop(task, options, folder / "run", say=lambda line: None).run()
    lexicon = Lexicon.of(WORDS, [(number, units_of(word)) for number, word in enumerate(WORDS)])
    config = model_config(
        "small", sizes, FeatureOptions(), mean.tolist(), [0.0] * len(PHONE_UNITS), PHONE_UNITS, LETTER_UNITS,
        SearchOptions(), hash_tokens([*PHONE_UNITS, *LETTER_UNITS]),
    )  # fmt: skip

    def write_more(target: Path) -> None:
        lexicon.save(target)
        estimate({"all": texts}, WORDS, order=3, budget=10_000).save(target / "ngram.safetensors")

    model = folder / "recognizer-en"
    write_model(model, config, {n: v.half() for n, v in network.state_dict().items()}, "# small\n", write_more)
    return model
