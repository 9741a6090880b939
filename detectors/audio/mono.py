"""The recording as one channel at 11,025 Hz, for those who compare recordings."""

from typing import Protocol

import numpy as np
import soxr
from numpy.typing import NDArray

from detectors.audio.decimation import Decimator
from detectors.audio.kernels import mix

MONO_RATE_HZ = 11_025
_FACTORS = (2, 4, 8, 16)


class MonoListener(Protocol):
    """Hears a recording piece by piece."""

    def push(self, mono: NDArray[np.float32]) -> None:
        """Hear the next samples, shape (n,), full scale 1."""


class MonoStream:
    """Push stretches of ``left + i right``; the listener hears their mean, resampled.

    At whole multiples of 11,025 Hz a filter does that keeps what listeners compare, the sound below 3.7 kHz,
    at a third of the price.
    """

    def __init__(self, sample_rate_hz: int, listener: MonoListener) -> None:
        self._listener = listener
        self._source: Decimator | _Resampler = (
            Decimator(sample_rate_hz // MONO_RATE_HZ)
            if sample_rate_hz in {MONO_RATE_HZ * factor for factor in _FACTORS}
            else _Resampler(sample_rate_hz)
        )

    def push(self, stretch: NDArray[np.complex64]) -> None:
        """Add a stretch."""
        self._listener.push(self._source.push(stretch))

    def close(self) -> None:
        """Hand on what the filter still holds."""
        self._listener.push(self._source.rest())


class _Resampler:
    """From any rate."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._stream = soxr.ResampleStream(sample_rate_hz, MONO_RATE_HZ, 1, dtype="float32", quality="HQ")

    def push(self, stretch: NDArray[np.complex64]) -> NDArray[np.float32]:
        mono = np.empty(len(stretch), dtype=np.float32)
        mix(stretch.view(np.float32), mono)
        return np.asarray(self._stream.resample_chunk(mono))

    def rest(self) -> NDArray[np.float32]:
        return np.asarray(self._stream.resample_chunk(np.zeros(0, dtype=np.float32), last=True))
