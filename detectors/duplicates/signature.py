"""The signature: 36 bits for each row of the chroma image, what is kept of a track to compare it later.

A bit says whether a pitch rose against the pitch a semitone below it within half a second, after Haitsma
and Kalker, "A highly robust audio fingerprinting system" (2002), on an image folded onto the octave:
a change of pitch turns the rows, a change of speed stretches them.

Where nothing sounds there is nothing to compare: the bits are drawn by lot when they are kept, so that the
silences of two recordings do not agree.
"""

import zlib

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from detectors.duplicates.bands import STEPS, FloatArray

APART = 3
"""Thirds of a semitone between the pitches that a bit compares."""
LATER = 2
"""Rows between the times that a bit compares."""


def signs(image: NDArray[np.floating]) -> FloatArray:
    """The bits of ``image`` (rows, STEPS) as +1 and -1, 0 where nothing changes; ``LATER`` rows fewer."""
    smooth = uniform_filter1d(np.asarray(image, dtype=np.float32), APART, axis=1, mode="wrap")
    slope = smooth - np.roll(smooth, APART, axis=1)
    rise = slope[LATER:] - slope[:-LATER]
    return np.asarray(np.sign(rise), dtype=np.float32)


def pack(found: FloatArray) -> bytes:
    """Signs as bytes, 4.5 for each row."""
    bits = found > 0
    undecided = found == 0
    lots = np.random.default_rng(zlib.crc32(bits.tobytes()) + len(bits))
    bits[undecided] = lots.integers(0, 2, int(undecided.sum()), dtype=bool)
    return np.packbits(bits).tobytes()


def unpack(packed: bytes) -> FloatArray:
    """The signs (rows, STEPS) in what :func:`pack` gave."""
    bits = np.unpackbits(np.frombuffer(packed, dtype=np.uint8))
    rows = len(bits) // STEPS
    return bits[: rows * STEPS].reshape(rows, STEPS).astype(np.float32) * 2.0 - 1.0
