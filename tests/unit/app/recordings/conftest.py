from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Three seconds of stereo at 22050 Hz: silence, a loud second, a quiet one."""
    t = np.arange(22050) / 22050
    tone = np.sin(2 * np.pi * 220.0 * t)
    mono = np.concatenate([0.0 * t, 0.2 * tone, 0.01 * tone])
    path = tmp_path / "three seconds.wav"
    soundfile.write(path, np.stack([mono, mono], axis=1), 22050)
    return path
