"""All spacings, not only those of decoders: music has many combs at once, a decoder has one."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.families import MP3_LINES
from detectors.audio.comb.kernels import comb_sums
from detectors.audio.comb.whiten import LOWEST_HZ, Whitened

FloatArray = NDArray[np.float64]

_FROM_HZ, _TO_HZ = 20.0, 450.0
_RELATED = 8
_APART = 0.004


@dataclass(frozen=True, slots=True)
class AnySpacing:
    """``z[i]`` is how strongly lines every ``spacings_hz[i]`` stand out; neighbours have a fixed ratio."""

    spacings_hz: FloatArray
    z: FloatArray

    def rival(self, spacing_hz: float) -> float:
        """The strongest z at a spacing that is no simple ratio (up to 8:8) of ``spacing_hz``.

        Spacings related to MP3's own lines do not count either.
        """
        low, step = np.log(self.spacings_hz[0]), np.log(self.spacings_hz[1] / self.spacings_hz[0])
        near = np.zeros(len(self.spacings_hz), dtype=bool)
        for known in (spacing_hz, *MP3_LINES):
            middles = np.log(known) + _log_ratios() - low
            first = np.ceil((middles - _APART) / step).clip(0.0)
            end = np.floor((middles + _APART) / step).clip(-1.0) + 1.0
            for a, b in zip(first.astype(int), end.astype(int), strict=True):
                near[a:b] = True
        return float(self.z[~near].max())


def any_spacing(spectrum: Whitened) -> AnySpacing:
    """Try every spacing from 20 to 450 Hz in steps of one bin at the top of the band."""
    spacings = _spacings(spectrum.bin_hz / spectrum.stop_hz)
    first = np.ceil(LOWEST_HZ / spacings).astype(np.int64)
    last = np.floor(spectrum.stop_hz / spacings).astype(np.int64)
    z = np.empty(len(spacings))
    comb_sums(pairs(spectrum), spacings / spectrum.bin_hz, first, last, z)
    return AnySpacing(spacings, z)


def pairs(spectrum: Whitened) -> NDArray[np.float32]:
    """The z of each bin of the band and 1 where it counts; the last is beyond the band and empty."""
    end = int(spectrum.stop_hz / spectrum.bin_hz) + 1
    table = np.zeros((end + 1, 2), dtype=np.float32)
    table[:end, 0], table[:end, 1] = spectrum.z[:end], spectrum.alive[:end]
    return table


@lru_cache(maxsize=16)
def _spacings(step: float) -> FloatArray:
    spacings: FloatArray = np.exp(np.arange(np.log(_FROM_HZ), np.log(_TO_HZ), step))
    spacings.flags.writeable = False
    return spacings


@lru_cache(maxsize=1)
def _log_ratios() -> FloatArray:
    ratios = {p / q for p in range(1, _RELATED + 1) for q in range(1, _RELATED + 1)}
    return np.asarray(np.log(np.array(sorted(ratios))))
