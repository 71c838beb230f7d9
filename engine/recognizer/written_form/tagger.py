"""The tagger: which sign follows each spoken word, and whether it is written with a capital."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from engine.contract.errors import ModelError
from engine.layers.model_folder import check_sums, hash_tokens, load_weights, read_card
from engine.layers.packing import pack, unpack
from engine.recognizer.written_form.network import CASES, SIGNS, NetworkOptions, TaggerNetwork
from engine.recognizer.written_form.words import WordTable

KIND = "written-form"
WORDS_FILE = "words.txt"
LOWER, CAPITAL, UPPER = CASES
_LONGEST = 200  # words read at once; more come in parts that overlap
_OVERLAP = 30


@dataclass(frozen=True, slots=True)
class Tag:
    """What writing adds to a word."""

    sign: str  # of SIGNS, "" for none
    case: str  # of CASES


@dataclass(frozen=True, slots=True)
class TaggingOptions:
    """How readily something is added to a word; chosen on training text of registers that were not learnt from."""

    sign_bias: float = 0.5  # on the scores of all signs, natural logarithm
    capital_bias: float = 0.5  # on the scores of both kinds of capitals
    end_bias: float = 0.8  # on those of . ? ! after the last word: who stops speaking has mostly ended a sentence


class Tagger:
    """Tags words. Use `load`.

    Args:
        table: the words the network reads
        network: trained with that table
        options: see `TaggingOptions`
    """

    def __init__(
        self, table: WordTable, network: TaggerNetwork, options: TaggingOptions = TaggingOptions()
    ) -> None:  # fmt: skip
        self._table = table
        self._sign_bias = torch.tensor([0.0] + [options.sign_bias] * (len(SIGNS) - 1))
        self._end_bias = torch.tensor([options.end_bias if sign in ".?!" and sign else 0.0 for sign in SIGNS])
        self._case_bias = torch.tensor([0.0] + [options.capital_bias] * (len(CASES) - 1))
        self._network = network.eval()

    def tags(self, words: Sequence[str], pauses_s: Sequence[float]) -> list[Tag]:
        """A tag a word.

        Args:
            words: as spoken, lower case
            pauses_s: seconds after each word; negative where nobody knows
        """
        tags: list[Tag] = []
        while len(tags) < len(words):
            start = max(0, len(tags) - _OVERLAP)
            stop = start + _LONGEST
            found = self._read(words[start:stop], pauses_s[start:stop], stop >= len(words))[len(tags) - start :]
            # What stands near a cut is not trusted: the next part reads it again, with what follows.
            tags += found if stop >= len(words) else found[:-_OVERLAP]
        return tags

    def surface(self, word: str, case: str) -> str:
        """A word in its spelling: "github" is written GitHub, "i'm" always I'm.

        Args:
            word: lower case
            case: of CASES
        """
        usual = self._table.surface(word)
        if word == "i" or word.startswith("i'"):
            return "I" + word[1:]
        if case == LOWER:
            return word
        if case == UPPER:
            return usual if usual[1:] != usual[1:].lower() else word.upper()
        return usual if usual != word else word[:1].upper() + word[1:]

    @torch.inference_mode()
    def _read(self, words: Sequence[str], pauses_s: Sequence[float], is_last: bool) -> list[Tag]:
        ids = torch.tensor([[self._table.id_of(word) for word in words]])
        signs, cases = self._network(ids, torch.tensor([list(pauses_s)]), torch.tensor([len(words)]))
        signs, cases = signs[0] + self._sign_bias, cases[0] + self._case_bias
        if is_last:
            signs[-1] += self._end_bias
        found = zip(signs.argmax(-1).tolist(), cases.argmax(-1).tolist(), strict=True)
        return [Tag(SIGNS[sign], CASES[case]) for sign, case in found]


def load(folder: Path | str) -> Tagger:
    """Loads a tagger's model folder, always for the processor: an utterance takes it a few milliseconds.

    Args:
        folder: see `engine.layers.model_folder`

    Raises:
        ModelError: missing, damaged, or of another kind
    """
    folder = Path(folder)
    card = read_card(folder, KIND)
    check_sums(folder)
    options = NetworkOptions(**card.sizes)
    table = WordTable.load(folder / WORDS_FILE, options.n_suffixes)
    if hash_tokens(table.surfaces) != card.tokens_hash or len(table) > options.n_tokens:
        raise ModelError(f"The word list of the model {folder.name} is not the one it was trained with.")
    network = TaggerNetwork(options)
    network.load_state_dict(unpack(load_weights(folder, pack(network.state_dict()))))
    return Tagger(table, network, TaggingOptions(**card.settings.get("tagging", {})))


def model_config(name: str, sizes: NetworkOptions, table: WordTable, tagging: TaggingOptions) -> dict[str, object]:
    """What `load` needs to find in config.json."""
    return {
        "kind": KIND, "name": name, "language": "en", "sizes": asdict(sizes), "tagging": asdict(tagging), "signs": SIGNS, "cases": CASES,
        "tokens_hash": hash_tokens(table.surfaces),
    }  # fmt: skip
