"""The inner loops of the exact spectrum, compiled."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled, inlined
from detectors.audio.kernels import fast_log2

FloatArray = NDArray[np.float32]

_BLOCK = 1024
_HALF = np.float32(0.5)
_WHISPER = np.float32(1e-6)
_LOUDEST = np.float32(4.0)
_FLOOR = np.float32(1e-3)
_LN2 = np.float32(np.log(2.0))
_LOW, _HIGH = -3.0, 4.0


@inlined
def _spread(values: Any) -> Any:
    """The standard deviation; 1 where there is none."""
    total, squares, count = 0.0, 0.0, max(values.shape[0], 1)
    for i in range(values.shape[0]):
        total += values[i]
    mean = total / count
    for i in range(values.shape[0]):
        squares += (values[i] - mean) * (values[i] - mean)
    spread = np.sqrt(squares / count)
    return spread if spread > 0.0 else 1.0


@compiled("void(float32[::1], float32, int64, float32[::1])")
def even_out(pair: FloatArray, sign: Any, half: int, out: FloatArray) -> None:
    """The second difference of ``left + sign right`` over its level around each sample, Hann-windowed.

    ``pair`` is interleaved; the level is the root of the mean square from ``half`` samples before to
    ``half`` after. ``out`` takes every second place.
    """
    one, two = np.uint64(1), np.uint64(2)
    count = pair.shape[0] // 2 - 2
    bent = np.empty(count, dtype=np.float32)
    for i in range(np.uint64(count)):
        k = two * i
        a, b = pair[k] + sign * pair[k + one], pair[k + two] + sign * pair[k + two + one]
        c = pair[k + two + two] + sign * pair[k + two + two + one]
        bent[i] = (c - b) - (b - a)
    levels = np.empty(_BLOCK, dtype=np.float32)
    turn = 2.0 * np.pi / (count - 1)
    cosines = np.cos(turn * np.arange(_BLOCK)).astype(np.float32)
    sines = np.sin(turn * np.arange(_BLOCK)).astype(np.float32)
    total = 0.0
    for i in range(min(half - 1, count)):
        total += np.float64(bent[i]) * bent[i]
    for start in range(0, count, _BLOCK):
        length = min(_BLOCK, count - start)
        for i in range(length):
            # From at - half (or the first) to before at + half (or the last).
            high, low = start + i + half, start + i - half
            if high <= count:
                total += np.float64(bent[high - 1]) * bent[high - 1]
            if low > 0:
                total -= np.float64(bent[low - 1]) * bent[low - 1]
            levels[i] = max(total, 0.0) / (min(high, count) - max(low, 0))
        cosine, sine = np.float32(np.cos(turn * start)), np.float32(np.sin(turn * start))
        for i in range(np.uint64(length)):
            value = bent[np.uint64(start) + i] / (np.sqrt(levels[i]) + _WHISPER)
            window = _HALF - _HALF * (cosine * cosines[i] - sine * sines[i])
            out[two * (np.uint64(start) + i)] = min(max(value, -_LOUDEST), _LOUDEST) * window


@compiled("void(float32[::1], int64, float32, float32, int64, float32[:,::1])")
def stand_out(  # noqa: PLR0917  compiled code takes no keywords
    spectrum: FloatArray, first: int, sign: Any, scale: Any, width: int, table: FloatArray
) -> None:
    """Fill ``table`` from bin ``first + 1`` on with what stands out of mid (``sign`` 1) or side (-1).

    That is the log magnitude less its mean over ``width`` bins, in deviations, clipped; of a bin and its
    two neighbours the highest, again in deviations; and 1 in the second column.
    """
    count = table.shape[0] - first
    logs = np.empty(count, dtype=np.float32)
    last = spectrum.shape[0]
    for i in range(count):
        k = 2 * (first + i)
        real = spectrum[k] + sign * spectrum[last - k]
        imag = spectrum[k + 1] - sign * spectrum[last - k + 1]
        logs[i] = _LN2 * fast_log2(np.sqrt(real * real + imag * imag) * scale + _FLOOR)
    rest = np.empty(count, dtype=np.float32)
    total, half = 0.0, width // 2
    for i in range(min(half, count)):
        total += logs[i]
    for i in range(count):
        if i + half < count:
            total += logs[i + half]
        if i - half > 0:
            total -= logs[i - half - 1]
        rest[i] = logs[i] - total / (min(i + half + 1, count) - max(i - half, 0))
    spread = _spread(rest)
    for i in range(count):
        rest[i] = min(max(rest[i] / spread, _LOW), _HIGH)
    middle = 0.0
    for i in range(1, count - 1):
        logs[i] = max(rest[i - 1], rest[i], rest[i + 1])
        middle += logs[i]
    middle /= max(count - 2, 1)
    spread = _spread(logs[1 : count - 1])
    for i in range(1, count - 1):
        table[first + i, 0] = (logs[i] - middle) / spread
        table[first + i, 1] = 1.0
