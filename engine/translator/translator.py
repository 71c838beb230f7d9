"""From sentences to sentences in the other language: the engine's face for translation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from engine.contract.errors import TrioletError
from engine.contract.sentences import sentence_spans
from engine.contract.types import Sentence, TextSpan, TranslateOptions, Translation, Wording
from engine.layers.devices import half_where_it_pays, keep_half_where_it_pays, resolved
from engine.layers.model_folder import check_sums, hash_file, load_weights, read_card
from engine.layers.packing import pack, unpack
from engine.translator.constraint import Constraint, Owed
from engine.translator.guards import doubt_about
from engine.translator.network import START, NetworkOptions, TranslationNetwork
from engine.translator.pieces import FORMS, LANGUAGE_TAGS, PIECES_FILE, Pieces
from engine.translator.placeholders import PLACEHOLDER, Masked, masked
from engine.translator.quick_decoder import QuickDecoder
from engine.translator.reranking import reranked
from engine.translator.search import Found, SearchOptions, search
from engine.translator.words import normalised, piece_spans, restored, word_attention, word_spans

_BATCH_PIECES = 900  # of the sources in one search, padding included
_MOST_WORDS = 50  # the network has read few longer sentences
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_MARKER = re.compile(r"\s*(?:[-*\u2022#>\u2013\u2014]+\s+)?")
_CLAUSE = re.compile(r"(?<=[,;:])\s+")


@dataclass(slots=True)
class _Part:
    """A sentence, or a part of one that is too long, on its way through the network."""

    start: int  # in the text it comes from
    end: int
    text: str  # as the network knows it
    origins: list[int]  # where each character of `text` stood in the whole
    hidden: Masked
    prefix: str
    is_shouted: bool
    read: list[int] = field(default_factory=list)  # the text in pieces
    source: list[int] = field(default_factory=list)  # the same between its tags and END
    result: Translation = Translation("")


class Translator:
    """Translates between English and Spanish.

    Args:
        name: of the model
        network: in evaluation mode
        pieces: of the network
        search_options: what the search heeds beside the beam
    """

    def __init__(self, name: str, network: TranslationNetwork, pieces: Pieces, search_options: SearchOptions) -> None:
        self.name = name
        self.device = str(next(network.parameters()).device)
        self._network = network
        self._pieces = pieces
        self._search = search_options
        self._constraint = Constraint(pieces.surfaces, pieces.placeholder_ids)
        weights = {name: value.detach() for name, value in network.state_dict().items()}
        self._decoder = QuickDecoder(pack(weights), network) if self.device == "cpu" else None

    def translate(
        self,
        sentences: Sequence[Sentence],
        options: TranslateOptions | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Translation]:
        """The translation of each.

        White space, line breaks and list marks around sentences stay. What has no letters is carried over as it is.

        Args:
            sentences: of one or several texts
            options: see `TranslateOptions`
            is_cancelled: asked at every step

        Raises:
            TrioletError: a language, or a form, that the network does not know
            Cancelled: `is_cancelled` said so
        """
        options = options or TranslateOptions()
        _check(sentences, options)
        parts = [list(self._parts(sentence, options)) for sentence in sentences]
        for target in LANGUAGE_TAGS:
            jobs = [
                part
                for sentence, its_parts in zip(sentences, parts, strict=True)
                for part in its_parts
                if sentence.target == target
            ]
            self._run(jobs, target, options, is_cancelled)
        return [_joined(sentence.text, its_parts) for sentence, its_parts in zip(sentences, parts, strict=True)]

    @torch.inference_mode()
    def wordings(self, sentence: Sentence, limit: int = 4, options: TranslateOptions | None = None) -> list[Wording]:
        """How the translation may go on after a prefix, each wording with another next word, the likeliest first.

        Args:
            sentence: its prefix is the translation up to the word that is asked about
            limit: how many
            options: see `TranslateOptions`
        """
        options = options or TranslateOptions()
        prefix = sentence.prefix.rstrip()
        parts = list(self._parts(replace(sentence, prefix=prefix), options))
        if not parts or not _LETTER.search(PLACEHOLDER.sub("", parts[0].hidden.text)):
            return []
        part = parts[0]
        device = self._network.pieces.weight.device
        source = torch.tensor([self._pieces.source(part.hidden.text, sentence.target, options.form)], device=device)
        written = [START, *(self._pieces.encode(part.prefix) if prefix else [])]
        with half_where_it_pays(self.device):
            encoded = self._network.encode(source, torch.tensor([source.shape[1]], device=device))
            outputs, _, _ = self._network.decode(
                torch.tensor([written], device=device), encoded, self._network.begin_state(encoded)
            )
            chances = self._network.logits(outputs[0, -1]).float().log_softmax(-1).cpu() + self._constraint.bias(Owed())
        after = [self._pieces.surfaces[piece].decode("utf-8", "ignore") for piece in chances.topk(4 * limit).indices]
        # A piece that only lengthens the word before is no other word in this place.
        starts = [(prefix + text).lstrip() for text in after if text.strip() and not text[0].isalnum()][: 2 * limit]
        found = self.translate([replace(sentence, prefix=start) for start in starts], options)
        best: dict[str, Wording] = {}
        for one in sorted(found, key=lambda one: -one.log_probability):
            next_word = one.text[len(prefix) :].split()[:1]
            if next_word and not one.doubt:
                best.setdefault(next_word[0], Wording(one.text, one.log_probability))
        return list(best.values())[:limit]

    # ---- in ------------------------------------------------------------------------------------------------------

    def _parts(self, sentence: Sentence, options: TranslateOptions) -> Iterator[_Part]:
        """What goes through the network piecewise; the prefix belongs to the first."""
        prefix = sentence.prefix
        for span in sentence_spans(sentence.text):
            marker = _MARKER.match(sentence.text, span.start, span.end)
            start = marker.end() if marker and _LETTER.search(sentence.text, marker.end(), span.end) else span.start
            for part in _short_enough(sentence.text, TextSpan(start, span.end)):
                text, origins = normalised(sentence.text[part.start : part.end])
                is_shouted = len(text) > 5 and text.isupper() and " " in text
                shown = text.capitalize() if is_shouted and len(text.capitalize()) == len(text) else text
                hidden = masked(shown, options.glossary, sentence.source)
                begun = prefix
                for number, replacement in enumerate(hidden.replacements):
                    begun = re.sub(rf"(?<!\w){re.escape(replacement)}(?!\w)", f"\u27e6{number}\u27e7", begun)
                yield _Part(
                    part.start, part.end, text, [part.start + at for at in origins], hidden, begun, is_shouted
                )  # fmt: skip
                prefix = ""

    @torch.inference_mode()
    def _run(
        self, parts: list[_Part], target: str, options: TranslateOptions, is_cancelled: Callable[[], bool]
    ) -> None:
        asked = []
        for part in parts:
            if _LETTER.search(PLACEHOLDER.sub("", part.hidden.text)):
                part.read = self._pieces.encode(part.hidden.text)
                part.source = self._pieces.tagged(part.read, target, options.form)
                asked.append(part)
            else:
                part.result = _carried(part)
        asked.sort(key=lambda part: len(part.source))
        width = max(options.beam, options.n_best)
        while asked:
            size = max(1, min(len(asked), _BATCH_PIECES // len(asked[min(len(asked), 64) - 1].source)))
            batch, asked = asked[:size], asked[size:]
            with half_where_it_pays(self.device):
                found = search(
                    self._network,
                    [part.source for part in batch],
                    self._constraint,
                    replace(self._search, beam=width),
                    [self._owed(part) for part in batch],
                    is_cancelled,
                    self._decoder,
                )
                if self._search.way_back:
                    read = [part.read for part in batch]
                    language = next(tag for tag in LANGUAGE_TAGS if tag != target)
                    found = reranked(self._network, self._pieces, read, found, language, self._search)
            for part, hypotheses in zip(batch, found, strict=True):
                part.result = self._told(part, hypotheses, target, options)

    def _owed(self, part: _Part) -> Owed:
        marks = [int(match.group()[1]) for match in PLACEHOLDER.finditer(part.hidden.text)]
        begun = b" " + part.prefix.encode() if part.prefix else b""
        return Owed(begun, tuple(sorted(self._pieces.placeholder_ids[mark] for mark in marks)))

    # ---- out -----------------------------------------------------------------------------------------------------

    def _told(self, part: _Part, found: list[Found], target: str, options: TranslateOptions) -> Translation:
        """The first hypothesis that nothing speaks against; the first one with its doubt, if there is none."""
        texts = [self._pieces.decode(list(one.pieces)) for one in found]
        doubts = [
            doubt_about(part.hidden.text, text) or ("" if one.is_whole else "long")
            for one, text in zip(found, texts, strict=True)
        ]
        best = doubts.index("") if "" in doubts else 0
        one, text, surfaces = found[best], texts[best], self._pieces.surfaces
        n_tags = len(part.source) - 1 - len(part.read)
        source_pieces = piece_spans(part.read, surfaces)
        target_pieces = piece_spans(one.pieces, surfaces)
        target_words, source_words = word_spans(text), word_spans(part.hidden.text)
        attention = word_attention(
            one.attention[:, n_tags:-1], target_pieces, source_pieces, target_words, source_words
        )
        whole, target_spans = restored(text, part.hidden.replacements, target_words)
        _, source_spans = restored(part.hidden.text, part.hidden.originals, source_words)
        others: list[Wording] = []
        for other, wording, doubt in zip(found, texts, doubts, strict=True):
            said = self._said(part, restored(wording, part.hidden.replacements, ())[0])
            if not doubt and said != self._said(part, whole) and said not in [one.text for one in others]:
                others.append(Wording(said, other.log_probability))
        return Translation(
            self._said(part, whole),
            one.log_probability,
            tuple(TextSpan(part.origins[span.start], part.origins[span.end]) for span in source_spans),
            tuple(target_spans),
            attention,
            tuple(others[: options.n_best - 1]),
            doubts[best],
        )

    @staticmethod
    def _said(part: _Part, text: str) -> str:
        return text.upper() if part.is_shouted and len(text.upper()) == len(text) else text


def _check(sentences: Sequence[Sentence], options: TranslateOptions) -> None:
    for sentence in sentences:
        for language in (sentence.source, sentence.target):
            if language not in LANGUAGE_TAGS:
                raise TrioletError(f"Triolet translates between en and es, but {language or 'nothing'} was asked for.")
        if sentence.source == sentence.target:
            raise TrioletError("Both languages are the same, so there is nothing to translate.")
    if options.form and options.form not in FORMS:
        raise TrioletError(f"The form {options.form} is not known.", remedy=f"Choose one of {', '.join(FORMS)}.")


def _short_enough(text: str, span: TextSpan) -> Iterator[TextSpan]:
    """A sentence, or its clauses when it is longer than the network can hold together."""
    sentence = text[span.start : span.end]
    if len(sentence.split()) <= _MOST_WORDS and len(sentence) <= 8 * _MOST_WORDS:
        yield span
        return
    ends = [match.start() for match in _CLAUSE.finditer(sentence)]
    words = list(re.finditer(r"\S+\s*", sentence))
    start = 0
    for number, word in enumerate(words):
        n_words = len(sentence[start : word.end()].split())
        is_end = word.end() >= len(sentence) or (len(sentence[start : word.end()].rstrip()) + start in ends and n_words > 12)
        if is_end or n_words >= _MOST_WORDS - 10 or len(sentence[start : word.end()]) > 7 * _MOST_WORDS:
            part = sentence[start : word.end()]
            yield TextSpan(span.start + start, span.start + start + len(part.rstrip()))
            start = word.end()
        if number == len(words) - 1:
            return


def _carried(part: _Part) -> Translation:
    """What the network has nothing to say about: the same, its words linked one to one."""
    text, spans = restored(part.hidden.text, part.hidden.replacements, word_spans(part.hidden.text))
    _, read = restored(part.hidden.text, part.hidden.originals, word_spans(part.hidden.text))
    rows = tuple(tuple(float(row == column) for column in range(len(spans))) for row in range(len(spans)))
    source = tuple(TextSpan(part.origins[span.start], part.origins[span.end]) for span in read)
    return Translation(text, 0.0, source, tuple(spans), rows)


def _joined(text: str, parts: list[_Part]) -> Translation:
    """The parts of a text, with what stood between them."""
    if len(parts) == 1 and (parts[0].start, parts[0].end) == (0, len(text)):
        return parts[0].result
    written, last = "", 0
    source_words: list[TextSpan] = []
    target_words: list[TextSpan] = []
    n_words = sum(len(part.result.source_words) for part in parts)
    rows: list[tuple[float, ...]] = []
    for part in parts:
        written += text[last : part.start]
        one = part.result
        before = len(source_words)
        for row in one.attention:
            rows.append((0.0,) * before + row + (0.0,) * (n_words - before - len(row)))
        source_words += one.source_words
        target_words += [TextSpan(len(written) + span.start, len(written) + span.end) for span in one.target_words]
        written += one.text
        last = part.end
    alternatives: tuple[Wording, ...] = ()
    if len(parts) == 1:
        before_it, after_it = text[: parts[0].start], text[parts[0].end :]
        alternatives = tuple(
            Wording(before_it + one.text + after_it, one.log_probability) for one in parts[0].result.alternatives
        )
    return Translation(
        written + text[last:],
        sum(part.result.log_probability for part in parts),
        tuple(source_words),
        tuple(target_words),
        tuple(rows),
        alternatives,
        next((part.result.doubt for part in parts if part.result.doubt), ""),
    )


def model_config(name: str, sizes: NetworkOptions, pieces_path: Path, options: SearchOptions) -> dict[str, Any]:
    """What `load` needs to find in config.json."""
    return {
        "kind": "translator",
        "name": name,
        "languages": list(LANGUAGE_TAGS),
        "sizes": asdict(sizes),
        "tokens_hash": hash_file(pieces_path),
        "search": asdict(options),
    }


def load(folder: Path | str, device: str = "auto") -> Translator:
    """Loads a translator's model folder.

    Args:
        folder: see `engine.layers.model_folder`
        device: "cpu", "cuda:0", or "auto"; the processor stands in for a graphics card that is not there

    Raises:
        ModelError: missing, damaged, or of another kind
    """
    folder = Path(folder)
    card = read_card(folder, "translator")
    check_sums(folder)
    network = TranslationNetwork(NetworkOptions(**card.sizes)).eval()
    network.load_state_dict(unpack(load_weights(folder, pack(network.state_dict()))))
    pieces = Pieces(folder / PIECES_FILE)
    device = resolved(device)
    found = Translator(card.name, network.to(device), pieces, SearchOptions(**card.settings.get("search", {})))
    keep_half_where_it_pays(network, device)
    return found
