"""Whether the computer has slept: told from clocks, since no system tells every program of it."""

from __future__ import annotations

import time
from collections.abc import Callable

SLEPT_S = 20.0  # less is a busy computer, and harms nothing


def clocks() -> tuple[float, float]:
    """Seconds that pass while the computer is awake, and seconds that always pass; neither heeds who sets the clock.

    Where there is no clock that runs on in sleep and cannot be set, the second is the time of day: then a clock that is
    set forward looks like sleep, which costs a microphone opened anew and nothing else.
    """
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic(), time.clock_gettime(boot) if boot is not None else time.time()


class SleepDetector:
    """Compares clocks from look to look.

    Args:
        every_s: how often it is looked at least
        clock: as `clocks`

    Example:
        >>> times = iter([(0.0, 0.0), (1.0, 1.0), (2.0, 302.0)])
        >>> detector = SleepDetector(1.0, lambda: next(times))
        >>> detector.slept_s(), detector.slept_s()
        (0.0, 300.0)
    """

    def __init__(self, every_s: float, clock: Callable[[], tuple[float, float]] = clocks) -> None:
        self._every_s, self._clock = every_s, clock
        self._awake_s, self._always_s = clock()

    def slept_s(self) -> float:
        """How long the computer has slept since the last look, 0 when it has not."""
        before_awake_s, before_always_s = self._awake_s, self._always_s
        self._awake_s, self._always_s = self._clock()
        awake_s = self._awake_s - before_awake_s
        # On some systems the first clock runs on in sleep as well: then nobody has looked for long.
        missing_s = max(self._always_s - before_always_s - awake_s, awake_s - self._every_s)
        return missing_s if missing_s >= SLEPT_S else 0.0
