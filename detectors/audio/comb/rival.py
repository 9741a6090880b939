"""The strongest comb that has nothing to do with the one found: music has many, a decoder one."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.score import comb_z
from detectors.audio.comb.whiten import LOWEST_HZ, Whitened

_FROM_HZ, _TO_HZ = 20.0, 450.0
_RELATED = 8
_APART = 0.004
_BATCH_SPACINGS = 2_000


@dataclass(frozen=True, slots=True)
class Rival:
    """The rival's ``z`` and spacing, and the found comb's z in the same view minus the rival's."""

    z: float
    spacing_hz: float
    margin: float


def rival(spectrum: Whitened, spacing_hz: float) -> Rival | None:
    """Try every spacing from 20 to 450 Hz that is no simple ratio (up to 8:8) of ``spacing_hz``.

    The steps are one bin at the top of the band. None where the found comb cannot be seen in this view.
    """
    own = comb_z(spectrum, spacing_hz)
    if own is None:
        return None
    spacings = np.exp(np.arange(np.log(_FROM_HZ), np.log(_TO_HZ), spectrum.bin_hz / spectrum.stop_hz))
    ratios = np.log(spacings[:, None] / spacing_hz) - _log_ratios()[None, :]
    spacings = spacings[np.abs(ratios).min(axis=1) > _APART]
    scores = _scores(spectrum, spacings)
    at = int(np.argmax(scores))
    return Rival(float(scores[at]), float(spacings[at]), own - float(scores[at]))


def _scores(spectrum: Whitened, spacings: NDArray[np.float64]) -> NDArray[np.float64]:
    """``sum / sqrt(lines)`` at each spacing, in ascending order of spacing."""
    # A sentinel of zero beyond the band takes the multiples that do not exist.
    end = int(spectrum.stop_hz / spectrum.bin_hz) + 1
    z = np.append(spectrum.z[:end], 0.0).astype(np.float32)
    scores = []
    for start in range(0, len(spacings), _BATCH_SPACINGS):
        part = spacings[start : start + _BATCH_SPACINGS]
        first = np.ceil(LOWEST_HZ / part)
        count = np.floor(spectrum.stop_hz / part) - first + 1
        steps = np.arange(int(count.max()), dtype=np.float32)
        per_bin = (part / spectrum.bin_hz).astype(np.float32)
        places = np.multiply.outer(per_bin, steps) + (per_bin * first + 0.5).astype(np.float32)[:, None]
        sums = z[np.minimum(places, np.float32(end)).astype(np.int32)].sum(axis=1, dtype=np.float64)
        scores.append(sums / np.sqrt(np.maximum(count, 1.0)))
    return np.concatenate(scores)


@lru_cache(maxsize=1)
def _log_ratios() -> NDArray[np.float64]:
    ratios = {p / q for p in range(1, _RELATED + 1) for q in range(1, _RELATED + 1)}
    return np.asarray(np.log(np.array(sorted(ratios))))
