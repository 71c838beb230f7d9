"""An utterance heard several times over: slower, faster, a little later, as from throats of several lengths.

A network that was trained on few hours hears other words when the same sound comes a little slower or half a step later. What the
hearings agree on is right more often than what any one of them finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.recognizer.network import SUBSAMPLING
from engine.sound.features import warp_frequency


@dataclass(frozen=True, slots=True)
class Hearing:
    """How an utterance is changed before the network hears it; part of a model's configuration.

    Args:
        tempo: frames of the utterance for one that is heard; below one it is heard slower
        delay_frames: so many are put before the first
        throats: the network hears all of these and the geometric mean of what it says is taken; how much each stretches the
            frequency axis
        network: which of the model's networks hears it
    """

    tempo: float = 1.0
    delay_frames: int = 0
    throats: tuple[float, ...] = (1.0,)
    network: int = 0

    def frames(self, frames: Tensor) -> list[Tensor]:
        """Log-mel frames as each throat of this hearing gives them: float32 [n_frames, n_mels] to as many others of one length."""
        if self.tempo != 1.0:
            frames = functional.interpolate(frames.T[None], scale_factor=1 / self.tempo, mode="linear")[0].T
        frames = torch.cat([frames[:1].expand(self.delay_frames, -1), frames])
        return [warp_frequency(frames, throat) for throat in self.throats]

    def plain(self, emission: float) -> float:
        """Where in a plain hearing an emission of this one lies."""
        return (emission - self.delay_frames / SUBSAMPLING) * self.tempo

    def heard(self, emissions: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where in this hearing emissions of a plain one lie."""
        return emissions / self.tempo + self.delay_frames / SUBSAMPLING


PLAIN = (Hearing(),)
# Found on dev utterances, see engine/training/RESULTS.md. A delay of four frames is half a step of the recurrent layers.
HEARINGS = (
    Hearing(1.0, 0, (0.97, 1.03)),
    Hearing(0.93, 0, (1.0,)),
    Hearing(0.93, 4, (1.06,)),
    Hearing(1.0, 4, (0.94,)),
    Hearing(0.87, 0, (1.03,)),
    Hearing(0.87, 4, (0.97,)),
    Hearing(1.07, 0, (1.0,)),
    Hearing(1.07, 4, (0.97,)),
)


def shared(hearings: Sequence[Hearing], n_networks: int) -> tuple[Hearing, ...]:
    """The same hearings by several networks in turn."""
    return tuple(replace(hearing, network=number % n_networks) for number, hearing in enumerate(hearings))


def hearings_of(settings: Sequence[dict[str, object]]) -> tuple[Hearing, ...]:
    """The hearings of a model's configuration."""
    return tuple(Hearing(**{**one, "throats": tuple(one["throats"])}) for one in settings)  # type: ignore[arg-type]
