"""The inner loops of the bands, compiled.

Two frames a, b travel as one complex signal ``a + i b``: of its transform Z the spectra are
``(Z[k] + conj Z[n-k]) / 2`` and ``(Z[k] - conj Z[n-k]) / 2i``. Complex arrays are pairs of float32.
"""

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled

FloatArray = NDArray[np.float32]

_LARGEST, _SMALLEST = np.float32(32_767.0), np.float32(-32_768.0)
_QUARTER = np.float32(0.25)


@compiled("void(float32[::1], float32[::1])")
def to_16_bits(samples: FloatArray, whole: FloatArray) -> None:
    """Samples of full scale 1 as whole numbers of 16 bits, rounded half to even."""
    for i in range(np.uint64(samples.shape[0])):
        whole[i] = min(max(np.rint(samples[i] * -_SMALLEST), _SMALLEST), _LARGEST)


@compiled("void(float32[::1], int64, int64, float32[::1], float32[:,::1])")
def paired(samples: FloatArray, hop: int, count: int, window: FloatArray, frames: FloatArray) -> None:
    """Frames 0 and 1, 2 and 3 ... every ``hop`` samples, windowed, two in a row; an odd last one alone."""
    one, two = np.uint64(1), np.uint64(2)
    for row in range((count + 1) // 2):
        first, second = samples[2 * row * hop :], samples[(2 * row + 1) * hop :]
        out, both = frames[row], 2 * row + 1 < count
        for i in range(np.uint64(window.shape[0])):
            out[two * i] = first[i] * window[i]
            out[two * i + one] = second[i] * window[i] if both else np.float32(0.0)


@compiled("void(float32[:,::1], int64, int64[:,::1], float64[:,::1], float32[:,::1])")
def folded(
    spectra: FloatArray,
    low: int,
    runs: NDArray[np.int64],
    notes: NDArray[np.float64],
    magnitudes: FloatArray,
) -> None:
    """Magnitudes of the bins from ``low`` on, and their power added up by ``runs`` of (from, to, note)."""
    one, two = np.uint64(1), np.uint64(2)
    bins, start = magnitudes.shape[1], np.uint64(low)
    power = np.empty((2, bins), dtype=np.float32)
    mirror = np.uint64(spectra.shape[1]) - two * start
    for row in range((notes.shape[0] + 1) // 2):
        pair = spectra[row]
        for i in range(np.uint64(bins)):
            a, b = pair[two * (start + i)], pair[two * (start + i) + one]
            c, d = pair[mirror - two * i], pair[mirror - two * i + one]
            power[0, i] = ((a + c) * (a + c) + (b - d) * (b - d)) * _QUARTER
            power[1, i] = ((b + d) * (b + d) + (c - a) * (c - a)) * _QUARTER
        for part in range(min(2, notes.shape[0] - 2 * row)):
            frame, of_frame = 2 * row + part, power[part]
            for i in range(np.uint64(bins)):
                magnitudes[frame, i] = np.sqrt(of_frame[i])
            notes[frame, :] = 0.0
            for run in range(runs.shape[0]):
                total = 0.0
                for i in range(runs[run, 0], runs[run, 1]):
                    total += of_frame[i]
                notes[frame, runs[run, 2]] += total
