"""The recognizer adapted to one person's voice and words, on their computer."""

from __future__ import annotations

import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor

from engine.contract.error_rate import edit_distance
from engine.layers.model_folder import (
    CONFIG_FILE,
    WEIGHTS_FILE,
    ModelCard,
    load_weights,
    read_card,
    shipped_model,
    write_model,
)
from engine.recognizer.letter_sounds import LetterSounds
from engine.recognizer.lexicon import SPOKEN_FILE, WORDS_FILE, Lexicon
from engine.recognizer.network import NetworkOptions, RecognizerNetwork
from engine.recognizer.ngram import NgramModel
from engine.recognizer.recognizer import Recognizer, load
from engine.recognizer.rescoring import SpokenScorer
from engine.sound.features import FeatureOptions, LogMel
from engine.training.adaptation import Outcome, Show, adopt, learn, n_threads, private_folder
from engine.training.augmentation import AugmentationOptions
from engine.training.own_speech import OwnSpeech, OwnUtterance, read_speech, words_of
from engine.training.own_speech_task import Example, OwnSpeechTask, Units, spoken_units
from engine.training.speech_data import letter_ids

NAME = "recognizer-en"
_LEXICON_FILES = (WORDS_FILE, SPOKEN_FILE, "ngram.safetensors")
_OWN_SHARE = 0.3  # of the chance of a new word is what the person's own speech says
_MOST_NEW = 2_000


@dataclass(frozen=True, slots=True)
class SpeechAdaptation:
    """How strongly the network is drawn to a person's speech."""

    passes: float = 6.0
    fewest_steps: int = 20
    most_steps: int = 600
    peak_rate: float = 6e-4
    batch_s: float = 30.0  # sound in the batch of a step
    augmentation: AugmentationOptions = AugmentationOptions(speed_range=0.08, warp_range=0.03, noise_share=0.0)
    seed: int = 1


def adapt_speech(
    source: Path,
    show: Show,
    shipped: Path | None = None,
    options: SpeechAdaptation = SpeechAdaptation(),
    scorer: SpokenScorer | None = None,
) -> Outcome:
    """Learns from a person's recordings and keeps what was learnt if no more words are wrong on those it has not seen.

    Args:
        source: recordings with their words, see `engine.training.own_speech.find_pieces`
        show: called with the share that is done and what is being done
        shipped: the model to start from; the English one when not given
        options: see `SpeechAdaptation`
        scorer: the language model that chooses among readings, as in use; None for none

    Raises:
        TrioletError: too few recordings, a disk that cannot be written
    """
    shipped = shipped or shipped_model(NAME)
    torch.set_num_threads(n_threads())
    speech = read_speech(source, lambda share: show(0.1 * share, "reading the recordings"))
    first = load(shipped, "cpu")
    first.scorer = scorer
    before = _measure(first, speech.held_aside, lambda share: show(0.1 + 0.1 * share, "measuring the shipped model"))
    card = read_card(shipped, "recognizer")
    lexicon = Lexicon.load(shipped)
    with private_folder() as folder:
        examples, added = _examples(speech.learnt, first, lexicon, card)
        weights = _learn(card, examples, options, folder, show)
        candidate = folder / NAME
        _write(candidate, shipped, weights, lexicon, added, _counts(speech))
        second = load(candidate, "cpu")
        second.scorer = scorer
        after = _measure(second, speech.held_aside, lambda share: show(0.9 + 0.1 * share, "measuring what was learnt"))
        outcome = Outcome(
            NAME,
            f"Per cent of words wrong, on {len(speech.held_aside)} recordings held aside of the person's own",
            before,
            after,
            # One that hears nothing has every word wrong, which can be less than too many words.
            after["word_error_rate"] <= before["word_error_rate"] and after["word_error_rate"] < 100,
            tuple(added),
        )
        if outcome.is_adopted:
            notes = f"Learnt from {speech.duration_s / 60:.1f} min of speech, which stay on this computer; {len(added)} of its words are new."
            adopt(
                shipped, NAME, _config(shipped), weights, outcome, notes,
                lambda target: _copy(candidate, target), lambda target: _try(target),
            )  # fmt: skip
    return outcome


def _measure(recognizer: Recognizer, held: Sequence[OwnUtterance], show: Callable[[float], None]) -> dict[str, float]:
    errors, n_words = 0, 0
    for number, one in enumerate(held, start=1):
        heard = words_of(recognizer.transcribe(one.samples).text)
        errors += edit_distance(heard, one.words)
        n_words += len(one.words)
        show(number / len(held))
    return {"word_error_rate": 100 * errors / max(1, n_words)}


def _examples(
    learnt: Sequence[OwnUtterance], recognizer: Recognizer, lexicon: Lexicon, card: ModelCard
) -> tuple[list[Example], dict[str, list[Units]]]:
    """Frames and units of each utterance, and how its new words were said."""
    spoken: defaultdict[str, list[Units]] = defaultdict(list)
    for number, units in lexicon.spoken():
        spoken[lexicon.words[number]].append(units)
    counts = Counter(word for one in learnt for word in one.words if word not in spoken)
    new = [word for word, _ in counts.most_common(_MOST_NEW)]
    if new:
        sounds = LetterSounds(lexicon)
        spoken.update({word: sounds.guesses(word) for word in new})
    log_mel = LogMel(FeatureOptions(**card.features))
    examples, said = [], {word: Counter[Units]() for word in new}
    for one in learnt:
        chosen = spoken_units(recognizer.emissions(one.samples)[0][0], one.words, spoken)
        for word, units in zip(one.words, chosen or (), strict=False):
            if word in said:
                said[word][units] += 1
        phones = None if chosen is None else [unit for units in chosen for unit in units]
        frames = log_mel(torch.from_numpy(one.samples)).to(torch.float16)
        examples.append(Example(frames, phones, letter_ids(" ".join(one.words))))
    added = {word: [units for units, _ in said[word].most_common(2)] or spoken[word][:1] for word in new if spoken[word]}
    return examples, added


def _learn(
    card: ModelCard, examples: list[Example], options: SpeechAdaptation, folder: Path, show: Show
) -> dict[str, Tensor]:
    """The averaged weights after some passes over the examples, in half precision."""
    network = RecognizerNetwork(NetworkOptions(**card.sizes))
    shipped = load_weights(card.folder, network.state_dict())
    save_file({name: value.float() for name, value in shipped.items()}, folder / WEIGHTS_FILE)
    prior_frames = FeatureOptions(**card.features).prior_frames
    task = OwnSpeechTask(
        network, examples, torch.tensor(card.settings["prior_mean"]), prior_frames, options.batch_s, options.augmentation, options.seed
    )
    n_steps = min(options.most_steps, max(options.fewest_steps, round(options.passes * len(task.plan(0)))))

    def on_step(step: int) -> None:
        show(0.2 + 0.7 * step / n_steps, f"learning, step {step} of {n_steps}")

    weights = learn(task, folder / WEIGHTS_FILE, n_steps, options.peak_rate, options.seed, folder / "run", on_step)
    return {name: value.half() for name, value in weights.items()}


def _counts(speech: OwnSpeech) -> Counter[str]:
    return Counter(word for one in speech.learnt for word in one.words)


def _write(
    target: Path, shipped: Path, weights: dict[str, Tensor], lexicon: Lexicon, added: dict[str, list[Units]], counts: Counter[str]
) -> None:
    """The model folder, with the new words in lexicon and language model, and those of which that knew no runs no longer rare."""

    def write_more(folder: Path) -> None:
        rare = [word for word in counts if lexicon.ids.get(word, -1) >= lexicon.n_common]
        if not added and not rare:
            _copy(shipped, folder)
            return
        chances = {word: _OWN_SHARE * counts[word] / counts.total() for word in (*added, *rare)}
        ngram = NgramModel.load(shipped / "ngram.safetensors")
        lexicon.with_words(added, len(ngram.unigrams)).save(folder)
        ngram = ngram.with_words([chances[word] for word in added])
        ngram.with_chances({lexicon.ids[word]: chances[word] for word in rare}).save(folder / "ngram.safetensors")

    write_model(target, _config(shipped), weights, "", write_more)


def _config(shipped: Path) -> dict[str, Any]:
    config: dict[str, Any] = json.loads((shipped / CONFIG_FILE).read_text(encoding="utf-8"))
    return {**config, "name": NAME}


def _copy(source: Path, target: Path) -> None:
    for name in _LEXICON_FILES:
        shutil.copy(source / name, target / name)


def _try(target: Path) -> None:
    load(target, "cpu")
