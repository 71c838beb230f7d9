"""The recognizer as others use it: load it, give it a recording or a stream, and get words."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.utils.rnn import pad_sequence

from engine.contract.errors import Cancelled, ModelError
from engine.contract.types import ListenOptions, Segment, TranscribeOptions, Transcript, Word
from engine.layers.cores import n_cores
from engine.layers.devices import half_where_it_pays, keep_half_where_it_pays, resolved
from engine.layers.model_folder import check_sums, load_weights, read_card
from engine.recognizer.combination import Combination, supported
from engine.recognizer.hearings import HEARINGS, PLAIN, Hearing, hearings_of
from engine.recognizer.lexicon import Lexicon
from engine.recognizer.network import SUBSAMPLING, NetworkOptions, RecognizerNetwork
from engine.recognizer.ngram import NgramModel
from engine.recognizer.own_words import OwnWords
from engine.recognizer.rescoring import RescoringOptions, SecondOpinion, SpokenScorer
from engine.recognizer.rivals import ConfidenceOptions, Rivals
from engine.recognizer.search import LexiconSearch, SearchOptions, WordSpan
from engine.recognizer.streaming import PauseCutter, Samples, Stream, Utterance, shifted
from engine.recognizer.written_form.writer import Writer, WritingOptions, load_writer
from engine.sound.decoding import open_sound
from engine.sound.features import SAMPLE_RATE_HZ, FeatureOptions, LogMel, RunningMean

EMISSION_S = SUBSAMPLING * FeatureOptions().step_samples / SAMPLE_RATE_HZ
_SHORTEST_SAMPLES = 800
_LEAST_SURE = 0.25  # an utterance of which no word is surer is noise
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What knows the words that can be heard."""

    search: LexiconSearch
    rivals: Rivals
    combination: Combination
    second_opinion: SecondOpinion


class Recognizer:
    """Finds words in sound. Use `load`.

    Example:
        >>> recognizer = load(shipped_model("recognizer-en"))
        >>> recognizer.transcribe("speech.wav").text
    """

    def __init__(
        self, name: str, network: RecognizerNetwork, log_mel: LogMel, prior_mean: torch.Tensor,
        vocabulary: _Vocabulary, letters: tuple[str, ...], phone_prior: NDArray[np.float32], hearings: Sequence[Hearing],
        device: str, widen: Callable[[Sequence[str]], _Vocabulary] | None = None,
    ) -> None:  # fmt: skip
        self.scorer: SpokenScorer | None = None  # a stronger language model, when the caller has one
        self.writer: Writer | None = None  # for signs, capitals and numbers, when the caller has one
        self.name = name
        self.device = device
        self._network = network.eval().to(device)
        self._log_mel = log_mel
        self._prior_mean = prior_mean
        self._vocabulary = vocabulary
        self._letters = letters
        self._phone_prior = phone_prior
        self._hearings = tuple(hearings)
        self._threads = ThreadPoolExecutor(n_cores(), "hearings")
        self._widen = widen

    def know(self, phrases: Sequence[str]) -> None:
        """Hears these words and names too from now on, in place of those that were named before."""
        if self._widen is not None:
            self._vocabulary = self._widen(phrases)

    def emissions(self, samples: Samples, hearings: Sequence[Hearing] = PLAIN) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Log-probabilities of phones and of letters in each hearing: float32 [n_emissions, n_units] each.

        Args:
            samples: float32 [n], 16 kHz
            hearings: those that go through the network at once share its cost
        """
        frames = self._log_mel(torch.from_numpy(samples))
        if self.device != "cpu":
            return self._through_network(frames, hearings)
        # A recurrent network gains little from several threads, but several of its batches do.
        n_at_once = -(-len(hearings) // max(1, n_cores() // torch.get_num_threads()))
        parts = [hearings[start : start + n_at_once] for start in range(0, len(hearings), n_at_once)]
        return list(chain(*self._threads.map(lambda part: self._through_network(frames, part), parts)))

    @torch.inference_mode()
    def _through_network(
        self, frames: torch.Tensor, hearings: Sequence[Hearing]
    ) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        rows = [self._normalised(throat) for hearing in hearings for throat in hearing.frames(frames)]
        n_frames = torch.tensor([len(row) for row in rows], device=self.device)
        with half_where_it_pays(self.device):
            heard = self._network(pad_sequence(rows, batch_first=True).to(self.device), n_frames)
        found, at = [], 0
        for hearing in hearings:
            row, at = at, at + len(hearing.throats)
            length = heard.lengths[row]
            phones, letters = (units[row:at, :length].mean(0).log_softmax(-1).cpu().numpy() for units in (heard.phones, heard.letters))
            found.append((phones, letters))
        return found

    def _normalised(self, frames: torch.Tensor) -> torch.Tensor:
        return RunningMean(self._prior_mean, self._log_mel.options.prior_frames)(frames)

    def read(
        self, samples: Samples, search: str = "full", n_alternatives: int = 3, is_thorough: bool = True
    ) -> tuple[Word, ...]:
        """The words of an utterance of at most some twenty seconds, times from its start.

        Args:
            samples: float32 [n], 16 kHz
            search: see `TranscribeOptions`
            n_alternatives: at most so many other words for each
            is_thorough: hear it several times over and ask the scorer too, if there is one; it takes several times as long
        """
        if len(samples) < _SHORTEST_SAMPLES:
            return ()
        samples = np.ascontiguousarray(samples, dtype=np.float32)
        if search == "full":
            hearings = self._hearings if is_thorough else PLAIN
            # Posteriors over priors are likelihoods, as in hybrid recognisers: Bourlard & Morgan 1994.
            prior = self._vocabulary.search.options.prior_scale * self._phone_prior
            likelihoods = [phones - prior for phones, _ in self.emissions(samples, hearings)]
            spans = self._reading(hearings, likelihoods, is_thorough)
            weighed = self._vocabulary.rivals.weighed(likelihoods[0], spans, n_alternatives)
            if is_thorough and all(one.confidence < _LEAST_SURE for one in weighed):
                return ()
            return tuple(
                Word(
                    one.span.word,
                    one.span.start * EMISSION_S,
                    one.span.end * EMISSION_S,
                    one.confidence,
                    one.alternatives,
                )
                for one in weighed
            )
        [(_, letters)] = self.emissions(samples)
        return tuple(
            Word(span.word, span.start * EMISSION_S, span.end * EMISSION_S, _likeliest(letters, span))
            for span in greedy(letters, self._letters)
        )

    def _reading(
        self, hearings: Sequence[Hearing], likelihoods: Sequence[NDArray[np.float32]], is_thorough: bool
    ) -> list[WordSpan]:  # fmt: skip
        """The words of the best reading, places as in the first hearing, which is at its own tempo."""
        search, second_opinion, scorer = self._vocabulary.search, self._vocabulary.second_opinion, self.scorer
        options = second_opinion.options
        limit = options.n_readings if is_thorough else 1
        found = list(self._threads.map(lambda heard: search.readings(heard, limit), likelihoods))
        if not is_thorough:
            return list(found[0][0].spans) if found[0] else []
        pool = self._vocabulary.combination(hearings, likelihoods, found)
        opinion = None if scorer is None else partial(second_opinion, scorer=scorer)
        readings = pool.explored(opinion, options.n_weighed, options.n_crossed)
        return supported(readings[0].spans, readings, self._vocabulary.rivals.options.support_sharpness) if readings else []

    def listen(self, options: ListenOptions = ListenOptions()) -> Stream:  # noqa: B008  frozen
        """A stream that is given sound as it comes."""
        writing, writer = WritingOptions(options.written_form, options.spoken_commands), self.writer
        write = None if writer is None else lambda words: writer.write(words, writing)
        return Stream(lambda samples, is_thorough: self.read(samples, is_thorough=is_thorough), options, write)

    def transcribe(
        self,
        source: str | Path | Samples,
        options: TranscribeOptions = TranscribeOptions(),  # noqa: B008  frozen
        on_progress: Callable[[float, float, tuple[Segment, ...]], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Transcript:
        """Writes a recording down, cut at its pauses.

        Args:
            source: a file, "-" for standard input, or float32 samples at 16 kHz
            options: see `TranscribeOptions`
            on_progress: called with seconds done, seconds in all, and the new segments
            is_cancelled: asked before each utterance

        Raises:
            SoundFileError: a recording that cannot be read
            Cancelled: `is_cancelled` said so
        """
        cutter = PauseCutter()
        segments: list[Segment] = []
        done_s, warning = 0.0, ""
        writer = self.writer if options.written_form else None
        begins_sentence = True

        def take(utterances: list[Utterance], total_s: float) -> None:
            nonlocal done_s, begins_sentence
            for utterance in utterances:
                if is_cancelled is not None and is_cancelled():
                    raise Cancelled
                words = self.read(utterance.samples, options.search, options.alternatives) if utterance.has_speech else ()
                done_s = utterance.start_s + len(utterance.samples) / SAMPLE_RATE_HZ
                new: tuple[Segment, ...] = ()
                if words:
                    words = shifted(words, utterance.start_s)
                    segment = Segment(words, words[0].start_s, words[-1].end_s)
                    if writer is not None:
                        written = writer.write(words, WritingOptions(True, False, begins_sentence))
                        segment, begins_sentence = replace(segment, written=written.tokens), written.ends_sentence
                    new = (segment,)
                    segments.extend(new)
                if on_progress is not None:
                    on_progress(done_s, total_s, new)

        if isinstance(source, np.ndarray):
            take(cutter.accept(source) + cutter.finish(), len(source) / SAMPLE_RATE_HZ)
        else:
            with open_sound(source) as sound:
                for block in sound.blocks():
                    take(cutter.accept(block), sound.duration_s)
                take(cutter.finish(), sound.duration_s)
                warning = sound.warning
        return Transcript(tuple(segments), done_s, warning)


def greedy(letters: NDArray[np.float32], units: tuple[str, ...]) -> list[WordSpan]:
    """Words along the likeliest path over letters: repeats joined, blanks dropped, cut at spaces."""
    spans: list[WordSpan] = []
    word, start, last = "", 0, 0
    for frame, unit in enumerate([*letters.argmax(axis=1).tolist(), units.index(" ")]):
        if unit != last and unit != 0:
            if units[unit] == " ":
                if word:
                    spans.append(WordSpan(word, start, frame))
                word = ""
            else:
                start = frame if not word else start
                word += units[unit]
        last = unit
    return spans


def _likeliest(letters: NDArray[np.float32], span: WordSpan) -> float:
    """Mean probability of the likeliest letter where it is not the blank: rough, for the search without a lexicon."""
    inside = np.exp(letters[span.start : span.end])
    spoken = inside[inside.argmax(axis=1) != 0]
    return float(spoken.max(axis=1).mean()) if len(spoken) else 0.5


def load(folder: Path | str, device: str = "auto") -> Recognizer:
    """Loads a recognizer's model folder.

    Args:
        folder: see `engine.layers.model_folder`
        device: "cpu", "cuda:0", or "auto"; the processor stands in for a graphics card that is not there

    Raises:
        ModelError: missing, damaged, or of another kind
    """
    folder = Path(folder)
    card = read_card(folder, "recognizer")
    check_sums(folder)
    network = RecognizerNetwork(NetworkOptions(**card.sizes))
    weights = load_weights(folder, network.state_dict())
    network.load_state_dict({name: value.float() for name, value in weights.items()})
    lexicon = Lexicon.load(folder)
    ngram = NgramModel.load(folder / "ngram.safetensors")
    if len(lexicon.words) > len(ngram.unigrams):  # compiled code looks them up without a check
        raise ModelError("The lexicon is missing or damaged.", details=f"{folder}: more words than the language model has")
    settings = card.settings
    own_words = OwnWords(lexicon, ngram)

    search_options = SearchOptions(**settings["search"])
    rescoring = RescoringOptions(**settings.get("rescoring", {}))
    confidence = ConfidenceOptions(**settings.get("confidence", {}))

    def widen(phrases: Sequence[str]) -> _Vocabulary:
        lexicon, ngram = own_words.widened(phrases)
        rivals = Rivals(lexicon, ngram, search_options, confidence)
        return _Vocabulary(
            LexiconSearch(lexicon, ngram, search_options),
            rivals,
            Combination(rivals, lexicon, ngram, search_options),
            SecondOpinion(ngram, lexicon, search_options.lm_weight, rescoring),
        )

    device = resolved(device)
    keep_half_where_it_pays(network, device)
    log_mel = LogMel(FeatureOptions(**card.features))
    prior_mean = torch.tensor(card.settings["prior_mean"])
    letters = tuple(card.settings["letters"])
    phone_prior = np.array(card.settings["phone_prior"], dtype=np.float32)
    return Recognizer(
        card.name, network, log_mel, prior_mean, widen(()), letters, phone_prior, hearings_of(settings.get("hearings", ())) or PLAIN, device, widen,
    )  # fmt: skip


def load_writing(folder: Path | str, device: str = "auto") -> Recognizer:
    """Loads a recognizer that writes signs, capitals and numbers; without its tagger it writes plain words.

    Args:
        folder: see `load`
        device: see `load`

    Raises:
        ModelError: see `load`
    """
    recognizer = load(folder, device)
    try:
        recognizer.writer = load_writer()
    except ModelError as error:
        _log.warning("Words are written as they are said: %s", error.message)
    return recognizer


def model_config(
    name: str, network: NetworkOptions, features: FeatureOptions, prior_mean: list[float], phone_prior: list[float],
    phones: tuple[str, ...], letters: tuple[str, ...], search: SearchOptions, tokens_hash: str,
) -> dict[str, object]:  # fmt: skip
    """What `load` needs to find in config.json."""
    return {
        "kind": "recognizer", "name": name, "language": "en", "sizes": asdict(network), "features": asdict(features),
        "prior_mean": prior_mean, "phone_prior": phone_prior, "phones": phones, "letters": letters, "search": asdict(search),
        "confidence": asdict(ConfidenceOptions()), "rescoring": asdict(RescoringOptions()), "hearings": [asdict(hearing) for hearing in HEARINGS],
        "tokens_hash": tokens_hash,
    }  # fmt: skip
