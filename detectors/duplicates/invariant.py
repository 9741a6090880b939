"""A vector of the whole track that stays where it is when speed or pitch change.

Chroma image -> Fourier transform along pitch (a change of key is a phase) -> autocorrelation over time
(the phase and the beginning are gone) -> logarithmic lags (a change of tempo is a shift) -> magnitude of
the Fourier transform over them (the shift is gone: the scale transform). After Holzapfel and Stylianou
(ISMIR 2009) and Bertin-Mahieux and Ellis (ISMIR 2012).
"""

import numpy as np
from numpy.typing import NDArray

from detectors.duplicates.image import ROWS_PER_S

HARMONICS = 12
LAGS = 64
LAGS_S = (0.25, 8.0)
SCALES = 24
LENGTH = HARMONICS * SCALES
_TINY = 1e-9


def invariant(image: NDArray[np.number]) -> NDArray[np.float32]:
    """The vector of ``image`` (rows, STEPS), ``LENGTH`` values, not yet whitened."""
    centred = image.astype(np.float32)
    centred -= centred.mean(axis=0)
    pitch = np.fft.rfft(centred, axis=1)[:, 1 : HARMONICS + 1]
    same = _autocorrelation(pitch)
    place = np.minimum(np.geomspace(*LAGS_S, LAGS) * ROWS_PER_S, len(same) - 1.0)
    below = np.minimum(place.astype(int), max(0, len(same) - 2))
    above = np.minimum(below + 1, len(same) - 1)
    share = (place - below)[:, None]
    curve = same[below] * (1.0 - share) + same[above] * share
    curve -= curve.mean(axis=0)
    curve *= np.hanning(LAGS + 2)[1:-1, None]
    scale = np.abs(np.fft.rfft(curve, 2 * LAGS, axis=0)[:SCALES])
    return np.asarray(scale.ravel(), dtype=np.float32)


def _autocorrelation(pitch: NDArray[np.complexfloating]) -> NDArray[np.float64]:
    """Real autocorrelation of each column, 1 at lag 0, corrected for the rows that are left."""
    rows = len(pitch)
    size = 1 << (2 * rows - 1).bit_length()
    power = np.abs(np.fft.fft(pitch, size, axis=0)) ** 2
    same = np.fft.ifft(power, axis=0)[:rows].real / (rows - np.arange(rows))[:, None]
    return np.asarray(same / (same[:1] + _TINY), dtype=np.float64)
