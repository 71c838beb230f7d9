"""What a screen reader says by itself, without anybody moving to it."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, at_once: bool = False) -> None:
    """Has it said, where a screen reader listens.

    Args:
        widget: whose matter it is
        text: what is said; nothing for ""
        at_once: it breaks in on what is being said, as trouble does
    """
    if text and QAccessible.isActive():
        said = QAccessibleAnnouncementEvent(widget, text)
        politeness = QAccessible.AnnouncementPoliteness
        said.setPoliteness(politeness.Assertive if at_once else politeness.Polite)
        QAccessible.updateAccessibility(said)
