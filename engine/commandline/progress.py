"""A line that shows how far the work is: on a terminal only, so that pipes and logs stay clean."""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType
from typing import Self

_INTERVAL_S = 0.1
_BAR = 24


class ProgressLine:
    """One line of standard error, rewritten in place, gone at the end.

    Example:
        >>> with ProgressLine() as progress:
        ...     progress.show(0.5, "half of it")
    """

    def __init__(self) -> None:
        self._is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._started_s = time.monotonic()
        self._shown_at_s = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def show(self, share: float | None, text: str) -> None:
        """Shows a bar, the time left and a text, at most ten times a second.

        Args:
            share: 0 to 1; None when nobody knows, or when there is nothing to measure
            text: what is being done; its end stays in sight when the line is narrow
        """
        now_s = time.monotonic()
        if not self._is_terminal or now_s - self._shown_at_s < _INTERVAL_S:
            return
        self._shown_at_s = now_s
        n_columns = max(1, shutil.get_terminal_size().columns - 1)
        if share is None:
            line = text[-n_columns:]
        else:
            left_s = (now_s - self._started_s) * (1 - share) / share if share > 0 else 0.0
            line = f"{bar(share)} {left_s:4.0f} s left  {text}"[:n_columns]
        sys.stderr.write("\r\x1b[K" + line)
        sys.stderr.flush()

    def clear(self) -> None:
        """Takes the line away, before something is printed for good."""
        if self._is_terminal and self._shown_at_s:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown_at_s = 0.0


def bar(share: float) -> str:
    """A bar with its percentage.

    Example:
        >>> bar(0.5)
        '############............  50 %'
    """
    share = min(1.0, max(0.0, share))
    full = round(share * _BAR)
    return f"{'#' * full}{'.' * (_BAR - full)} {100 * share:3.0f} %"
