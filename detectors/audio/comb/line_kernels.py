"""Loops over lines and their surroundings, compiled."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled, inlined

FloatArray = NDArray[np.float32]

_BETWEEN = 1e-6
_NONE: Any = np.float32(0.0)


@compiled("UniTuple(float64, 2)(float32[:,::1], float64, int64[::1], float64)")
def line_sum(bins: FloatArray, step: float, ends: NDArray[np.int64], offset: float) -> tuple[float, float]:
    """The sum of lines ``step`` bins apart, and how many count; ``bins`` as above.

    ``ends`` are the first and the last multiple, and the one whose own multiples are left out (0: none). A
    line lies in the bin that its place plus ``offset`` falls into; beyond the last bin none counts.
    """
    total, living = np.float64(0.0), np.float64(0.0)
    first, last, skip = ends
    for k in range(first, last + 1):
        if skip > 0 and k % skip == 0:
            continue
        at = np.int64(step * k + offset)
        if at < bins.shape[0]:
            total += bins[at, 0]
            living += bins[at, 1]
    return total, living


@inlined
def _beside(bins: Any, step: Any, first: Any, last: Any, away: Any) -> Any:
    """The sum ``away`` bins below the lines, or above them, whichever is higher."""
    below, above = _NONE, _NONE
    for line in range(first, last + 1):
        at = np.int64(step * line + 0.5)
        below += bins[max(at - away, 0), 0]
        above += bins[min(at + away, bins.shape[0] - 1), 0]
    return max(below, above)


@inlined
def _part(  # noqa: PLR0917  compiled code takes no keywords
    bins: Any, step: Any, first: Any, last: Any, m: Any, offset: Any
) -> Any:
    """The sum of the lines that are no multiple of the ``m``-th (of all, where ``m`` is 1), and how many."""
    total, living, k = _NONE, _NONE, first
    while k <= last:
        # From one line of the comb itself to the next: those are left out of its parts.
        if m > 1 and k % m == 0:
            k += 1
        end = min(last + 1, (k // m + 1) * m) if m > 1 else last + 1
        for line in range(k, end):
            at = np.uint64(np.int64(step * line + offset))
            total += bins[at, 0]
            living += bins[at, 1]
        k = end
    return total, living


@compiled("float64(float32[:,::1], float64[::1], int64[::1])")
def clean_lines(bins: FloatArray, band: NDArray[np.float64], parts: NDArray[np.int64]) -> float:
    """The comb less what the strongest of its ``parts`` explains, as ``Band.clean_comb`` says; NaN for None.

    ``band`` holds the spacing, the bins' width, the lowest and the highest frequency in Hz, the fewest
    lines, the offset, the fewest bins that lines are apart, and how many bins beside a line its
    surroundings are looked up (0: not at all).
    """
    spacing, bin_hz, lowest, highest, fewest, offset, apart, beside = band
    # A line exactly between two bins belongs to the upper one, however the processor rounds.
    offset += _BETWEEN
    explained, mean, count = 0.0, 0.0, 0.0
    if spacing < apart * bin_hz:
        return np.nan
    for i in range(-1, parts.shape[0]):
        m = 1 if i < 0 else parts[i]
        finer = spacing / m
        if finer < apart * bin_hz:
            break
        step, first, last = finer / bin_hz, np.int64(np.ceil(lowest / finer)), np.int64(highest / finer)
        last = min(last, np.int64((bins.shape[0] - offset) / step))
        total, living = _part(bins, step, first, last, m, offset)
        if i < 0:
            if living < fewest:
                return np.nan
            mean, count = np.float64(total / living), np.float64(living)
            if mean <= 0.0:
                break  # There is nothing to explain.
            if beside > 0.0:
                around = _beside(bins, step, first, last, np.int64(beside))
                explained = max(0.0, around / living - 1.0 / np.sqrt(living))
        elif living >= fewest:
            explained = max(explained, total / living - 1.0 / np.sqrt(living))
    return float((mean - explained) * np.sqrt(count))


@compiled("void(float64[::1], int64, float64[::1])")
def running_median(values: NDArray[np.float64], width: int, medians: NDArray[np.float64]) -> None:
    """The median of ``width`` (odd) values around each, the first and last value repeated at the ends."""
    half, n = width // 2, values.shape[0]
    window, left = np.full((2, width + 1), np.inf)
    for i in range(-half, half + 1):
        window[i + half] = values[min(max(i, 0), n - 1)]
    window.sort()
    left[0] = -np.inf
    for i in range(n):
        medians[i] = window[half]
        leaving = values[max(i - half, 0)]
        entering = values[min(i + half + 1, n - 1)]
        # Every place is looked at: to stop at the right one costs more where it cannot be foretold.
        for k in range(width - 1):
            left[k + 1] = window[k] if window[k] < leaving else window[k + 1]
        for k in range(width):
            window[k] = min(max(entering, left[k]), left[k + 1])
