"""The shape of the line at the sheet's lower edge: what was heard in the last six seconds, as one path."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import deque
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from app.dictation.level import LevelFollower, line_height

TRAVEL_S = 6.0
POINT_EVERY_PX = 3.0
WAVE_PX = 21.0
HIGHEST_PX = 22.0
_RISE_PX = 10.0  # the wave leaves the button's edge from rest


class VoiceLine:
    """Remembers how loud it was and draws it travelling from the button to the right edge.

    Time here is the time of the sound that has come, not of the clock: without sound nothing moves.

    Example:
        >>> line = VoiceLine()
        >>> line.accept(-20.0, 0.033)
        >>> line.path(128.0, 1280.0, 28.0).boundingRect().height() <= 2 * HIGHEST_PX
        True
    """

    def __init__(self) -> None:
        self._follower = LevelFollower()
        self._now_s = 0.0
        self._times_s: deque[float] = deque()
        self._heights: deque[float] = deque()

    @property
    def level(self) -> float:
        """The smoothed level now, 0 to 1."""
        return self._follower.fraction

    def clear(self) -> None:
        """Begin with a straight line."""
        self._follower = LevelFollower()
        self._times_s.clear()
        self._heights.clear()

    def accept(self, dbfs: float, duration_s: float) -> None:
        """The loudness of the next stretch of sound, and how long it lasted."""
        self._now_s += duration_s
        self._times_s.append(self._now_s)
        self._heights.append(line_height(self._follower.accept(dbfs, duration_s)))
        while self._times_s and self._times_s[0] < self._now_s - TRAVEL_S - 1.0:
            self._times_s.popleft()
            self._heights.popleft()

    def points(
        self, start_x: float, end_x: float, highest_px: float = HIGHEST_PX
    ) -> list[tuple[float, float]]:
        """The line from the button to the right edge.

        Args:
            start_x: where sound enters, in px.
            end_x: where it has travelled six seconds, in px, right of `start_x`.
            highest_px: how far the loudest sound leaves the rest.

        Returns:
            x in px, and the distance from rest in px, upwards negative; one point each 3 px.
        """
        length_px = max(end_x - start_x, 1.0)
        speed = length_px / TRAVEL_S
        times, heights = list(self._times_s), list(self._heights)
        points = []
        for number in range(int(length_px / POINT_EVERY_PX) + 1):
            gone_px = number * POINT_EVERY_PX
            sounded_s = self._now_s - gone_px / speed
            height_px = highest_px * _height_at(sounded_s, times, heights)
            height_px *= (1.0 - gone_px / length_px) * min(1.0, gone_px / _RISE_PX)
            points.append((start_x + gone_px, height_px * math.sin(_phase(sounded_s * speed))))
        return points

    def path(
        self, start_x: float, end_x: float, rest_y: float, highest_px: float = HIGHEST_PX
    ) -> QPainterPath:
        """The same as a smooth path from x 0 to `end_x` about the line at rest, `rest_y` in px."""
        path = QPainterPath(QPointF(0.0, rest_y))
        path.lineTo(start_x, rest_y)
        points = self.points(start_x, end_x, highest_px)
        for (x, height), (next_x, next_height) in pairwise(points):
            path.quadTo(x, rest_y + height, (x + next_x) / 2, rest_y + (height + next_height) / 2)
        path.lineTo(end_x, rest_y)
        return path


def _phase(sounded_px: float) -> float:
    # A voice is never quite even: the waves lie now a little closer, now a little wider.
    return 2.0 * math.pi * sounded_px / WAVE_PX + 0.9 * math.sin(sounded_px / 47.0)


def _height_at(time_s: float, times_s: list[float], heights: list[float]) -> float:
    """The height at a time, straight between two measurements, 0 before the first."""
    after = bisect_left(times_s, time_s)
    if after == len(times_s):
        return heights[-1] if heights else 0.0
    if after == 0:
        return heights[0] if times_s[0] == time_s else 0.0
    share = (time_s - times_s[after - 1]) / (times_s[after] - times_s[after - 1])
    return heights[after - 1] + share * (heights[after] - heights[after - 1])
