"""When something was, as a person says it."""

from __future__ import annotations

import time

from PySide6.QtCore import QDateTime, QLocale

_YEAR_TOLD_AFTER_S = 300 * 86_400.0


def moment_text(at_s: float) -> str:
    """Day and time, with the year of what is long past.

    Args:
        at_s: seconds since 1970
    """
    moment = QDateTime.fromSecsSinceEpoch(int(at_s))
    day = QLocale().toString(moment, "d MMMM" if time.time() - at_s < _YEAR_TOLD_AFTER_S else "d MMMM yyyy")
    return f"{day}, {QLocale().toString(moment, 'H:mm')}"
