"""The two faces, brought along: Gentium Book Plus for text, Lato for the interface."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from engine.contract.assets import asset

_loaded = False


def load() -> None:
    """Makes both faces known; once."""
    global _loaded
    if not _loaded:
        for path in sorted(asset("fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))
        _loaded = True


def interface(size_px: int, semibold: bool = False) -> QFont:
    """Lato with figures of one width."""
    load()
    font = QFont("Lato")
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("liga"), 0)
    return font


def text(size_px: int = 20) -> QFont:
    """Gentium Book Plus."""
    load()
    font = QFont("Gentium Book Plus")
    font.setPixelSize(size_px)
    return font
