"""The plain values that flow through Triolet: frozen, slotted, with units in their names.

Text offsets are counted in Unicode code points everywhere; only `app.editor`, at Qt's border, converts to Qt's
UTF-16 units. Times are seconds from the start of the recording or of the stream.
"""

from __future__ import annotations

from dataclasses import dataclass

NEW_LINE, NEW_PARAGRAPH, SCRATCH_THAT = COMMANDS = ("new line", "new paragraph", "scratch that")


@dataclass(frozen=True, slots=True)
class Device:
    """Something that networks can be computed on."""

    id: str  # "cpu", "cuda:0"
    name: str  # its maker's; "" where the system does not tell


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another word that may have been said in the same place."""

    text: str
    probability: float  # 0 to 1; those of one place, the chosen word's included, sum to at most 1


@dataclass(frozen=True, slots=True)
class Word:
    """One word heard, with its place in time."""

    text: str
    start_s: float
    end_s: float
    confidence: float  # 0 to 1, calibrated: of the words at 0.9, nine in ten are right
    alternatives: tuple[Alternative, ...] = ()  # likeliest first, without the chosen word


@dataclass(frozen=True, slots=True)
class WrittenToken:
    """A word, number or sign as it is written, and the spoken words it came from."""

    text: str  # "Good", "3:30 p.m.", "Smith,"
    first: int  # the number of its first spoken word in the utterance
    n_words: int
    is_glued: bool = False  # no space before it


def written_text(tokens: tuple[WrittenToken, ...]) -> str:
    """Tokens as one text.

    Example:
        >>> written_text((WrittenToken("Yes", 0, 1), WrittenToken(",", 1, 1, is_glued=True), WrittenToken("23", 2, 2)))
        'Yes, 23'
    """
    return "".join(token.text if token.is_glued else f" {token.text}" for token in tokens).removeprefix(" ")


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One reading of an utterance, with its total score (natural logarithm, search weights included)."""

    text: str
    log_probability: float
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What a stream has understood of one utterance so far.

    While `is_final` is false, the first `n_committed` words never change in later messages about the same
    utterance; the words after them are the unsure tail. When `is_final` is true all words are committed, and the
    message replaces everything said about this utterance before.
    """

    stream_id: int
    utterance_id: int
    words: tuple[Word, ...]
    n_committed: int
    is_final: bool
    start_s: float  # where the utterance starts in the stream
    end_s: float  # how far into the stream has been heard
    written: tuple[WrittenToken, ...] = ()  # of a final utterance, when it was asked for
    command: str = ""  # one of COMMANDS, when the whole utterance was one

    @property
    def text(self) -> str:
        """The words as spoken."""
        return " ".join(word.text for word in self.words)

    @property
    def written_text(self) -> str:
        """The text to be written; the words as spoken where there is no other."""
        return written_text(self.written) or self.text


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a recording between two pauses."""

    words: tuple[Word, ...]
    start_s: float
    end_s: float
    written: tuple[WrittenToken, ...] = ()  # when it was asked for

    @property
    def text(self) -> str:
        """The words as spoken."""
        return " ".join(word.text for word in self.words)

    @property
    def written_text(self) -> str:
        """The text to be written; the words as spoken where there is no other."""
        return written_text(self.written) or self.text


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole recording, written down."""

    segments: tuple[Segment, ...]
    duration_s: float
    warning: str = ""  # a sentence, when less of the recording could be read than there should be

    @property
    def text(self) -> str:
        """The words as spoken."""
        return " ".join(segment.text for segment in self.segments if segment.words)

    @property
    def written_text(self) -> str:
        """The text to be written; the words as spoken where there is no other."""
        return " ".join(segment.written_text for segment in self.segments if segment.words)

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for segment in self.segments for word in segment.words)


@dataclass(frozen=True, slots=True)
class ListenOptions:
    """How a stream of sound is listened to."""

    partials: bool = True  # say words before the utterance is over
    partial_interval_s: float = 0.3  # at most one partial in so many seconds of sound
    endpoints: bool = True  # cut into utterances at pauses; False: one utterance until finish()
    written_form: bool = True  # final utterances come with signs, capitals and numbers
    spoken_commands: bool = True  # "comma" and "new line" are done, not written


@dataclass(frozen=True, slots=True)
class TranscribeOptions:
    """How a recording is written down."""

    search: str = "full"  # "full": lexicon and language model; "greedy": the network alone
    alternatives: int = 3  # at most so many other readings a word
    written_form: bool = True  # segments come with signs, capitals and numbers


@dataclass(frozen=True, slots=True)
class Context:
    """Where a suggestion is wanted."""

    text_before: str  # from the document's start, or the last few thousand characters of it
    text_after: str = ""  # up to the end of the line
    revision: int = 0  # of the document; a suggestion for another revision is dropped
    language: str = "en"  # "en" or "es"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may come next."""

    text: str  # to be written in place of the last `replaces` code points before the caret
    replaces: int
    probability: float  # 0 to 1, that these are the words meant
    kind: str  # "rest" of a word, "word", or "phrase"


@dataclass(frozen=True, slots=True)
class SuggestOptions:
    """What is suggested."""

    limit: int = 3  # at most so many, different in their first word
    longest_phrase: int = 4  # words in one suggestion
    phrase_confidence: float = 0.55  # a further word is added while it is at least so probable
    learning: bool = True  # heed what the person wrote and accepted before


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is to be translated."""

    text: str  # one sentence; a longer text is translated as well, part by part
    source: str = "en"  # "en" or "es"
    target: str = "es"
    prefix: str = ""  # how the translation begins, to the letter; written by the person


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of a text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Another way to say it."""

    text: str
    log_probability: float  # natural logarithm, of the whole text


@dataclass(frozen=True, slots=True)
class Translation:
    """A sentence in the other language.

    Row t of `attention` says how much of the target word t came from each source word; it sums to one.
    """

    text: str
    log_probability: float = 0.0  # natural logarithm; 0.0 for what was only carried over
    source_words: tuple[TextSpan, ...] = ()
    target_words: tuple[TextSpan, ...] = ()
    attention: tuple[tuple[float, ...], ...] = ()  # a row a target word, a number a source word
    alternatives: tuple[Wording, ...] = ()  # the likeliest first, without the text itself
    doubt: str = ""  # "" or one of DOUBTS: why this is not to be trusted


DOUBTS = ("empty", "loop", "copy", "short", "long", "lost")  # "lost": a number, address or term is missing


@dataclass(frozen=True, slots=True)
class TranslateOptions:
    """How it is translated."""

    beam: int = 4  # hypotheses followed at once
    n_best: int = 1  # how many wordings are wanted, the text itself included
    form: str = ""  # how the Spanish addresses its reader: "tu", "usted", "vos", or "" for what the network thinks best
    glossary: tuple[tuple[str, str], ...] = ()  # a source term and what it must become
