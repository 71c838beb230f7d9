"""Scroll bars that step back: narrow, without arrows, in the colour of outlines."""

from __future__ import annotations

from app.look import theme


def style() -> str:
    """A style sheet for widgets that scroll."""
    colours = theme.current()
    return (
        "QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }"
        f"QScrollBar::handle:vertical {{ background: {colours.hair}; border-radius: 3px; min-height: 36px; margin: 0 2px; }}"
        f"QScrollBar::handle:vertical:hover {{ background: {colours.edge}; }}"
        "QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }"
        f"QScrollBar::handle:horizontal {{ background: {colours.hair}; border-radius: 3px; min-width: 36px; margin: 2px 0; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
    )
