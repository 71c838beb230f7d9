"""How loud it is: from samples to decibels, from decibels to the height of the line. Pure functions, no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from app.dictation.ring import Samples

FLOOR_DBFS = -60.0
CEILING_DBFS = -12.0
ATTACK_S = 0.030
RELEASE_S = 0.180
MUTED_PEAK = 0.001  # measured: muted microphones stay at or under it, a silent room reaches 0.017 and more
MUTED_AFTER_S = 2.0
MUTED_LATER_AFTER_S = 8.0


def level_dbfs(samples: Samples) -> float:
    """The loudness of a block in decibels of full scale.

    Args:
        samples: float32 [n], -1 to 1.

    Returns:
        Root mean square in dBFS, -120 (silence, or no samples) to 0.
    """
    if len(samples) == 0:
        return -120.0
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return 10.0 * math.log10(max(power, 1e-12))


def level_fraction(dbfs: float) -> float:
    """Where a level lies between -60 dBFS (0.0) and -12 dBFS (1.0); beyond them it stays at the end."""
    return min(1.0, max(0.0, (dbfs - FLOOR_DBFS) / (CEILING_DBFS - FLOOR_DBFS)))


def line_height(fraction: float) -> float:
    """How far the line leaves its rest at a level, as a share of its greatest height.

    The square keeps a silent room (about -47 dBFS) within the line's own thickness while speech fills the height.

    Args:
        fraction: 0 to 1, as from `level_fraction`.
    """
    return fraction * fraction


class LevelFollower:
    """Smooths a level: up within 30 ms, down within 180 ms, whatever the length of the blocks.

    Example:
        >>> follower = LevelFollower()
        >>> follower.accept(-12.0, 1.0)
        1.0
    """

    def __init__(self) -> None:
        self._fraction = 0.0

    @property
    def fraction(self) -> float:
        return self._fraction

    def accept(self, dbfs: float, duration_s: float) -> float:
        """Follow a level for a while.

        Args:
            dbfs: the level.
            duration_s: how long it lasted, 0 or more.

        Returns:
            The smoothed level, 0 to 1.
        """
        target = level_fraction(dbfs)
        time_constant_s = ATTACK_S if target > self._fraction else RELEASE_S
        remaining = math.exp(-duration_s / time_constant_s)
        self._fraction = target + (self._fraction - target) * remaining
        if abs(self._fraction - target) < 1e-3:
            self._fraction = target
        return self._fraction


@dataclass(slots=True)
class SilenceWatch:
    """Notices a microphone that gives only silence: no sample over 0.001 for two seconds.

    Once a microphone has given sound it gets longer: microphones with a noise gate are silent while a person
    thinks, and nobody wants to be asked about that.

    Args:
        sample_rate_hz: the rate of the stream that is watched.
    """

    sample_rate_hz: int
    _n_silent: int = 0
    _has_heard_sound: bool = False

    def accept(self, samples: Samples) -> bool:
        """Look at the next samples, float32 [n]; true while the silence has lasted too long."""
        loud = np.flatnonzero(np.abs(samples) > MUTED_PEAK)
        if len(loud):
            self._has_heard_sound = True
            self._n_silent = len(samples) - 1 - int(loud[-1])
        else:
            self._n_silent += len(samples)
        return self.is_silent

    @property
    def is_silent(self) -> bool:
        patience_s = MUTED_LATER_AFTER_S if self._has_heard_sound else MUTED_AFTER_S
        return self._n_silent >= patience_s * self.sample_rate_hz
