"""The autocompleter adapted to one person's texts, on their computer, in minutes."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.autocompleter import autocompleter
from engine.autocompleter.autocompleter import Autocompleter, MixOptions
from engine.autocompleter.keyboard_metrics import N_SHOWN, Counts, count_line
from engine.autocompleter.network import NetworkOptions
from engine.autocompleter.quick_network import QuickNetwork
from engine.autocompleter.tokens import UNKNOWN, Vocabulary
from engine.contract.errors import TrioletError
from engine.layers.model_folder import WEIGHTS_FILE, read_card, shipped_model
from engine.layers.ngram import BackoffModel
from engine.layers.packing import pack, unpack
from engine.training.adaptation import Outcome, Show, adopt, learn, n_threads, private_folder
from engine.training.own_texts import read_texts, with_own_words
from engine.training.text import TextOptions, TextTask

NAME = "autocompleter-en"
_MEASURED_CHARACTERS = 30_000
_MEASURING_SHARE = 0.1  # of the time, about, for each of the two measurements


@dataclass(frozen=True, slots=True)
class TextAdaptation:
    """How strongly the network is drawn to a person's texts."""

    passes: float = 4.0
    peak_rate: float = 4e-4
    batch_tokens: int = 1_024
    n_sampled: int = 4_096
    most_steps: int = 1_500  # a quarter of an hour or so; of very much text fewer passes are read
    seed: int = 1


def adapt_text(
    paths: Sequence[Path],
    show: Show,
    shipped: Path | None = None,
    options: TextAdaptation = TextAdaptation(),
) -> Outcome:
    """Learns from a person's texts and keeps what was learnt if it saves keys on the tenth it has not seen.

    Args:
        paths: plain text in UTF-8
        show: called with the share that is done and what is being done
        shipped: the model to start from; the English one when not given
        options: see `TextAdaptation`

    Raises:
        TrioletError: texts that cannot be read or are too short, a disk that cannot be written
    """
    shipped = shipped or shipped_model(NAME)
    texts = read_texts(paths)
    card = read_card(shipped, "autocompleter")
    mix = MixOptions(**card.settings.get("mix", {}))
    sizes = NetworkOptions(**card.sizes)
    torch.set_num_threads(n_threads())
    first = autocompleter.load(shipped)
    held = _within(texts.held_aside, _MEASURED_CHARACTERS)
    before = _measure(first, held, lambda share: show(_MEASURING_SHARE * share, "measuring the shipped model"))
    vocabulary, shares = with_own_words(first.vocabulary, texts.learnt)
    with private_folder() as folder:
        start = _with_new_rows(load_file(shipped / WEIGHTS_FILE), shares)
        weights = pack(_learn(start, vocabulary, texts.learnt, sizes, options, folder, show))
    ngram = BackoffModel.load(shipped / autocompleter.NGRAM_FILE)
    second = Autocompleter(QuickNetwork(weights), vocabulary, ngram, mix, name=NAME)
    after = _measure(second, held, lambda share: show(1 - _MEASURING_SHARE * (1 - share), "measuring what was learnt"))
    outcome = Outcome(
        NAME,
        f"Per cent, on {len(held)} lines held aside of the person's own text, memory off",
        before,
        after,
        after["ksr@3"] > before["ksr@3"],
        tuple(vocabulary.surfaces[token] for token in shares),
    )
    if outcome.is_adopted:
        config = autocompleter.model_config(NAME, str(card.settings.get("language", "en")), sizes, vocabulary, mix)

        def write_more(target: Path) -> None:
            vocabulary.save(target / autocompleter.VOCABULARY_FILE)
            shutil.copy(shipped / autocompleter.NGRAM_FILE, target / autocompleter.NGRAM_FILE)

        def check(target: Path) -> None:
            if not autocompleter.load(target).candidates("", "", N_SHOWN):
                raise TrioletError("The adapted model suggests nothing and is not used.")

        notes = f"Learnt from {texts.n_words} words of text, which stay on this computer; {len(shares)} of its words are new."
        adopt(shipped, NAME, config, weights, outcome, notes, write_more, check)
    return outcome


def _within(lines: Sequence[str], n_characters: int) -> list[str]:
    """Evenly spaced lines of at most so many characters in all, one at least."""
    total = sum(map(len, lines))
    return list(lines[:: max(1, math.ceil(total / n_characters))])


def _measure(model: Autocompleter, lines: Sequence[str], show: Callable[[float], None]) -> dict[str, float]:
    """hit@1, hit@3 and ksr@3 in per cent, each line on its own."""

    def suggest(context: str, typed: str) -> list[str]:
        return [one.surface for one in model.candidates(context, typed, N_SHOWN)]

    totals = Counts()
    for number, line in enumerate(lines, start=1):
        totals += count_line(suggest, line)
        show(number / len(lines))
    return totals.figures()


def _with_new_rows(packed: dict[str, Tensor], shares: dict[int, float]) -> dict[str, Tensor]:
    """The weights with rows for new words: each begins as the unknown word, and shares its chance with the others."""
    weights = unpack(packed)
    for token, share in shares.items():
        weights["tokens.weight"][token] = weights["tokens.weight"][UNKNOWN]
        weights["bias"][token] = weights["bias"][UNKNOWN] + math.log(share)
    return weights


def _learn(
    start: dict[str, Tensor], vocabulary: Vocabulary, lines: Sequence[str], sizes: NetworkOptions,
    options: TextAdaptation, folder: Path, show: Show,
) -> dict[str, Tensor]:  # fmt: skip
    """The averaged weights after some passes over the lines."""
    (folder / "own.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    save_file(start, folder / WEIGHTS_FILE)
    data = TextOptions(
        {"own": ["own.txt"]}, batch_tokens=options.batch_tokens, n_sampled=min(options.n_sampled, sizes.n_tokens)
    )
    torch.manual_seed(options.seed)
    task = TextTask(data, sizes, folder, folder / "prepared", "cpu", options.seed, vocabulary)
    n_steps = min(options.most_steps, max(10, round(options.passes * len(task.plan(0)))))

    def on_step(step: int) -> None:
        done = _MEASURING_SHARE + (1 - 2 * _MEASURING_SHARE) * step / n_steps
        show(done, f"learning, step {step} of {n_steps}")

    return learn(task, folder / WEIGHTS_FILE, n_steps, options.peak_rate, options.seed, folder / "run", on_step)
