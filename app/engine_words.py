"""What the engine says to a person, in the language of the window; the engine itself speaks English."""

from __future__ import annotations

import re
from dataclasses import replace

from app.look import words
from engine.contract.messages import EngineUnavailable, FromEngine, RequestFailed, TranscriptionFinished


def tr(text: str) -> str:
    """Marks a sentence for translation, which is made when it is said."""
    return text


# With {0}, {1} and so on where something is named. Those that say more come before those that fit more.
SENTENCES = (
    tr("There is no file {0}."),
    tr("Check its name."),
    tr("{0} is a folder, not a recording."),
    tr("{0} cannot be read as a recording."),
    tr("{0} is of a kind that Triolet reads with ffmpeg, which is not on this computer."),
    tr("Install ffmpeg, or choose a WAV, FLAC, OGG, Opus or MP3 recording."),
    tr("Choose a WAV, FLAC, OGG, Opus or MP3 recording."),
    tr("{0} breaks off after {1} s; what was there is written down."),
    tr("This could not be understood because of a mistake in Triolet."),
    tr("This could not be translated because of a mistake in Triolet."),
    tr("Try it again; if it happens again, report it."),
    tr("The recognizer is not loaded yet."),
    tr("Translation is not ready yet."),
    tr("Speech recognition could not be started."),
    tr("Suggestions could not be started."),
    tr("Translation could not be started."),
    tr("Run the set-up again; if that does not help, report it."),
    tr("What was learnt from you cannot be read; Triolet starts to learn anew."),
    tr("The old file is kept as {0}."),
    tr("Both languages are the same, so there is nothing to translate."),
    tr("Triolet translates between en and es, but {0} was asked for."),
    tr("The form {0} is not known."),
    tr("Choose one of {0}."),
    tr("The model adapted to you, {0}, is damaged; the shipped one is used. ({1})"),
    tr("The adapted model {0} cannot be removed."),
    tr("There is no model in {0}: {1} was sought and not found."),
    tr("The model {0} cannot be used: {1} was sought and not found."),
    tr("The model {0} cannot be used: {1} is missing."),
    tr("The model {0} cannot be used: {1} is damaged."),
    tr("The model {0} cannot be used: {1} does not belong there."),
    tr("The model {0} has format {1}, but this version of Triolet reads format {2}."),
    tr("The folder {0} holds a {1}, but a {2} was sought."),
    tr("The weights of the model {0} are for another network: {1} is {2}, but {3} was sought."),
    tr("The weights of the model {0} cannot be read."),
    tr("The vocabulary of the model {0} is not the one it was trained with."),
    tr("The word list of the model {0} is not the one it was trained with."),
    tr("The vocabulary is missing or damaged."),
    tr("The n-gram model is missing or damaged."),
    tr("The lexicon is missing or damaged."),
    tr("The tagger's word list is missing or damaged."),
    tr("Run the set-up again, or choose another model."),
    tr("The language model has no room for so many new words."),
    tr("The pieces {0} cannot be read."),
    # Of learning, which is a command: message and remedy are one line.
    tr(
        "{0} recordings with their words were found ({1} more could not be used); at least {2} are needed. Each is of"
        " {3} s at most, with what is said in a .txt of the same name, numbers in words."
    ),
    tr(
        "{0} recordings with their words were found; at least {1} are needed. Each is of {2} s at most, with what is said"
        " in a .txt of the same name, numbers in words."
    ),
    tr(
        "That is too little text to learn from: {0} words in {1} different paragraphs. At least {2} words in {3}"
        " paragraphs are needed."
    ),
    tr("The adapted model could not be written."),
    tr("The adapted model suggests nothing and is not used."),
    tr("The folder {0} cannot be written."),
    tr("The text {0} cannot be read."),
    tr("{0} is damaged."),
)
_NAMED = re.compile(r"\\\{\d\\\}")
_PATTERNS = tuple(re.compile(_NAMED.sub("(.+)", re.escape(sentence)), re.DOTALL) for sentence in SENTENCES)


def said(text: str) -> str:
    """A sentence of the engine in the language of the window; as it is when it is not known."""
    for sentence, pattern in zip(SENTENCES, _PATTERNS, strict=True):
        found = pattern.fullmatch(text)
        if found is not None:
            return words.tr(sentence).format(*map(said, found.groups()))
    return text


def in_own_words(message: FromEngine) -> FromEngine:
    """A message whose sentences are in the language of the window."""
    if isinstance(message, RequestFailed | EngineUnavailable):
        return replace(message, message=said(message.message), remedy=said(message.remedy))
    if isinstance(message, TranscriptionFinished):
        return replace(message, warning=said(message.warning))
    return message
