"""Whether lines are there all the time, as a decoder's are, or come from what begins on a grid of samples."""

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.families import FAMILIES

FloatArray = NDArray[np.float64]

_AT = {family.slug: place for place, family in enumerate(FAMILIES)}
_HALVES = (("21_53", "43_07"), ("23_44", "46_88"), ("25", "50"))
_BLURRED = "43_07"
_LEAST, _GAIN = 2.0, 6.0
_SHARE, _CHANCE = 0.1, 0.3


def most(views: FloatArray, exact: FloatArray) -> FloatArray:
    """How far each family's looks are believed, in deviations, shape (families,).

    Notes that begin at multiples of a buffer leave a decoder's lines in frames that hold several of them.
    In a short frame there is one such beginning or none, and no lines; a decoder's lines are there, a tenth
    as strong or more. So what short frames do not show counts for little.

    Spacings under 44 Hz are too close for short frames: there a decoder leaves odd lines beside the even
    ones, and a buffer of half the length only the even ones.
    """
    short, long = np.fmax(views[:, 0], views[:, 2]), np.fmax(views[:, 1], views[:, 3])
    sure = _or_zero(short) - _SHARE * np.maximum(_or_zero(long), 0.0)
    for slug, double in _HALVES:
        low, high = _AT[slug], _AT[double]
        in_frames = max(_odd(views[low, view], views[high, view]) for view in (1, 3))
        sure[low] = min(in_frames, _odd(exact[low], exact[high]))
    sure[_AT[_BLURRED]] = max(sure[_AT[_BLURRED]], sure[_AT["21_53"]])
    return np.asarray(_LEAST + _GAIN * np.maximum(sure + _CHANCE, 0.0))


def _or_zero(z: FloatArray) -> FloatArray:
    return np.asarray(np.where(np.isnan(z), 0.0, z))


def _odd(z: float, z_of_double: float) -> float:
    """The z of the odd lines alone, from that of all lines and that of the even ones."""
    known, known_of_double = (0.0 if np.isnan(value) else float(value) for value in (z, z_of_double))
    return float(np.sqrt(2.0)) * known - known_of_double
