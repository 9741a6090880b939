"""Peaks, silence and clipping, sample by sample."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.kernels import measure_levels

_BIN_S = 0.05
_SILENCE = 10.0 ** (-60.0 / 20.0)


@dataclass(frozen=True, slots=True)
class Levels:
    """``peaks`` per 50 ms in 0…1 and above; shares are 0…1 of the bins (silence) or samples (the rest).

    ``clipped`` counts samples from the third on in runs at the recording's own peak; ``side`` is the
    highest peak of (left - right) / 2.
    """

    peaks: NDArray[np.float32]
    bin_s: float
    silent: float
    clipped: float
    digital_zero: float
    side: float


class LevelMeter:
    """Push stretches of ``left + i right``."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._bin = max(1, round(sample_rate_hz * _BIN_S))
        self._rate = sample_rate_hz
        self._state = np.zeros(6)
        self._peaks: list[NDArray[np.float32]] = []
        self._frames = 0

    def push(self, stretch: NDArray[np.complex64]) -> None:
        """Add a stretch."""
        count = len(stretch)
        peaks = np.empty(count // self._bin + 1, dtype=np.float32)
        done = measure_levels(stretch.view(np.float32), count, self._bin, self._state, peaks)
        self._peaks.append(peaks[:done])
        self._frames += count

    def levels(self) -> Levels:
        """What was seen so far."""
        filled, peak, _, clipped, zeros, side = self._state
        last = np.array([peak] if filled else [], dtype=np.float32)
        peaks = np.concatenate([*self._peaks, last])
        frames = max(1, self._frames)
        return Levels(
            peaks=peaks,
            bin_s=self._bin / self._rate,
            silent=float(np.mean(peaks < _SILENCE)) if len(peaks) else 1.0,
            clipped=float(clipped) / frames,
            digital_zero=float(zeros) / frames,
            side=float(side),
        )
