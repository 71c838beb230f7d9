"""One family of errors, each readable by a person."""

from __future__ import annotations


class TrioletError(Exception):
    """Something a person can understand and act on.

    Args:
        message: one sentence: what happened.
        details: for the log and the curious; never the user's words or sound.
        remedy: one sentence: what to do now, or "".

    Example:
        >>> str(TrioletError("The file is empty.", remedy="Choose another recording."))
        'The file is empty. Choose another recording.'
    """

    def __init__(self, message: str, details: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.details = details
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()

    def __reduce__(self) -> tuple[type[TrioletError], tuple[str, str, str]]:
        return type(self), (self.message, self.details, self.remedy)


class SoundFileError(TrioletError):
    """A recording that cannot be read: missing, empty, broken, or of an unknown kind."""


class ModelError(TrioletError):
    """A model folder that is missing, damaged, or not of the kind asked for."""


class MicrophoneError(TrioletError):
    """A microphone that is missing, busy, refused, or gone."""


class Cancelled(TrioletError):
    """The person asked to stop; nothing is wrong and nothing is shown."""

    def __init__(self, message: str = "Stopped.", details: str = "", remedy: str = "") -> None:
        super().__init__(message, details, remedy)
