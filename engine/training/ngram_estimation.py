"""A word trigram model by interpolated Kneser-Ney smoothing, counted with sorted arrays.

Source: Kneser & Ney 1995; Chen & Goodman 1998, eq. 25 (interpolated, one discount an order).
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.recognizer.ngram import SENTENCE, UNKNOWN, NgramModel
from engine.training.speech_data import read_pronunciations, read_table

_SENTENCE_END = re.compile(r"(?<=[.!?;:])[\"')\]]*\s+")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*'?")
_SPOKEN = {"mr": "mister", "mrs": "missus", "dr": "doctor", "st": "saint"}
_SHINGLE = 6

Keys = NDArray[np.int64]


def sentences(line: str) -> Iterator[list[str]]:
    """The sentences of a line as they would be spoken; those with digits are left out, not guessed."""
    line = re.sub(r"\b(Mrs?|Dr|St)\.", r"\1", line)
    for sentence in _SENTENCE_END.split(line):
        if not re.search(r"\d", sentence):
            words = _WORD.findall(sentence.lower().replace("\u2019", "'"))
            if words:
                yield [_SPOKEN.get(word, word) for word in words]


def held_out_shingles(tables: list[Path]) -> set[tuple[str, ...]]:
    """Every run of six words of the dev transcripts: no training sentence may hold one."""
    found = set()
    for table in tables:
        for utterance in read_table(table):
            words = utterance.text.split()
            found |= {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
    return found


def read_sentences(texts: list[Path], held_out: set[tuple[str, ...]]) -> tuple[list[list[str]], int]:
    """All sentences of the texts, and how many were dropped because the dev set holds part of them."""
    kept: list[list[str]] = []
    n_dropped = 0
    for path in texts:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for words in sentences(line):
                    runs = (tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))
                    if any(run in held_out for run in runs):
                        n_dropped += 1
                    else:
                        kept.append(words)
    return kept, n_dropped


def _discount(counts: Keys) -> float:
    ones, twos = int((counts == 1).sum()), int((counts == 2).sum())
    return ones / (ones + 2 * twos) if ones else 0.5


def estimate(texts: list[list[str]], vocabulary: list[str], cutoff: int = 1) -> NgramModel:
    """Estimates the model.

    Args:
        texts: sentences
        vocabulary: the words, their positions are their ids; others are unknown
        cutoff: trigrams seen so often or less are left to the bigrams

    Returns:
        a model whose probabilities sum to one after every context
    """
    ids = {word: number for number, word in enumerate(vocabulary)}
    n_words = len(vocabulary)
    sentence, unknown = n_words + SENTENCE, n_words + UNKNOWN
    size = n_words + 2
    flat: list[int] = [sentence, sentence]
    for words in texts:
        flat += [ids.get(word, unknown) for word in words]
        flat += [sentence, sentence]
    tokens: Keys = np.array(flat, dtype=np.int64)
    first, second, third = tokens[:-2], tokens[1:-1], tokens[2:]
    # A sentence is held between two marks before and one after it; what spans two sentences is no trigram.
    inside = ~((second == sentence) & (third == sentence)) & ~((second == sentence) & (first != sentence))
    trigrams, counts = np.unique((first * size + second)[inside] * size + third[inside], return_counts=True)
    del tokens, first, second, third, inside, flat

    # Lower orders count in how many ways a word follows, not how often.
    bigrams, ways = np.unique(trigrams % (size * size), return_counts=True)
    starts = trigrams // (size * size) == sentence
    starts &= (trigrams // size) % size == sentence
    start_pairs = trigrams[starts] % (size * size)
    ways = ways.astype(np.float64)
    ways[np.searchsorted(bigrams, start_pairs)] = counts[starts]  # nothing stands before a sentence's start
    unigram_ways = np.bincount(bigrams % size, minlength=size).astype(np.float64)

    unigram_discount = 0.5
    total = unigram_ways.sum()
    n_seen = int((unigram_ways > 0).sum())
    unigrams = np.maximum(unigram_ways - unigram_discount, 0) / total + unigram_discount * n_seen / total / size

    bigram_discount = _discount(ways.astype(np.int64))
    context = bigrams // size
    context_total = np.bincount(context, weights=ways, minlength=size)
    own = (ways - bigram_discount) / context_total[context]
    unigram_backoffs = 1.0 - np.bincount(context, weights=own, minlength=size)
    bigram_probabilities = own + unigram_backoffs[context] * unigrams[bigrams % size]

    trigram_discount = _discount(counts)
    pair = np.searchsorted(bigrams, trigrams // size)
    pair = np.where(
        (pair < len(bigrams)) & (bigrams[np.minimum(pair, len(bigrams) - 1)] == trigrams // size), pair, -1
    )
    pair_total = np.bincount(pair[pair >= 0], weights=counts[pair >= 0], minlength=len(bigrams))
    kept = (pair >= 0) & (counts > cutoff)
    own = (counts[kept] - trigram_discount) / pair_total[pair[kept]]
    bigram_backoffs = 1.0 - np.bincount(pair[kept], weights=own, minlength=len(bigrams))
    lower_keys = trigrams[kept] % (size * size)
    lower = bigram_probabilities[np.searchsorted(bigrams, lower_keys)]
    trigram_probabilities = own + bigram_backoffs[pair[kept]] * lower

    def log(values: NDArray[np.floating]) -> NDArray[np.float32]:
        logarithms: NDArray[np.float32] = np.log(np.maximum(values, 1e-12)).astype(np.float32)
        return logarithms

    return NgramModel(
        n_words=n_words,
        unigrams=log(unigrams),
        unigram_backoffs=log(unigram_backoffs),
        bigram_starts=np.searchsorted(bigrams, np.arange(size + 1) * size).astype(np.int64),
        bigram_words=(bigrams % size).astype(np.uint16),
        bigrams=log(bigram_probabilities),
        bigram_backoffs=log(bigram_backoffs),
        trigram_starts=np.searchsorted(pair[kept], np.arange(len(bigrams) + 1)).astype(np.int64),
        trigram_words=(trigrams[kept] % size).astype(np.uint16),
        trigrams=log(trigram_probabilities),
    )


def main() -> None:
    """`python -m engine.training.ngram_estimation --text FOLDER --speech FOLDER --out FOLDER`"""
    parser = argparse.ArgumentParser(description="Builds the recognizer's vocabulary and language model.")
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--speech", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=int, default=60_000)
    parser.add_argument("--cutoff", type=int, default=1)
    arguments = parser.parse_args()
    speech: Path = arguments.speech
    held_out = held_out_shingles([speech / "dev.tsv", speech / "dev-other.tsv"])
    texts, n_dropped = read_sentences(sorted(arguments.text.glob("train-*.txt.xz")), held_out)
    transcripts = [utterance.text.split() for utterance in read_table(speech / "train.tsv")]
    texts += transcripts
    pronounced = read_pronunciations(speech / "lexicon" / "cmudict.dict.xz")
    counts = Counter(word for words in texts for word in words)
    vocabulary = sorted(word for word, _ in counts.most_common(2 * arguments.words) if word in pronounced)
    vocabulary = sorted(sorted(vocabulary, key=lambda word: -counts[word])[: arguments.words])
    model = estimate(texts, vocabulary, arguments.cutoff)
    arguments.out.mkdir(parents=True, exist_ok=True)
    model.save(arguments.out / "ngram.safetensors")
    (arguments.out / "words.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    print(f"{len(texts)} sentences, {n_dropped} dropped, {len(vocabulary)} words, "
          f"{len(model.bigrams)} bigrams, {len(model.trigrams)} trigrams")  # fmt: skip
    for name in ("dev.tsv", "dev-other.tsv"):
        log_probability, n_tokens, n_unknown = 0.0, 0, 0
        known = {word: number for number, word in enumerate(vocabulary)}
        for utterance in read_table(speech / name):
            words = [known.get(word, len(vocabulary) + UNKNOWN) for word in utterance.text.split()]
            n_unknown += sum(word >= len(vocabulary) for word in words)
            log_probability += model.log_probability(words)
            n_tokens += len(words) + 1
        print(f"{name}: perplexity {np.exp(-log_probability / n_tokens):.0f}, unknown {n_unknown} of {n_tokens}")


if __name__ == "__main__":
    main()
