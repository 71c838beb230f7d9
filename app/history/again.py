"""A dictation's sound, recognized once more by the model as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.engine_client import EngineClient
from engine.contract.messages import (
    Cancel,
    RequestCancelled,
    RequestFailed,
    TranscriptionAsked,
    TranscriptionFinished,
    TranscriptionProgressed,
)
from engine.contract.types import Segment


class Again(QObject):
    """One question at a time; another one withdraws it.

    Args:
        client: the door to the engine
        ids: numbers no other request has
        parent: the page
    """

    progressed = Signal(float)  # the share that is heard, 0 to 1
    heard = Signal(object)  # the segments that hold words
    failed = Signal(str)  # a sentence

    def __init__(self, client: EngineClient, ids: Iterator[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client, self._ids = client, ids
        self._sound: Path | None = None
        self._request_id = 0
        self._segments: list[Segment] = []
        client.received.connect(self._on_received)
        client.restarted.connect(self._on_restarted)

    @property
    def is_open(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self._request_id)

    def ask(self, sound: Path) -> None:
        """Have a recording recognized; `heard` or `failed` follows."""
        self.cancel()
        self._sound, self._request_id, self._segments = sound, next(self._ids), []
        self._client.send(TranscriptionAsked(self._request_id, str(sound)))

    def cancel(self) -> None:
        """The answer is not wanted any more."""
        if self._request_id:
            self._client.send(Cancel(self._request_id))
            self._request_id = 0

    def _on_restarted(self) -> None:
        """The engine died and is there again; it knows nothing of what it was asked before."""
        if self._request_id and self._sound is not None:
            self.ask(self._sound)

    def _on_received(self, message: object) -> None:
        if not self._request_id or getattr(message, "request_id", None) != self._request_id:
            return
        if isinstance(message, TranscriptionProgressed):
            self._segments.extend(message.segments)
            if message.total_s:
                self.progressed.emit(min(1.0, message.done_s / message.total_s))
        elif isinstance(message, TranscriptionFinished):
            self._request_id = 0
            self.heard.emit(tuple(segment for segment in self._segments if segment.words))
        elif isinstance(message, RequestFailed | RequestCancelled):
            self._request_id = 0
            if isinstance(message, RequestFailed):
                self.failed.emit(f"{message.message} {message.remedy}".strip())
