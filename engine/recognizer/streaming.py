"""Cutting sound into utterances at pauses, and listening to a stream of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.types import Heard, ListenOptions, Word
from engine.recognizer.written_form.writer import Written
from engine.sound.features import SAMPLE_RATE_HZ
from engine.sound.speech_activity import BLOCK_SAMPLES, SpeechActivity

Samples = NDArray[np.float32]
BLOCK_S = BLOCK_SAMPLES / SAMPLE_RATE_HZ
THOROUGH_S = 2.0  # of new sound between readings that may commit words; those in between only show them
_THOROUGH_SHARE = 0.15  # of an utterance that is new, at least: such a reading costs more the longer it is
UNSETTLED_S = 4.0  # words so near to the present are not committed yet: what follows still mends them


@dataclass(frozen=True, slots=True)
class PauseRules:
    """When an utterance begins and ends."""

    before_s: float = 0.5  # sound kept from before the first loud moment, so that no first word is cut
    pause_s: float = 0.8  # so much quiet ends an utterance
    longest_s: float = 20.0  # past three quarters of this a shorter pause is enough, here it is cut anyway
    short_pause_s: float = 0.25
    silent_end_s: float = 1.0  # so long after the last word an utterance ends, however loud the room is
    nothing_s: float = 5.0  # loud, but without any word: it is no speech


@dataclass(slots=True)
class Utterance:
    """Sound between two pauses."""

    samples: Samples
    start_s: float
    has_speech: bool


class PauseCutter:
    """Cuts a stream at its pauses; no sample is lost or repeated."""

    def __init__(self, rules: PauseRules = PauseRules()) -> None:
        self._rules = rules
        self._activity = SpeechActivity()
        self._samples = np.zeros(0, dtype=np.float32)
        self._active = np.zeros(0, dtype=np.bool_)
        self._start = 0

    @property
    def open_utterance(self) -> Utterance:
        """What has come since the last cut."""
        return Utterance(self._samples, self._start / SAMPLE_RATE_HZ, bool(self._active.sum() >= 3))

    def accept(self, samples: Samples) -> list[Utterance]:
        """The utterances that these samples end."""
        self._samples = np.concatenate([self._samples, samples])
        self._active = np.concatenate([self._active, self._activity.accept(samples)])
        done = []
        while (cut := self._cut()) > 0:
            done.append(self._take(cut))
        return done

    def end_here(self) -> Utterance:
        """Ends the open utterance now; the last moment of it begins the next one, so that no first word is cut."""
        kept = round(self._rules.short_pause_s / BLOCK_S)
        return self._take(max(1, len(self._active) - kept))

    def finish(self) -> list[Utterance]:
        """What is left."""
        return [self._take(len(self._active), everything=True)] if len(self._samples) else []

    def _take(self, n_blocks: int, everything: bool = False) -> Utterance:
        n_samples = len(self._samples) if everything else n_blocks * BLOCK_SAMPLES
        utterance = Utterance(
            self._samples[:n_samples], self._start / SAMPLE_RATE_HZ, bool(self._active[:n_blocks].sum() >= 3)
        )
        self._samples, self._active = self._samples[n_samples:], self._active[n_blocks:]
        self._start += n_samples
        return utterance

    def _cut(self) -> int:
        """After how many blocks an utterance ends; 0 when it goes on."""
        rules = self._rules
        loud = np.nonzero(self._active)[0]
        n_blocks = len(self._active)
        kept = round(rules.before_s / BLOCK_S)
        if len(loud) < 3:
            return n_blocks - kept if n_blocks > 2 * kept else 0
        if loud[0] > 2 * kept:
            return int(loud[0]) - kept
        quiet = n_blocks - 1 - int(loud[-1])
        is_long = n_blocks * BLOCK_S > 0.75 * rules.longest_s
        gaps = np.diff(loud)
        for index in np.nonzero(gaps * BLOCK_S > rules.pause_s)[0]:
            return int(loud[index] + gaps[index] // 2)
        if quiet * BLOCK_S > (rules.short_pause_s if is_long else rules.pause_s):
            return n_blocks - min(quiet, kept) // 2
        if n_blocks * BLOCK_S >= rules.longest_s:
            widest = int(np.argmax(gaps[len(gaps) // 2 :])) + len(gaps) // 2
            return int(loud[widest] + max(1, gaps[widest] // 2))
        return 0


class Stream:
    """One person speaking: partial words while they do, final words at each pause.

    Args:
        read: finds the words of samples, times from their start; quickly, or thoroughly
        options: see `ListenOptions`
        write: gives an utterance's written form; None to leave final words as they were said
    """

    def __init__(
        self, read: Callable[[Samples, bool], tuple[Word, ...]], options: ListenOptions,
        write: Callable[[tuple[Word, ...]], Written] | None = None,
    ) -> None:  # fmt: skip
        self._read = read
        self._write = write
        self._options = options
        self._rules = PauseRules()
        longest_s = self._rules.longest_s
        self._cutter = PauseCutter() if options.endpoints else PauseCutter(PauseRules(pause_s=longest_s))
        self._utterance_id = 1
        self._read_samples = self._thorough_samples = 0
        self._said_something = False
        self._committed: tuple[Word, ...] = ()
        self._last: tuple[Word, ...] = ()  # the thorough reading before this one

    def accept(self, samples: Samples) -> list[Heard]:
        """What the next samples tell; float32 [n], 16 kHz."""
        heard = [answer for utterance in self._cutter.accept(samples) for answer in self._final(utterance)]
        utterance = self._cutter.open_utterance
        new_s = (len(utterance.samples) - self._read_samples) / SAMPLE_RATE_HZ
        # Reading again costs more the longer the utterance is.
        interval_s = max(self._options.partial_interval_s, 0.03 * len(utterance.samples) / SAMPLE_RATE_HZ)
        if self._options.partials and utterance.has_speech and new_s >= interval_s:
            self._read_samples = len(utterance.samples)
            thorough_s = max(THOROUGH_S, _THOROUGH_SHARE * len(utterance.samples) / SAMPLE_RATE_HZ)
            is_thorough = self._read_samples - self._thorough_samples >= thorough_s * SAMPLE_RATE_HZ
            words = self._words(utterance, is_thorough)
            if is_thorough:
                self._thorough_samples = self._read_samples
                self._commit(words, utterance.start_s + len(utterance.samples) / SAMPLE_RATE_HZ)
            if words:
                self._said_something = True
                heard.append(self._heard(utterance, words, is_final=False))
            if self._options.endpoints and self._is_over(utterance, words):
                heard += self._final(self._cutter.end_here())
        return heard

    def _is_over(self, utterance: Utterance, words: tuple[Word, ...]) -> bool:
        """Whether nobody speaks any more, told by the words alone: in a noisy room loudness never falls.

        Source: Povey et al. 2011, the endpoint rules of Kaldi's online decoding.
        """
        end_s = utterance.start_s + len(utterance.samples) / SAMPLE_RATE_HZ
        if not words:
            return end_s - utterance.start_s >= self._rules.nothing_s
        return end_s - words[-1].end_s >= self._rules.silent_end_s

    def finish(self) -> list[Heard]:
        """No more sound comes."""
        return [answer for utterance in self._cutter.finish() for answer in self._final(utterance)]

    def _final(self, utterance: Utterance) -> list[Heard]:
        words = self._words(utterance, is_thorough=True) if utterance.has_speech else ()
        answer = [self._heard(utterance, words, is_final=True)] if words or self._said_something else []
        self._utterance_id += bool(answer)
        self._read_samples = self._thorough_samples = 0
        self._said_something = False
        self._committed = self._last = ()
        return answer

    def _commit(self, words: tuple[Word, ...], now_s: float) -> None:
        """Commits what two thorough readings in a row agree on, but for the newest words, which what follows may change.

        Source: Liu et al. 2020, section 3 (local agreement).
        """
        n_agreed = len(self._committed)
        for word, before in zip(words[n_agreed:], self._last[n_agreed:], strict=False):
            if word.text != before.text or word.end_s > now_s - UNSETTLED_S:
                break
            n_agreed += 1
        self._committed, self._last = words[:n_agreed], words

    def _words(self, utterance: Utterance, is_thorough: bool) -> tuple[Word, ...]:
        """The committed words, and after them what is read now."""
        words = shifted(self._read(utterance.samples, is_thorough), utterance.start_s)
        if not self._committed:
            return words
        end_s = self._committed[-1].end_s
        return self._committed + tuple(word for word in words if (word.start_s + word.end_s) / 2 > end_s)

    def _heard(self, utterance: Utterance, words: tuple[Word, ...], is_final: bool) -> Heard:
        end_s = utterance.start_s + len(utterance.samples) / SAMPLE_RATE_HZ
        n_committed = len(words) if is_final else len(self._committed)
        written = self._write(words) if is_final and self._write is not None else Written(())
        return Heard(
            0, self._utterance_id, words, n_committed, is_final, utterance.start_s, end_s, written.tokens, written.command
        )


def shifted(words: tuple[Word, ...], by_s: float) -> tuple[Word, ...]:
    """The same words so much later."""
    return tuple(
        Word(word.text, word.start_s + by_s, word.end_s + by_s, word.confidence, word.alternatives) for word in words
    )
