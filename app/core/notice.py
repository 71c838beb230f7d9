"""One sentence for the bar above the line, with at most one way on."""

from __future__ import annotations

from dataclasses import dataclass

START_AGAIN = "start_engine_again"  # asked for by more than one notice


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know now.

    Args:
        message: what happened and what is safe, in one sentence.
        action_label: the words on its one button, or "" for none.
        action_id: what the button asks for; whoever made the notice knows what to do with it.
        is_error: whether it is trouble (announced at once) or an offer (announced politely).
    """

    message: str
    action_label: str = ""
    action_id: str = ""
    is_error: bool = True
