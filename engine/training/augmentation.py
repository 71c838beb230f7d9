"""Changes to log-mel frames that make few hours of speech go further. All of them act on features, so they cost little."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import conv1d, interpolate, pad

from engine.sound.features import warp_frequency

_PHASE_DEVIATIONS = 0.63, 0.31  # of the lowest band, a bin wide, and the highest
_MOST_IN_PHASE = 0.95


@dataclass(frozen=True, slots=True)
class AugmentationOptions:
    """How strongly each pass differs from the last."""

    speed_range: float = 0.12  # tempo between 1 - range and 1 + range
    warp_range: float = 0.10  # frequency axis stretched by the same, as by a longer or shorter throat
    gain_db: float = 6.0  # loudness up or down by at most
    room_share: float = 0.0  # of utterances are heard in a room
    room_s: tuple[float, float] = (0.15, 0.6)  # until it has lost 60 dB
    room_direct_db: tuple[float, float] = (0.0, 12.0)  # the voice itself over what the room gives back
    noise_share: float = 0.3  # of utterances get noise
    noise_snr_db: tuple[float, float] = (5.0, 25.0)
    n_frequency_masks: int = 2
    frequency_mask_mels: int = 15
    time_mask_share: float = 0.08  # of the frames hidden, about
    time_mask_frames: int = 30


def change_tempo(frames: Tensor, factor: float) -> Tensor:
    """Frames played `factor` times as fast, pitch kept: float32 [n_frames, n_mels] to [n_frames / factor, n_mels]."""
    n_frames = max(1, round(frames.shape[0] / factor))
    return interpolate(frames.T[None], size=n_frames, mode="linear", align_corners=False)[0].T


def phase_factors(shape: torch.Size, generator: torch.Generator) -> Tensor:
    """How far two sounds swing together in each band and frame: float32 [n_frames, n_mels], from -0.95 to 0.95.

    Source: Deng, Droppo and Acero 2004, "Enhancement of log mel power spectra of speech using a phase-sensitive model of the
    acoustic environment". The deviations, and that neighbours go half together, were measured on 60 utterances with noise.
    """
    return (_draws(shape, generator) * _phase_deviations(shape[1])).clamp(-_MOST_IN_PHASE, _MOST_IN_PHASE)


def speckle(shape: torch.Size, generator: torch.Generator) -> Tensor:
    """Power of noise in each band and frame over its mean: float32 [n_frames, n_mels].

    The mean of so many bins, each an exponential variable, by the cube of a normal one (Wilson & Hilferty 1931).
    """
    n_bins = 0.5 / _phase_deviations(shape[1]).square()
    cube_root = 1 - 1 / (9 * n_bins) + _draws(shape, generator) / (3 * n_bins.sqrt())
    return cube_root.clamp(min=0.1) ** 3


def _phase_deviations(n_mels: int) -> Tensor:
    return torch.linspace(*_PHASE_DEVIATIONS, n_mels)  # a cosine's over the root of the bins that a band is the mean of


def _draws(shape: torch.Size, generator: torch.Generator) -> Tensor:
    """Normal variables, of which neighbours in frequency go half together."""
    n_frames, n_mels = shape
    draws = torch.randn(n_frames, n_mels + 1, generator=generator)
    return (draws[:, 1:] + draws[:, :-1]) * 0.5**0.5


def heard_together(one: Tensor, other: Tensor, phases: Tensor) -> Tensor:
    """Two sounds at once: log(exp one + exp other + 2 phases sqrt(exp one exp other)), float32 [n_frames, n_mels] each."""
    ratio = ((other - one) / 2).exp()  # of the amplitudes
    return one + (ratio.square() + 2 * phases * ratio).log1p()


def add_room(frames: Tensor, reverberation_s: float, direct_db: float, phases: Tensor, grain: Tensor) -> Tensor:
    """Speech in a room: each band is followed by a tail of its own power that dies away.

    Source: Moorer 1979, "About this reverberation business" (exponentially decaying noise), of which powers alone are seen here.

    Args:
        frames: float32 [n_frames, n_mels], one for 10 ms
        reverberation_s: until the tail has lost 60 dB
        direct_db: power of the voice over that of its whole tail
        phases: of `phase_factors`
        grain: of `speckle`, for the tail
    """
    n_tail = max(2, round(reverberation_s * 100))
    decay = 10 ** (-6 * torch.arange(n_tail) / n_tail)
    decay *= 10 ** (-direct_db / 10) / decay.sum()
    powers = frames.exp().T[:, None]
    tail = conv1d(pad(powers, (n_tail - 1, 0)), decay.flip(0)[None, None])[:, 0].T
    return heard_together(frames, (tail * grain).log(), phases)


def add_noise(frames: Tensor, noise: Tensor, snr_db: float, phases: Tensor) -> Tensor:
    """Speech with noise under it.

    Args:
        frames: float32 [n_frames, n_mels]
        noise: float32 [any, n_mels], repeated or cut to the length of the speech
        snr_db: mean speech power over mean noise power
        phases: of `phase_factors`
    """
    repeats = -(-frames.shape[0] // noise.shape[0])
    noise = noise.repeat(repeats, 1)[: frames.shape[0]]
    gap = frames.exp().mean().log() - noise.exp().mean().log()
    return heard_together(frames, noise + gap - snr_db * 0.2302585, phases)


def mask(frames: Tensor, options: AugmentationOptions, generator: torch.Generator) -> Tensor:
    """Frames with bands and stretches set to zero, which is the mean after normalisation.

    Source: SpecAugment, Park et al. 2019, without time warping.
    """
    frames = frames.clone()
    n_frames, n_mels = frames.shape
    for _ in range(options.n_frequency_masks):
        width = _integer(0, options.frequency_mask_mels, generator)
        start = _integer(0, n_mels - width, generator)
        frames[:, start : start + width] = 0.0
    n_masks = round(options.time_mask_share * n_frames / (options.time_mask_frames / 2))
    for _ in range(n_masks):
        width = min(_integer(0, options.time_mask_frames, generator), n_frames // 4)
        start = _integer(0, n_frames - width, generator)
        frames[start : start + width] = 0.0
    return frames


def vary(
    frames: Tensor, noise: Tensor | None, options: AugmentationOptions, generator: torch.Generator
) -> Tensor:
    """Another take of the same utterance: tempo, throat, room, noise, loudness. Before normalisation and masks."""
    if options.speed_range:
        frames = change_tempo(frames, 1 + _between(-options.speed_range, options.speed_range, generator))
    if options.warp_range:
        frames = warp_frequency(frames, 1 + _between(-options.warp_range, options.warp_range, generator))
    if options.room_share and float(torch.rand((), generator=generator)) < options.room_share:
        room = _between(*options.room_s, generator), _between(*options.room_direct_db, generator)
        frames = add_room(frames, *room, phase_factors(frames.shape, generator), speckle(frames.shape, generator))
    if noise is not None:
        snr_db = _between(*options.noise_snr_db, generator)
        frames = add_noise(frames, noise, snr_db, phase_factors(frames.shape, generator))
    return frames + 0.2302585 * _between(-options.gain_db, options.gain_db, generator)


def _between(low: float, high: float, generator: torch.Generator) -> float:
    return low + (high - low) * float(torch.rand((), generator=generator))


def _integer(low: int, high: int, generator: torch.Generator) -> int:
    return int(torch.randint(low, max(low, high) + 1, (), generator=generator))
