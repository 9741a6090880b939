"""All spacings, not only those of decoders: music has many combs at once, a decoder has one."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.families import MP3_LINES
from detectors.audio.comb.whiten import LOWEST_HZ, Whitened

FloatArray = NDArray[np.float64]

_FROM_HZ, _TO_HZ = 20.0, 450.0
_RELATED = 8
_APART = 0.004
_BATCH_SPACINGS = 2_000
_FEWEST_LINES = 5.0


@dataclass(frozen=True, slots=True)
class AnySpacing:
    """``z[i]`` is how strongly lines every ``spacings_hz[i]`` stand out."""

    spacings_hz: FloatArray
    z: FloatArray

    def rival(self, spacing_hz: float) -> float:
        """The strongest z at a spacing that is no simple ratio (up to 8:8) of ``spacing_hz``.

        Spacings related to MP3's own lines do not count either.
        """
        near = np.zeros(len(self.spacings_hz), dtype=bool)
        for known in (spacing_hz, *MP3_LINES):
            apart = np.log(self.spacings_hz / known)[:, None] - _log_ratios()[None, :]
            near |= np.abs(apart).min(axis=1) <= _APART
        return float(self.z[~near].max())


def any_spacing(spectrum: Whitened) -> AnySpacing:
    """Try every spacing from 20 to 450 Hz in steps of one bin at the top of the band."""
    spacings = np.exp(np.arange(np.log(_FROM_HZ), np.log(_TO_HZ), spectrum.bin_hz / spectrum.stop_hz))
    # A sentinel of zero beyond the band takes the multiples that do not exist.
    end = int(spectrum.stop_hz / spectrum.bin_hz) + 1
    z = np.append(spectrum.z[:end], 0.0).astype(np.float32)
    alive = np.append(spectrum.alive[:end], False).astype(np.float32)
    parts = [
        _scores(z, alive, spectrum, spacings[start : start + _BATCH_SPACINGS])
        for start in range(0, len(spacings), _BATCH_SPACINGS)
    ]
    return AnySpacing(spacings, np.concatenate(parts))


def _scores(
    z: NDArray[np.float32], alive: NDArray[np.float32], spectrum: Whitened, spacings: FloatArray
) -> FloatArray:
    """``sum / sqrt(lines)`` at each spacing."""
    first = np.ceil(LOWEST_HZ / spacings)
    count = np.floor(spectrum.stop_hz / spacings) - first + 1
    steps = np.arange(int(count.max()), dtype=np.float32)
    per_bin = (spacings / spectrum.bin_hz).astype(np.float32)
    places = np.multiply.outer(per_bin, steps) + (per_bin * first + 0.5).astype(np.float32)[:, None]
    bins = np.minimum(places, np.float32(len(z) - 1)).astype(np.int32)
    sums, living = z[bins].sum(axis=1, dtype=np.float64), alive[bins].sum(axis=1, dtype=np.float64)
    return np.asarray(sums / np.sqrt(np.maximum(living, _FEWEST_LINES)))


@lru_cache(maxsize=1)
def _log_ratios() -> FloatArray:
    ratios = {p / q for p in range(1, _RELATED + 1) for q in range(1, _RELATED + 1)}
    return np.asarray(np.log(np.array(sorted(ratios))))
