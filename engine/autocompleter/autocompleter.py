"""From the text before the caret to what may come next: the engine's face for suggestions."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.autocompleter.memory import START as LINE_START
from engine.autocompleter.memory import DocumentCache, PersonalMemory, pairs_of
from engine.autocompleter.network import CompletionNetwork, NetworkOptions
from engine.autocompleter.quick_network import QuickNetwork, State, probabilities
from engine.autocompleter.spelling import in_capitals, starts_sentence, typed_part, written_as
from engine.autocompleter.tokens import START, UNKNOWN, Token, Vocabulary, fold, split
from engine.contract.errors import ModelError
from engine.contract.types import Context, Suggestion, SuggestOptions
from engine.layers.model_folder import check_sums, hash_tokens, load_weights, read_card
from engine.layers.ngram import BackoffModel
from engine.layers.packing import pack

VOCABULARY_FILE = "vocabulary.txt"
_N_COMMON = 10_000  # of a language's words, the most frequent first
NGRAM_FILE = "ngram.safetensors"
_MOST_CONTEXT = 120  # tokens of the line that the network reads
_LETTERS = 30.0  # letters and signs an unknown word is spelled from, for its probability

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class MixOptions:
    """How much each voice counts; what is left over is the network's."""

    ngram: float = 0.35
    cache: float = 0.04  # of a document of many words; less while it is short
    memory: float = 0.08  # of a person who wrote many words; less at first


@dataclass(frozen=True, slots=True)
class _Candidate:
    surface: str
    probability: float
    token: int


@dataclass(slots=True)
class _Read:
    """What was read last, so that a longer text of the same beginning costs only its new tokens."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    states: list[list[State]]
    outputs: list[Floats]


class Autocompleter:
    """Suggests how a text goes on.

    Args:
        network: of the language
        vocabulary: of the network
        ngram: of the same vocabulary
        mix: weights of the voices
        memory: what this person wrote before
    """

    def __init__(
        self, network: QuickNetwork, vocabulary: Vocabulary, ngram: BackoffModel, mix: MixOptions,
        memory: PersonalMemory | None = None, name: str = "",
    ) -> None:  # fmt: skip
        self.name = name
        self.vocabulary = vocabulary
        self.mix = mix
        self.memory = memory or PersonalMemory()
        self.network = network
        self._ngram = ngram
        self._sorted = np.array(sorted(range(vocabulary.first_word, len(vocabulary)), key=vocabulary.folded.__getitem__))
        self._sorted_words = [vocabulary.folded[number] for number in self._sorted]
        self._read = _Read((), (), [], [])
        self._known: dict[tuple[int, ...], Floats] = {}
        self._earlier: tuple[str, DocumentCache] = ("", DocumentCache([]))  # of the lines before this one
        self._line: tuple[str, DocumentCache] = ("", DocumentCache([]))

    def suggest(self, context: Context, options: SuggestOptions | None = None) -> list[Suggestion]:
        """What may come next.

        Args:
            context: text around the caret
            options: see `SuggestOptions`

        Returns:
            suggestions that differ in their first word, the likeliest first; the first one may be a phrase
        """
        options = options or SuggestOptions()
        if context.text_after[:1].isalnum():
            return []  # inside a word
        before = context.text_before
        typed = typed_part(before)
        if not typed and before and not before[-1].isspace() and not _opens_word(before[-1]):
            return []  # right after a number, a full stop, a closing bracket: a space comes first
        stem = before[: len(before) - len(typed)]
        found = self.candidates(stem, typed, options.limit, options.learning)
        line = _line_tokens(stem)
        at_start, capitals = starts_sentence(line), in_capitals(line)
        suggestions = []
        for candidate in found:
            text = written_as(candidate.surface, typed, at_start, capitals)
            replaces = 0 if text.startswith(typed) else len(typed)
            shown = text if replaces else text[len(typed) :]
            if shown:
                kind = "rest" if typed else "word"
                suggestions.append(Suggestion(shown, replaces, candidate.probability, kind))
        if suggestions and options.longest_phrase > 1:
            suggestions[0] = self._longer(stem, typed, suggestions[0], options)
        return suggestions

    def candidates(self, stem: str, typed: str, limit: int, learning: bool = True) -> list[_Candidate]:
        """The likeliest words after a text that begin with some letters.

        Args:
            stem: the text up to the word's start
            typed: letters of the word, "" for any word
            limit: how many
            learning: heed document and person
        """
        chances = self._distribution(stem)
        first, last = 0, len(self._sorted)
        folded = fold(typed)
        if folded:
            first, last = _prefix_range(self._sorted_words, folded)
        numbers = self._sorted[first:last]
        extra = self._learnt(stem) if learning else {}
        # What document and person add is a correction to few words: the others stay as they are.
        share = sum(extra.values())
        scores = chances[numbers] * (1 - share)  # a copy: what is kept of the distribution stays as it is
        strange: list[_Candidate] = []
        if extra:
            place = {int(number): at for at, number in enumerate(numbers)} if folded else None
            for word, chance in extra.items():
                if not word.startswith(folded):
                    continue
                number = self.vocabulary.id_of_word(word)
                if number == UNKNOWN:
                    strange.append(_Candidate(self._surface(word), chance, UNKNOWN))
                elif place is not None:
                    scores[place[number]] += chance
                else:
                    at = _prefix_range(self._sorted_words, word)[0]
                    scores[at] += chance
        whole = float(scores.sum()) + sum(candidate.probability for candidate in strange)
        if typed and first < last and self._sorted_words[first] == folded:
            scores[0] = 0.0  # what stands there already is no suggestion
        k = min(limit, len(scores))
        best: list[int] = np.argpartition(scores, -k)[-k:].tolist() if k else []
        found = [
            _Candidate(self.vocabulary.surfaces[numbers[at]], float(scores[at]), int(numbers[at]))
            for at in best
            if scores[at] > 0
        ]
        strange = [candidate for candidate in strange if fold(candidate.surface) != folded]
        # Between words the chance that no word comes at all counts too; inside one, a word it is.
        scale = 1 / max(whole, 1e-9) if typed else 1.0
        found = [replace(one, probability=one.probability * scale) for one in found + strange]
        return sorted(found, key=lambda one: -one.probability)[:limit]

    def log_probability(self, text: str) -> float:
        """Natural logarithm of the probability of a line; unknown words are paid for letter by letter."""
        tokens = split(text)
        ids = [START, *self.vocabulary.encode(tokens)[0], START]
        stem, total = "", 0.0
        for number, token in zip(ids[1:], [*tokens, None], strict=True):
            chance = float(self._distribution(stem)[number])
            total += math.log(max(chance, 1e-12))
            if token is not None:
                if number == UNKNOWN:
                    total -= (len(token.text) + 1) * math.log(_LETTERS)
                stem = text[: token.end] + " "
        return total

    def learn(self, text: str) -> None:
        """Takes text into the person's memory, and saves it."""
        self.memory.learn(text)
        self.memory.save()

    def _longer(self, stem: str, typed: str, first: Suggestion, options: SuggestOptions) -> Suggestion:
        """The first suggestion with the words after it, as long as each is sure."""
        text, probability = first.text, first.probability
        if probability < options.phrase_confidence:
            return first
        written = stem + (typed if not first.replaces else "") + text
        for _ in range(options.longest_phrase - 1):
            following = self.candidates(written + " ", "", 1, options.learning)
            if not following or following[0].probability < options.phrase_confidence:
                break
            text += " " + following[0].surface
            written += " " + following[0].surface
            probability *= following[0].probability
        return first if text == first.text else Suggestion(text, first.replaces, probability, "phrase")

    def _distribution(self, stem: str) -> Floats:
        """Probability of each token after a text, by network and n-gram: float32 [n_tokens]."""
        tokens = _line_tokens(stem)[-_MOST_CONTEXT:]
        ids, shapes = self.vocabulary.encode(tokens)
        key = (*ids, *(-1 - shape for shape in shapes))
        known = self._known.get(key)
        if known is None:
            output = self._output((START, *ids), (0, *shapes))
            network = probabilities(self.network.logits(output[None])[0])
            ngram, _ = self._ngram.probabilities((START, *ids))
            known = (1 - self.mix.ngram) * network + self.mix.ngram * ngram
            if len(self._known) >= 64:
                self._known.clear()
            self._known[key] = known
        return known

    def _output(self, ids: tuple[int, ...], shapes: tuple[int, ...]) -> Floats:
        read = self._read
        same = 0
        for ours, theirs in zip(zip(ids, shapes, strict=True), zip(read.ids, read.shapes, strict=True), strict=False):
            if ours != theirs:
                break
            same += 1
        states, outputs = read.states[:same], read.outputs[:same]
        state = states[-1] if states else self.network.begin()
        for number, shape in zip(ids[same:], shapes[same:], strict=True):
            output, state = self.network.read(number, shape, state)
            states.append(state)
            outputs.append(output)
        self._read = _Read(ids, shapes, states, outputs)
        return outputs[-1]

    def is_common(self, word: str) -> bool:
        """Whether everybody writes a word, so that it is nobody's own."""
        return 0 <= self.vocabulary.id_of_word(word) - self.vocabulary.first_word < _N_COMMON

    def _learnt(self, stem: str) -> dict[str, float]:
        """What document and person add: folded word to probability, together below one."""
        line = _line_tokens(stem)
        before = LINE_START if not line else fold(line[-1].text) if line[-1].is_word else line[-1].text
        start = stem.rfind("\n") + 1
        if self._earlier[0] != stem[:start]:
            self._earlier = (stem[:start], DocumentCache(list(pairs_of(stem[max(0, start - 20_000) : start]))))
        if self._line[0] != stem[start:]:
            self._line = (stem[start:], DocumentCache(list(pairs_of(stem[start:]))))
        earlier, here = self._earlier[1], self._line[1]
        n_words = earlier.n_words + here.n_words
        added: dict[str, float] = {}
        for voice, weight, amount in (
            (earlier, self.mix.cache, earlier.n_words / (n_words + 60)),
            (here, self.mix.cache, here.n_words / (n_words + 60)),
            (self.memory, self.mix.memory, self.memory.total / (self.memory.total + 2_000)),
        ):
            for word, chance in voice.chances(before).items():
                added[word] = added.get(word, 0.0) + weight * amount * chance
        return added

    def _surface(self, word: str) -> str:
        for surfaces in (self._line[1].surfaces, self._earlier[1].surfaces, self.memory.surfaces):
            if word in surfaces:
                return surfaces[word]
        return word


@lru_cache(maxsize=16)
def _line_tokens(text: str) -> list[Token]:
    """The tokens of a text's last line: each request asks for them several times."""
    return split(text[text.rfind("\n") + 1 :])


def _opens_word(sign: str) -> bool:
    return sign in "\"'\u201c\u2018([{\u00ab\u00bf\u00a1-\u2014/@#"


def _prefix_range(words: list[str], prefix: str) -> tuple[int, int]:
    """Where the words with a prefix stand in a sorted list."""
    return bisect_left(words, prefix), bisect_left(words, prefix + "\U0010ffff")


def model_config(
    name: str, language: str, sizes: NetworkOptions, vocabulary: Vocabulary, mix: MixOptions
) -> dict[str, Any]:
    """What `load` needs to know."""
    return {
        "kind": "autocompleter",
        "name": name,
        "language": language,
        "sizes": asdict(sizes),
        "tokens_hash": hash_tokens(vocabulary.surfaces),
        "mix": asdict(mix),
    }


def load(folder: Path, memory: PersonalMemory | None = None) -> Autocompleter:
    """An autocompleter from its folder; it runs on the processor, where one token at a time is fastest.

    Args:
        folder: the model
        memory: what this person wrote before

    Raises:
        ModelError: no model there, or a damaged one, or one of another kind
    """
    card = read_card(folder, "autocompleter")
    check_sums(folder)
    named = pack(CompletionNetwork(NetworkOptions(**card.sizes)).state_dict())
    network = QuickNetwork(load_weights(folder, named))
    vocabulary = Vocabulary.load(folder / VOCABULARY_FILE)
    if hash_tokens(vocabulary.surfaces) != card.tokens_hash:
        raise ModelError(f"The vocabulary of the model {card.name} is not the one it was trained with.")
    ngram = BackoffModel.load(folder / NGRAM_FILE)
    return Autocompleter(network, vocabulary, ngram, MixOptions(**card.settings.get("mix", {})), memory, card.name)
