"""The search for a comb in a recording that was sped up or slowed down."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.families import CORE
from detectors.audio.comb.kernels import comb_sums
from detectors.audio.comb.rival import pairs
from detectors.audio.comb.whiten import LOWEST_HZ, Whitened

_WIDEST = 0.12
_NATIVE = 0.002


@dataclass(frozen=True, slots=True)
class Scaled:
    """The strongest comb away from the native speed: ``z``, the speed, and the spacing before it (Hz)."""

    z: float
    scale: float
    spacing_hz: float


def search(spectrum: Whitened, spacings: tuple[float, ...] = CORE) -> Scaled | None:
    """Try speeds of 0.88 to 1.12 in steps of half a bin at the band's top; None where none fits.

    Under no comb the maximum over some thousand correlated tries lies near 4, not near 0.
    """
    step = 0.5 * spectrum.bin_hz / spectrum.stop_hz
    scales = np.arange(1.0 - _WIDEST, 1.0 + _WIDEST, step)
    scales = scales[np.abs(scales - 1.0) > _NATIVE]
    table = pairs(spectrum)
    tries = (_best_scale(table, spectrum, spacing, scales) for spacing in spacings)
    return max((t for t in tries if t is not None), key=lambda found: found.z, default=None)


def _best_scale(
    table: NDArray[np.float32], spectrum: Whitened, spacing: float, scales: NDArray[np.float64]
) -> Scaled | None:
    # The same number of lines at every speed keeps the tries comparable: those that stay in the band.
    first = int(np.ceil(LOWEST_HZ / (spacing * scales[0])))
    last = int(np.floor(spectrum.stop_hz / (spacing * scales[-1])))
    if last - first < 10 or spacing * scales[0] < 3 * spectrum.bin_hz:  # noqa: PLR2004  too few to judge
        return None
    sums, ends = np.empty(len(scales)), np.ones((2, len(scales)), dtype=np.int64)
    comb_sums(table, scales * spacing / spectrum.bin_hz, ends[0] * first, ends[1] * last, sums)
    at = int(np.argmax(sums))
    return Scaled(float(sums[at]), float(scales[at]), spacing)
