"""Which device is meant: plain values that window and engine share."""

from __future__ import annotations

from collections.abc import Sequence

from engine.contract.types import Device

AUTO, PROCESSOR = "auto", "cpu"


def chosen(asked: str, found: Sequence[Device]) -> str:
    """What is computed on.

    Args:
        asked: "auto" for the first graphics card where there is one, or the id of a device; "cuda" is "cuda:0"
        found: what there is, the processor first

    Returns:
        the id of one of `found`; the processor's where what was asked for is not there

    Example:
        >>> chosen("cuda:1", [Device("cpu", "")])
        'cpu'
    """
    asked = "cuda:0" if asked in (AUTO, "cuda") else asked
    return asked if any(device.id == asked for device in found) else PROCESSOR
