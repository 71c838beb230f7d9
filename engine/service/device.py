"""What this engine process computes on: found once, told to the window, and given up when a graphics card fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from threading import Event, Lock

from engine.contract.devices import PROCESSOR, chosen
from engine.contract.messages import DeviceFailed, DevicesFound, FromEngine

_log = logging.getLogger(__name__)


class DeviceInUse:
    """The networks of this process ask it where they shall be, and tell it what went wrong there.

    Args:
        asked: as `EngineOptions.device`
        finder: module:function that gives `Device`s, the processor first
        send: takes a message to the window
    """

    def __init__(self, asked: str, finder: str, send: Callable[[FromEngine], None]) -> None:
        self._asked, self._finder, self._send = asked, finder, send
        self._lock = Lock()
        self._used = ""
        self._never = Event()

    def get(self) -> str:
        """The id of the device; the first call looks what there is and tells the window."""
        with self._lock:
            if not self._used:
                module_name, _, function_name = self._finder.partition(":")
                found = getattr(import_module(module_name), function_name)()
                self._used = chosen(self._asked, found)
                self._send(DevicesFound(found, self._asked, self._used))
        return self._used

    def give_up_on(self, error: BaseException) -> None:
        """Comes back unless the error is the graphics card's. Then the window is told, and this thread does no more.

        A card that failed once leaves its driver's state in this process unsound, so the window starts another
        process, on the processor, and asks it again.
        """
        if self._used in ("", PROCESSOR):
            return
        from engine.layers.devices import is_of_graphics_card

        if is_of_graphics_card(error):
            _log.error("The graphics card failed: %s", type(error).__name__)
            self._send(DeviceFailed(self._used, type(error).__name__))
            self._never.wait()
