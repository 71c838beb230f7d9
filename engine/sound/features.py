"""Log-mel features: the same numbers for a whole recording and for sound that arrives in pieces."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

SAMPLE_RATE_HZ = 16_000


@dataclass(frozen=True, slots=True)
class FeatureOptions:
    """How sound becomes features; part of a model's configuration."""

    n_mels: int = 80
    window_samples: int = 400  # 25 ms
    step_samples: int = 160  # 10 ms
    fft_size: int = 512
    lowest_hz: float = 20.0
    highest_hz: float = 7_600.0
    floor: float = 1e-6  # added to the power before the logarithm: below any microphone's own noise
    prior_frames: int = 50  # how many frames the prior mean counts for in the running mean


def mel_filters(options: FeatureOptions) -> Tensor:
    """Triangular filters on the HTK mel scale.

    Returns:
        float32 [fft_size // 2 + 1, n_mels]

    Source: Davis & Mermelstein 1980; mel = 2595 log10(1 + f / 700).
    """
    from torchaudio.functional import melscale_fbanks

    return melscale_fbanks(
        options.fft_size // 2 + 1,
        options.lowest_hz,
        options.highest_hz,
        options.n_mels,
        SAMPLE_RATE_HZ,
        norm=None,
        mel_scale="htk",
    )


class LogMel:
    """Turns samples into log-mel frames. Frames are not centred: frame t covers samples from t * step_samples on.

    Example:
        >>> LogMel(FeatureOptions())(torch.zeros(16_000)).shape
        torch.Size([98, 80])
    """

    def __init__(self, options: FeatureOptions) -> None:
        self.options = options
        self._filters = mel_filters(options)
        self._window = torch.hann_window(options.window_samples, periodic=True)

    def n_frames(self, n_samples: int) -> int:
        """Number of whole frames in so many samples."""
        if n_samples < self.options.window_samples:
            return 0
        return 1 + (n_samples - self.options.window_samples) // self.options.step_samples

    def __call__(self, samples: Tensor) -> Tensor:
        """Log-mel frames of a piece of sound.

        Args:
            samples: float32 [n_samples], 16 kHz, -1 to 1

        Returns:
            float32 [n_frames, n_mels], natural logarithm of mel power
        """
        if self.n_frames(samples.numel()) == 0:
            return samples.new_zeros(0, self.options.n_mels)
        frames = samples.unfold(0, self.options.window_samples, self.options.step_samples) * self._window
        spectrum = torch.fft.rfft(frames, n=self.options.fft_size)
        power = spectrum.real.square() + spectrum.imag.square()
        return torch.log(power @ self._filters + self.options.floor)


def warp_frequency(frames: Tensor, factor: float) -> Tensor:
    """Log-mel frames with the mel axis stretched by `factor` about its low end.

    Source: vocal tract length perturbation, Jaitly & Hinton 2013, taken on the mel axis.
    """
    if factor == 1.0:
        return frames
    n_mels = frames.shape[1]
    position = (torch.arange(n_mels) / factor).clamp(max=n_mels - 1.001)
    low = position.floor().long()
    share = position - low
    return frames[:, low] * (1 - share) + frames[:, low + 1] * share


class RunningMean:
    """Subtracts from each frame the mean of the utterance so far, which begins at a prior mean.

    It is causal, so a stream and a whole recording give the same numbers, and it takes away a microphone's loudness
    and colour within the first second.

    Source: online cepstral mean normalisation, as in Viikki & Laurila 1998, with a prior instead of a delay.

    Args:
        prior_mean: float32 [n_mels], mean log-mel of the training sound
        prior_frames: how many frames the prior counts for
    """

    def __init__(self, prior_mean: Tensor, prior_frames: int) -> None:
        self._sum = prior_mean.double() * prior_frames
        self._count = float(prior_frames)

    def __call__(self, frames: Tensor) -> Tensor:
        """Normalises the next frames of the utterance.

        Args:
            frames: float32 [n_frames, n_mels]

        Returns:
            float32 [n_frames, n_mels]
        """
        if frames.shape[0] == 0:
            return frames
        sums = self._sum + torch.cumsum(frames.double(), dim=0)
        counts = self._count + torch.arange(1, frames.shape[0] + 1, dtype=torch.float64)
        self._sum = sums[-1]
        self._count = float(counts[-1])
        return (frames.double() - sums / counts[:, None]).float()
