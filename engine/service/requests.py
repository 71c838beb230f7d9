"""Which requests are open, and which of them are to be stopped: written by the reader, read at every step."""

from __future__ import annotations

from threading import Lock

from engine.contract.messages import StreamOpened, ToEngine, TranscriptionAsked, TranslationAsked, WordingsAsked


class OpenRequests:
    """The flags behind `Cancel`. Ids that are not open are never remembered, so nothing piles up."""

    def __init__(self) -> None:
        self._is_cancelled: dict[int, bool] = {}
        self._lock = Lock()

    def open(self, message: ToEngine) -> None:
        """Remember the request if this message begins one."""
        if isinstance(message, StreamOpened):
            self._is_cancelled[message.stream_id] = False
        elif isinstance(message, TranscriptionAsked | TranslationAsked | WordingsAsked):
            self._is_cancelled[message.request_id] = False

    def cancel(self, request_id: int) -> None:
        """Raise the flag, unless the request is over."""
        with self._lock:
            if request_id in self._is_cancelled:
                self._is_cancelled[request_id] = True

    def is_cancelled(self, request_id: int) -> bool:
        return self._is_cancelled.get(request_id, False)

    def is_open(self, request_id: int) -> bool:
        return request_id in self._is_cancelled

    def close(self, request_id: int) -> None:
        """The last message about this request was sent."""
        with self._lock:
            self._is_cancelled.pop(request_id, None)
