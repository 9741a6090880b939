"""Whitening's inner loop, compiled."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled, inlined

DoubleArray = NDArray[np.float64]

MEDIAN_BINS = 15
CLIP = 6.0
_NO_RIPPLE = 1e-9


@inlined
def _standardise(z: Any, alive: Any, count: Any) -> None:
    """Give the living values mean 0 and spread 1; where they do not differ only the mean goes."""
    total, squares = 0.0, 0.0
    for k in range(z.shape[0]):
        total += z[k]
    mean = total / max(count, 1)
    for k in range(z.shape[0]):
        if alive[k]:
            squares += (z[k] - mean) * (z[k] - mean)
    spread = np.sqrt(squares / max(count, 1))
    for k in range(z.shape[0]):
        if alive[k]:
            z[k] = (z[k] - mean) / (spread if spread > _NO_RIPPLE else 1.0)


@compiled("int64(float64[::1], int64, int64, float64, float64[::1], boolean[::1])")
def whitened(  # noqa: PLR0917  compiled code takes no keywords
    level: DoubleArray, first: int, last: int, gate: float, z: DoubleArray, alive: NDArray[np.bool_]
) -> int:
    """What bins ``first`` to ``last`` rise above the median of 15 around them, in clipped deviations.

    Bins with a median under ``gate`` do not count; returns how many do. The medians' edges are repeated.
    """
    start, end = first - min(first, MEDIAN_BINS), min(last + MEDIAN_BINS, level.shape[0])
    window, left = np.full((2, MEDIAN_BINS + 1), np.inf)
    for i in range(MEDIAN_BINS):
        window[i] = level[max(first + i - MEDIAN_BINS // 2, start)]
    window.sort()
    left[0], count = -np.inf, 0
    for k in range(first, last):
        if k > first:
            leaving = level[max(k - 1 - MEDIAN_BINS // 2, start)]
            coming = level[min(k + MEDIAN_BINS // 2, end - 1)]
            # Every place is looked at: to stop at the right one costs more where it cannot be foretold.
            for i in range(MEDIAN_BINS - 1):
                left[i + 1] = window[i] if window[i] < leaving else window[i + 1]
            for i in range(MEDIAN_BINS):
                window[i] = min(max(coming, left[i]), left[i + 1])
        middle = window[MEDIAN_BINS // 2]
        if middle >= gate:
            alive[k] = True
            z[k] = level[k] - middle
            count += 1
    _standardise(z[first:last], alive[first:last], count)
    for k in range(first, last):
        z[k] = min(max(z[k], -CLIP), CLIP)
    _standardise(z[first:last], alive[first:last], count)
    return count
