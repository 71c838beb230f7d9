"""Messages between window and engine process. Each carries the id of what it belongs to; stale ones are dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from engine.contract.types import (
    Context,
    Device,
    Heard,
    ListenOptions,
    Segment,
    Sentence,
    Suggestion,
    SuggestOptions,
    TranscribeOptions,
    TranslateOptions,
    Translation,
    Wording,
)

# ---- window to engine -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StreamOpened:
    """A person began to speak."""

    stream_id: int
    sample_rate_hz: int
    options: ListenOptions = ListenOptions()


@dataclass(frozen=True, slots=True)
class SoundCaptured:
    """The next samples of a stream: float32 little-endian mono, -1 to 1, in the stream's rate."""

    stream_id: int
    samples: bytes


@dataclass(frozen=True, slots=True)
class StreamClosed:
    """No more sound comes; finish what was said."""

    stream_id: int


@dataclass(frozen=True, slots=True)
class TranscriptionAsked:
    """Write down this sound file."""

    request_id: int
    path: str
    options: TranscribeOptions = TranscribeOptions()


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words and names that the person wants heard, in place of those that were told before."""

    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuggestionsAsked:
    """How may this text go on? A newer question makes an older one that waits void: it is never answered."""

    context: Context
    options: SuggestOptions = SuggestOptions()


@dataclass(frozen=True, slots=True)
class TextWritten:
    """Take these words, typed or accepted by the person, into their memory."""

    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class LearntAsked:
    """Which words were learnt from the person? `Learnt` follows."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Take a word out of what was learnt, or everything; `Learnt` follows."""

    word: str = ""  # "" for everything


@dataclass(frozen=True, slots=True)
class TranslationAsked:
    """Say this in the other language. A newer question about the same sentence makes one that waits void."""

    request_id: int
    sentence_id: int  # the window's own number of the sentence, the same while its text is edited
    sentence: Sentence
    options: TranslateOptions = TranslateOptions()


@dataclass(frozen=True, slots=True)
class WordingsAsked:
    """How else may the translation go on after the sentence's prefix? Comes before waiting translations."""

    request_id: int
    sentence: Sentence
    limit: int = 4
    options: TranslateOptions = TranslateOptions()


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop working on this request or stream; no further message about it is sent after `RequestCancelled`."""

    request_id: int


@dataclass(frozen=True, slots=True)
class Ping:
    """Are you there? Answered by the reader itself, even while the networks work."""

    ping_id: int


@dataclass(frozen=True, slots=True)
class Shutdown:
    """End the process after this."""


# ---- engine to window -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DevicesFound:
    """What there is to compute on, and what is used; comes before the first network is loaded."""

    devices: tuple[Device, ...]  # the processor first
    asked: str  # "auto", "cpu", "cuda:0"
    used: str  # the id of one of them; the processor's where what was asked for is not there


@dataclass(frozen=True, slots=True)
class DeviceFailed:
    """The graphics card came to grief: this process is of no more use, another is wanted on the processor."""

    device: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class EngineReady:
    """A network is loaded and warm."""

    kind: str  # "recognizer", "autocompleter" or "translator"
    model_name: str
    device: str  # "cpu", "cuda:0"
    load_s: float


@dataclass(frozen=True, slots=True)
class EngineUnavailable:
    """A network could not be loaded; the others work."""

    kind: str
    message: str
    details: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class AdaptedFound:
    """A network has a model adapted to the person, which can be taken back; told whenever it is loaded."""

    kind: str  # "recognizer" or "autocompleter"
    before: tuple[tuple[str, float], ...]  # figures of the shipped model, by name
    after: tuple[tuple[str, float], ...]
    is_used: bool  # not when it is damaged; the shipped one is used then


@dataclass(frozen=True, slots=True)
class HeardReply:
    """Partial or final words of a stream."""

    heard: Heard


@dataclass(frozen=True, slots=True)
class StreamFinished:
    """Everything of the stream was answered."""

    stream_id: int


@dataclass(frozen=True, slots=True)
class TranscriptionProgressed:
    """How far into the recording we are, with the segments that became final since the last message."""

    request_id: int
    done_s: float
    total_s: float  # 0.0 when the file does not say how long it is
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptionFinished:
    """The recording is written down; every segment was sent before."""

    request_id: int
    duration_s: float
    work_s: float  # how long the work took
    warning: str = ""  # a sentence, when less of the recording could be read than there should be


@dataclass(frozen=True, slots=True)
class SuggestionsMade:
    """How the text of that revision may go on, the likeliest first; none when nothing fits."""

    revision: int
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Learnt:
    """The words of the person's own that were learnt and count, the most frequent first, with how often each was seen.

    Everyday words are not among them: of these it is learnt how they are used, and `n_common` is how many there are.
    """

    words: tuple[tuple[str, int], ...]
    n_common: int = 0


@dataclass(frozen=True, slots=True)
class TranslationMade:
    """The sentence in the other language, with a doubt where it is not to be trusted."""

    request_id: int
    sentence_id: int
    translation: Translation


@dataclass(frozen=True, slots=True)
class WordingsMade:
    """How the translation may go on, each wording with another next word, the likeliest first."""

    request_id: int
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class RequestCancelled:
    """The request or stream was stopped as asked."""

    request_id: int


@dataclass(frozen=True, slots=True)
class RequestFailed:
    """A request or stream that came to grief, in a person's words."""

    request_id: int
    message: str
    details: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Pong:
    """I am here."""

    ping_id: int


ToEngine: TypeAlias = (
    StreamOpened
    | SoundCaptured
    | StreamClosed
    | TranscriptionAsked
    | OwnWords
    | SuggestionsAsked
    | TextWritten
    | LearntAsked
    | Forget
    | TranslationAsked
    | WordingsAsked
    | Cancel
    | Ping
    | Shutdown
)
FromEngine: TypeAlias = (
    DevicesFound
    | DeviceFailed
    | EngineReady
    | EngineUnavailable
    | AdaptedFound
    | HeardReply
    | StreamFinished
    | TranscriptionProgressed
    | TranscriptionFinished
    | SuggestionsMade
    | Learnt
    | TranslationMade
    | WordingsMade
    | RequestCancelled
    | RequestFailed
    | Pong
)
