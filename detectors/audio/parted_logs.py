"""The logarithm of the power of mid and of side, out of a transform in parts, compiled.

As in kernels.py two real signals travel as one complex signal; here bin ``parts * j + r`` is number j of
part r. Sums are kept in that order, too.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled, inlined
from detectors.audio.kernels import EIGHTH, SIXTEENTH, TINY, apart, fast_log2

FloatArray = NDArray[np.float32]

CHUNK = 64
"""Bins of a part that are taken at once; sums have room for a multiple of it."""
_WIDTH = np.uint64(CHUNK + 2)
_SIDE, _NEXT = np.uint64(2), np.uint64(4)


@inlined
def _add(here: Any, below: Any, above: Any, sums: Any) -> None:
    """Add the logarithms of the powers of bins that lie between those ``below`` and ``above``."""
    for i in range(np.uint64(CHUNK)):
        k = i + _WIDTH
        real = EIGHTH * here[i] - SIXTEENTH * (below[i] + above[i])
        imag = EIGHTH * here[k] - SIXTEENTH * (below[k] + above[k])
        sums[i] += fast_log2(real * real + imag * imag + TINY)


@compiled("void(float32[:,::1], int64[::1], int64, int8[::1], float32[:,:,::1], float32[:,:,::1])")
def add_logs(  # noqa: PLR0917  compiled code takes no keywords
    spectra: FloatArray,
    order: NDArray[np.int64],
    count: int,
    kinds: NDArray[np.int8],
    mid: FloatArray,
    side: FloatArray,
) -> None:
    """Add log2 of the power of each frame's mid and side, Hann-windowed, to ``mid`` and ``side`` of its kind.

    ``spectra`` holds ``count`` frames' parts, one frame after the other, each in ``order``. ``mid`` and
    ``side`` have shape (kinds, parts, bins).
    """
    parts, points = order.shape[0], spectra.shape[1] // 2
    mask, last, area = points - 1, parts - 1, np.int64(_NEXT * _WIDTH)
    # Of each part a chunk, and room for a bin before it (in use for the last part) and behind it (the first).
    plain = np.empty(parts * area, dtype=np.float32)
    for frame in range(count):
        rows = spectra[frame * parts : (frame + 1) * parts]
        first = rows[order[0]]
        for j in range(0, mid.shape[2], CHUNK):
            # The first part's first bin is its own mirror.
            apart(first, j, first, (points - j) & mask, plain[1:], _WIDTH, 1)
            apart(first, j + 1, first, points - j - 1, plain[2:], _WIDTH, CHUNK)
            for r in range(1, parts):
                z, y = rows[order[r]], rows[order[parts - r]]
                apart(z, j, y, mask - j, plain[r * area + 1 :], _WIDTH, CHUNK)
            z, y = rows[order[last]], rows[order[1]]
            apart(z, (j - 1) & mask, y, (points - j) & mask, plain[last * area :], _WIDTH, 1)
            for r in range(parts):
                here = plain[r * area + 1 :]
                below = plain[(r - 1) * area + 1 :] if r else plain[last * area :]
                above = plain[(r + 1) * area + 1 :] if r < last else plain[2:]
                _add(here, below, above, mid[kinds[frame], r, j : j + CHUNK])
                other = _SIDE * _WIDTH
                _add(here[other:], below[other:], above[other:], side[kinds[frame], r, j : j + CHUNK])
