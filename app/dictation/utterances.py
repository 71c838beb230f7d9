"""Keeps what was heard in order across streams: one count of utterances and one clock for a whole dictation.

When the engine is restarted in mid-sentence the sound of the open utterance goes to a new stream, which counts and
times from its own beginning. The editor must not notice.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np

from app.dictation.ring import Samples
from engine.contract.types import Heard, Word

KEPT_S = 120.0


class HeardSequence:
    """Translates what streams say into the numbering and time of the dictation; drops what is stale.

    Example:
        >>> sequence = HeardSequence()
        >>> sequence.begin(stream_id=7)
        >>> sequence.accept(Heard(6, 0, (), 0, True, 0.0, 1.0)) is None
        True
    """

    def __init__(self) -> None:
        self._n_utterances = 0
        self._dictation_id: int | None = None
        self._stream_id: int | None = None
        self._offset_s = 0.0
        self._ids: dict[int, int] = {}
        self._open_id: int | None = None

    @property
    def open_utterance_id(self) -> int | None:
        """The utterance that is being heard and not final, if there is one."""
        return self._open_id

    def begin(self, stream_id: int) -> None:
        """A new dictation begins with this stream."""
        self._dictation_id = stream_id
        self._open_id = None
        self._follow(stream_id, 0.0)

    def resume(self, stream_id: int, from_s: float) -> None:
        """The same dictation goes on in another stream whose time 0 is `from_s` of the dictation."""
        self._follow(stream_id, from_s)

    def end(self) -> None:
        """Whatever comes from now on is stale."""
        self._stream_id = None
        self._open_id = None

    def accept(self, heard: Heard) -> Heard | None:
        """What was heard, in the dictation's numbers and seconds, or None when it is of another stream."""
        if heard.stream_id != self._stream_id or self._dictation_id is None:
            return None
        utterance_id = self._id_of(heard.utterance_id)
        self._open_id = None if heard.is_final else utterance_id
        return replace(
            heard,
            stream_id=self._dictation_id,
            utterance_id=utterance_id,
            words=tuple(_later(word, self._offset_s) for word in heard.words),
            start_s=heard.start_s + self._offset_s,
            end_s=heard.end_s + self._offset_s,
        )

    def _follow(self, stream_id: int, offset_s: float) -> None:
        self._stream_id = stream_id
        self._offset_s = offset_s
        self._ids = {}

    def _id_of(self, streams_id: int) -> int:
        if streams_id not in self._ids:
            continues = self._open_id is not None and not self._ids
            if not continues:
                self._n_utterances += 1
            self._ids[streams_id] = self._open_id if continues and self._open_id else self._n_utterances
        return self._ids[streams_id]


def _later(word: Word, offset_s: float) -> Word:
    return replace(word, start_s=word.start_s + offset_s, end_s=word.end_s + offset_s) if offset_s else word


class UnheardSound:
    """The sound that has not become final text yet, at most two minutes of it, ready to be sent again.

    Args:
        sample_rate_hz: the rate of the sound.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self._rate_hz = sample_rate_hz
        self._blocks: deque[Samples] = deque()
        self._n_kept = 0
        self._start = 0

    @property
    def start_s(self) -> float:
        """Where in the dictation the kept sound begins."""
        return self._start / self._rate_hz

    @property
    def end_s(self) -> float:
        """How much sound the dictation has given so far."""
        return (self._start + self._n_kept) / self._rate_hz

    def append(self, samples: Samples) -> None:
        """Keep the next samples, float32 [n]."""
        self._blocks.append(samples)
        self._n_kept += len(samples)
        self._drop_to(self._start + self._n_kept - int(KEPT_S * self._rate_hz))

    def forget_before(self, time_s: float) -> None:
        """What lies before a time of the dictation is final text and need not be kept."""
        self._drop_to(min(round(time_s * self._rate_hz), self._start + self._n_kept))

    def samples(self) -> Samples:
        """All that is kept, float32 [n]."""
        return np.concatenate(self._blocks) if self._blocks else np.zeros(0, dtype=np.float32)

    def _drop_to(self, position: int) -> None:
        while self._blocks and position > self._start:
            n_drop = min(position - self._start, len(self._blocks[0]))
            if n_drop == len(self._blocks[0]):
                self._blocks.popleft()
            else:
                self._blocks[0] = self._blocks[0][n_drop:]
            self._start += n_drop
            self._n_kept -= n_drop
