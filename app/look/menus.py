"""Menus as the look wants them: raised, with an edge, roomy rows."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from app.look import fonts, theme


def menu(parent: QWidget) -> QMenu:
    """An empty menu in the theme's colours."""
    made, colours = QMenu(parent), theme.current()
    made.setFont(fonts.interface(14))
    made.setStyleSheet(
        f"QMenu {{ background: {colours.raised}; color: {colours.ink}; border: 1px solid {colours.edge}; padding: 6px; }}"
        "QMenu::item { padding: 9px 16px; border-radius: 8px; }"
        f"QMenu::item:selected {{ background: {colours.desk}; }}"
        f"QMenu::item:disabled {{ color: {colours.ghost}; }}"
        f"QMenu::separator {{ height: 1px; background: {colours.hair}; margin: 6px 10px; }}"
    )
    return made
