"""The inner loops of the envelope spectrum, compiled."""

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled

FloatArray = NDArray[np.float32]

_TINY = np.float32(1e-12)


@compiled("void(float32[::1], int64, int64, float32[::1], float32[:,::1], int64)")
def cut(  # noqa: PLR0917  compiled code takes no keywords
    signal: FloatArray, start: int, hop: int, window: FloatArray, frames: FloatArray, count: int
) -> None:
    """Windowed frames of an interleaved signal from sample ``start`` on, every ``hop`` samples.

    ``window`` holds each value twice.
    """
    for row in range(count):
        part = signal[2 * (start + row * hop) :]
        for i in range(np.uint64(window.shape[0])):
            frames[row, i] = part[i] * window[i]


@compiled("void(float32[:,::1], int64[:,::1], float32[:,::1])")
def band_roots(spectra: FloatArray, bands: NDArray[np.int64], roots: FloatArray) -> None:
    """The fourth root of each frame's power in each band (from, to), both channels together.

    The transform of ``left + i right`` holds them at a frequency and at its negative.
    """
    size = spectra.shape[1] // 2
    for row in range(roots.shape[0]):
        for band in range(bands.shape[0]):
            low, high, total = bands[band, 0], bands[band, 1], np.float32(0.0)
            above = spectra[row, 2 * low : 2 * high]
            below = spectra[row, 2 * (size - high + 1) : 2 * (size - low + 1)]
            for i in range(np.uint64(above.shape[0])):
                total += above[i] * above[i] + below[i] * below[i]
            roots[row, band] = np.sqrt(np.sqrt(total + _TINY))
