"""The recognizer's vocabulary and language model: a model for each kind of text, mixed as dictation wants, then pruned."""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.recognizer.lexicon import MARKS
from engine.recognizer.ngram import SENTENCE, UNKNOWN, NgramModel
from engine.training.ngram_counts import best_shares, chances, count_runs, find, mix, smooth
from engine.training.ngram_pruning import pruned
from engine.training.speech_data import read_dictionary, read_table
from engine.training.spoken_texts import HeldOut, read_texts
from engine.training.word_sounds import Dictionary, derived, derived_twice

_WORD = re.compile(r"(?=.{3})[a-z]+(?:'[a-z]+)*'?")
_SEEN = 3  # times, in all texts but talk: a word less often seen that no dictionary has may be a slip
_SPELLED = re.compile(r"[a-z]+(?:'[a-z]+)?")
_UNSEEN = 0.3  # how often a further word counts as seen that was not
TRANSCRIPTS = "transcripts"

Texts = Sequence[Sequence[str]]


def estimate(texts: Mapping[str, Texts], vocabulary: Sequence[str], order: int, budget: int, tune: Texts = ()) -> NgramModel:
    """Estimates the model.

    Args:
        texts: sentences by kind
        vocabulary: the words, their positions are their ids; others are unknown
        order: longest run
        budget: how many runs of two and more may stay
        tune: sentences that the shares of the kinds are chosen for; without any all have the same

    Returns:
        a model whose probabilities sum to one after every context
    """
    ids = {word: number for number, word in enumerate(vocabulary)}
    size, mark = len(vocabulary) + 2, len(vocabulary) + SENTENCE
    rows = [token_row(some, ids) for some in texts.values()]
    ends = np.cumsum([len(row) for row in rows])
    runs = count_runs(np.concatenate(rows), size, order, mark)
    models = [smooth(runs, slice(end - len(row), end), size) for row, end in zip(rows, ends, strict=True)]
    shares = np.full(len(models), 1 / len(models))
    if tune:
        tokens = token_row(tune, ids)
        before = np.concatenate([[mark], tokens[:-1]])
        known = (tokens != len(vocabulary) + UNKNOWN) & ((tokens != mark) | (before != mark))
        places = find(runs, tokens, size)
        shares = best_shares(np.stack([chances(model, places)[known] for model in models]))
        print("shares:", json.dumps({kind: round(float(share), 4) for kind, share in zip(texts, shares, strict=True)}))
    return NgramModel.of(pruned(mix(runs, models, list(shares)), budget))


def token_row(texts: Texts, ids: Mapping[str, int]) -> NDArray[np.int32]:
    """Sentences one after another, a mark before and after each.

    Returns:
        int32 [n]
    """
    mark, unknown = len(ids) + SENTENCE, len(ids) + UNKNOWN
    row: list[int] = []
    for words in texts:
        row += [mark, *(ids.get(word, unknown) for word in words), mark]
    return np.array(row, dtype=np.int32)


def choose_words(counts: Mapping[str, Counter[str]], shares: Mapping[str, float], dictionary: Dictionary, limit: int) -> list[str]:
    """The words that are likeliest in the mixed text: those of the dictionary, and others that are no slips.

    Args:
        counts: of each kind of text
        shares: of the kinds, about
        dictionary: of pronunciations
        limit: how many words

    Returns:
        sorted
    """
    weights: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for kind, words in counts.items():
        total = words.total()
        for word, count in words.items():
            weights[word] += shares.get(kind, 1.0) * count / total  # type: ignore[assignment]
        if kind != "talk":
            seen.update(words)
    squeezed = {word.replace("'", "") for word in dictionary if "'" in word}  # "dont"
    chosen = [
        word
        for word, _ in weights.most_common()
        if word in dictionary or (seen[word] >= _SEEN and word not in squeezed and _WORD.fullmatch(word))
    ]
    return sorted(chosen[:limit])


def further_words(counts: Mapping[str, Counter[str]], vocabulary: Sequence[str], dictionary: Dictionary) -> dict[str, float]:
    """Words beyond the vocabulary that are heard all the same, each with a weight, about how often it is in the texts.

    All of the dictionary's are, others that are no slips: seen twice, or once and made of words that the dictionary has.

    Args:
        counts: of each kind of text
        vocabulary: see `choose_words`
        dictionary: of pronunciations
    """
    seen: Counter[str] = Counter()
    for kind, words in counts.items():
        if kind != "talk":
            seen.update(words)
    squeezed = {word.replace("'", "") for word in dictionary if "'" in word}

    def is_word(word: str) -> bool:
        if word in dictionary:
            return bool(_SPELLED.fullmatch(word))
        if word in squeezed or not _WORD.fullmatch(word):
            return False
        return seen[word] > 1 or bool(derived(word, dictionary) or derived_twice(word, dictionary))

    others = (dictionary.keys() | seen.keys()).difference(vocabulary)
    return {word: seen[word] + _UNSEEN for word in sorted(others) if is_word(word)}


def perplexity(model: NgramModel, vocabulary: Sequence[str], texts: Texts) -> tuple[float, int, int]:
    """How hard the known words and the ends of sentences are to foresee; how many words were measured, and how many are unknown."""
    ids = {word: number for number, word in enumerate(vocabulary)}
    total, n_measured, n_unknown = 0.0, 0, 0
    for words in texts:
        state = model.initial_state
        for word in [*(ids.get(word, model.n_words + UNKNOWN) for word in words), model.n_words + SENTENCE]:
            score, state = model.score(state, word)
            if word == model.n_words + UNKNOWN:
                n_unknown += 1
            else:
                total, n_measured = total + score, n_measured + 1
    return float(np.exp(-total / max(1, n_measured))), n_measured, n_unknown


def main() -> None:
    """`python -m engine.training.ngram_estimation --speech FOLDER --out FOLDER KIND=FILE,FILE ...`"""
    parser = argparse.ArgumentParser(description="Builds the recognizer's vocabulary and language model.")
    parser.add_argument("texts", nargs="+", help="KIND=FILE,FILE: text of one kind; words of the kind talk must also occur elsewhere")
    parser.add_argument("--speech", type=Path, required=True, help="train.tsv, a kind of its own; dev.tsv, dev-other.tsv; lexicon/")
    parser.add_argument("--out", type=Path, required=True, help="gets words.txt and ngram.safetensors")
    parser.add_argument("--words", type=int, default=62_000, help="size of the vocabulary; at most 65,533")
    parser.add_argument("--order", type=int, default=4, help="longest run of words")
    parser.add_argument("--runs", type=int, default=5_000_000, help="how many runs of two words and more stay")
    parser.add_argument("--shares", type=json.loads, default={}, help="about how often each kind is dictated, to choose words by; JSON")
    arguments = parser.parse_args()
    speech: Path = arguments.speech
    tables = [speech / name for name in ("dev.tsv", "dev-other.tsv")]
    held_out = HeldOut(tables)
    texts: dict[str, list[list[str]]] = {TRANSCRIPTS: [one.text.split() for one in read_table(speech / "train.tsv")]}
    for named in arguments.texts:
        kind, _, files = named.partition("=")
        texts[kind], n_dropped = read_texts([Path(file) for file in files.split(",")], held_out)
        print(f"{kind}: {len(texts[kind])} sentences, {n_dropped} dropped")
    counts = {kind: Counter(word for words in some for word in words) for kind, some in texts.items()}
    dictionary = read_dictionary(speech / "lexicon" / "cmudict.dict.xz")
    vocabulary = choose_words(counts, arguments.shares, dictionary, arguments.words)
    dev = [one.text.split() for one in read_table(tables[0])]
    model = estimate(texts, vocabulary, arguments.order, arguments.runs, dev[::2])
    arguments.out.mkdir(parents=True, exist_ok=True)
    further = further_words(counts, vocabulary, dictionary)
    model.with_unknown_words([*further.values()]).save(arguments.out / "ngram.safetensors")
    words = [*vocabulary, *MARKS, *further]
    (arguments.out / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    saved = NgramModel.load(arguments.out / "ngram.safetensors")
    print(f"{len(vocabulary)} words, {len(further)} further ones, {saved.model.n_runs} runs")
    other = [one.text.split() for one in read_table(tables[1])]
    for name, some in (("dev, even lines", dev[::2]), ("dev, odd lines", dev[1::2]), ("dev-other", other)):
        value, n_measured, n_unknown = perplexity(saved, vocabulary, some)
        print(f"{name}: perplexity {value:.0f} of {n_measured} words and ends, {n_unknown} unknown")


if __name__ == "__main__":
    main()
