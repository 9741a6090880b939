"""How the two channels relate, by band."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.filters import FRAME

FloatArray = NDArray[np.float64]

BANDS_HZ = ((200.0, 2_000.0), (2_000.0, 8_000.0), (8_000.0, 16_000.0))
BLOCK_FRAMES = 32
_SILENT = 1e-7


@dataclass(frozen=True, slots=True)
class StereoStatistics:
    """One value per band of ``BANDS_HZ``; NaN where a band is silent or not there.

    ``coherence`` is the median over blocks of 32 frames of the magnitude-squared coherence of left and
    right (0…1), ``phase_spread`` the median over blocks of 1 minus the resultant length of their phase
    difference weighted by power (0…1), ``side_mid_db`` the power of side over mid.
    """

    coherence: FloatArray
    phase_spread: FloatArray
    side_mid_db: FloatArray


class StereoGatherer:
    """Push what 32 frames' spectra sum up to."""

    def __init__(self, sample_rate_hz: int) -> None:
        step = sample_rate_hz / FRAME
        self._bands = [(round(a / step), min(round(b / step), FRAME // 2 + 1)) for a, b in BANDS_HZ]
        self._blocks: list[NDArray[np.float32]] = []

    def push(self, products: NDArray[np.float32]) -> None:
        """Add sums (4, bins): power of mid, of side, real and imaginary part of side x conj(mid)."""
        self._blocks.append(products[:, : self._bands[-1][1]].copy())

    def statistics(self) -> StereoStatistics | None:
        """The bands' values; None where no block of 32 frames was complete."""
        if not self._blocks:
            return None
        rows = [_band(np.stack([b[:, low:high] for b in self._blocks])) for low, high in self._bands]
        coherence, spread, ratio = np.array(rows).T
        return StereoStatistics(coherence, spread, ratio)


def _band(blocks: NDArray[np.float32]) -> tuple[float, float, float]:
    """Coherence, phase spread and side over mid (dB) of sums (blocks, 4, bins)."""
    if blocks.shape[2] == 0:
        return np.nan, np.nan, np.nan
    mid, side, real, imaginary = (blocks[:, i] for i in range(4))
    # With left = mid + side and right = mid - side, left x conj(right) is this. Rounding leaves a silent
    # channel a hair under zero.
    left, right = np.maximum(mid + side + 2 * real, 0), np.maximum(mid + side - 2 * real, 0)
    cross_real, cross_imaginary = mid - side, 2 * imaginary
    both = left * right
    floor = np.float32(_SILENT**2)
    heard = both.sum(axis=1) > floor
    total = float(mid.sum(dtype=np.float64))
    ratio = 10 * np.log10(max(float(side.sum(dtype=np.float64)) / total, 1e-9)) if total > _SILENT else np.nan
    if not heard.any():
        return np.nan, np.nan, ratio
    coherence = np.median((cross_real**2 + cross_imaginary**2) / np.maximum(both, floor), axis=1)
    resultant = np.hypot(cross_real.sum(axis=1), cross_imaginary.sum(axis=1))
    spread = 1 - resultant / np.maximum(np.sqrt(both).sum(axis=1), np.float32(_SILENT))
    return float(np.median(coherence[heard])), float(np.median(spread[heard])), float(ratio)
