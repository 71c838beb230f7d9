"""From a training run to a model folder that others load."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor

from engine.autocompleter import autocompleter
from engine.autocompleter.network import CompletionNetwork
from engine.autocompleter.network import NetworkOptions as CompletionOptions
from engine.autocompleter.tokens import Vocabulary
from engine.contract.errors import TrioletError
from engine.contract.types import Sentence
from engine.layers.model_folder import WEIGHTS_FILE, hash_tokens, write_model
from engine.layers.packing import pack, unpack
from engine.recognizer.network import NetworkOptions, RecognizerNetwork
from engine.recognizer.recognizer import load, model_config
from engine.recognizer.search import SearchOptions
from engine.recognizer.written_form import tagger
from engine.recognizer.written_form.network import NetworkOptions as TaggerOptions
from engine.recognizer.written_form.network import TaggerNetwork
from engine.recognizer.written_form.words import WordTable
from engine.sound.features import FeatureOptions, RunningMean
from engine.training.command import options_from, read_recipe
from engine.training.ngram_pruning import estimate
from engine.training.speech_data import LETTER_UNITS, PHONE_UNITS, PreparedSpeech, read_dictionary
from engine.training.word_sounds import build_lexicon
from engine.translator import translator
from engine.translator.network import NetworkOptions as TranslationOptions
from engine.translator.network import TranslationNetwork
from engine.translator.pieces import PIECES_FILE, Pieces
from engine.translator.search import SearchOptions as TranslationSearchOptions


def averaged_weights(run: Path) -> dict[str, Tensor]:
    """The running average of the weights, as a run's last checkpoint holds it."""
    checkpoint = load_file(run / "checkpoint.safetensors")
    return {n.removeprefix("average."): v for n, v in checkpoint.items() if n.startswith("average.")}


def weights_of(folder: Path) -> dict[str, Tensor]:
    """The weights of a run, or of a model folder."""
    if (folder / "checkpoint.safetensors").exists():
        return averaged_weights(folder)
    return unpack(load_file(folder / WEIGHTS_FILE))


def export_autocompleter(
    run: Path, recipe: Path, prepared: Path, card: str, target: Path, mix: autocompleter.MixOptions,
    order: int = 5, budget: int = 2_300_000,
) -> None:  # fmt: skip
    """Writes the averaged weights of a run in eight bits, with an n-gram model of the same text.

    Args:
        run: a training run's folder
        recipe: its recipe
        prepared: the text as numbers, for the n-gram model
        card: the model card
        target: the model folder
        mix: weights of the voices
        order: of the n-gram model
        budget: how many runs of tokens it may hold
    """
    table = read_recipe(recipe)
    sizes = options_from(CompletionOptions, table.get("network", {}))
    vocabulary = Vocabulary.load(prepared / autocompleter.VOCABULARY_FILE)
    weights = pack(averaged_weights(run))
    CompletionNetwork(sizes).load_state_dict(unpack(weights))
    language = str(table.get("language", "en"))
    config = autocompleter.model_config(target.name, language, sizes, vocabulary, mix)
    tokens = np.concatenate([np.load(file) for file in sorted(prepared.glob("*.tokens.npy"))])

    def write_more(folder: Path) -> None:
        vocabulary.save(folder / autocompleter.VOCABULARY_FILE)
        estimate(tokens, sizes.n_tokens, order, budget).save(folder / autocompleter.NGRAM_FILE)

    def check(folder: Path) -> None:
        if not autocompleter.load(folder).candidates("", "", 3):
            raise RuntimeError("the exported model suggests nothing")

    write_model(target, config, weights, card, write_more, check)


def translation_network(weights: Mapping[str, Tensor], recipe: Path) -> TranslationNetwork:
    """The translator of a recipe with these weights, in evaluation mode."""
    network = TranslationNetwork(options_from(TranslationOptions, read_recipe(recipe).get("network", {}))).eval()
    network.load_state_dict(dict(weights))
    return network


def pieces_of(prepared: Path) -> Path:
    """The one SentencePiece model that a run keeps.

    Raises:
        TrioletError: there is none, or several
    """
    found = sorted(prepared.glob(f"**/{PIECES_FILE}"))
    if len(found) != 1:
        raise TrioletError(f"One model of pieces was sought in {prepared}, {len(found)} were found.")
    return found[0]


def export_translator(
    run: Path, recipe: Path, prepared: Path, card: str, target: Path, search: TranslationSearchOptions
) -> None:
    """Writes the averaged weights of a run in eight bits, with its pieces.

    Args:
        run: a training run's folder
        recipe: its recipe
        prepared: where the run kept its pieces
        card: the model card
        target: the model folder
        search: what the search heeds
    """
    weights = pack(averaged_weights(run))
    network = translation_network(unpack(weights), recipe)
    pieces_path = pieces_of(prepared)
    config = translator.model_config(target.name, network.options, pieces_path, search)
    sentences = [Sentence("The house is small."), Sentence("La casa es grande.", "es", "en")]
    wanted = translator.Translator(target.name, network, Pieces(pieces_path), search).translate(sentences)

    def write_more(folder: Path) -> None:
        shutil.copy(pieces_path, folder / PIECES_FILE)

    def check(folder: Path) -> None:
        if translator.load(folder, "cpu").translate(sentences) != wanted:
            raise RuntimeError("the exported weights do not give what the run gives")

    write_model(target, config, weights, card, write_more, check)


def export_tagger(
    run: Path, recipe: Path, prepared: Path, card: str, target: Path, tagging: tagger.TaggingOptions
) -> None:
    """Writes the averaged weights of a run in eight bits, with its list of words.

    Args:
        run: a training run's folder
        recipe: its recipe
        prepared: where the run kept its text as numbers
        card: the model card
        target: the model folder
        tagging: how readily signs and capitals are put
    """
    sizes = options_from(TaggerOptions, read_recipe(recipe).get("network", {}))
    table = WordTable.load(prepared / tagger.WORDS_FILE, sizes.n_suffixes)
    weights = pack(averaged_weights(run))
    network = TaggerNetwork(sizes)
    network.load_state_dict(unpack(weights))
    sample = "well doctor smith said on monday that twenty three people came didn't they".split()
    pauses_s = [0.1 * number for number in range(len(sample))]
    wanted = tagger.Tagger(table, network, tagging).tags(sample, pauses_s)

    def check(folder: Path) -> None:
        if tagger.load(folder).tags(sample, pauses_s) != wanted:
            raise RuntimeError("the exported weights do not give what the run gives")

    config = tagger.model_config(target.name, sizes, table, tagging)
    write_model(target, config, weights, card, lambda folder: table.save(folder / tagger.WORDS_FILE), check)


def export_recognizer(
    run: Path, recipe: Path, prepared: list[Path], search_data: Path, dictionary: Path, card: str, target: Path,
    search: SearchOptions,
) -> None:  # fmt: skip
    """Writes the averaged weights of a run, in half precision, with lexicon and language model.

    Args:
        run: a training run's folder
        recipe: its recipe
        prepared: the prepared training speech, for the prior mean
        search_data: words.txt and ngram.safetensors
        dictionary: CMUdict, xz
        card: the model card
        target: the model folder
        search: weights of the search
    """
    sizes = options_from(NetworkOptions, read_recipe(recipe).get("network", {}))
    weights = {name: value.half() for name, value in averaged_weights(run).items()}
    speech = PreparedSpeech(*prepared)
    prior_mean = [round(value, 4) for value in speech.mean().tolist()]
    network = RecognizerNetwork(sizes).eval()
    network.load_state_dict({name: value.float() for name, value in weights.items()})
    tokens_hash = hash_tokens([*PHONE_UNITS, *LETTER_UNITS])
    config = model_config(
        target.name, sizes, FeatureOptions(), prior_mean, phone_prior(network, speech, prior_mean), PHONE_UNITS, LETTER_UNITS, search, tokens_hash
    )

    def write_more(folder: Path) -> None:
        shutil.copy(search_data / "ngram.safetensors", folder)
        words = tuple((search_data / "words.txt").read_text(encoding="utf-8").split())
        build_lexicon(words, read_dictionary(dictionary)).save(folder)

    def check(folder: Path) -> None:
        samples = torch.randn(32_000, generator=torch.Generator().manual_seed(1)) * 0.05
        written = load(folder, "cpu")
        again = written.emissions(samples.numpy())[0][0]
        written._network = network
        if abs(written.emissions(samples.numpy())[0][0] - again).max() > 1e-4:
            raise RuntimeError("the exported weights do not give what the run gives")

    write_model(target, config, weights, card, write_more, check)


@torch.inference_mode()
def phone_prior(
    network: RecognizerNetwork, speech: PreparedSpeech, prior_mean: list[float], n_utterances: int = 50
) -> list[float]:
    """Log of the mean phone posterior over evenly spaced utterances of the training speech."""
    total, count = torch.zeros(network.options.n_phones), 0
    for index in range(0, len(speech), max(1, len(speech) // n_utterances)):
        features = RunningMean(torch.tensor(prior_mean), FeatureOptions().prior_frames)(speech.frames(index))
        phones = network(features[None], torch.tensor([len(features)])).phones[0].exp()
        total, count = total + phones.sum(dim=0), count + len(phones)
    return [round(value, 3) for value in (total / count).log().tolist()]
