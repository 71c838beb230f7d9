"""The interface's language: the system's, or the one that is set."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from engine.contract.assets import asset

LANGUAGES = ("en", "es")


def use(language: str, application: QCoreApplication) -> str:
    """Speaks a language from now on, in what is made from now on.

    Args:
        language: "en", "es", or "system"
        application: that does

    Returns:
        which it is
    """
    chosen = language if language in LANGUAGES else QLocale.system().name()[:2]
    chosen = chosen if chosen in LANGUAGES else "en"
    locale = QLocale(chosen) if language in LANGUAGES or QLocale.system().name()[:2] != chosen else QLocale.system()
    QLocale.setDefault(locale)
    for folder, name in (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{chosen}"), (str(asset("translations")), f"triolet_{chosen}"),
    ):  # fmt: skip
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
    return chosen
