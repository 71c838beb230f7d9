"""What the networks may compute on: what is there, what is meant by "auto", and which errors are the graphics card's."""

from __future__ import annotations

import platform
from pathlib import Path

import torch
from torch import nn

from engine.contract.devices import PROCESSOR, chosen
from engine.contract.types import Device


def devices() -> tuple[Device, ...]:
    """The processor, then every graphics card that this installation of torch can use, each by its maker's name."""
    found = [Device(PROCESSOR, _processor_name())]
    if torch.cuda.is_available():
        found += [Device(f"cuda:{n}", torch.cuda.get_device_name(n)) for n in range(torch.cuda.device_count())]
    return tuple(found)


def resolved(asked: str) -> str:
    """The id of the device on this computer that is meant by "auto", "cpu", "cuda" or "cuda:0"."""
    return chosen(asked, devices())


def half_where_it_pays(device: str) -> torch.autocast:
    """Within it networks compute in bfloat16 on a processor that multiplies in it, which takes half the time there.

    Where a processor has to pretend, and on graphics cards, nothing changes.
    """
    return torch.autocast("cpu", torch.bfloat16, enabled=_multiplies_in_bf16(device))


def keep_half_where_it_pays(network: nn.Module, device: str) -> None:
    """Keeps the weights that `half_where_it_pays` would round each time as it rounds them: half the memory, the same results."""
    if _multiplies_in_bf16(device):
        for module in network.modules():
            if isinstance(module, nn.LSTM | nn.Linear | nn.Conv2d):
                module.to(torch.bfloat16)


def learns_in_half(device: torch.device) -> bool:
    """Whether recurrent layers can learn in half precision there; an older processor has none of that for them."""
    if device.type != "cpu":
        return True
    try:
        with torch.autocast("cpu", torch.bfloat16):
            nn.LSTM(8, 8)(torch.zeros(1, 1, 8))
    except RuntimeError:
        return False
    return True


def _multiplies_in_bf16(device: str) -> bool:
    # torch has no public name for it.
    return device == "cpu" and bool(getattr(torch.cpu, "_is_avx512_bf16_supported", bool)())


def is_of_graphics_card(error: BaseException) -> bool:
    """Whether an error came from a graphics card: out of memory, taken away, or its driver in trouble."""
    accelerator_error: type[BaseException] | None = getattr(torch, "AcceleratorError", None)
    if isinstance(error, torch.OutOfMemoryError) or (accelerator_error and isinstance(error, accelerator_error)):
        return True
    told = str(error)
    return isinstance(error, RuntimeError) and any(word in told for word in ("CUDA", "cuDNN", "CUBLAS", "cublas", "NVIDIA"))


def _processor_name() -> str:
    """What its maker calls it; "" where the system does not tell."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())
