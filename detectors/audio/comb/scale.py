"""The search for a comb in a recording that was sped up or slowed down."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.clean import Band
from detectors.audio.comb.families import CORE
from detectors.audio.comb.kernels import comb_sums
from detectors.audio.comb.rival import pairs
from detectors.audio.comb.whiten import LOWEST_HZ, Whitened

FloatArray = NDArray[np.float64]

_WIDEST = 0.12
_NATIVE = 0.002
_FEWEST_LINES = 10
_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Scaled:
    """The strongest comb away from the native speed: ``z``, the speed, and the spacing before it (Hz).

    ``agreed`` is the geometric mean of its z in averaged frames and its z in the one long frame, with what
    a beat explains taken off both.
    """

    z: float
    agreed: float
    scale: float
    spacing_hz: float


def search(spectrum: Whitened, exact: Sequence[Band], spacings: tuple[float, ...] = CORE) -> Scaled | None:
    """Try speeds of 0.88 to 1.12 in steps of half a bin at the band's top; None where none fits.

    The few best of each spacing are looked up in the long frame (of mid and of side), where their place is
    known finely. Under no comb the maximum over some thousand correlated tries lies near 4, not near 0.
    """
    step = 0.5 * spectrum.bin_hz / spectrum.stop_hz
    scales = np.arange(1.0 - _WIDEST, 1.0 + _WIDEST, step)
    scales = scales[np.abs(scales - 1.0) > _NATIVE]
    band = Band(pairs(spectrum), spectrum.bin_hz, LOWEST_HZ, spectrum.stop_hz)
    found = []
    for spacing in spacings:
        z = _tried(band, spacing, scales)
        if z is not None:
            for at in np.argpartition(z, -_CANDIDATES)[-_CANDIDATES:]:
                scale, agreed = _agreed(band, exact, spacing, float(scales[at]))
                found.append(Scaled(float(z[at]), agreed, scale, spacing))
    return max(found, key=lambda scaled: (scaled.agreed, scaled.z), default=None)


def _tried(band: Band, spacing: float, scales: FloatArray) -> FloatArray | None:
    # The same number of lines at every speed keeps the tries comparable: those that stay in the band.
    first = int(np.ceil(LOWEST_HZ / (spacing * scales[0])))
    last = int(np.floor(band.highest_hz / (spacing * scales[-1])))
    if last - first < _FEWEST_LINES or spacing * scales[0] < 3 * band.bin_hz:
        return None
    z, ends = np.empty(len(scales)), np.ones((2, len(scales)), dtype=np.int64)
    comb_sums(band.bins, scales * (spacing / band.bin_hz), ends[0] * first, ends[1] * last, z)
    return z


def _agreed(band: Band, exact: Sequence[Band], spacing: float, scale: float) -> tuple[float, float]:
    """The speed near ``scale`` that the long frame shows best, and how far both agree on it."""
    plain = band.clean_comb(spacing * scale) or 0.0
    best, sure = scale, 0.0
    if plain <= 0.0:
        return best, 0.0
    around = 0.5 * band.bin_hz / band.highest_hz
    for signal in exact:
        fine = 0.5 * signal.bin_hz / signal.highest_hz
        near = scale * (1.0 + np.arange(-around, around + fine, fine))
        at = signal.best(spacing * near) / spacing
        z = signal.clean_comb(spacing * at) or 0.0
        if z > sure:
            best, sure = at, z
    return best, float(np.sqrt(plain * sure))
