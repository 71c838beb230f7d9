"""The colours, light and dark and in high contrast; the system's choice is followed unless one is set."""

from __future__ import annotations

import os
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette


@dataclass(frozen=True, slots=True)
class Theme:
    """Tokens as "#rrggbb"; texts have a contrast of 4.5 at least on paper, outlines 3."""

    paper: str
    desk: str
    raised: str
    ink: str
    ink2: str
    ghost: str
    edge: str
    hair: str
    english: str
    english_tint: str
    spanish: str
    spanish_tint: str
    voice: str
    voice_tint: str
    on_voice: str


LIGHT = Theme(
    paper="#FBFAF6", desk="#EFECE4", raised="#FFFFFF", ink="#1E2227", ink2="#565B62", ghost="#6E737A", edge="#8E8778",
    hair="#DDD8CC", english="#235A94", english_tint="#DFE9F3", spanish="#855900", spanish_tint="#F6E7C3",
    voice="#BF3A1E", voice_tint="#FBE7DF", on_voice="#FFFFFF",
)  # fmt: skip
DARK = Theme(
    paper="#1C1D1F", desk="#141516", raised="#26282B", ink="#ECE8E0", ink2="#ADABA5", ghost="#908E89", edge="#74777D",
    hair="#35373B", english="#8DB8EA", english_tint="#263A50", spanish="#E0B55E", spanish_tint="#453616",
    voice="#F4805F", voice_tint="#46271F", on_voice="#1C1D1F",
)  # fmt: skip

CONTRAST_LIGHT = Theme(
    paper="#FFFFFF", desk="#FFFFFF", raised="#FFFFFF", ink="#000000", ink2="#1F1F1F", ghost="#454545", edge="#000000",
    hair="#000000", english="#003C85", english_tint="#FFFFFF", spanish="#5F3D00", spanish_tint="#FFFFFF",
    voice="#9C1C00", voice_tint="#FFFFFF", on_voice="#FFFFFF",
)  # fmt: skip
CONTRAST_DARK = Theme(
    paper="#000000", desk="#000000", raised="#000000", ink="#FFFFFF", ink2="#E6E6E6", ghost="#BDBDBD", edge="#FFFFFF",
    hair="#FFFFFF", english="#A9D0FF", english_tint="#000000", spanish="#FFD37A", spanish_tint="#000000",
    voice="#FF9A7D", voice_tint="#000000", on_voice="#000000",
)  # fmt: skip
_OF_MORE_CONTRAST = {LIGHT: CONTRAST_LIGHT, DARK: CONTRAST_DARK}

_chosen: Theme | None = None
_more_contrast: bool | None = None
_system_contrast = False
_system_is_dark: bool | None = None


def choose(theme: Theme | None) -> None:
    """Sets a theme, or None to follow the system."""
    global _chosen
    _chosen = theme


def current() -> Theme:
    """The theme to draw with now."""
    plain = _chosen or _system()
    return _OF_MORE_CONTRAST.get(plain, plain) if wants_contrast() else plain


def choose_contrast(is_wanted: bool | None) -> None:
    """Sets whether more contrast is wanted, or None to follow the system."""
    global _more_contrast
    _more_contrast = is_wanted


def follow_contrast(is_wanted: bool) -> None:
    """Takes the system's wish."""
    global _system_contrast
    _system_contrast = is_wanted


def follow_scheme(is_dark: bool | None) -> None:
    """Takes the system's wish for light or dark, where Qt does not tell it."""
    global _system_is_dark
    _system_is_dark = is_dark


def wants_contrast() -> bool:
    """Whether more contrast is asked for: in the settings, else by the system or by TRIOLET_CONTRAST=more."""
    if _more_contrast is not None:
        return _more_contrast
    return _system_contrast or os.environ.get("TRIOLET_CONTRAST") == "more"


def _system() -> Theme:
    application = QGuiApplication.instance()
    if not isinstance(application, QGuiApplication):
        return LIGHT
    scheme = application.styleHints().colorScheme()
    is_dark = bool(_system_is_dark) if scheme == Qt.ColorScheme.Unknown else scheme == Qt.ColorScheme.Dark
    return DARK if is_dark else LIGHT


def palette() -> QPalette:
    """The theme as a palette, for what Qt draws by itself."""
    theme = current()
    made = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, theme.paper),
        (QPalette.ColorRole.Base, theme.paper),
        (QPalette.ColorRole.Button, theme.paper),
        (QPalette.ColorRole.WindowText, theme.ink),
        (QPalette.ColorRole.Text, theme.ink),
        (QPalette.ColorRole.ButtonText, theme.ink),
        (QPalette.ColorRole.PlaceholderText, theme.ghost),
        (QPalette.ColorRole.Highlight, theme.english_tint),
        (QPalette.ColorRole.HighlightedText, theme.ink),
    ):
        made.setColor(role, QColor(colour))
    return made
