"""The recording as one channel at 11,025 Hz, for those who compare recordings."""

from typing import Protocol

import numpy as np
import soxr
from numpy.typing import NDArray

from detectors.audio.kernels import mix

MONO_RATE_HZ = 11_025


class MonoListener(Protocol):
    """Hears a recording piece by piece."""

    def push(self, mono: NDArray[np.float32]) -> None:
        """Hear the next samples, shape (n,), full scale 1."""


class MonoStream:
    """Push stretches of ``left + i right``; the listener hears their mean, resampled."""

    def __init__(self, sample_rate_hz: int, listener: MonoListener) -> None:
        self._listener = listener
        self._resampler = soxr.ResampleStream(sample_rate_hz, MONO_RATE_HZ, 1, dtype="float32", quality="HQ")

    def push(self, stretch: NDArray[np.complex64]) -> None:
        """Add a stretch."""
        mono = np.empty(len(stretch), dtype=np.float32)
        mix(stretch.view(np.float32), mono)
        self._listener.push(self._resampler.resample_chunk(mono))

    def close(self) -> None:
        """Hand on what the resampler still holds."""
        self._listener.push(self._resampler.resample_chunk(np.zeros(0, dtype=np.float32), last=True))
