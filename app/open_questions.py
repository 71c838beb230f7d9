"""What the engine was asked and has not answered: when it dies, nobody who asked is left without a reply."""

from __future__ import annotations

from engine.contract.messages import (
    Cancel,
    FromEngine,
    RequestCancelled,
    RequestFailed,
    StreamFinished,
    StreamOpened,
    SuggestionsAsked,
    SuggestionsMade,
    ToEngine,
    TranscriptionAsked,
    TranscriptionFinished,
    TranslationAsked,
    TranslationMade,
    WordingsAsked,
    WordingsMade,
)

_ENDS = (RequestCancelled, RequestFailed, TranscriptionFinished, TranslationMade, WordingsMade)


def refusal(message: ToEngine, listening: str, translating: str) -> FromEngine | None:
    """The reply to a question that nobody is there for, as the engine would refuse it; None for what asks nothing.

    Args:
        message: what the engine was to be told
        listening: why nothing is written down
        translating: why nothing is translated

    Example:
        >>> refusal(TranscriptionAsked(9, "a.wav"), "It has stopped.", "").message
        'It has stopped.'
    """
    if isinstance(message, SuggestionsAsked):
        return SuggestionsMade(message.context.revision, ())
    request_id = _id_of(message)
    is_speech = isinstance(message, StreamOpened | TranscriptionAsked)
    return None if request_id is None else RequestFailed(request_id, listening if is_speech else translating)


class OpenQuestions:
    """Keeps the numbers of what is asked until it is answered."""

    def __init__(self) -> None:
        self._open: dict[int, ToEngine] = {}

    def ask(self, message: ToEngine) -> None:
        """A message goes to the engine."""
        request_id = _id_of(message)
        if request_id is not None:
            if isinstance(message, TranslationAsked):  # makes an older one of its sentence void, which is no answer
                self._open = {
                    number: one for number, one in self._open.items()
                    if not isinstance(one, TranslationAsked) or one.sentence_id != message.sentence_id
                }  # fmt: skip
            self._open[request_id] = message
        elif isinstance(message, Cancel):
            self._open.pop(message.request_id, None)

    def answer(self, message: FromEngine) -> None:
        """A message came from it."""
        if isinstance(message, StreamFinished):
            self._open.pop(message.stream_id, None)
        elif isinstance(message, _ENDS):
            self._open.pop(message.request_id, None)

    def refuse(self, listening: str, translating: str) -> list[FromEngine]:
        """Nothing of it will be answered any more: the replies that stand in for the answers, as `refusal` has them."""
        replies = [refusal(message, listening, translating) for message in self._open.values()]
        self._open.clear()
        return [reply for reply in replies if reply is not None]


def _id_of(message: ToEngine) -> int | None:
    if isinstance(message, StreamOpened):
        return message.stream_id
    return message.request_id if isinstance(message, TranscriptionAsked | TranslationAsked | WordingsAsked) else None
