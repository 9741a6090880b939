"""How the two channels relate, by band."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.filters import FRAME

FloatArray = NDArray[np.float64]

BANDS_HZ = ((200.0, 2_000.0), (2_000.0, 8_000.0), (8_000.0, 16_000.0))
_FRAMES = 32
_SILENT = 1e-7


@dataclass(frozen=True, slots=True)
class StereoStatistics:
    """One value per band of ``BANDS_HZ``; NaN where a band is silent or not there.

    ``coherence`` is the median over blocks of 32 frames of the magnitude-squared coherence of left and
    right (0…1), ``phase_spread`` the mean over blocks of 1 minus the resultant length of their phase
    difference weighted by power (0…1), ``side_mid_db`` the power of side over mid.
    """

    coherence: FloatArray
    phase_spread: FloatArray
    side_mid_db: FloatArray


class StereoGatherer:
    """Push the complex short spectra of mid and side."""

    def __init__(self, sample_rate_hz: int) -> None:
        step = sample_rate_hz / FRAME
        self._bands = [(round(a / step), min(round(b / step), FRAME // 2 + 1)) for a, b in BANDS_HZ]
        self._waiting: list[NDArray[np.complex64]] = []
        self._count = 0
        self._coherence: list[list[float]] = []
        self._spread: list[list[float]] = []
        self._mid = np.zeros(len(BANDS_HZ))
        self._side = np.zeros(len(BANDS_HZ))

    def push(self, spectra: NDArray[np.complex64]) -> None:
        """Add spectra of shape (2, frames, bins): mid, then side."""
        self._waiting.append(spectra)
        self._count += spectra.shape[1]
        if self._count < _FRAMES:
            return
        frames = np.concatenate(self._waiting, axis=1)
        while frames.shape[1] >= _FRAMES:
            self._block(frames[0, :_FRAMES], frames[1, :_FRAMES])
            frames = frames[:, _FRAMES:]
        self._waiting, self._count = [frames], frames.shape[1]

    def _block(self, mid: NDArray[np.complex64], side: NDArray[np.complex64]) -> None:
        mid_power = (mid.real**2 + mid.imag**2).sum(axis=0, dtype=np.float64)
        side_power = (side.real**2 + side.imag**2).sum(axis=0, dtype=np.float64)
        # With left = mid + side and right = mid - side, left x conj(right) is this, frame by frame.
        product = (side * mid.conj()).sum(axis=0)
        cross_real, cross_imag = mid_power - side_power, 2.0 * product.imag.astype(np.float64)
        # Rounding leaves a silent channel a hair under zero.
        left = np.maximum(mid_power + side_power + 2.0 * product.real, 0.0)
        right = np.maximum(mid_power + side_power - 2.0 * product.real, 0.0)
        coherence, spread = [], []
        for i, (a, b) in enumerate(self._bands):
            self._mid[i] += mid_power[a:b].sum()
            self._side[i] += side_power[a:b].sum()
            both = left[a:b] * right[a:b]
            if b <= a or both.sum() <= _SILENT**2:
                coherence.append(np.nan)
                spread.append(np.nan)
                continue
            cross = cross_real[a:b] ** 2 + cross_imag[a:b] ** 2
            coherence.append(float(np.median(cross / np.maximum(both, _SILENT**2))))
            resultant = np.hypot(cross_real[a:b].sum(), cross_imag[a:b].sum())
            spread.append(float(1.0 - resultant / max(np.sqrt(both).sum(), _SILENT)))
        self._coherence.append(coherence)
        self._spread.append(spread)

    def statistics(self) -> StereoStatistics | None:
        """The bands' values; None where no block of 32 frames was complete."""
        if not self._coherence:
            return None
        alive = self._mid > _SILENT
        ratio = np.full(len(BANDS_HZ), np.nan)
        ratio[alive] = 10.0 * np.log10(np.maximum(self._side[alive] / self._mid[alive], 1e-9))
        return StereoStatistics(_median(self._coherence), _median(self._spread), ratio)


def _median(rows: list[list[float]]) -> FloatArray:
    table = np.array(rows)
    columns = [column[~np.isnan(column)] for column in table.T]
    return np.array([np.median(c) if c.size else np.nan for c in columns])
