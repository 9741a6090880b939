"""The comb's inner loops, compiled."""

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled

FloatArray = NDArray[np.float32]

_FEWEST_LINES = np.float32(5.0)


@compiled("void(float32[:,::1], float64[::1], int64[::1], int64[::1], float64[::1])")
def comb_sums(
    bins: FloatArray,
    steps: NDArray[np.float64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    sums: NDArray[np.float64],
) -> None:
    """Sum over root of number of the lines ``steps`` bins apart, from multiple ``first`` to ``last``.

    ``bins`` holds the z of each bin and 1 where it counts (0 elsewhere, z too). Fewer than five lines are
    divided by as if they were five.
    """
    top = bins.shape[0] - 1
    for i in range(steps.shape[0]):
        step, total, living = steps[i], np.float32(0.0), np.float32(0.0)
        place = step * first[i] + 0.5
        for _ in range(last[i] - first[i] + 1):
            at = np.uint64(min(np.int64(place), top))
            total += bins[at, 0]
            living += bins[at, 1]
            place += step
        sums[i] = total / np.sqrt(max(living, _FEWEST_LINES))
